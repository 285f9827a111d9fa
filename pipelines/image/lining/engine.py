"""Lining: a picture of one's own as a pencil drawing, as ink lines, or as a page to colour in."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.image.ask_picture import LinesParams
from pipelines.runtimes.hed import LINES
from studio.errors import InkstoneError
from studio.jobs.catalog_engine import MAIN, obstacle
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.works.made import Made


class Lining(Engine[LinesParams, Options]):
    """HED finds the lines; how they are drawn is worked out from them."""

    key = "lining"
    source = "compositeWithTrainedAlgorithmicMedia"
    guess = 8.0

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key, {MAIN: host.catalog[LINES]})

    def fits(self, params: LinesParams, choice: Choice, host: Host) -> InkstoneError | None:
        return obstacle(choice.models[MAIN], host)

    def run(self, ask: Ask[LinesParams, Options], ctx: JobContext) -> Iterator[Made]:
        """One Made: the drawing, and its lines as SVG where they are ink."""
        from pipelines.image.lining.making import make

        yield from make(ask, ctx)
