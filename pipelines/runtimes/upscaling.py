"""Upscaling: a drawing at four times its size, by realesr-animevideov3 on the processor.

The network (Wang et al. 2021, Real-ESRGAN, arXiv 2107.10833) is eighteen small convolutions, run by ncnn.
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
TILE = 192
"""Side of a tile in pixels of the small picture: 192 take some 140 MB while they are worked on."""
REACH = 18
"""How far a pixel's surroundings count: one pixel a convolution. With that much overlap tiles leave no seam."""
THREADS = 2

Span = tuple[int, int]
Check = Callable[[], None]


class Upscaler:
    """A loaded network. One call at a time."""

    def __init__(self, net: Any) -> None:
        self._net = net

    @classmethod
    def load(cls, folder: Path) -> Upscaler:
        """Read x4.param and x4.bin of `folder`. Raises LoadFailed if one is missing or cut short."""
        import ncnn

        net = ncnn.Net()
        net.opt.num_threads = THREADS
        net.opt.use_vulkan_compute = False
        for name, read in (("x4.param", net.load_param), ("x4.bin", net.load_model)):
            if not (folder / name).is_file() or read(str(folder / name)) != 0:
                raise LoadFailed(say("upscaler.unreadable", name=name), hint=say("upscaler.make_again"))
        return cls(net)

    def __call__(self, picture: Image, check: Check = lambda: None) -> Image:
        """The picture, four times as wide and high: RGB, or RGBA where it had transparency.

        `check` is called before each tile and may raise to stop.
        """
        from PIL import Image

        large = Image.fromarray(self._colours(np.asarray(picture.convert("RGB")), check))
        if picture.has_transparency_data:
            alpha = picture.convert("RGBA").getchannel("A")
            large.putalpha(alpha.resize(large.size, Image.Resampling.BICUBIC))
        return large

    def _colours(self, pixels: NDArray[np.uint8], check: Check) -> NDArray[np.uint8]:
        """(rows, columns, 3) as (4 rows, 4 columns, 3)."""
        rows, columns = pixels.shape[:2]
        large = np.empty((rows * FACTOR, columns * FACTOR, 3), np.uint8)
        for top, bottom in spans(rows):
            for left, right in spans(columns):
                check()
                above, before = max(0, top - REACH), max(0, left - REACH)
                tile = self._run(pixels[above : bottom + REACH, before : right + REACH])
                inner = tile[(top - above) * FACTOR :, (left - before) * FACTOR :]
                height, width = (bottom - top) * FACTOR, (right - left) * FACTOR
                large[top * FACTOR :, left * FACTOR :][:height, :width] = inner[:height, :width]
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


def spans(length: int) -> Iterator[Span]:
    """Begin and end of the tiles along one side, as even as they can be and at most TILE long."""
    count = -(-length // TILE)
    edges = [length * number // count for number in range(count + 1)]
    yield from pairwise(edges)
