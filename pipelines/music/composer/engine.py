"""The composer: harmony by rule, melodies by a small model, sampled instruments: sound, MIDI and a piano roll."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.ask import MusicParams
from pipelines.music.composer.options import ComposerAsk, ComposerOptions
from studio.errors import InkstoneError, ModelAbsent
from studio.jobs.engine import Choice, Engine, Host, JobContext
from studio.words import say
from studio.works.made import Made

ROLES = {"meaning": "minilm", "melody": "melody-writer", "sounds": "soundfont"}
"""The models that are asked, where they are present: meanings are compared, the melody is written, notes are played."""


class Composer(Engine[MusicParams, ComposerOptions]):
    """Harmony by rule, melodies by a small model, sampled instruments: sound, MIDI and a piano roll."""

    key = "composer"
    options = ComposerOptions
    guess = 5.0

    def choices(self, host: Host) -> Iterator[Choice]:
        specs = {role: host.catalog[key] for role, key in ROLES.items()}
        here = {role: spec for role, spec in specs.items() if role == "sounds" or host.catalog.present(spec)}
        yield Choice(self, self.key, here)

    def fits(self, params: MusicParams, choice: Choice, host: Host) -> InkstoneError | None:
        if host.catalog.present(choice.models["sounds"]):
            return None
        return ModelAbsent(say("composer.no_sounds"), hint=say("composer.get_sounds"))

    def run(self, ask: ComposerAsk, ctx: JobContext) -> Iterator[Made]:
        """One piece."""
        from pipelines.music.composer.making import make

        yield from make(ask, ctx)
