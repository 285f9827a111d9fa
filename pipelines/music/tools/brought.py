"""Brought: a person's own sound, held as samples."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.sound import recording
from pipelines.sound.recording import Recording
from studio.errors import BadInput
from studio.jobs.engine import JobContext
from studio.words import say
from studio.works.facts import MusicFacts
from studio.works.recipe import Recipe
from studio.works.upload import Upload

SHORTEST = 0.1
"""Seconds below which nothing is done to a sound."""


@dataclass(frozen=True)
class Brought:
    """A sound, and what is known of it."""

    sound: Recording
    title: str
    tempo: float | None = None
    """Beats a minute, to one decimal, where it is a piece that was made here."""
    metre: str = ""


def brought(ctx: JobContext, id: str) -> Brought:
    """The sound of a field. Raises BadInput for one that cannot be read or is shorter than SHORTEST."""
    import soundfile

    upload, path = ctx.brought(id)
    try:
        sound = recording.read(path)
    except soundfile.LibsndfileError as error:
        raise BadInput(say("own_sound.unread")) from error
    check_length(sound)
    facts = _facts(upload)
    return Brought(sound, upload.title, facts.tempo, facts.metre)


def check_length(sound: Recording) -> None:
    """Raises BadInput for a sound in which nothing has room."""
    if sound.seconds < SHORTEST:
        raise BadInput(say("own_sound.short", seconds=sound.seconds, least=SHORTEST))


def _facts(upload: Upload) -> MusicFacts:
    """What the recipe of a work says; nothing for other files."""
    if upload.found_is != "recipe":
        return MusicFacts()
    facts = Recipe.model_validate_json(upload.found).facts
    return facts if isinstance(facts, MusicFacts) else MusicFacts()
