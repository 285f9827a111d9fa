"""Writing the piece: form, chords and every player's part, with layers that enter and leave from section to section."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.music.composer.read.reading import Reading
from pipelines.music.composer.tune.alone import unaccompanied
from pipelines.music.composer.tune.melody import Melodist
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.tune.model_melody import ModelMelodist, can_write
from pipelines.music.composer.tune.phrase import ROOMY
from pipelines.music.composer.tune.themes import sung
from pipelines.music.composer.write import form
from pipelines.music.composer.write.accompaniment import Accompanist, pad
from pipelines.music.composer.write.bass import Bassist
from pipelines.music.composer.write.counter import answers, guide, parallel
from pipelines.music.composer.write.drums import Drummer, without
from pipelines.music.composer.write.dynamics import Dynamics
from pipelines.music.composer.write.harmony import final_chord, harmonise
from pipelines.music.composer.write.leading import mended
from pipelines.music.composer.write.orchestration import orchestrate
from pipelines.music.composer.write.players import Players
from pipelines.music.composer.write.register import Ceiling, playable
from pipelines.music.score.instruments import Instrument, Role
from pipelines.music.score.score import Metre, Note, Score, Section, Track
from pipelines.music.score.theory import Chord

SINGING: tuple[Role, ...] = ("lead", "counter")
"""Parts that go in phrases."""
TESSITURA = 18
"""Semitones that a piece's tune has at most."""
GOLDEN = (5**0.5 - 1) / 2
SPARING = 0.4
"""The energy that drums have at most where they are to be few and soft."""
DEEPEST = 28
"""What a bass that is led by the book goes down to."""


@dataclass(frozen=True)
class Given:
    """A tune that stands, to be arranged: its notes, and the sections and chords (the final one too) under it."""

    melody: tuple[Note, ...]
    sections: tuple[Section, ...]
    chords: tuple[Chord, ...]
    tempo: float
    """Quarter notes a minute."""


def compose(
    reading: Reading,
    seconds: float,
    seed: int,
    melodies: MelodyWriter | None = None,
    seeds: Mapping[Role, int] | None = None,
    given: Given | None = None,
) -> Score:
    """Write a piece of `seconds` seconds, with the model's melodies or, without it, by rule.

    The same reading, seed and model give the same piece. `seeds` has seeds of their own for some parts, which are
    written differently while the others stay. With a `given` tune its sections, chords and tempo stand, and everything
    else is written around it; `seconds` is then the caller's to keep.
    """
    metre = Metre(reading.metre)
    plan = form.plan(reading, seconds, metre, _rng(seed, "form"))
    sections, tempo, said = plan.sections, plan.tempo, plan.said
    if given is not None:
        sections, tempo, said, chords = given.sections, given.tempo, (), list(given.chords)
    else:
        chords = harmonise(reading, metre, sections, _rng(seed, "chords"))
        chords.append(final_chord(reading.genre, reading.key, sections[-1].end_bar * metre.bar, metre.bar))
    cast = orchestrate(reading, _rng(seed, "cast"))
    frame = Frame(reading, metre, sections, tuple(chords), cast)
    tune = None if given is None else list(given.melody)
    tracks = Writer(frame, seed, melodies, seeds or {}, tune).tracks()
    feel = reading.genre.feel
    return Score(reading.key, metre, tempo, sections, frame.chords, tuple(tracks), frame.end, feel, said)


def _rng(seed: int, part: str) -> random.Random:
    """A stream of its own for each part, so that a change in one leaves the others as they were."""
    return random.Random(f"{part} {seed}")


@dataclass(frozen=True)
class Frame:
    """What the parts of a piece are written in: it stands before any of them."""

    reading: Reading
    metre: Metre
    sections: tuple[Section, ...]
    chords: tuple[Chord, ...]
    """The final one last."""
    cast: Mapping[Role, Instrument]

    @property
    def end(self) -> float:
        """The beat on which the final chord begins."""
        return self.chords[-1].start

    def span(self, section: Section) -> tuple[float, float]:
        """The first beat of a section, and the one after it."""
        return section.start_bar * self.metre.bar, section.end_bar * self.metre.bar


