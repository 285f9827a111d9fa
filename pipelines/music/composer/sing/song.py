"""A song: a piece whose melody is made for its words, a syllable to a note."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.music.composer.read.reading import Reading
from pipelines.music.composer.sing.fitting import Placed, placed, weight
from pipelines.music.composer.sing.lyric import Lyric
from pipelines.music.composer.sing.outline import Sung, left_out, outlined, shared_out
from pipelines.music.composer.tune.melody import Melodist
from pipelines.music.composer.tune.phrase import Slot
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.composer.write.frame import Given
from pipelines.music.score.instruments import Instrument, instruments
from pipelines.music.score.score import Metre, Note, Score, chord_at
from pipelines.music.score.theory import Chord
from studio.words import say

SINGER = "oohs"
"""Who has the tune where nobody else leads."""
VOICES = (SINGER, "choir")
"""Who has it whenever they were asked for: they are the nearest to a singer."""
MELISMA, HELD = "_", 2.0
"""What is written where a syllable goes on, and quarter notes from which one within a line has a second note."""
REST, SHORTEST_END = 1.0, 0.5
"""Quarter notes between two lines, and what the first one's last note keeps."""
PHRASE = 2
"""Lines that belong together: the first is left open."""
LONG = 1.5
NEAR = 1e-6

Worded = tuple[Slot, str]
"""A note without its pitch, and what is sung on it."""


def song(lyric: Lyric, reading: Reading, seconds: float, seed: int) -> Score:
    """A piece of `seconds` with its words on the melody's notes. The melody is made to fit them; where nobody sings the
    piece's own goes on. What was left out, and that no voice sings, is said."""
    reading = _voiced(outlined(lyric, reading, seconds))
    plain = compose(reading, seconds, seed)
    if not any(track.role == "lead" for track in plain.tracks):
        reading = _led(reading)
        plain = compose(reading, seconds, seed)
    lead = next(track for track in plain.tracks if track.role == "lead")
    sung = shared_out(lyric, plain.sections)
    tune = _joined(lead.notes, Songwriter(reading, plain, lead.instrument, seed).melody(sung), sung, plain.metre)
    given = Given(tuple(tune), plain.sections, plain.chords, plain.tempo)
    written = compose(reading, seconds, seed, given=given)
    heard = say("sing.set", player=lead.instrument.title)
    tracks = tuple(replace(track, instrument=instruments()[track.instrument.key]) for track in written.tracks)
    return replace(written, tracks=tracks, said=(*plain.said, *left_out(lyric, sung), heard))


def _voiced(reading: Reading) -> Reading:
    """With voices for the tune, where some were asked for, and for nothing else."""
    if not any(player.key in VOICES for player in reading.named):
        return reading
    voice = next(player for player in reading.named if player.key in VOICES)
    others = tuple(_behind(player) for player in reading.named if player is not voice)
    return replace(reading, named=(replace(voice, roles=("lead",)), *others))


def _behind(player: Instrument) -> Instrument:
    """A player who leaves the tune to another, where there is something else for it to do."""
    roles = tuple(role for role in player.roles if role != "lead")
    return replace(player, roles=roles or ("counter",))


def _led(reading: Reading) -> Reading:
    """With somebody who leads."""
    player = instruments()[(*reading.genre.lead, SINGER)[0]]
    return replace(reading, named=(player, *reading.named), solo=False)


