"""The describer: measures colours, light and composition of a picture, and asks small networks what it may show."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.image.ask_picture import DescribeParams
from pipelines.image.describing.networks import ROLES
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.works.made import Made


class Describer(Engine[DescribeParams, Options]):
    """Works everywhere; without its networks it tells what can be measured."""

    key = "describer"
    source = "compositeWithTrainedAlgorithmicMedia"
    guess = 2.0

    def choices(self, host: Host) -> Iterator[Choice]:
        specs = {role: host.catalog[key] for role, key in ROLES.items()}
        yield Choice(self, self.key, {role: spec for role, spec in specs.items() if host.catalog.present(spec)})

    def run(self, ask: Ask[DescribeParams, Options], ctx: JobContext) -> Iterator[Made]:
        """One Made: a page of words."""
        from pipelines.image.describing.making import make

        yield from make(ask, ctx)
