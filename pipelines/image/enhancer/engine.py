"""The enhancer: better light, contrast, colour and sharpness for a picture of one's own, by measuring it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.image.ask import EnhanceParams
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.works.made import Made


class Enhancer(Engine[EnhanceParams, Options]):
    """Works everywhere: it needs no model."""

    key = "enhancer"
    source = "algorithmicallyEnhanced"
    guess = 2.0

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def run(self, ask: Ask[EnhanceParams, Options], ctx: JobContext) -> Iterator[Made]:
        """One Made: the picture, as large as it was."""
        from pipelines.image.enhancer.making import make

        yield from make(ask, ctx)
