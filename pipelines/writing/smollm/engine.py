"""SmolLM: the studio's own writer, SmolLM2-135M inside fixed forms."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.writing.ask import OWN, English
from pipelines.writing.language import stranger
from pipelines.writing.unfinished import kept_when_stopped
from studio.errors import InkstoneError
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.works.made import Made

KEY, MODEL = OWN


class SmolLM(Engine[English, Options]):
    """A very small English language model; what it writes is held by forms and plans."""

    key = KEY
    guess = 15.0

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key, {MAIN: host.catalog[MODEL]}, aliases=(MODEL,))

    def fits(self, params: English, choice: Choice, host: Host) -> InkstoneError | None:
        return stranger(choice.models[MAIN], params.prompt)

    def run(self, ask: Ask[English, Options], ctx: JobContext) -> Iterator[Made]:
        """One piece, its text so far as previews. Raises Cancelled at the next token, with what was written kept."""
        from pipelines.writing.smollm.making import make

        return kept_when_stopped(make(ask, ctx), ask.params, ctx)
