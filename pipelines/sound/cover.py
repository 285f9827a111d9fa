"""Cover: what is seen of a sound while it plays: how loud it is from moment to moment, and what begins where."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from studio.media.letters import font, is_latin, wide_font

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.ImageDraw import ImageDraw as Pen

WIDTH, HEIGHT = 1600, 900
"""From edge to edge, without margins: where a moment is on it, it is in time."""
BARS = 200
PAPER, INK, FAINT, SOFT = "#fbf7ee", "#2b2a33", "#d9d1c0", "#8d836f"
COLOURS = ("#3c7fb0", "#d1495b", "#4f7d55", "#e39b3a")
"""Who is heard: the first, the second ..."""
_EDGE, _HEADING, _MIDDLE, _HALF = 48, 76, 430, 250
_ROWS, _ROW = (744, 788, 832), 26
"""Where words stand below the wave, and how large."""
_PLAIN = str.maketrans("“”‘’–—", "\"\"''--")
"""Signs that Pillow's own font lacks."""
_LEAST, _RANGE = 5.0, 42.0
"""Pixels of a bar where there is silence, and decibels below the loudest that are seen."""


class Mark(NamedTuple):
    """What begins at a moment. Seconds; `colour`: a place in COLOURS."""

    at: float
    words: str
    colour: int = 0


class Levels:
    """How loud each of BARS equal parts of a sound of `samples` samples is."""

    def __init__(self, samples: int) -> None:
        import numpy as np

        self._samples, self._at = max(1, samples), 0
        self._powers, self._counts = np.zeros(BARS), np.zeros(BARS)

    def through(self, pieces: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
        """The same pieces, (samples,) or (samples, channels), measured as they pass."""
        import numpy as np

        for piece in pieces:
            power = np.square(piece if piece.ndim == 1 else piece.mean(axis=1), dtype=np.float64)
            bars = np.minimum((self._at + np.arange(len(power))) * BARS // self._samples, BARS - 1)
            self._powers += np.bincount(bars, power, BARS)
            self._counts += np.bincount(bars, minlength=BARS)
            self._at += len(power)
            yield piece

    @property
    def shares(self) -> NDArray[np.float64]:
        """0 for silence to 1 for the loudest, (BARS,)."""
        import numpy as np

        decibels = 10 * np.log10(self._powers / np.maximum(1, self._counts) + 1e-12)
        return np.asarray(np.clip(1 + (decibels - max(decibels.max(), -60)) / _RANGE, 0, 1))


def cover(heading: str, shares: Sequence[float] | NDArray[np.float64], seconds: float, marks: Sequence[Mark]) -> bytes:
    """A PNG of 1600 x 900 pixels. `marks`: in the order in which they come; words that find no room are left out."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    for mark in marks:
        x = _place(mark.at, seconds)
        pen.line((x, _MIDDLE + _HALF + 12, x, _ROWS[0] - 30), COLOURS[mark.colour % len(COLOURS)], 2)
    _wave(pen, shares, seconds, marks)
    _words(pen, seconds, marks)
    if _is_written(heading):
        pen.text((_EDGE, _HEADING), heading, INK, font(heading, 40), anchor="lm")
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _place(at: float, seconds: float) -> float:
    return WIDTH * min(1.0, at / max(seconds, 1e-6))


def _wave(pen: Pen, shares: Iterable[float], seconds: float, marks: Sequence[Mark]) -> None:
    """A bar for each part, in the colour of who is heard there."""
    wide = WIDTH / BARS
    for number, share in enumerate(shares):
        now = (number + 0.5) / BARS * seconds
        begun = [mark.colour for mark in marks if mark.at <= now]
        colour = COLOURS[(begun[-1] if begun else 0) % len(COLOURS)] if share > 0 else FAINT
        half, left = _LEAST + (_HALF - _LEAST) * share**1.5, number * wide
        pen.rounded_rectangle((left + 1.5, _MIDDLE - half, left + wide - 2, _MIDDLE + half), 2, colour)


def _words(pen: Pen, seconds: float, marks: Sequence[Mark]) -> None:
    """The first words of each, on the first row that has room for them."""
    taken = [0.0] * len(_ROWS)
    for mark in marks:
        told = _short(mark.words)
        if not _is_written(told):
            continue
        face = font(told, _ROW)
        wide = pen.textlength(told, font=face)
        left = min(_place(mark.at, seconds), WIDTH - _EDGE / 2 - wide)
        row = next((row for row, end in enumerate(taken) if end <= left), None)
        if row is not None:
            pen.text((left, _ROWS[row]), told, SOFT, face, anchor="lm")
            taken[row] = left + wide + 24


def _short(words: str) -> str:
    """As many as are read at a glance."""
    words = words.translate(_PLAIN)
    if len(words) <= 22 if is_latin(words) else len(words) <= 10:
        return words
    return f"{words[:20].rsplit(' ', 1)[0]}…" if is_latin(words) else f"{words[:9]}…"


def _is_written(words: str) -> bool:
    return is_latin(words) or bool(wide_font())
