"""Sprite: a layer as pixels, drawn anywhere on a canvas."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from pipelines.motion.affine import Affine, after, bounds, inverse, scale, shift

Ripple = Callable[[float], float]
"""From a height in scene units to a sideways displacement in scene units."""

STRIP = 5
"""Height in pixels of the strips that a ripple moves."""


@dataclass(frozen=True)
class Sprite:
    """`image` is premultiplied ("RGBa"), so that interpolation brings no dark fringe. Its top left corner is at the
    scene position `origin`; it has `detail` pixels a scene unit."""

    image: Image.Image
    origin: tuple[float, float]
    detail: float

    def draw(
        self, canvas: Image.Image, matrix: Affine, opacity: float = 1.0, ripple: Ripple | None = None, floor: float | None = None
    ) -> None:
        """Draw onto an RGBA canvas; `matrix` maps scene units to its pixels. Parts outside are left out, and parts
        below the canvas row `floor`."""
        if opacity < 0.004:
            return
        placed = after(matrix, after(shift(*self.origin), scale(1 / self.detail, 1 / self.detail)))
        area = self._visible(placed, (canvas.width, canvas.height if floor is None else min(canvas.height, round(floor))))
        if area is None:
            return
        left, top, right, bottom = area
        back = after(inverse(placed), shift(left, top))
        size = (right - left, bottom - top)
        picture = self._warp(size, back, top, matrix, ripple) if ripple else self._map(size, back)
        picture = picture.convert("RGBA")
        mask = picture if opacity > 0.996 else picture.getchannel("A").point([round(v * opacity) for v in range(256)])
        canvas.paste(picture, (left, top), mask)

    def _visible(self, placed: Affine, canvas: tuple[int, int]) -> tuple[int, int, int, int] | None:
        left, top, right, bottom = bounds(placed, *self.image.size)
        left, top = max(0, math.floor(left)), max(0, math.floor(top))
        right, bottom = min(canvas[0], math.ceil(right)), min(canvas[1], math.ceil(bottom))
        return (left, top, right, bottom) if right > left and bottom > top else None

    def _map(self, size: tuple[int, int], back: Affine) -> Image.Image:
        return self.image.transform(size, Image.Transform.AFFINE, back, Image.Resampling.BILINEAR)

    def _warp(self, size: tuple[int, int], back: Affine, top: int, matrix: Affine, ripple: Ripple) -> Image.Image:
        """Strip by strip, each moved sideways. The map is without rotation: only backgrounds ripple."""
        a, _, c, _, e, f = back
        width, height = size
        mesh = []
        for y in range(0, height, STRIP):
            low = min(y + STRIP, height)
            x = c - ripple((top + (y + low) / 2 - matrix[5]) / matrix[4]) * self.detail
            far, above, below = x + a * width, f + e * y, f + e * low
            mesh.append(((0, y, width, low), (x, above, x, below, far, below, far, above)))
        return self.image.transform(size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
