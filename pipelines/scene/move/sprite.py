"""Sprite: a layer as pixels, drawn anywhere on a canvas."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from pipelines.scene.move.affine import Affine, after, bounds, inverse, scale, shift

Ripple = Callable[[float], float]
"""From a height in scene units to a sideways displacement in scene units."""

STRIP = 6
"""Height in pixels of the strips that a ripple moves."""


def faded(mask: Image.Image, opacity: float) -> Image.Image:
    """The mask with all values times an opacity of 0 to 1."""
    return mask.point(_levels(round(255 * opacity)))


@lru_cache(maxsize=256)
def _levels(top: int) -> list[int]:
    return [round(value * top / 255) for value in range(256)]


@dataclass(frozen=True)
class Sprite:
    """`image` is premultiplied ("RGBa"), so that interpolation brings no dark fringe. Its top left corner is at the
    scene position `origin`; it has `detail` pixels a scene unit. Its outermost pixels are clear, or never seen."""

    image: Image.Image
    origin: tuple[float, float]
    detail: float

    def draw(
        self,
        canvas: Image.Image,
        matrix: Affine,
        opacity: float = 1.0,
        ripple: Ripple | None = None,
        floor: float | None = None,
    ) -> None:
        """Draw onto an RGBA canvas; `matrix` maps scene units to its pixels. Parts outside are left out, and parts
        below the canvas row `floor`."""
        if opacity < 0.004:
            return
        rows = canvas.height if floor is None else min(canvas.height, round(floor))
        placed = after(matrix, after(shift(*self.origin), scale(1 / self.detail, 1 / self.detail)))
        upright = ripple is None and abs(placed[1]) + abs(placed[3]) < 1e-6 and placed[0] > 0 and placed[4] > 0
        area = self._visible(placed, (canvas.width, rows), whole=upright)
        if area is None:
            return
        left, top, right, bottom = area
        back = after(inverse(placed), shift(left, top))
        size = (right - left, bottom - top)
        if upright:
            picture = self._scaled(size, back)
        else:
            picture = self._warp(size, back, top, matrix, ripple) if ripple else self._map(size, back)
        picture = picture.convert("RGBA")
        mask = picture if opacity > 0.996 else faded(picture.getchannel("A"), opacity)
        canvas.paste(picture, (left, top), mask)

    def _visible(self, placed: Affine, canvas: tuple[int, int], whole: bool) -> tuple[int, int, int, int] | None:
        """The part of the canvas that the image covers: any part of a pixel, or with `whole` only full pixels."""
        left, top, right, bottom = bounds(placed, *self.image.size)
        start, end = (math.ceil, math.floor) if whole else (math.floor, math.ceil)
        area = max(0, start(left)), max(0, start(top)), min(canvas[0], end(right)), min(canvas[1], end(bottom))
        return area if area[2] > area[0] and area[3] > area[1] else None

    def _map(self, size: tuple[int, int], back: Affine) -> Image.Image:
        return self.image.transform(size, Image.Transform.AFFINE, back, Image.Resampling.BILINEAR)

    def _scaled(self, size: tuple[int, int], back: Affine) -> Image.Image:
        """The same for a map that only scales and shifts, in half the time."""
        a, _, c, _, e, f = back
        width, height = self.image.size
        box = (max(0.0, c), max(0.0, f), min(width, c + a * size[0]), min(height, f + e * size[1]))
        return self.image.resize(size, Image.Resampling.BILINEAR, box)

    def _warp(self, size: tuple[int, int], back: Affine, top: int, matrix: Affine, ripple: Ripple) -> Image.Image:
        """Strip by strip, each a slanted one, so that they meet without steps. The map is without rotation: only
        backgrounds ripple."""
        a, _, c, _, e, f = back
        width, height = size

        def left(y: float) -> float:
            return c - ripple((top + y - matrix[5]) / matrix[4]) * self.detail

        mesh = []
        for y in range(0, height, STRIP):
            low = min(y + STRIP, height)
            above, below = f + e * y, f + e * low
            one, two = left(y), left(low)
            corners = (one, above, two, below, two + a * width, below, one + a * width, above)
            mesh.append(((0, y, width, low), corners))
        return self.image.transform(size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
