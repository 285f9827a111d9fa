"""What is brought, heard: a sound of one voice or of several, or a file of notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.music.hearing import chorus, contour, keys, tune
from pipelines.music.hearing.notation import Notation, read_midi
from pipelines.music.hearing.note import HeardNote
from pipelines.music.pretrained.sounds import FAINTEST, Sound, brought
from studio.errors import BadInput
from studio.jobs.engine import JobContext
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.upload import Upload

FEWEST, MOST = 3, 6_000
"""Notes that make a tune, and those that are written down."""
LEAST = 0.3
"""Which part of what is to be heard has notes, where it is music: noise has a few that it seems to have."""
_PLAIN = 0.8
"""Which part of a sound has one plain pitch where one voice is heard."""
_FAR_BELOW = 0.05
"""Share of the loudest half second's level above which another is heard."""
_ONE = 1.25
"""How many keys sound at once, in the mean of when any does, up to which one voice is heard."""


@dataclass(frozen=True)
class Heard:
    """The notes, whether one voice has them all, and what is known of beats where the file says so."""

    title: str
    notes: tuple[HeardNote, ...]
    is_alone: bool
    seconds: float
    notation: Notation | None = None
    said: tuple[Sentence, ...] = ()


def heard(id: str, voice: str, models: Mapping[str, ModelSpec], ctx: JobContext) -> Heard:
    """What a field holds, heard. `voice`: "auto", "one" or "several". Raises BadInput for what has no notes."""
    upload, path = ctx.brought(id)
    if upload.kind == "midi":
        return _read(upload, path, voice)
    try:
        sound = brought(ctx, id)
    except BadInput as error:
        raise unheard(error.message) from error
    audible = _audible(sound)
    notes, is_alone = _listened(sound, voice, models, ctx)
    if len(notes) < FEWEST or _covered(notes) < LEAST * audible:
        raise unheard(say("hearing.no_notes"))
    kept = notes[:MOST]
    said = () if len(kept) == len(notes) else (say("hearing.cut", count=MOST),)
    return Heard(upload.title, tuple(kept), is_alone, sound.seconds, None, said)


def unheard(why: Sentence) -> BadInput:
    """The refusal of a sound in which there is no tune."""
    return BadInput(why, hint=say("hearing.sing_closer"), fields={"sound": why})


def _read(upload: Upload, path: Path, voice: str) -> Heard:
    notation = read_midi(path, MOST)
    if len(notation.notes) < FEWEST:
        raise unheard(say("hearing.no_notes_in_file"))
    notes = notation.notes
    is_alone = voice == "one" or (voice == "auto" and _at_once(notes) <= _ONE)
    if is_alone:
        notes = highest(notes)
    seconds = max(note.end for note in notes)
    said = (say("hearing.cut", count=MOST),) if notation.is_cut else ()
    return Heard(upload.title, tuple(notes), is_alone, seconds, notation, said)


def _audible(sound: Sound) -> float:
    """Seconds in which something is to be heard, by halves of one; looked at minute by minute. Raises BadInput for
    silence."""
    levels: list[float] = []
    for start in range(0, int(np.ceil(sound.seconds)), 60):
        part = sound.part(float(start), 60.0)
        half = sound.rate // 2
        levels += [float(np.sqrt(np.mean(np.square(part[at : at + half])))) for at in range(0, len(part), half)]
    if not levels or max(levels) < FAINTEST:
        raise unheard(say("own_sound.silent"))
    return 0.5 * sum(level > _FAR_BELOW * max(levels) for level in levels)


def _covered(notes: Sequence[HeardNote]) -> float:
    """Seconds in which at least one note sounds."""
    total, until = 0.0, 0.0
    for note in sorted(notes, key=lambda note: note.start):
        total += max(0.0, note.end - max(note.start, until))
        until = max(until, note.end)
    return total


def _listened(
    sound: Sound, voice: str, models: Mapping[str, ModelSpec], ctx: JobContext
) -> tuple[list[HeardNote], bool]:
    ctx.progress("hearing_notes")
    if voice != "several":
        found = _by_pitch(sound, models["pitch"], ctx)
        if voice == "one" or _is_one(found):
            return tune.notes_of(found), True
    with ctx.lease(models["notes"]) as session:
        pressed = keys.pressed(sound.path, session, _watched(ctx, sound, keys.STRIDE / keys.RATE))
    ctx.check()
    return chorus.notes_of(pressed), False


def _by_pitch(sound: Sound, spec: ModelSpec, ctx: JobContext) -> contour.Contour:
    with ctx.lease(spec) as session:
        return contour.contour(sound.path, session, _watched(ctx, sound, contour.STRIDE / contour.RATE))


def _watched(ctx: JobContext, sound: Sound, step: float) -> Callable[[], None]:
    """Tells how much was heard, and ends the listening where that is wanted."""
    done, total = 0, max(1, round(sound.seconds / step))

    def on_window() -> None:
        nonlocal done
        done += 1
        ctx.progress("hearing_notes", min(done, total), total)
        ctx.check()

    return on_window


def _is_one(found: contour.Contour) -> bool:
    """Whether one voice is plainly heard wherever anything is."""
    loud = found.level > found.level.max() - 30
    return bool(loud.any()) and float((found.sure[loud] > 0.8).mean()) > _PLAIN


def highest(notes: tuple[HeardNote, ...]) -> tuple[HeardNote, ...]:
    """The top line of notes: what is heard as the tune."""
    top: list[HeardNote] = []
    for note in sorted(notes, key=lambda note: (round(note.start, 2), -note.pitch)):
        before = top[-1] if top else None
        if before is None or note.start >= before.end - 0.03:
            top.append(note)
        elif note.pitch > before.pitch and note.start > before.start + 0.03:
            top[-1] = HeardNote(before.pitch, before.start, note.start, before.velocity)
            top.append(note)
    return tuple(top)


def _at_once(notes: tuple[HeardNote, ...]) -> float:
    """How many notes sound at once, in the mean of when any does."""
    marks = sorted([(note.start, 1) for note in notes] + [(note.end - 0.02, -1) for note in notes])
    voices, since, spent, busy = 0, 0.0, 0.0, 0.0
    for at, change in marks:
        spent += voices * (at - since)
        busy += (at - since) * (voices > 0)
        voices, since = voices + change, at
    return spent / busy if busy else 0.0
