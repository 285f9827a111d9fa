"""Layers of a film in a look of style transfer: each is painted once, and then moves.

Painted anew in every frame they would shimmer: the network halves a picture twice, so that only what moves by whole
fours of pixels keeps its strokes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image

from pipelines.runtimes.stylizing import measured, mixed, painted
from pipelines.scene.options import DrawnLook
from pipelines.scene.paint.render import render
from pipelines.scene.scene import Check, Scene, no_check

AROUND = 64
"""Pixels around a layer that are painted with it, so that its edge is no edge of a picture."""


class LayerPainter:
    """Paints the layers of a scene in a look, each on what stands still behind it."""

    def __init__(
        self, net: Any, look: DrawnLook, scene: Scene, still: Scene, detail: float, check: Check = no_check
    ) -> None:
        """`net`: see `painted`; `still`: the scene with what stays in its place alone; `detail`: pixels a unit."""
        self._net, self._weights, self._check, self._detail = net, mixed({look: 1.0}), check, detail
        size = (max(1, round(scene.width * detail)), max(1, round(scene.height * detail)))
        self._statistics = measured(net, render(scene, *size, check), self._weights)
        self._still = render(still, *size, check)

    def __call__(self, image: Image.Image, origin: tuple[float, float], detail: float) -> Image.Image:
        """An RGBA layer in the look. Its top left corner is at `origin` in the scene; it has `detail` pixels a unit."""
        seen = self._behind(image.size, origin, detail)
        seen.paste(image, (AROUND, AROUND), image)
        made = painted(self._net, seen, self._weights, self._check, self._statistics)
        made = made.crop((AROUND, AROUND, AROUND + image.width, AROUND + image.height))
        made.putalpha(image.getchannel("A"))
        return made

    def _behind(self, size: tuple[int, int], origin: tuple[float, float], detail: float) -> Image.Image:
        """What stands still where the layer is, and around it; beyond its sides as it ends there."""
        share = self._detail / detail
        across, down = (
            ((np.arange(side + 2 * AROUND) - AROUND + 0.5) * share + start * self._detail).astype(int).clip(0, most - 1)
            for side, start, most in zip(size, origin, self._still.size, strict=True)
        )
        return Image.fromarray(np.asarray(self._still)[down[:, None], across[None, :]])
