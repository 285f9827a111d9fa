"""Styling: a picture of one's own in one look, in two of them mixed, or in the manner of another picture."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.image.ask_picture import StyleParams
from pipelines.image.styling.asked import ANY, UPSCALER, StyleAsk
from pipelines.runtimes.looks import MANY
from studio.errors import InkstoneError
from studio.jobs.catalog_engine import MAIN, obstacle
from studio.jobs.engine import Choice, Engine, Host, JobContext
from studio.params import Options
from studio.works.made import Made


class Styling(Engine[StyleParams, Options]):
    """Two choices: the network of 26 looks, and those that read the manner of any picture."""

    key = "styling"
    source = "compositeWithTrainedAlgorithmicMedia"
    guess = 3.0

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, MANY, {MAIN: host.catalog[MANY]})
        upscaler = host.catalog[UPSCALER]
        enlarged = {UPSCALER: upscaler} if host.catalog.present(upscaler) else {}
        yield Choice(self, ANY, {MAIN: host.catalog[ANY], **enlarged})

    def volunteers(self, params: StyleParams, choice: Choice, host: Host) -> bool:
        """Each for what it can: who brings a picture to paint after wants its manner."""
        return (choice.name == ANY) == bool(params.like)

    def fits(self, params: StyleParams, choice: Choice, host: Host) -> InkstoneError | None:
        return obstacle(choice.models[MAIN], host)

    def run(self, ask: StyleAsk, ctx: JobContext) -> Iterator[Made]:
        """One Made: the painted picture."""
        from pipelines.image.styling.making import make

        yield from make(ask, ctx)