class Writer:
    """Writes the parts of one piece. A tune that is given is played as it is."""

    def __init__(
        self,
        frame: Frame,
        seed: int,
        melodies: MelodyWriter | None = None,
        seeds: Mapping[Role, int] | None = None,
        tune: list[Note] | None = None,
    ) -> None:
        self.frame, self.seed, self.melodies, self.seeds = frame, seed, melodies, seeds or {}
        self.reading, self.genre, self.cast = frame.reading, frame.reading.genre, frame.cast
        self.final = frame.chords[-1]
        self.players = Players(frame.cast, frame.reading, frame.sections)
        self.tune = self._melody() if tune is None else tune
        self.ceiling = Ceiling(self.tune, frame.metre)

    def tracks(self) -> list[Track]:
        """All parts that have at least one note."""
        written = [(role, self.part(role)) for role in self.cast]
        return [Track(role, self.cast[role], notes) for role, notes in written if notes]

    def part(self, role: Role) -> list[Note]:
        """One player's notes, as loud as they are to be."""
        write = {
            "lead": self._lead,
            "counter": self._counter,
            "chords": self._accompaniment,
            "pad": self._pad,
            "bass": self._bass,
            "drums": self._drums,
        }
        notes = write[role]()
        if role not in ("lead", "drums"):
            notes = self._stopped(notes)
        frame = self.frame
        dynamics = Dynamics(frame.sections, frame.metre, self.genre, self.reading.energy, frame.end)
        return playable(dynamics.shaped(notes, role in SINGING), self.cast[role], frame.end)

    def _rng(self, role: Role) -> random.Random:
        return _rng(self.seeds.get(role, self.seed), role)

    def _sections(self, role: Role) -> list[Section]:
        return [section for section in self.frame.sections if self.players.play(role, section)]

    def _melody(self) -> list[Note]:
        """The tune by itself; it comes to rest on the final chord's root."""
        if "lead" not in self.cast:
            return []
        span = self._tessitura()
        notes = sung(self._melodist(), self._sections("lead"), self.frame.sections[-1], self.frame.chords, span)
        return [*notes, self._last_note(notes, span)]

    def _tessitura(self) -> tuple[int, int]:
        """Seeds side by side lie far apart: multiples of the golden ratio are the evenest there are (Weyl 1916)."""
        return tessitura(self.cast["lead"], self.seeds.get("lead", self.seed) * GOLDEN % 1)

    def _lead(self) -> list[Note]:
        """The tune; a player who is quite alone hints at the chords beside it."""
        if set(self.cast) - {"drums"} == {"lead"}:
            return unaccompanied(self.tune, self.frame.chords, self.cast["lead"])
        return self.tune

    def _melodist(self) -> Melodist:
        rng, metre = self._rng("lead"), self.frame.metre
        values = (self.genre, self.reading.key, metre, self.reading.energy, rng)
        if self.melodies is None or not can_write(metre):
            return Melodist(*values)
        return ModelMelodist(*values, self.melodies)

    def _last_note(self, notes: Sequence[Note], span: tuple[int, int]) -> Note:
        before = notes[-1].pitch if notes else (span[0] + span[1]) // 2
        tonic = [pitch for pitch in range(span[0], span[1] + 1) if pitch % 12 == self.final.root]
        return Note(min(tonic, key=lambda pitch: abs(pitch - before)), self.final.start, self.final.beats, 84)

    def _counter(self) -> list[Note]:
        frame, key, player = self.frame, self.reading.key, self.cast["counter"]
        notes: list[Note] = []
        for section in self._sections("counter"):
            begin, end = frame.span(section)
            heard = [note for note in self.tune if begin <= note.start < end]
            spoken = answers(self.tune, begin, end, frame.chords, key, player)
            if self.genre.second == "thirds" and heard:
                notes += parallel(heard, frame.chords, key, player) + spoken
            else:
                busy = {note.start for note in spoken}
                line = guide(section, frame.metre, frame.chords, player, self.ceiling)
                notes += _yielding(line, spoken) if busy else line
        return [*notes, *parallel(self.tune[-1:], frame.chords, key, player)] if notes else []

    def _accompaniment(self) -> list[Note]:
        rng, grounded = self._rng("chords"), "bass" not in self.cast
        player = Accompanist(self.genre, self.frame.metre, self.cast["chords"], rng, self.ceiling, grounded)
        notes = [n for s in self._sections("chords") for n in player.play(s, self.frame.chords)]
        return notes + player.hold(self.final, 72)

    def _pad(self) -> list[Note]:
        spans = [self.frame.span(section) for section in self._sections("pad")]
        held = [chord for chord in self.frame.chords if any(begin <= chord.start < end for begin, end in spans)]
        others = self._accompaniment() if "chords" in self.cast else []
        bass = self._bass() if "bass" in self.cast else []

        def taken(begin: float, end: float) -> set[int]:
            return _sounding(others, begin, end)

        def floor(begin: float, end: float) -> int | None:
            if bass:
                return max(_sounding(bass, begin, end), default=0)
            return min(_sounding(others, begin, end), default=None)

        return pad(self.cast["pad"], [*held, self.final], self.ceiling, taken, floor)

    def _bass(self) -> list[Note]:
        metre, key = self.frame.metre, self.reading.key
        player = Bassist(self.genre, key, metre, self.cast["bass"], self._rng("bass"), self.frame.end)
        notes = [n for s in self._sections("bass") for n in player.play(s, self.frame.chords)]
        if self.frame.sections[-1] not in self._sections("bass"):
            # Who was silent at the last comes in for the cadence.
            near = self.frame.end - 2 * metre.bar - 1e-6
            notes += [player.final(chord) for chord in self.frame.chords[:-1] if chord.start >= near]
        notes.append(player.final(self.final))
        return self._led(notes) if self.genre.strict else notes

    def _led(self, notes: list[Note]) -> list[Note]:
        """A bass that goes with the tune by the book, up to the cadence of the last two bars."""
        low, top = self.cast["bass"].range
        high = min(top, max(note.pitch for note in notes) + 3)
        cadence = self.frame.end - 2 * self.frame.metre.bar
        return mended(self.tune, notes, self.frame.chords, max(low, DEEPEST), high, cadence)

    def _drums(self) -> list[Note]:
        frame = self.frame
        player, heard = Drummer(self.genre, frame.metre, self._rng("drums")), self._sections("drums")
        if self.reading.sparing:
            heard = [replace(section, energy=min(section.energy, SPARING), into="") for section in heard]
        notes = [n for section in heard for n in player.play(section, section.end_bar == frame.sections[-1].end_bar)]
        for before, section in zip(frame.sections, frame.sections[1:], strict=False):
            if section in heard and before not in heard:
                notes += player.pickup(frame.span(section)[0])
        return without([*notes, *player.final(frame.end)], self.reading.unstruck)

    def _stopped(self, notes: Sequence[Note]) -> list[Note]:
        """Before a section that a stop leads to, everybody is silent for a beat."""
        stops = [self.frame.span(section)[1] for section in self.frame.sections if section.into == "stop"]
        kept = list(notes)
        for end in stops:
            begin = end - self.frame.metre.pulse
            kept = [replace(n, length=min(n.length, begin - n.start)) if n.start < begin < n.end <= end + 0.1 else n
                    for n in kept if not begin <= n.start < end]  # fmt: skip
        return kept


def tessitura(instrument: Instrument, place: float) -> tuple[int, int]:
    """Where a piece's tune lies within what its instrument leads in: `place` is 0 for low and 1 for high."""
    low, high = max(instrument.lead[0], instrument.range[0]), min(instrument.lead[1], instrument.range[1])
    width = min(high - low, TESSITURA)
    lowest = max(low, min(high - width, ROOMY - width // 2))
    first = lowest + round((high - width - lowest) * place)
    return first, first + width


def _sounding(notes: Sequence[Note], begin: float, end: float) -> set[int]:
    """The pitches that sound between two beats."""
    return {note.pitch for note in notes if note.start < end - 0.01 and note.end > begin + 0.01}


def _yielding(line: Sequence[Note], answers: Sequence[Note]) -> list[Note]:
    """A slow line that breaks off where the same player answers the tune."""
    kept = []
    for note in line:
        begins = min((answer.start for answer in answers if note.start <= answer.start < note.end), default=note.end)
        if begins > note.start:
            kept.append(replace(note, length=begins - note.start))
    return sorted([*kept, *answers], key=lambda note: note.start)
