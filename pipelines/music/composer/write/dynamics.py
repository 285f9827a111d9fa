"""How loud every note is written: sections have their energy, phrases swell to their peak, some ends die away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.music.composer.genres import Genre
from pipelines.music.score.score import Metre, Note, Section

BREATH = 0.4
"""Quarter notes of silence between two phrases."""
SWELL, TAPER = 0.16, 0.14
"""How much louder than its beginning, as a part, a phrase is at its peak; how much softer at its end."""
SLOWING = 0.1
"""The least ritardando of a genre whose pieces die away; others stop at once."""
FADE = 0.22


class Dynamics:
    """The loudness of one piece, 1 to 127. `end` is the beat of the final chord."""

    def __init__(self, sections: Sequence[Section], metre: Metre, genre: Genre, energy: float, end: float) -> None:
        self.sections, self.metre, self.energy, self.end = sections, metre, energy, end
        self.dies = genre.rit >= SLOWING

    def shaped(self, notes: Sequence[Note], sings: bool) -> list[Note]:
        """The notes in time, each as loud as its place asks for; `sings` for a part that goes in phrases."""
        ordered = sorted(notes, key=lambda note: (note.start, note.pitch))
        phrased = [note for phrase in _phrases(ordered) for note in _swelling(phrase)] if sings else ordered
        return [replace(note, velocity=_bounded(note.velocity * self._factor(note.start))) for note in phrased]

    def _factor(self, beat: float) -> float:
        bar = beat / self.metre.bar
        index = next((i for i, section in enumerate(self.sections) if bar < section.end_bar), len(self.sections) - 1)
        section, following = self.sections[index], self.sections[min(index + 1, len(self.sections) - 1)]
        reach = min(section.bars, 4) if section.into == "build" else min(section.bars, 2)
        near = max(0.0, 1 - (section.end_bar - bar) / reach) if bar < section.end_bar else 0.0
        growth = max(0.0, following.energy - section.energy) * near
        fading = FADE * min(1.0, max(0.0, 1 - (self.end - beat) / (2 * self.metre.bar))) if self.dies else 0.0
        return (0.72 + 0.34 * (section.energy + growth) + 0.14 * (self.energy - 0.5)) * (1 - fading)


def _phrases(notes: Sequence[Note]) -> Iterator[list[Note]]:
    """Runs of notes without a breath between them."""
    phrase: list[Note] = []
    for note in notes:
        if phrase and note.start - max(other.end for other in phrase[-3:]) > BREATH:
            yield phrase
            phrase = []
        phrase.append(note)
    if phrase:
        yield phrase


def _swelling(phrase: Sequence[Note]) -> list[Note]:
    """Louder towards the highest note, softer from there on."""
    begin, end = phrase[0].start, phrase[-1].start
    peak = max(phrase, key=lambda note: (note.pitch, note.length)).start
    return [replace(note, velocity=_bounded(note.velocity * _height(note.start, begin, peak, end))) for note in phrase]


def _height(beat: float, begin: float, peak: float, end: float) -> float:
    if beat <= peak:
        return 1 + SWELL * ((beat - begin) / (peak - begin) if peak > begin else 1.0)
    return 1 + SWELL - (SWELL + TAPER) * (beat - peak) / (end - peak)


def _bounded(velocity: float) -> int:
    return max(1, min(127, round(velocity)))
