"""The narrator: Kokoro reads, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.voice.ask import NarrateParams, ReadParams
from pipelines.voice.narrator.options import NarratorOptions
from pipelines.voice.narrator.text import check_text
from studio.errors import InkstoneError
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.works.made import Made

MODEL = "kokoro"
ROLE = "voice"


class Narrator(Engine[NarrateParams | ReadParams, NarratorOptions]):
    """Reads English and Mandarin in many voices."""

    key = "narrator"
    options = NarratorOptions
    guess = 20.0

    def choices(self, host: Host) -> Iterator[Choice]:
        spec = host.catalog[MODEL]
        yield Choice(self, self.key, {ROLE: spec}, aliases=(MODEL,))

    def fits(self, params: NarrateParams | ReadParams, choice: Choice, host: Host) -> InkstoneError | None:
        """Raises BadInput where there is nothing to read, LanguageUnknown where no voice speaks the language."""
        if isinstance(params, NarrateParams):
            check_text(params.prompt)
        return None

    def run(self, ask: Ask[NarrateParams | ReadParams, NarratorOptions], ctx: JobContext) -> Iterator[Made]:
        """One Made: the sound with its subtitles. What was spoken is kept where it is stopped."""
        from pipelines.voice.narrator.making import make

        yield from make(ask, ctx)

    def left(self, ask: Ask[NarrateParams | ReadParams, NarratorOptions], ctx: JobContext) -> Iterator[Made]:
        """What was spoken, where it was killed."""
        from pipelines.voice.narrator.making import left

        yield from left(ask, ctx)
