"""Stylizing: a picture painted in the manner of others, on the processor.

26 looks by one network (Dumoulin, Shlens and Kudlur 2017, arXiv 1610.07629), mixed as one likes and at any size; or the
manner of any picture by two networks at 384 pixels (Ghiasi and others 2017, arXiv 1705.06830).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipelines.runtimes.looks import LOOKS

if TYPE_CHECKING:
    from PIL.Image import Image

Floats = NDArray[np.float32]
Check = Callable[[], None]

AT_ONCE = 1024 * 1024
"""Pixels that are painted in one piece: they take some 600 MB while they are worked on."""
TILE = 768
"""Longest side of a tile of a larger picture."""
REACH = 64
"""How far a pixel's surroundings count: nine pixels in the first and last convolution, four at a quarter of the size in
each of twelve. With so much overlap tiles are the same to the last bit as one piece."""
GRAIN = 4
"""The network halves a picture twice."""
STATISTICS = (2, 495)
"""Mean and variance of all its channels."""
LEAST = 64
"""Sides are made at least so long by mirroring: its wide convolutions reach over more than a small picture."""
LIKE, READ = 384, 256
"""Sides of the picture, and of the one that gives the manner, that the other networks take."""


def mixed(looks: Mapping[str, float]) -> Floats:
    """How much of each look, (1, 26), as the network takes it."""
    return np.array([[looks.get(look, 0.0) for look in LOOKS]], np.float32)


def painted(
    net: Any, picture: Image, weights: Floats, check: Check = lambda: None, statistics: Floats | None = None
) -> Image:
    """The RGB picture in looks, same size. `net`: the network of 26; `weights`: see `mixed`.

    The network evens out what it sees by its mean and variance. A picture larger than AT_ONCE is painted in tiles by
    the statistics of the whole, or by those that are given, so that they fit together. `check` is called before each
    piece and may raise to stop.
    """
    from PIL import Image

    check()
    pixels = np.asarray(picture)
    if picture.width * picture.height <= AT_ONCE:
        return Image.fromarray(_run(net, pixels, weights, statistics)[0])
    if statistics is None:
        statistics = measured(net, picture, weights)
    made = np.empty_like(pixels)
    for rows in _spans(picture.height):
        for columns in _spans(picture.width):
            check()
            made[rows, columns] = _tile(net, pixels, rows, columns, weights, statistics)
    return Image.fromarray(made)


def measured(net: Any, picture: Image, weights: Floats) -> Floats:
    """The statistics of a picture in looks, STATISTICS; a large one is looked at in one piece at a smaller size."""
    share = (AT_ONCE / (picture.width * picture.height)) ** 0.5
    if share < 1:
        size = (max(1, int(picture.width * share)), max(1, int(picture.height * share)))
        picture = picture.resize(size, reducing_gap=3)
    return _run(net, np.asarray(picture), weights)[1]


def like(nets: Mapping[str, Any], picture: Image, manner: Image) -> Image:
    """The RGB picture in the manner of another one, its longer side 384 pixels. `nets`: reader and writer."""
    from PIL import Image

    scale = LIKE / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    small = np.asarray(picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3), np.float32) / 255
    rows, columns = small.shape[:2]
    square = _mirrored(small, LIKE - rows, LIKE - columns)
    made = _call(nets["writer"], square[None], _call(nets["reader"], _middle(manner)))
    return Image.fromarray(_bytes(made[0][:rows, :columns]))


def _tile(
    net: Any, pixels: NDArray[np.uint8], rows: slice, columns: slice, weights: Floats, statistics: Floats
) -> NDArray[np.uint8]:
    above, before = max(0, rows.start - REACH), max(0, columns.start - REACH)
    seen = pixels[above : rows.stop + REACH, before : columns.stop + REACH]
    made, _ = _run(net, seen, weights, statistics)
    return made[rows.start - above : rows.stop - above, columns.start - before : columns.stop - before]


def _run(
    net: Any, pixels: NDArray[np.uint8], weights: Floats, statistics: Floats | None = None
) -> tuple[NDArray[np.uint8], Floats]:
    """The painted pixels and the statistics that were met. Without `statistics` the pixels' own count."""
    rows, columns = pixels.shape[:2]
    down, right = (max(LEAST, side + -side % GRAIN) - side for side in (rows, columns))
    image = _mirrored(pixels, down, right).transpose(2, 0, 1)[None].astype(np.float32) / np.float32(255)
    given = np.zeros(STATISTICS, np.float32) if statistics is None else statistics
    own = np.array([statistics is None], np.float32)
    made, met = net.run(None, {"image": image, "weights": weights, "statistics": given, "measured": own})
    return _bytes(made[0].transpose(1, 2, 0)[:rows, :columns]), met


def _mirrored(pixels: NDArray[Any], down: int, right: int) -> NDArray[Any]:
    return np.pad(pixels, ((0, down), (0, right), (0, 0)), mode="symmetric")


def _spans(length: int) -> Iterator[slice]:
    """The tiles along one side, as even as the network's grain allows."""
    count = -(-length // TILE)
    edges = [length * number // count // GRAIN * GRAIN for number in range(count)]
    yield from (slice(start, stop) for start, stop in pairwise([*edges, length]))


def _middle(picture: Image) -> Floats:
    """The square in the middle as the reader takes it, (1, 256, 256, 3)."""
    from PIL import Image, ImageOps

    square = ImageOps.fit(picture, (READ, READ), Image.Resampling.LANCZOS)
    return np.asarray(square, np.float32)[None] / np.float32(255)


def _call(net: Any, *given: Floats) -> Floats:
    names = (one.name for one in net.get_inputs())
    return np.asarray(net.run(None, dict(zip(names, given, strict=True)))[0], np.float32)


def _bytes(made: Floats) -> NDArray[np.uint8]:
    return (made.clip(0, 1) * 255 + 0.5).astype(np.uint8)
