"""Shapes: choices that are better drawn by a few lines than by an engine. SVG in a box of 48 x 48, in black."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.writing.poet.forms import FORMS

BOX = 48
_LONGEST = 36
"""Longer side of a format."""
_LINE = 'fill="none" stroke="#000" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"'
_FRAME = f'<rect x="6" y="12" width="36" height="24" rx="3" {_LINE}/>'
_CAMERA = {
    "auto": "M24 18l1.6 4.4L30 24l-4.4 1.6L24 30l-1.6-4.4L18 24l4.4-1.6z",
    "still": "M24 24h.01",
    "push in": "M13 18l4 3m-4-3v0M35 18l-4 3M13 30l4-3m18 3l-4-3M20 21h8v6h-8z",
    "pull out": "M17 21l-5-4m0 3v-3h3M31 21l5-4m-3 0h3v3M17 27l-5 4m0-3v3h3M31 27l5 4m0-3v3h-3",
    "pan left": "M34 24H14m5-5l-5 5 5 5",
    "pan right": "M14 24h20m-5-5l5 5-5 5",
    "rise": "M24 32V16m-5 5l5-5 5 5",
}
_POEMS: dict[str, Sequence[int]] = {
    "free": (26, 14, 32, 0, 20, 30, 10),
    "haiku": (20, 28, 20),
    "quatrain": (30, 30, 30, 30),
}
"""Lengths of the lines of a poem; 0 is the gap between stanzas."""


def aspect(value: str) -> str:
    """A format as a frame of its proportions."""
    across, down = map(int, value.split(":"))
    wide, high = (_LONGEST * side / max(across, down) for side in (across, down))
    return (
        f'<rect x="{(BOX - wide) / 2:g}" y="{(BOX - high) / 2:g}" width="{wide:g}" height="{high:g}" rx="3" {_LINE}/>'
    )


def camera(value: str) -> str:
    """A move as arrows in a frame."""
    return f'{_FRAME}<path d="{_CAMERA[value]}" {_LINE}/>'


def form(value: str) -> str:
    """A poem as lines of its lengths; a quatrain's end in their rhymes."""
    lengths = _POEMS[value]
    top = (BOX - 6 * (len(lengths) - 1)) / 2
    rows = (f"M9 {top + 6 * row:g}h{length}" for row, length in enumerate(lengths) if length)
    return f'<path d="{"".join(rows)}" {_LINE}/>'


def verse(value: str) -> str:
    """A Chinese poem as it stands on its page: a column for each line, from right to left, a dot for each character."""
    return f'<path d="{"".join(_columns(value))}" {_LINE} stroke-dasharray="0 5"/>'


def _columns(value: str) -> Iterator[str]:
    poem = FORMS[value]
    lengths = poem.patterns[0].lengths
    breaks = [sum(line >= at for at in poem.breaks) for line in range(len(lengths))]
    pitch = min(5.5, 42 / (len(lengths) + breaks[-1] / 2))
    wide = pitch * (len(lengths) - 1 + breaks[-1] / 2)
    for line, length in enumerate(lengths):
        x = (BOX + wide) / 2 - pitch * (line + breaks[line] / 2)
        yield f"M{x:.2f} 9v{5 * length - 4.9:g}"


SHAPES = {"aspect": aspect, "camera": camera, "form": form, "verse": verse}
"""Who draws the choices of a field."""
