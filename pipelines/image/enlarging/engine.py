"""The enlarger: Real-ESRGAN's small network for drawings, and its large one for photographs."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.image.ask_picture import EnlargeParams
from pipelines.image.enlarging.networks import ROLES
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.works.made import Made


class Enlarger(Engine[EnlargeParams, Options]):
    """Takes the network that the picture wants; without its files it interpolates, and says so."""

    key = "enlarging"
    source = "algorithmicallyEnhanced"
    guess = 30.0

    def choices(self, host: Host) -> Iterator[Choice]:
        specs = {role: host.catalog[key] for role, key in ROLES.items()}
        yield Choice(self, self.key, {role: spec for role, spec in specs.items() if host.catalog.present(spec)})

    def run(self, ask: Ask[EnlargeParams, Options], ctx: JobContext) -> Iterator[Made]:
        """One Made: the larger picture."""
        from pipelines.image.enlarging.making import make

        yield from make(ask, ctx)
