"""The sound editor: a sound trimmed, cleaned, stretched, looped, faded and levelled."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.ask_sound import TouchUpParams
from studio.errors import BadInput
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.words import say
from studio.works.made import Made


class SoundEditor(Engine[TouchUpParams, Options]):
    """By signal processing alone."""

    key = "sound-editor"
    source = "algorithmicallyEnhanced"
    guess = 6.0

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def check(self, params: TouchUpParams, options: Options, choice: Choice, host: Host) -> None:
        """Raises BadInput for a part that ends before it begins."""
        if params.end is not None and params.end <= params.start:
            raise BadInput(say("sound_tools.backwards", start=params.start, end=params.end))

    def run(self, ask: Ask[TouchUpParams, Options], ctx: JobContext) -> Iterator[Made]:
        """One Made. Raises BadInput where nothing is left of the sound, Cancelled between two steps."""
        from pipelines.music.tools.editing import edited

        yield edited(ask.params, ctx)
