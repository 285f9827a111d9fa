"""Figure: a drawing measured, so that it can stand on its feet and others can stand on it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import resvg_py
from PIL import Image

from pipelines.illustration.drawings import Concept, Drawings, Style
from pipelines.illustration.scene import Box

PROBE = 96
"""Side in pixels of the small picture that a drawing is measured on."""

_OWN_WATER = re.compile(r'<path fill="#[0-9a-f]+" d="M30(?:\.01)? (?:19|2\d)[^"]*"/>')
_OWN_LAWN = re.compile(r'<path fill="#00f397" d="[^"]*"/>')


@dataclass(frozen=True)
class Figure:
    """A drawing without its empty margin. Shares are parts of the width or height of `box`."""

    concept: Concept
    body: str
    box: Box
    """Where the ink is, in the drawing's own units."""
    feet: tuple[float, float]
    """From where to where it touches the ground."""
    tops: tuple[float, ...]
    """The height of the top edge (0 top, 1 bottom) at 24 places from left to right."""
    main: str
    """#rrggbb of its largest colour."""

    @property
    def ratio(self) -> float:
        """Width by height."""
        return self.box[2] / self.box[3]

    def top_at(self, share: float) -> float:
        """The height of the top edge at a place from 0 (left) to 1 (right)."""
        return self.tops[min(len(self.tops) - 1, max(0, int(share * len(self.tops))))]

    def roof(self) -> tuple[float, float]:
        """The place and height of the best spot to stand on: high, flat and near the middle."""
        count = len(self.tops)

        def worth(i: int) -> float:
            flat = max(abs(self.tops[i] - self.tops[j]) for j in (max(0, i - 2), min(count - 1, i + 2)))
            return self.tops[i] + 1.2 * flat + 0.35 * abs(i - (count - 1) / 2) / count

        best = min(range(1, count - 1), key=worth)
        return (best + 0.5) / count, self.tops[best]


def figure(drawings: Drawings, key: str, style: Style) -> Figure:
    """The measured drawing `key`. Raises NotFound for an unknown key."""
    drawing = drawings.svg(key, style)
    return _measured(drawings[key], drawing.body, drawing.width, drawing.height)


@lru_cache(maxsize=512)
def _measured(concept: Concept, body: str, width: float, height: float) -> Figure:
    # Boats bring a strip of sea and houses a strip of lawn; the scene has its own.
    if concept.place == "water":
        body = _OWN_WATER.sub("", body)
    body = _OWN_LAWN.sub("", body)
    pixels = _probe(body, width, height)
    solid = pixels[..., 3] > 100
    ys, xs = np.nonzero(solid)
    if not len(xs):
        return Figure(concept, body, (0, 0, width, height), (0.2, 0.8), (0.0,) * 24, "#888888")
    x0, x1, y0, y1 = int(xs.min()), int(xs.max()) + 1, int(ys.min()), int(ys.max()) + 1
    ink = solid[y0:y1, x0:x1]
    scale = max(width, height) / PROBE
    return Figure(
        concept,
        body,
        (x0 * scale, y0 * scale, (x1 - x0) * scale, (y1 - y0) * scale),
        _feet(ink),
        _tops(ink),
        _main_colour(pixels[solid]),
    )


def _probe(body: str, width: float, height: float) -> npt.NDArray[np.uint8]:
    side = max(width, height)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {side} {side}">{body}</svg>'
    )
    data: Any = resvg_py.svg_to_bytes(svg_string=svg, width=PROBE, height=PROBE, skip_system_fonts=True)
    return np.asarray(Image.open(io.BytesIO(bytes(data))).convert("RGBA"))


def _feet(ink: npt.NDArray[np.bool_]) -> tuple[float, float]:
    low = ink[-max(2, ink.shape[0] // 9) :].any(axis=0)
    touched = np.nonzero(low)[0]
    return float(touched.min()) / ink.shape[1], float(touched.max() + 1) / ink.shape[1]


def _tops(ink: npt.NDArray[np.bool_]) -> tuple[float, ...]:
    first = np.where(ink.any(axis=0), ink.argmax(axis=0), ink.shape[0]) / ink.shape[0]
    return tuple(float(part.min()) for part in np.array_split(first, 24) if part.size) or (0.0,)


def _main_colour(pixels: npt.NDArray[np.uint8]) -> str:
    """The most frequent colour, coarsely; colourful ones count double, so that a red car is not called grey."""
    coarse = (pixels[:, :3] // 24).astype(np.int64)
    codes, counts = np.unique(coarse @ np.array([121, 11, 1]), return_counts=True)
    rgb = np.stack([codes // 121, codes // 11 % 11, codes % 11], axis=1)
    colourful = 1 + 1.2 * (rgb.max(axis=1) - rgb.min(axis=1)) / 10
    best = codes[int(np.argmax(counts * colourful))]
    mean = pixels[(coarse @ np.array([121, 11, 1])) == best][:, :3].mean(axis=0)
    return "#" + "".join(f"{round(float(c)):02x}" for c in mean)
