"""The listener: Silero finds where somebody speaks, Whisper hears what is said."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.voice.ask import ListenParams
from pipelines.voice.listener.options import ListenerOptions
from pipelines.voice.listener.roles import FINDS, HEARS
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.works.made import Made

_WHISPER, _SILERO = "whisper-base", "silero-vad"


class Listener(Engine[ListenParams, ListenerOptions]):
    """Writes down what is said, in 99 languages."""

    key = "listener"
    options = ListenerOptions
    guess = 20.0

    def choices(self, host: Host) -> Iterator[Choice]:
        models = {HEARS: host.catalog[_WHISPER], FINDS: host.catalog[_SILERO]}
        yield Choice(self, self.key, models, aliases=(_WHISPER,))

    def run(self, ask: Ask[ListenParams, ListenerOptions], ctx: JobContext) -> Iterator[Made]:
        """One Made: the text, with its subtitles. What was heard is kept where it is stopped. Raises BadInput where
        nobody speaks."""
        from pipelines.voice.listener.making import make

        yield from make(ask, ctx)
