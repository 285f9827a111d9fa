"""Writing a part anew: one player, or some bars of one, and all else stays note for note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.music.composer.read.reading import Reading
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.write.frame import Frame
from pipelines.music.composer.write.writer import Writer
from pipelines.music.score.instruments import Instrument, Role
from pipelines.music.score.score import Note, Score, Track

NEAR = 1e-6


def rewritten(
    score: Score,
    reading: Reading,
    role: Role,
    seed: int,
    bars: tuple[int, int] | None = None,
    melodies: MelodyWriter | None = None,
    instrument: Instrument | None = None,
) -> Score:
    """The piece with one part written anew from another seed: all of it, or the bars from the first up to the second
    (counted from 0, the second not included). `instrument` gives the part to another player, or to a new one.

    What accompanies is written under the tune that stands. Raises KeyError where the piece has no such part and no
    instrument is given for it.
    """
    cast: dict[Role, Instrument] = {track.role: track.instrument for track in score.tracks}
    cast[role] = instrument or cast[role]
    frame = Frame(reading, score.metre, score.sections, score.chords, cast)
    standing = {track.role: track.notes for track in score.tracks}
    tune = None if role == "lead" else standing.get("lead", [])
    part = Writer(frame, seed, melodies, tune=tune).part(role)
    if bars is not None:
        part = spliced(standing.get(role, []), part, bars[0] * score.metre.bar, bars[1] * score.metre.bar)
    return replace(score, tracks=_with(score, role, cast, {**standing, role: part}))


def spliced(old: Sequence[Note], new: Sequence[Note], begin: float, end: float) -> list[Note]:
    """The old notes up to one beat and from another one on, the new ones between. A note that sounds on into what
    another has written ends there."""
    before = [_ending(note, begin) for note in old if note.start < begin - NEAR]
    between = [_ending(note, end) for note in new if begin - NEAR <= note.start < end - NEAR]
    return [*before, *between, *(note for note in old if note.start >= end - NEAR)]


def _ending(note: Note, beat: float) -> Note:
    return replace(note, length=min(note.length, beat - note.start))


def _with(
    score: Score, role: Role, cast: Mapping[Role, Instrument], parts: Mapping[Role, list[Note]]
) -> tuple[Track, ...]:
    order: list[Role] = [track.role for track in score.tracks]
    return tuple(Track(part, cast[part], parts[part]) for part in (order if role in order else [*order, role]))
