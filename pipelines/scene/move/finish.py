"""Finishes that are cheap enough for moving pictures: worked into the layers once, or done to a small canvas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from pipelines.scene.move.sprite import faded

PIXEL_COLUMNS = 192
"""Width of the canvas that the pixel finish draws on, about."""
COLOURS = 56
SHADOW = 0.45


def paper(image: Image.Image, margin: int) -> Image.Image:
    """An RGBA layer as a sheet of paper: fibres, a light cut edge, a soft shadow below. It grows by `margin` pixels on
    each side, the reach of the shadow."""
    sheet = Image.new("RGBA", (image.width + 2 * margin, image.height + 2 * margin))
    sheet.paste(image, (margin, margin))
    alpha = sheet.getchannel("A")
    cast = ImageChops.offset(alpha, margin // 5, margin // 3).filter(ImageFilter.GaussianBlur(margin / 3.5))
    shadow = Image.merge("RGBA", [Image.new("L", sheet.size, level) for level in (20, 20, 46)] + [faded(cast, SHADOW)])
    rim = ImageChops.subtract(alpha, ImageChops.offset(alpha, 1, max(1, margin // 9)))
    colour = sheet.convert("RGB")
    colour = ImageChops.multiply(colour, Image.fromarray(_fibres(sheet.size)).convert("RGB"))
    colour = Image.composite(Image.new("RGB", sheet.size, (255, 252, 244)), colour, faded(rim, 0.4))
    return Image.alpha_composite(shadow, Image.merge("RGBA", [*colour.split(), alpha]))


class Pixels:
    """Turns small frames into large ones of even squares, in few colours that stay the same through the film."""

    def __init__(self, samples: Sequence[Image.Image], size: tuple[int, int]) -> None:
        width, height = samples[0].size
        sheet = Image.new("RGB", (width, height * len(samples)))
        for index, sample in enumerate(samples):
            sheet.paste(sample, (0, index * height))
        self._palette = sheet.quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=3)
        self._size = size
        self._dither = np.tile(_BAYER, (height // 2 + 1, width // 2 + 1))[:height, :width, None]

    def __call__(self, frame: Image.Image) -> Image.Image:
        """One frame, RGB, at full size."""
        dotted = np.clip(np.asarray(frame, np.int16) + self._dither, 0, 255).astype(np.uint8)
        few = Image.fromarray(dotted).quantize(palette=self._palette, dither=Image.Dither.NONE)
        return few.convert("RGB").resize(self._size, Image.Resampling.NEAREST)


_BAYER = np.array([[-5, 1], [4, -2]], np.int16)


def _fibres(size: tuple[int, int]) -> NDArray[np.uint8]:
    """Brightness of paper, 0-255: fine grain and longer fibres."""
    rng = np.random.default_rng(7)
    grain = Image.fromarray(rng.integers(0, 256, (size[1], size[0]), dtype=np.uint8))
    fibre = grain.resize((max(1, size[0] // 6), size[1])).resize(size, Image.Resampling.BICUBIC)
    mixed = 0.5 * np.asarray(grain.filter(ImageFilter.GaussianBlur(0.8)), np.float32) + 0.5 * np.asarray(
        fibre, np.float32
    )
    return np.clip(246 + 0.22 * (mixed - 127), 0, 255).astype(np.uint8)
