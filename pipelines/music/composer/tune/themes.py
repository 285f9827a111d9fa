"""The tune of a piece, section by section: themes that return, solos in between, an end that recalls the beginning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.music.composer.tune.fresh import refreshed
from pipelines.music.composer.tune.melody import Melodist
from pipelines.music.score.score import Metre, Note, Section, chord_at
from pipelines.music.score.theory import Chord

PHRASE = 4
"""Bars after which a singer breathes."""
BREATH = 0.5
"""Quarter notes of silence at a phrase's end, where its last note is long enough to give them."""


def sung(
    melodist: Melodist, sections: Sequence[Section], last: Section, chords: Sequence[Chord], span: tuple[int, int]
) -> list[Note]:
    """The melody of these sections, without the final chord's note. What lifts (a chorus) returns the same, so that it
    is remembered; what tells (a verse) returns varied, as other words would have it."""
    themes: dict[str, tuple[Section, list[Note]]] = {}
    notes: list[Note] = []
    for section in sections:
        start = section.start_bar * melodist.metre.bar
        if section.kind == "solo":
            written = melodist.solo(start, section.bars, chords, span)
        elif section.kind == "outro":
            written = melodist.close_with(start, section.bars, chords, span)
        elif section.kind in themes and themes[section.kind][0].bars >= section.bars:
            written = _again(melodist, *themes[section.kind], section, chords)
        else:
            written = melodist.theme(section.group, start, section.bars, chords, span, section is last)
            written = _breathing(written, section, melodist.metre.bar)
            themes[section.kind] = (section, written)
        notes += written

    def scale(beat: float) -> set[int]:
        return melodist.scale(chord_at(chords, beat))

    return refreshed(notes, sections, melodist.metre, scale, span)


def _again(
    melodist: Melodist, first: Section, theme: Sequence[Note], section: Section, chords: Sequence[Chord]
) -> list[Note]:
    """A theme that was heard, as far as the section goes."""
    bar = melodist.metre.bar
    shift = (section.start_bar - first.start_bar) * bar
    heard = [note for note in theme if note.start < (first.start_bar + section.bars) * bar - 1e-6]
    if section.group == "B" and section.label == first.label:
        return [note.moved(shift) for note in heard]
    return [_fitted(note, chords, melodist.metre) for note in melodist.varied(heard, chords, shift)]


def _fitted(note: Note, chords: Sequence[Chord], metre: Metre) -> Note:
    """A note of a theme that returns over other chords, as at the cadence: on a strong beat it goes with them."""
    tones = chord_at(chords, note.start).tones
    is_strong = any(abs(note.start % metre.bar - beat) < 1e-6 for beat in metre.strong)
    if not is_strong or note.pitch % 12 in tones:
        return note
    near = [note.pitch + step for step in (-1, 1, -2, 2, -3, 3) if (note.pitch + step) % 12 in tones]
    return replace(note, pitch=near[0]) if near else note


def _breathing(notes: Sequence[Note], section: Section, bar: float) -> list[Note]:
    """The last note of a phrase leaves time to breathe."""
    begin = section.start_bar * bar
    result = []
    for index, note in enumerate(notes):
        end = begin + (int((note.start - begin + 1e-6) // (PHRASE * bar)) + 1) * PHRASE * bar
        closes = index + 1 == len(notes) or notes[index + 1].start >= end - 1e-6
        if closes and note.end > end - BREATH and note.length >= 2 * BREATH:
            note = replace(note, length=max(BREATH, end - BREATH - note.start))
        result.append(note)
    return result
