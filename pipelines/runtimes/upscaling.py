"""Upscaling: a picture at two or four times its size, by the networks of Real-ESRGAN on the processor.

They are those of Wang and others (2021, arXiv 2107.10833), run by ncnn: eighteen small convolutions for drawings, and
351 for photographs, which take some fifty times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.errors import LoadFailed
from studio.words import say

if TYPE_CHECKING:
    from PIL.Image import Image

FACTOR = 4
"""How many times as large the networks make a picture."""
THREADS = 2

Span = tuple[int, int]
Check = Callable[[], None]


class Upscaler:
    """A loaded network for drawings. One call at a time."""

    tile = 192
    """Side of a tile in pixels of the small picture: 192 take some 140 MB while they are worked on."""
    reach = 18
    """How far a pixel's surroundings count: one pixel a convolution. With that much overlap tiles leave no seam."""

    def __init__(self, net: Any) -> None:
        self._net = net

    @classmethod
    def load(cls, folder: Path) -> Upscaler:
        """Read the one .param and .bin of `folder`. Raises LoadFailed if one is missing or cut short."""
        import ncnn

        net = ncnn.Net()
        net.opt.num_threads = THREADS
        net.opt.use_vulkan_compute = False
        shape = next(folder.glob("*.param"), folder / "x4.param")
        for file, read in ((shape, net.load_param), (shape.with_suffix(".bin"), net.load_model)):
            if not file.is_file() or read(str(file)) != 0:
                raise LoadFailed(say("upscaler.unreadable", name=file.name), hint=say("upscaler.make_again"))
        return cls(net)

    def __call__(self, picture: Image, check: Check = lambda: None, factor: int = FACTOR) -> Image:
        """The picture, `factor` (2 or 4) times as wide and high: RGB, or RGBA where it had transparency.

        `check` is called before each tile and may raise to stop.
        """
        from PIL import Image

        large = Image.fromarray(self._colours(np.asarray(picture.convert("RGB")), check, factor))
        if picture.has_transparency_data:
            alpha = picture.convert("RGBA").getchannel("A")
            large.putalpha(alpha.resize(large.size, Image.Resampling.BICUBIC))
        return large

    def tiles(self, width: int, height: int) -> int:
        """In how many pieces a picture is worked on."""
        return -(-width // self.tile) * -(-height // self.tile)

    def _colours(self, pixels: NDArray[np.uint8], check: Check, factor: int) -> NDArray[np.uint8]:
        """(rows, columns, 3) as (factor rows, factor columns, 3)."""
        rows, columns = pixels.shape[:2]
        large = np.empty((rows * factor, columns * factor, 3), np.uint8)
        for top, bottom in spans(rows, self.tile):
            for left, right in spans(columns, self.tile):
                check()
                above, before = max(0, top - self.reach), max(0, left - self.reach)
                tile = self._run(pixels[above : bottom + self.reach, before : right + self.reach])
                inner = tile[(top - above) * FACTOR :, (left - before) * FACTOR :]
                inner = inner[: (bottom - top) * FACTOR, : (right - left) * FACTOR]
                large[top * factor : bottom * factor, left * factor : right * factor] = reduced(inner, FACTOR // factor)
        return large

    def _run(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        import ncnn

        planes = np.ascontiguousarray(pixels.transpose(2, 0, 1), np.float32) / 255
        extractor = self._net.create_extractor()
        extractor.input("data", ncnn.Mat(planes))
        failed, made = extractor.extract("output")
        if failed:
            raise MemoryError("the upscaler had no room for a tile")
        return (np.asarray(made).transpose(1, 2, 0).clip(0, 1) * 255).round().astype(np.uint8)


class PhotoUpscaler(Upscaler):
    """A loaded network for photographs. It reads its surroundings far, but hardly minds them: 16 pixels leave 2 of 255
    at a seam."""

    tile = 72
    """With its surroundings some 450 MB; what is larger is not quicker."""
    reach = 16


def reduced(pixels: NDArray[np.uint8], by: int) -> NDArray[np.uint8]:
    """The mean of each `by` x `by` pixels."""
    if by == 1:
        return pixels
    rows, columns = pixels.shape[0] // by, pixels.shape[1] // by
    return np.asarray(pixels.reshape(rows, by, columns, by, 3).mean(axis=(1, 3)).round(), np.uint8)


def spans(length: int, most: int) -> Iterator[Span]:
    """Begin and end of the tiles along one side, as even as they can be and at most `most` long."""
    count = -(-length // most)
    edges = [length * number // count for number in range(count + 1)]
    yield from pairwise(edges)
