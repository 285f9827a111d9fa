"""Every player's part of one piece, with layers that enter and leave from section to section."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.music.composer.tune.alone import unaccompanied
from pipelines.music.composer.tune.melody import Melodist
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.tune.model_melody import ModelMelodist, can_write
from pipelines.music.composer.tune.themes import sung
from pipelines.music.composer.write.accompaniment import Accompanist, pad
from pipelines.music.composer.write.bass import Bassist, bounded
from pipelines.music.composer.write.counter import answers, guide, parallel, yielding
from pipelines.music.composer.write.drums import Drummer, without
from pipelines.music.composer.write.dynamics import Dynamics
from pipelines.music.composer.write.frame import Frame, stream
from pipelines.music.composer.write.inner import pulsing
from pipelines.music.composer.write.leading import mended
from pipelines.music.composer.write.players import Players
from pipelines.music.composer.write.register import Ceiling, playable, rooted_below, sounding, tessitura
from pipelines.music.score.instruments import Role
from pipelines.music.score.score import Note, Section, Track

SINGING: tuple[Role, ...] = ("lead", "counter")
"""Parts that go in phrases."""
GOLDEN = (5**0.5 - 1) / 2
SPARING = 0.4
"""The energy that drums have at most where they are to be few and soft."""
DEEPEST = 28
"""What a bass that is led by the book goes down to."""


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
        return stream(self.seeds.get(role, self.seed), role)

    def _sections(self, role: Role) -> list[Section]:
        return [section for section in self.frame.sections if self.players.play(role, section)]

    def _melody(self) -> list[Note]:
        """The tune by itself; it comes to rest on the final chord's root."""
        if "lead" not in self.cast:
            return []
        span = self._tessitura()
        notes = sung(self._melodist(), self._sections("lead"), self.frame.sections[-1], self.frame.chords, span)
        return [*notes, self._last_note(notes, span)]

    @property
    def _lean(self) -> float:
        """Seeds side by side lie far apart: multiples of the golden ratio are the evenest there are (Weyl 1916)."""
        return self.seeds.get("lead", self.seed) * GOLDEN % 1

    def _tessitura(self) -> tuple[int, int]:
        return tessitura(self.cast["lead"], self._lean)

    def _lead(self) -> list[Note]:
        """The tune; a player who is quite alone hints at the chords beside it."""
        if set(self.cast) - {"drums"} == {"lead"}:
            return unaccompanied(self.tune, self.frame.chords, self.cast["lead"])
        return self.tune

    def _melodist(self) -> Melodist:
        rng, metre = self._rng("lead"), self.frame.metre
        values = (self.genre, self.reading.key, metre, self.reading.energy, rng)
        if self.melodies is None or not can_write(metre):
            return Melodist(*values, self._lean)
        return ModelMelodist(*values, self.melodies, self._lean)

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
                notes += yielding(line, spoken) if busy else line
        return [*notes, *parallel(self.tune[-1:], frame.chords, key, player)] if notes else []

    def _accompaniment(self) -> list[Note]:
        rng, grounded = self._rng("chords"), "bass" not in self.cast
        player = Accompanist(self.genre, self.frame.metre, self.cast["chords"], rng, self.ceiling, grounded)
        notes = [n for s in self._sections("chords") for n in player.play(s, self.frame.chords)]
        if grounded:
            last, half = self.frame.chords[-2], self.frame.end - self.frame.metre.bar / 2
            low = self.cast["chords"].range[0]
            notes = rooted_below(notes, last.foot, max(last.start, half), self.frame.end, low)
        return notes + player.hold(self.final, 72)

    def _pad(self) -> list[Note]:
        spans = [self.frame.span(section) for section in self._sections("pad")]
        held = [chord for chord in self.frame.chords if any(begin <= chord.start < end for begin, end in spans)]
        others = self._accompaniment() if "chords" in self.cast else []
        bass = self._bass() if "bass" in self.cast else []

        def taken(begin: float, end: float) -> set[int]:
            return sounding(others, begin, end)

        def floor(begin: float, end: float) -> int | None:
            if bass:
                return max(sounding(bass, begin, end), default=0)
            return min(sounding(others, begin, end), default=None)

        notes = pad(self.cast["pad"], [*held, self.final], self.ceiling, taken, floor)
        if "chords" in self.cast or "bass" not in self.cast or not self.reading.alone:
            return notes
        # Among few the inner voices are all that moves under the tune.
        moving = pulsing([note for note in notes if note.start < self.frame.end], self.frame.metre, self.reading.energy)
        return [*moving, *(note for note in notes if note.start >= self.frame.end)]

    def _bass(self) -> list[Note]:
        metre, key = self.frame.metre, self.reading.key
        player = Bassist(self.genre, key, metre, self.cast["bass"], self._rng("bass"), self.frame.end)
        notes = [n for s in self._sections("bass") for n in player.play(s, self.frame.chords)]
        if self.frame.sections[-1] not in self._sections("bass"):
            # Who was silent at the last comes in for the cadence.
            near = self.frame.end - 2 * metre.bar - 1e-6
            notes += [player.final(chord) for chord in self.frame.chords[:-1] if chord.start >= near]
        notes.append(player.final(self.final))
        notes = bounded(notes, self.cast["bass"].range[0])
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