class Songwriter:
    """Writes the sung sections of one piece. Verses share a tune, as far as their words let them."""

    def __init__(self, reading: Reading, score: Score, player: Instrument, seed: int) -> None:
        self.metre, self.chords = score.metre, score.chords
        rng = random.Random(f"song {seed}")
        self.melodist = Melodist(reading.genre, reading.key, score.metre, reading.energy, rng)
        self.span = max(player.lead[0], player.range[0]), min(player.lead[1], player.range[1])
        self.tunes: dict[tuple[str, int], list[Note]] = {}
        """The first tune of each kind of section and width of lines, from the section's first beat."""

    def melody(self, sung: Sequence[Sung]) -> list[Note]:
        """The notes of all sections, each with its syllable."""
        notes: list[Note] = []
        for one in sung:
            notes += self._section(one, one is sung[-1])
        return notes

    def _section(self, one: Sung, last: bool) -> list[Note]:
        begin = one.section.start_bar * self.metre.bar
        lines = self._lines(one, begin)
        kind = one.section.kind, one.width
        if kind in self.tunes:
            return [self._again(slot, text, begin, kind) for line in lines for slot, text in line]
        notes: list[Note] = []
        self.melodist.heard = set()
        for place in range(0, len(lines), PHRASE):
            phrase = [worded for line in lines[place : place + PHRASE] for worded in line]
            closed = last or place + PHRASE >= len(lines)
            slots = [slot for slot, _ in phrase]
            written = self.melodist.worded(slots, one.section.group, self.chords, self.span, closed)
            notes += [replace(note, lyric=text) for note, (_, text) in zip(written, phrase, strict=True)]
        self.tunes[kind] = [note.moved(-begin) for note in notes]
        return notes

    def _lines(self, one: Sung, begin: float) -> list[list[Worded]]:
        width = one.width * self.metre.bar
        lines = [
            placed(line.syllables, begin + place * width, width, self.metre)
            for place, line in enumerate(one.stanza.lines[: one.heard])
        ]
        return [self._slots(line, "ab"[place % PHRASE]) for place, line in enumerate(_breathing(lines))]

    def _slots(self, line: Sequence[Placed], motif: str) -> list[Worded]:
        """A slot for each syllable, and a second one where it is held long."""
        found: list[tuple[float, float, str]] = []
        for place, one in enumerate(line):
            half = one.length / 2
            if one.length >= HELD and place + 1 < len(line):
                found += [(one.start, half, one.syllable.text), (one.start + half, half, MELISMA)]
            else:
                found.append((one.start, one.length, one.syllable.text))
        last = len(found) - 1
        return [
            (Slot(start, length, self._is_strong(start, length), motif, place, place == last), text)
            for place, (start, length, text) in enumerate(found)
        ]

    def _is_strong(self, start: float, length: float) -> bool:
        return weight(start, self.metre) >= 2 or length >= LONG

    def _again(self, slot: Slot, text: str, begin: float, kind: tuple[str, int]) -> Note:
        """A note of a tune that was heard, for other words."""
        tune = self.tunes[kind]
        at = slot.start - begin
        heard = [note for note in tune if note.start <= at + NEAR] or tune[:1]
        chord = chord_at(self.chords, slot.start)
        pitch = heard[-1].pitch
        fits = abs(heard[-1].start - at) < NEAR or not slot.strong or pitch % 12 in chord.tones
        pitch = pitch if fits else _nearest(pitch, chord, self.span)
        return Note(pitch, slot.start, slot.length * 0.96, 88 if slot.strong else 78, text)


def _breathing(lines: Sequence[Sequence[Placed]]) -> list[list[Placed]]:
    """With time to breathe between a line's last note, which may be shorter for it, and the next line's first."""
    rested = [list(line) for line in lines]
    for line, following in pairwise(rested):
        if line and following:
            last, begins = line[-1], following[0].start
            line[-1] = replace(last, length=max(SHORTEST_END, min(last.length, begins - REST - last.start)))
    return rested


def _nearest(pitch: int, chord: Chord, span: tuple[int, int]) -> int:
    tones = [tone for tone in range(span[0], span[1] + 1) if tone % 12 in chord.tones]
    return min(tones, key=lambda tone: abs(tone - pitch), default=pitch)


def _joined(played: Sequence[Note], worded: Sequence[Note], sung: Sequence[Sung], metre: Metre) -> list[Note]:
    """The song with what is played where nobody sings, each note over where the next begins."""
    spans = [(one.section.start_bar * metre.bar, one.section.end_bar * metre.bar) for one in sung]
    first = min((note.start for note in worded), default=0.0)
    rest = [note for note in played if not any(begin - NEAR <= note.start < end - NEAR for begin, end in spans)]
    pickups = {note.start for note in worded}
    rest = [note for note in rest if note.start not in pickups and (note.start < first or not _within(note, worded))]
    notes = sorted([*rest, *worded], key=lambda note: note.start)
    ends = [note.start for note in notes[1:]] + [float("inf")]
    return [replace(note, length=min(note.length, end - note.start)) for note, end in zip(notes, ends, strict=True)]


def _within(note: Note, worded: Sequence[Note]) -> bool:
    """Whether somebody sings while it begins."""
    return any(other.start <= note.start < other.end for other in worded)
