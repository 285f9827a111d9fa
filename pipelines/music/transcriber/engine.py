"""The transcriber: hears the notes of a sound, and writes them down."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.ask_sound import TranscribeParams
from studio.errors import InkstoneError, ModelAbsent
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.words import say
from studio.works.made import Made

ROLES = {"pitch": "swift-f0", "notes": "basic-pitch", "sounds": "soundfont"}
"""The models that are asked: one voice is heard by its pitch, several by their keys; what was heard is played again."""


class Transcriber(Engine[TranscribeParams, Options]):
    """Notes, tempo, metre, key and chords of a sound; MIDI, a score and a piano roll."""

    key = "transcriber"
    source = "algorithmicMedia"
    guess = 15.0

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key, {role: host.catalog[key] for role, key in ROLES.items()})

    def fits(self, params: TranscribeParams, choice: Choice, host: Host) -> InkstoneError | None:
        absent = [spec for spec in choice.models.values() if not host.catalog.present(spec)]
        return ModelAbsent(say("hearing.absent", title=absent[0].title)) if absent else None

    def run(self, ask: Ask[TranscribeParams, Options], ctx: JobContext) -> Iterator[Made]:
        """One Made. Raises BadInput where nothing can be written down."""
        from pipelines.music.transcriber.making import make

        yield from make(ask, ctx)
