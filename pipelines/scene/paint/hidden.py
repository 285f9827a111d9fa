"""Hidden: things that are in the picture and can hardly be seen, since what is before them covers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from pipelines.scene.paint.render import raster
from pipelines.scene.scene import Box, Layer, Missed, Scene, Subject

FREE = 0.3
"""The part of a thing that must be seen for it to be there."""
GRID = 40
"""Cells along a side of a thing's box in which it is counted what is seen."""
SOLID = 128
"""Alpha from which nothing behind is seen."""
MOST = 12
"""Things in a picture, above which nobody looks for a single one."""


def hidden(scene: Scene) -> Iterator[Missed]:
    """Subjects of which, taking all their copies together, less than `FREE` is seen."""
    things = [layer for layer in scene.layers if layer.subject]
    if len(things) > MOST:
        return
    parts: dict[Subject, list[float]] = defaultdict(list)
    for layer in things:
        if layer.subject:
            parts[layer.subject].append(_seen(scene, layer))
    for subject, seen in parts.items():
        if sum(seen) / len(seen) < FREE:
            yield Missed(subject.word, "hidden")


def _seen(scene: Scene, layer: Layer) -> float:
    """The part of a thing that is neither covered nor cut, 0 to 1. What no box lies over is not drawn for it."""
    later = scene.layers[scene.layers.index(layer) + 1 :]
    before = [one for one in later if one.role in ("thing", "near") and _cover(layer.box, one.box) > 0]
    if not before or _boxes(layer.box, before) < 1 - FREE:
        return 1.0
    mine = _mask(scene, layer.svg, layer.box)
    over = _mask(scene, "".join(one.svg for one in before), layer.box)
    return int((mine & ~over).sum()) / max(1, int(mine.sum()))


def _cover(box: Box, other: Box) -> float:
    """The part of a box that another one covers."""
    wide = min(box[0] + box[2], other[0] + other[2]) - max(box[0], other[0])
    tall = min(box[1] + box[3], other[1] + other[3]) - max(box[1], other[1])
    return max(0.0, wide) * max(0.0, tall) / max(1e-6, box[2] * box[3])


def _boxes(box: Box, layers: Sequence[Layer]) -> float:
    """The part of a box that others cover at most."""
    return sum(_cover(box, layer.box) for layer in layers)


def _mask(scene: Scene, svg: str, box: Box) -> npt.NDArray[np.bool_]:
    """Where a fragment is solid within a box: `GRID` x `GRID`."""
    return np.asarray(raster(scene, svg, GRID, GRID, box))[..., 3] > SOLID
