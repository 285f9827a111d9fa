"""Writing the piece: form, chords and every player's part, with layers that enter and leave from section to section."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from pipelines.music.composer.read.reading import Reading
from pipelines.music.composer.tune.melody import Melodist
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.tune.model_melody import ModelMelodist
from pipelines.music.composer.write import form
from pipelines.music.composer.write.accompaniment import Accompanist, pad
from pipelines.music.composer.write.bass import Bassist
from pipelines.music.composer.write.counter import guide, parallel
from pipelines.music.composer.write.drums import Drummer
from pipelines.music.composer.write.harmony import final_chord, harmonise
from pipelines.music.composer.write.orchestration import orchestrate
from pipelines.music.score.instruments import Instrument, Role
from pipelines.music.score.score import Metre, Note, Score, Section, Track
from pipelines.music.score.theory import Chord

# Who plays in which section, by form. Of the players that a piece does not have nothing is heard.
LAYERS: dict[str, dict[str, frozenset[Role]]] = {
    "song": {
        "intro": frozenset({"chords", "drums"}),
        "A": frozenset({"lead", "chords", "bass", "drums"}),
        "A′": frozenset({"lead", "chords", "bass", "drums", "counter", "pad"}),
        "B": frozenset({"lead", "chords", "bass", "drums", "pad"}),
        "B′": frozenset({"lead", "chords", "bass", "drums", "pad", "counter"}),
        "C": frozenset({"lead", "chords", "pad"}),
        "ending": frozenset({"lead", "chords", "bass", "pad", "drums"}),
    },
    "layers": {
        "intro": frozenset({"pad", "drums"}),
        "A": frozenset({"lead", "pad", "bass", "drums"}),
        "A′": frozenset({"lead", "pad", "bass", "drums", "chords", "counter"}),
        "B": frozenset({"lead", "chords", "bass", "drums", "pad"}),
        "B′": frozenset({"lead", "chords", "bass", "drums", "pad", "counter"}),
        "C": frozenset({"chords", "pad", "lead"}),
        "ending": frozenset({"chords", "pad", "bass", "lead", "drums"}),
    },
}
# Second voices: in thirds where people sing along, a slow line where players listen to each other.
PARALLEL = {"pop", "folk", "celtic", "march", "chiptune", "chinese", "rock", "reggae", "synthwave", "waltz"}


def compose(reading: Reading, seconds: float, seed: int, melodies: MelodyWriter | None = None) -> Score:
    """Write a piece of `seconds` seconds, with the model's melodies or, without it, by rule.

    The same reading, seed and model give the same piece.
    """
    metre = Metre(reading.metre)
    plan = form.plan(seconds, reading.tempo, reading.tempo_is_given, metre, reading.genre)
    cast = orchestrate(reading, _rng(seed, "cast"))
    chords = harmonise(reading.genre, reading.key, metre, plan.sections, _rng(seed, "chords"))
    end = plan.bars * metre.bar
    final = final_chord(reading.genre, reading.key, end, metre.bar)
    chords = [*chords, final]
    writer = Writer(reading, metre, plan.sections, chords, cast, seed, melodies)
    tracks = tuple(writer.tracks())
    return Score(reading.key, metre, plan.tempo, plan.sections, tuple(chords), tracks, end, reading.genre.feel)


def _rng(seed: int, part: str) -> random.Random:
    """A stream of its own for each part, so that a change in one leaves the others as they were."""
    return random.Random(f"{part} {seed}")


class Writer:
    """Writes the parts of one piece."""

    def __init__(
        self,
        reading: Reading,
        metre: Metre,
        sections: tuple[Section, ...],
        chords: list[Chord],
        cast: dict[Role, Instrument],
        seed: int,
        melodies: MelodyWriter | None = None,
    ) -> None:
        self.melodies = melodies
        self.reading, self.metre, self.sections, self.chords = reading, metre, sections, chords
        self.cast, self.seed = cast, seed
        self.genre, self.final = reading.genre, chords[-1]

    def tracks(self) -> list[Track]:
        """All parts that have at least one note."""
        melody = self.melody()
        parts: dict[Role, list[Note]] = {
            "lead": melody,
            "counter": self.counter(melody),
            "chords": self.accompaniment(),
            "pad": self.pad(),
            "bass": self.bass(),
            "drums": self.drums(),
        }
        tracks = [Track(role, self.cast[role], parts[role]) for role in self.cast if parts[role]]
        return [replace(track, notes=self._shaped(track.notes)) for track in tracks]

    def plays(self, role: Role, section: Section) -> bool:
        """Whether a player is heard in a section. Where nobody else would be, the ones there are play on."""
        if role not in self.cast:
            return False
        layers = LAYERS[self.genre.form][section.label]
        if role == "chords" and not (layers & (self.cast.keys() - {"drums"})):
            return True
        if role == "chords" and section.label in ("A", "intro") and "pad" not in self.cast:
            return True
        if role == "drums" and section.label == "intro" and self.reading.energy < 0.5:
            return False
        return role in layers

    def melody(self) -> list[Note]:
        """A returns as it was, ornamented; the last section and the ending come to rest."""
        if "lead" not in self.cast:
            return []
        span = self.cast["lead"].lead
        melodist = self._melodist()
        themes: dict[str, tuple[float, list[Note]]] = {}
        notes: list[Note] = []
        for section in (section for section in self.sections if self.plays("lead", section)):
            start = section.start_bar * self.metre.bar
            if section.label == "ending":
                notes += melodist.close_with(start, section.bars, self.chords, span)
            elif section.kind in themes:
                first, theme = themes[section.kind]
                notes += melodist.varied(theme, self.chords, start - first)
            else:
                theme = melodist.theme(
                    section.kind, start, section.bars, self.chords, span, section is self.sections[-1]
                )
                themes[section.kind] = (start, theme)
                notes += theme
        return [*notes, self._last_note(notes, span)]

    def _melodist(self) -> Melodist:
        genre, reading, rng = self.genre, self.reading, _rng(self.seed, "melody")
        if self.melodies is None:
            return Melodist(genre, reading.key, self.metre, reading.energy, rng)
        return ModelMelodist(genre, reading.key, self.metre, reading.energy, rng, self.melodies)

    def _last_note(self, notes: Sequence[Note], span: tuple[int, int]) -> Note:
        before = notes[-1].pitch if notes else (span[0] + span[1]) // 2
        tonic = [pitch for pitch in range(span[0], span[1] + 1) if pitch % 12 == self.final.root]
        return Note(min(tonic, key=lambda pitch: abs(pitch - before)), self.final.start, self.final.beats, 84)

    def counter(self, melody: Sequence[Note]) -> list[Note]:
        if "counter" not in self.cast:
            return []
        notes: list[Note] = []
        for section in (section for section in self.sections if self.plays("counter", section)):
            begin, end = section.start_bar * self.metre.bar, section.end_bar * self.metre.bar
            heard = [note for note in melody if begin <= note.start < end]
            if self.genre.key in PARALLEL:
                notes += parallel(heard, self.chords, self.reading.key, self.cast["counter"])
            else:
                notes += guide(section, self.metre, self.chords, self.cast["counter"], heard)
        return notes or self._named_counter(melody)

    def _named_counter(self, melody: Sequence[Note]) -> list[Note]:
        """An instrument that was asked for is heard even where the form is too short for a second voice."""
        if self.cast["counter"] not in self.reading.named:
            return []
        return parallel(melody, self.chords, self.reading.key, self.cast["counter"])

    def accompaniment(self) -> list[Note]:
        if "chords" not in self.cast:
            return []
        top = self.cast["lead"].lead[1] if "lead" in self.cast else 84
        player = Accompanist(self.genre, self.metre, self.cast["chords"], _rng(self.seed, "comp"), top)
        notes = [n for s in self.sections if self.plays("chords", s) for n in player.play(s, self.chords)]
        return notes + player.hold(self.final, 72)

    def pad(self) -> list[Note]:
        if "pad" not in self.cast:
            return []
        spans = [
            (s.start_bar * self.metre.bar, s.end_bar * self.metre.bar) for s in self.sections if self.plays("pad", s)
        ]
        held = [chord for chord in self.chords if any(begin <= chord.start < end for begin, end in spans)]
        return pad(self.cast["pad"], [*held, self.final])

    def bass(self) -> list[Note]:
        if "bass" not in self.cast:
            return []
        player = Bassist(self.genre, self.reading.key, self.metre, self.cast["bass"], _rng(self.seed, "bass"))
        notes = [n for s in self.sections if self.plays("bass", s) for n in player.play(s, self.chords)]
        return [*notes, Note(player.root(self.final), self.final.start, self.final.beats, 84)]

    def drums(self) -> list[Note]:
        if "drums" not in self.cast:
            return []
        player = Drummer(self.genre, self.metre, _rng(self.seed, "drums"))
        last = self.sections[-1]
        notes = [n for s in self.sections if self.plays("drums", s) for n in player.play(s, s is last)]
        return notes + player.final(self.final.start)

    def _shaped(self, notes: Sequence[Note]) -> list[Note]:
        """Dynamics of the form: each section has its energy, and grows towards the next where that is louder."""
        return [
            replace(note, velocity=self._loudness(note)) for note in sorted(notes, key=lambda n: (n.start, n.pitch))
        ]

    def _loudness(self, note: Note) -> int:
        bar = note.start / self.metre.bar
        index = next((i for i, s in enumerate(self.sections) if bar < s.end_bar), len(self.sections) - 1)
        section = self.sections[index]
        following = self.sections[min(index + 1, len(self.sections) - 1)]
        growth = max(0.0, following.energy - section.energy) * max(0.0, 1 - (section.end_bar - bar) / 2)
        factor = 0.72 + 0.34 * (section.energy + growth) + 0.14 * (self.reading.energy - 0.5)
        return max(1, min(127, round(note.velocity * factor)))
