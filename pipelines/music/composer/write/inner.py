"""Inner voices: what one who holds a note plays where nobody else moves under the tune."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.music.score.score import Metre, Note

STILL = 0.4
"""The energy under which held notes stay held."""
SOFTER = 6
"""How much less loud a repeated stroke is than the first of its note."""


def pulsing(notes: Sequence[Note], metre: Metre, energy: float) -> list[Note]:
    """Held notes as strokes on the beats, the bar's first one left to the bass where three or more are in a bar."""
    if energy < STILL:
        return list(notes)
    return [stroke for note in notes for stroke in _strokes(note, metre)]


def _strokes(note: Note, metre: Metre) -> list[Note]:
    beat = metre.pulse
    count = int(note.length / beat + 0.25)
    if count < 2:
        return [note]
    begins = [note.start + beat * index for index in range(count)]
    waits = metre.bar / beat >= 3 and note.start % metre.bar < 1e-6
    begins = begins[1:] if waits else begins
    return [
        replace(
            note, start=begin, length=min(beat * 0.9, note.end - begin), velocity=note.velocity - SOFTER * (place > 0)
        )
        for place, begin in enumerate(begins)
    ]
