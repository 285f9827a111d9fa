"""Figure: a drawing measured, so that it can stand on its feet and others can stand on it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import resvg_py
from PIL import Image

from pipelines.scene.drawings import Concept, Drawings, Style
from pipelines.scene.lay.body import with_body
from pipelines.scene.palette import mix
from pipelines.scene.scene import Box

PROBE = 96
"""Side in pixels of the small picture that a drawing is measured on."""

STANDING = 0.4
"""Width by height of somebody who stands."""

_OWN_WATER = re.compile(r'<path fill="#[0-9a-f]+" d="M30(?:\.01)? (?:19|2\d)[^"]*"/>')
_OWN_LAWN = re.compile(r'<path fill="#00f397" d="[^"]*"/>')


@dataclass(frozen=True)
class Moment:
    """Somebody at one moment of what they do, in the drawing's own units."""

    body: str
    hand: tuple[float, float]


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
    rim: float = 0.0
    """The height of the edge (0 top, 1 bottom) that something in it looks out over."""
    anchors: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Of somebody: the shares of width and height where hand, hands, seat, head, eyes and lap are."""
    stature: float = 1.0
    """Of somebody: the height of the box by that of the same person standing straight."""

    seated: bool = False
    """Whether somebody rests on their hips."""

    moments: Callable[[], tuple[Moment, ...]] | None = None
    """Of somebody who does a thing over and over: what they look like at the moments of one cycle."""

    @property
    def shape(self) -> float:
        """Width by height of the thing itself: of somebody as they stand, whatever they do and hold."""
        return STANDING if self.anchors else self.ratio

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
            return self.tops[i] + 2.2 * flat + 1.1 * abs(i - (count - 1) / 2) / count

        best = min(range(1, count - 1), key=worth)
        return (best + 0.5) / count, self.tops[best]

    def back(self) -> tuple[float, float]:
        """The place and height of the back of an animal that looks to the left, behind its neck."""
        count = len(self.tops)
        middle = range(round(count * 0.5), round(count * 0.72))
        best = min(middle, key=lambda i: max(abs(self.tops[i] - self.tops[j]) for j in (i - 2, i + 2)))
        return (best + 0.5) / count, self.tops[best]


def figure(drawings: Drawings, key: str, style: Style) -> Figure:
    """The measured drawing `key`. Raises NotFound for an unknown key."""
    drawing = drawings.svg(key, style)
    concept = drawings[key]
    return _measured(concept, drawing.body, drawing.width, drawing.height, style in concept.redrawn)


@lru_cache(maxsize=512)
def _measured(concept: Concept, body: str, width: float, height: float, whole: bool) -> Figure:
    # Boats bring a strip of sea and houses a strip of lawn; the scene has its own.
    if concept.place == "water":
        body = _OWN_WATER.sub("", body)
    if concept.category == "place-building":
        body = _OWN_LAWN.sub("", body)
    pixels, box = _inked(body, (0, 0, max(width, height), max(width, height)))
    main = _main_colour(pixels)
    under = ""
    if not whole:
        pale, low = _pale(pixels, main), _low(pixels)
        under, box = with_body(concept.key, concept.category, box, _base(pixels), main, pale, low)
    if under:
        body = under + body
        pixels, box = _inked(body, box)
    solid = pixels[..., 3] > 100
    return Figure(concept, body, box, _feet(solid), _tops(solid), main, _rim(solid))


def measured(concept: Concept, body: str, frame: Box) -> Figure:
    """A body that was drawn by ourselves, somewhere in a frame, measured like a drawing."""
    _, (x, y, w, h) = _inked(body, frame)
    # The first look is coarse: what it missed is less than a pixel of it.
    dx, dy = frame[2] / PROBE, frame[3] / PROBE
    pixels, box = _inked(body, (x - dx, y - dy, w + 2 * dx, h + 2 * dy))
    solid = pixels[..., 3] > 100
    return Figure(concept, body, box, _feet(solid), _tops(solid), _main_colour(pixels), _rim(solid))


def _inked(body: str, frame: Box) -> tuple[npt.NDArray[np.uint8], Box]:
    """The pixels of the smallest rectangle that holds all ink of a drawing, and that rectangle in its units."""
    x, y, w, h = frame
    pixels = _probe(body, frame)
    ys, xs = np.nonzero(pixels[..., 3] > 100)
    if not len(xs):
        return pixels, frame
    x0, x1, y0, y1 = int(xs.min()), int(xs.max()) + 1, int(ys.min()), int(ys.max()) + 1
    return pixels[y0:y1, x0:x1], (x + x0 * w / PROBE, y + y0 * h / PROBE, (x1 - x0) * w / PROBE, (y1 - y0) * h / PROBE)


def _probe(body: str, frame: Box) -> npt.NDArray[np.uint8]:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" preserveAspectRatio="none" '
        f'width="{PROBE}" height="{PROBE}" '
        f'viewBox="{" ".join(f"{value:.3f}" for value in frame)}">{body}</svg>'
    )
    data: Any = resvg_py.svg_to_bytes(svg_string=svg, width=PROBE, height=PROBE, skip_system_fonts=True)
    return np.asarray(Image.open(io.BytesIO(bytes(data))).convert("RGBA"))


def _base(pixels: npt.NDArray[np.uint8]) -> float:
    """The part of the width that the lowest rows fill: much for a bust, little for feet."""
    return float((pixels[-3:-1, :, 3] > 100).mean())


def _pale(pixels: npt.NDArray[np.uint8], main: str) -> str:
    """The lightest colour that covers a fair part, for bellies and tails."""
    solid = pixels[pixels[..., 3] > 200][:, :3].astype(np.float32)
    bright = solid.sum(axis=1)
    light = solid[bright >= np.quantile(bright, 0.88)].mean(axis=0)
    return mix(_hex(light), main, 0.1)


def _low(pixels: npt.NDArray[np.uint8]) -> str:
    """The colour at the lower edge, near the middle."""
    part = pixels[-8:-2, pixels.shape[1] // 4 : -pixels.shape[1] // 4]
    return _hex(np.median(part[part[..., 3] > 200][:, :3], axis=0)) if (part[..., 3] > 200).any() else "#888888"


def _feet(ink: npt.NDArray[np.bool_]) -> tuple[float, float]:
    low = ink[-max(2, ink.shape[0] // 9) :].any(axis=0)
    touched = np.nonzero(low)[0]
    return float(touched.min()) / ink.shape[1], float(touched.max() + 1) / ink.shape[1]


def _tops(ink: npt.NDArray[np.bool_]) -> tuple[float, ...]:
    first = np.where(ink.any(axis=0), ink.argmax(axis=0), ink.shape[0]) / ink.shape[0]
    return tuple(float(part.min()) for part in np.array_split(first, 24) if part.size) or (0.0,)


def _rim(ink: npt.NDArray[np.bool_]) -> float:
    """Below the handle, where the middle begins to be full: a thin bow at the top is no edge."""
    third = ink.shape[1] // 3
    full = ink[: ink.shape[0] * 3 // 4, third : ink.shape[1] - third].mean(axis=1) > 0.6
    gaps = np.nonzero(~full)[0]
    return float(gaps.max() + 1) / ink.shape[0] if len(gaps) else 0.0


def _main_colour(pixels: npt.NDArray[np.uint8]) -> str:
    """The most frequent colour, coarsely; colourful ones count double, so that a red car is not called grey."""
    solid = pixels[pixels[..., 3] > 100][:, :3]
    if not len(solid):
        return "#888888"
    codes = (solid // 24).astype(np.int64) @ np.array([121, 11, 1])
    found, counts = np.unique(codes, return_counts=True)
    rgb = np.stack([found // 121, found // 11 % 11, found % 11], axis=1)
    colourful = 1 + 1.2 * (rgb.max(axis=1) - rgb.min(axis=1)) / 10
    return _hex(solid[codes == found[int(np.argmax(counts * colourful))]].mean(axis=0))


def _hex(rgb: npt.NDArray[np.floating[Any]]) -> str:
    return "#" + "".join(f"{round(float(value)):02x}" for value in rgb)
