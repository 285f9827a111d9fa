"""Rasters: parts of a scene painted as pixels, large enough for a moving camera."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PIL import Image

from pipelines.scene.move.finish import paper
from pipelines.scene.move.sprite import Sprite
from pipelines.scene.paint.render import render_layer
from pipelines.scene.scene import Box, Layer, Role, Scene

GLANCE = 96
"""Pixels across the picture in the look at how far somebody's limbs reach."""

Painter = Callable[[Image.Image, tuple[float, float], float], Image.Image]
"""Paints an RGBA layer, of which the top left corner in the scene and the pixels a scene unit are given."""


class Rasters:
    """Paints the layers of a scene. `detail` is pixels a scene unit; `reach` is how far beyond the sides background
    layers may come into view; `margin` is the paper-cut shadow in pixels, or 0; `painter` paints each in a look."""

    def __init__(
        self, scene: Scene, detail: float, reach: tuple[float, float], margin: int = 0, painter: Painter | None = None
    ) -> None:
        self._scene, self._detail, self._reach = scene, detail, reach
        self._margin, self._painter = margin, painter

    def sheet(self, layer: Layer, bodies: list[str]) -> list[Sprite | None]:
        """A sprite of each body, drawn side by side in one picture: to start the painter takes longer than to paint."""
        detail = self._detail * 1.2
        x, y, wide, tall = self._reached(layer, "".join(bodies))
        step = round(wide * detail)
        row = "".join(
            f'<g transform="translate({at * step / detail:.4f} 0)">{body}</g>' for at, body in enumerate(bodies)
        )
        width = max(1, step * len(bodies)) / detail
        pixels = render_layer(self._scene, replace(layer, svg=row, box=(x, y, width, tall)), detail)
        return [
            self._sprite(pixels[:, at * step : (at + 1) * step], x, y, detail, layer.role) for at in range(len(bodies))
        ]

    def glowing(self, layer: Layer) -> Sprite | None:
        """A layer with light around it, which goes far beyond its box."""
        return self.raster(replace(layer, box=self._reached(layer, layer.svg)), 0.0, 1.0)

    def _reached(self, layer: Layer, svg: str) -> Box:
        """Around all that a drawing inks, in it and beside the picture: a leash goes far beyond who holds it."""
        width, height = self._scene.width, self._scene.height
        box, detail = (-0.5 * width, -0.5 * height, 2.0 * width, 2.0 * height), GLANCE / width
        ys, xs = np.nonzero(render_layer(self._scene, replace(layer, svg=svg, box=box), detail)[..., 3])
        if not len(xs):
            return layer.box
        # What is less than a pixel of the small picture is missed by it.
        left, top = box[0] + (int(xs.min()) - 1) / detail, box[1] + (int(ys.min()) - 1) / detail
        return (left, top, (np.ptp(xs) + 3) / detail, (np.ptp(ys) + 3) / detail)

    def background(self, layer: Layer) -> Sprite | None:
        """The part of a background layer that may come into view. A layer that ends at the picture's side, where the
        camera may look beyond it, goes on there as it ends."""
        reach_x, reach_y = self._reach
        width, height = self._scene.width, self._scene.height
        # Small layers may be drawn larger than the box they name: lights have a glow around them.
        x, y, w, h = layer.box
        if w < width:
            out = 0.9 if layer.role == "light" else 0.2
            x, y, w, h = x - out * w, y - out * h, (1 + 2 * out) * w, (1 + 2 * out) * h
        spread = 0.12 * width if layer.role in ("cloud", "weather", "light", "shape") else 0.03 * width
        x0, y0 = max(x, -reach_x - spread), max(y, -reach_y - spread)
        x1, y1 = min(x + w, width + reach_x + spread), min(y + h, height + reach_y + spread)
        if x1 <= x0 or y1 <= y0:
            return None
        return self.raster(replace(layer, box=(x0, y0, x1 - x0, y1 - y0)), 0.0, 1.0, extend=True)

    def raster(self, layer: Layer, pad: float, fine: float, extend: bool = False) -> Sprite | None:
        detail = self._detail * fine
        pixels = render_layer(self._scene, layer, detail, pad)
        x, y = layer.box[0] - pad, layer.box[1] - pad
        if extend:
            pixels, x, y = self._extended(pixels, layer.box, detail)
        return self._sprite(pixels, x, y, detail, layer.role)

    def _sprite(self, pixels: np.ndarray, x: float, y: float, detail: float, role: Role) -> Sprite | None:
        """Pixels whose top left corner is at x, y of the scene, without what is clear around them."""
        image = Image.fromarray(np.ascontiguousarray(pixels))
        inked = image.getchannel("A").getbbox()
        if inked is None:
            return None
        # A clear pixel all round keeps the edge soft.
        inked = (max(0, inked[0] - 1), max(0, inked[1] - 1), inked[2] + 1, inked[3] + 1)
        image = image.crop(inked)
        x, y = x + inked[0] / detail, y + inked[1] / detail
        if self._painter:
            image = self._painter(image, (x, y), detail)
        if self._margin and role not in ("sky", "light", "stars", "weather"):
            image = paper(image, self._margin)
            x, y = x - self._margin / detail, y - self._margin / detail
        return Sprite(image.convert("RGBa"), (x, y), detail)

    def _extended(self, pixels: np.ndarray, box: Box, detail: float) -> tuple[np.ndarray, float, float]:
        x, y, w, h = box
        room = [side + 0.03 * self._scene.width for side in self._reach]
        wants = (
            (_ends_at(y, 0, detail), room[1]),
            (_ends_at(y + h, self._scene.height, detail), room[1]),
            (_ends_at(x, 0, detail), room[0]),
            (_ends_at(x + w, self._scene.width, detail), room[0]),
        )
        top, bottom, left, right = (round(reach * detail) if wanted else 0 for wanted, reach in wants)
        grown = np.pad(pixels, ((top, bottom), (left, right), (0, 0)), mode="edge")
        return grown, x - left / detail, y - top / detail


def _ends_at(edge: float, side: float, detail: float) -> bool:
    return abs(edge - side) * detail < 1.5
