"""No bar of a tune is a copy of another by accident: what the form does not repeat goes another way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipelines.music.score.score import Metre, Note, Section

PHRASE = 4
"""Bars; a phrase may come again within its section."""
Shape = tuple[tuple[float, int], ...]
"""A bar: where its notes begin, and their pitches."""
Place = tuple[str, int]
"""A kind of section, and a bar counted from its beginning."""


def refreshed(
    notes: Sequence[Note],
    sections: Sequence[Section],
    metre: Metre,
    scale: Callable[[float], set[int]],
    span: tuple[int, int],
) -> list[Note]:
    """The tune, with one note of each accidental copy moved by a step of the `scale` (pitch classes at a beat)."""
    places = {bar: (s.kind, bar - s.start_bar) for s in sections for bar in range(s.start_bar, s.end_bar)}
    heard: dict[Shape, list[int]] = {}
    told: dict[tuple[Place | None, Shape], list[Note]] = {}

    def fresh(bar: list[Note], number: int) -> list[Note]:
        if not _copies(bar, number, heard, places, metre):
            return bar
        others = (other for index in _weakest(bar, metre) for other in _moved(bar, index, scale, span))
        return next((other for other in others if not _copies(other, number, heard, places, metre)), bar)

    result: list[Note] = []
    for number, bar in _bars(notes, metre):
        place = places.get(number), _shape(bar, number, metre)
        # A chorus returns as it was heard, whatever came between.
        kept = _pitched(bar, told[place]) if place in told else fresh(bar, number)
        told.setdefault(place, kept)
        heard.setdefault(_shape(kept, number, metre), []).append(number)
        result += kept
    return result


def _bars(notes: Sequence[Note], metre: Metre) -> list[tuple[int, list[Note]]]:
    """The bars that have notes, each with its number."""
    by_bar: dict[int, list[Note]] = {}
    for note in notes:
        by_bar.setdefault(int((note.start + 1e-6) // metre.bar), []).append(note)
    return sorted(by_bar.items())


def _pitched(bar: Sequence[Note], like: Sequence[Note]) -> list[Note]:
    return [replace(note, pitch=other.pitch) for note, other in zip(bar, like, strict=True)]


def _copies(
    bar: Sequence[Note], number: int, heard: dict[Shape, list[int]], places: dict[int, Place], metre: Metre
) -> bool:
    earlier = heard.get(_shape(bar, number, metre), []) if len(bar) > 1 else []
    return any(not _asked(places.get(number), places.get(other)) for other in earlier)


def _asked(here: Place | None, there: Place | None) -> bool:
    """A section returns, or within one a phrase does."""
    return here is not None and there is not None and here[0] == there[0] and (here[1] - there[1]) % PHRASE == 0


def _shape(bar: Sequence[Note], number: int, metre: Metre) -> Shape:
    # To a tenth of a beat: nobody hears less as another rhythm.
    return tuple((round(note.start - number * metre.bar, 1), note.pitch) for note in bar)


def _weakest(bar: Sequence[Note], metre: Metre) -> list[int]:
    """Notes by how little weight they have: off the strong beats, and short."""
    strong = [any(abs(note.start % metre.bar - beat) < 1e-6 for beat in metre.strong) for note in bar]
    return sorted(range(len(bar)), key=lambda index: (strong[index], bar[index].length))


def _moved(
    bar: Sequence[Note], index: int, scale: Callable[[float], set[int]], span: tuple[int, int]
) -> Iterator[list[Note]]:
    """The bar with one note elsewhere, the likeliest first: near, and not where its neighbours are."""
    note = bar[index]
    around = {bar[at].pitch for at in (index - 1, index + 1) if 0 <= at < len(bar)}
    near = [note.pitch + step for step in (1, -1, 2, -2, 3, -3, 4, -4, 5, -5)]
    fitting = [pitch for pitch in near if span[0] <= pitch <= span[1] and pitch % 12 in scale(note.start)]
    for pitch in sorted(fitting, key=lambda pitch: pitch in around):
        yield [*bar[:index], replace(note, pitch=pitch), *bar[index + 1 :]]
