"""What is written anew: a part or some of its bars, the chords under the tune, or all that accompanies it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.music.composer.edit.parts import called, parts_of, unfit
from pipelines.music.composer.edit.piece import Piece
from pipelines.music.composer.edit.resinging import resung
from pipelines.music.composer.genres import genres
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.composer.write.frame import Frame, Given
from pipelines.music.composer.write.harmony import final_chord
from pipelines.music.composer.write.reharmony import reharmonise
from pipelines.music.composer.write.rewriting import rewritten
from pipelines.music.composer.write.writer import Writer
from pipelines.music.score.score import Note, Track
from pipelines.music.score.theory import Chord
from studio.words import Sentence, say

NEAR = 1e-6
TRIES, STEP = 6, 7919
"""Seeds that are tried until what is written is other than it was, and how far they lie apart."""
_BARS = re.compile(r"\D*(\d{1,4})(?:\D+(\d{1,4}))?\D*")


def bars_in(text: str) -> tuple[int, int] | None:
    """First and last of the bars that a text names, counted from 1; None where it names none. Raises BadInput."""
    if not text:
        return None
    found = _BARS.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last:
        raise unfit("bars", say("rearrange.no_bars", text=text[:60]))
    return first, last


def anew(piece: Piece, text: str, bars: tuple[int, int] | None, seed: int, melodies: MelodyWriter | None) -> Piece:
    """The named parts written from another seed, or their bars from the first to the last (counted from 1); all else
    stays note for note. Raises BadInput for bars that the piece does not have."""
    score = piece.score
    count = score.sections[-1].end_bar
    if bars and bars[1] > count:
        raise unfit("bars", say("rearrange.too_few_bars", bars=count))
    between = (bars[0] - 1, bars[1]) if bars else None
    for place, track in enumerate(parts_of(text, piece, "anew") if text else ()):
        # Two that do the same are not to play the same.
        piece = _other(piece, track, between, seed + place * TRIES * STEP, melodies)
    return piece


def _other(
    piece: Piece, track: Track, between: tuple[int, int] | None, seed: int, melodies: MelodyWriter | None
) -> Piece:
    """One part written anew, and what is to be said of it: the first of some seeds that has other notes."""
    score = piece.score
    # Others that do the same stand aside for it, and in a piece without a final chord there is none afterwards either.
    alone = replace(score, tracks=tuple(one for one in score.tracks if one is track or one.role != track.role))
    alone = replace(alone, chords=_closed(piece))
    within = between or (None if score.chords[-1].start >= score.beats - NEAR else (0, score.sections[-1].end_bar))
    named = tuple(one.instrument for one in score.tracks)
    is_sung = track.role == "lead" and any(note.lyric for note in track.notes)
    for turn in range(TRIES):
        again = seed + turn * STEP
        if is_sung:
            found = resung(piece, between, again)
        else:
            found = rewritten(alone, piece.reading(named), track.role, again, within, melodies)
        written = next((one for one in found.tracks if one.role == track.role), track)
        if _heard(written) not in [_heard(one) for one in score.tracks if one.role == track.role]:
            words = (say("rearrange.words_kept"),) if is_sung else ()
            tracks = [written if one is track else one for one in score.tracks]
            return piece.with_tracks(tracks, _said(track, between), *words)
    return replace(piece, said=(*piece.said, say("rearrange.no_other", part=called(track))))


def _heard(track: Track) -> list[tuple[int, float, float]]:
    return [(note.pitch, note.start, note.length) for note in track.notes]


def _said(track: Track, between: tuple[int, int] | None) -> Sentence:
    if between is None:
        return say("rearrange.did.part", part=called(track))
    return say("rearrange.did.bars", part=called(track), first=between[0] + 1, last=between[1])


def reharmonised(piece: Piece, seed: int) -> Piece:
    """Other chords under the tune, and what accompanies it written over them; tune and drums stay. Raises BadInput
    where there is no tune."""
    tune = _tune(piece, "reharmonise")
    score = replace(piece.score, chords=_others(piece, tune, seed))
    kept = _one_each(score.tracks)
    reading = piece.reading(tuple(track.instrument for track in kept))
    cast = {track.role: track.instrument for track in kept}
    writer = Writer(Frame(reading, score.metre, score.sections, score.chords, cast), seed, tune=tune)
    tracks = [
        track if track.role in ("lead", "drums") else Track(track.role, track.instrument, writer.part(track.role))
        for track in kept
    ]
    gone = [called(track) for track in score.tracks if track not in kept]
    said = (say("rearrange.did.muted", parts=gone),) if gone else ()
    names = " ".join(dict.fromkeys(chord.name(score.key) for chord in score.chords))
    told = say("rearrange.did.reharmonised", chords=names)
    return piece.with_score(replace(score, tracks=tuple(tracks)), told, *said)


def in_genre(piece: Piece, key: str, seed: int) -> Piece:
    """The tune and its chords with the accompaniment and the playing of another genre. Raises BadInput where there is
    no tune."""
    tune, lead = _tune(piece, "genre"), piece.track("lead")
    piece = replace(piece, genre=genres()[key])
    score = piece.score
    final = final_chord(piece.genre, score.key, score.beats, score.metre.bar)
    given = Given(tuple(tune), score.sections, (*_closed(piece)[:-1], final), score.tempo)
    reading = piece.reading((lead.instrument,) if lead else ())
    written = compose(reading, piece.seconds, seed, given=given)
    tracks = tuple(lead if lead and track.role == "lead" else track for track in written.tracks)
    return piece.with_score(replace(written, tracks=tracks), say("rearrange.did.genre", genre=piece.genre.title))


def _one_each(tracks: Sequence[Track]) -> list[Track]:
    """Of those that do the same the one that has most to do: no more is written."""
    most = {
        role: max((t for t in tracks if t.role == role), key=lambda t: len(t.notes))
        for role in {t.role for t in tracks}
    }
    return [track for track in tracks if track is most[track.role]]


def _closed(piece: Piece) -> tuple[Chord, ...]:
    """The chords with a final one, which pieces have not that were not written here."""
    score = piece.score
    if score.chords[-1].start >= score.beats - NEAR:
        return score.chords
    return (*score.chords, final_chord(piece.genre, score.key, score.beats, score.metre.bar))


def _tune(piece: Piece, field: str) -> list[Note]:
    if not piece.tune:
        raise unfit(field, say("rearrange.no_tune"))
    return piece.tune


def _others(piece: Piece, tune: list[Note], seed: int) -> tuple[Chord, ...]:
    """The first chords of some seeds that are not those of the piece."""
    found = piece.score.chords
    for turn in range(TRIES):
        found = _chords(piece, tune, seed + turn * STEP)
        if [chord.tones for chord in found] != [chord.tones for chord in piece.score.chords]:
            break
    return found


def _chords(piece: Piece, tune: list[Note], seed: int) -> tuple[Chord, ...]:
    """Chords from the first beat to the final one, which stays."""
    score, final = piece.score, _closed(piece)[-1]
    heard = [note for note in tune if note.start < score.beats - 1e-6]
    # So that chords go on to the end where the tune does not.
    closing = Note(60 + final.root, score.beats, score.metre.bar, 1)
    found = reharmonise([*heard, closing], score.key, piece.genre, score.metre, random.Random(f"chords {seed}"))
    return (*(_until(chord, score.beats) for chord in found if chord.start < score.beats - 1e-6), final)


def _until(chord: Chord, end: float) -> Chord:
    return chord.at(chord.start, min(chord.beats, end - chord.start))
