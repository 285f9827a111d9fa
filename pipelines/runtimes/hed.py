"""HED: the lines of a picture, as people would draw around its things (Xie and Tu 2015, arXiv 1504.06375)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

LINES = "hed"
"""Its key in the catalog."""
LONGEST = 1024
"""Side of the largest picture that is looked at in one piece: it takes some 700 MB."""
_BLOCKS = (2, 2, 3, 3, 3)
"""Convolutions of each block of VGG16; a picture is halved before all blocks but the first."""
_FRAME = 32
_MEANS = np.array([104.00699, 116.66877, 122.67892], np.float32)
"""Of blue, green and red in the pictures that it was taught with."""


class Hed:
    """The network with its weights. Any number of threads may use it at once."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self._weights = weights

    @classmethod
    def load(cls, path: Path) -> Hed:
        """Read the weights of a file as Keras writes it (HDF5). Raises OSError or KeyError for one that is none."""
        import h5py
        import torch

        names = [
            f"block{block}/layers/conv2d{f'_{part}' if part else ''}"
            for block, parts in enumerate(_BLOCKS, start=1)
            for part in range(parts)
        ]
        with h5py.File(path) as file:
            read = {
                f"{name}/{part}": torch.from_numpy(file[f"{name}/vars/{part}"][()])
                for name in [*names, *(f"dsn{block}" for block in range(1, 6)), "fuse"]
                for part in range(2)
            }
        # Keras: rows, columns, in, out. torch: out, in, rows, columns.
        return cls({name: w.permute(3, 2, 0, 1).contiguous() if w.ndim == 4 else w for name, w in read.items()})

    def __call__(self, pixels: Any) -> Any:
        """How certain a line is in each place, (1, 1, rows, columns) from 0 to 1. `pixels`: blue, green and red without
        their means, (1, 3, rows, columns)."""
        import torch
        from torch.nn import functional as F

        found, sides = pixels, []
        for block, parts in enumerate(_BLOCKS, start=1):
            if block > 1:
                found = F.max_pool2d(found, 2, ceil_mode=True)
            for part in range(parts):
                name = f"block{block}/layers/conv2d{f'_{part}' if part else ''}"
                found = F.relu(self._convolved(name, found, 1), inplace=True)
            side = self._convolved(f"dsn{block}", found, 0)
            sides.append(F.interpolate(side, pixels.shape[2:], mode="bilinear"))
        return torch.sigmoid(self._convolved("fuse", torch.cat(sides, 1), 0))

    def _convolved(self, name: str, rows: Any, padding: int) -> Any:
        from torch.nn import functional as F

        return F.conv2d(rows, self._weights[f"{name}/0"], self._weights[f"{name}/1"], padding=padding)


def edges(net: Hed, picture: Image) -> NDArray[np.float32]:
    """How certain a line is at each pixel of an RGB picture, (rows, columns) from 0 to 1.

    A picture longer than LONGEST is looked at smaller, and what was found is enlarged.
    """
    import torch
    from PIL import Image

    small = picture.copy()
    small.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    pixels = np.asarray(small, np.float32)[..., ::-1] - _MEANS
    # Mirrored around: it would take the end of the picture for a line.
    framed = np.pad(pixels, ((_FRAME, _FRAME), (_FRAME, _FRAME), (0, 0)), mode="symmetric")
    with torch.inference_mode():
        found = net(torch.from_numpy(np.ascontiguousarray(framed.transpose(2, 0, 1)[None])))[0, 0].numpy()
    found = found[_FRAME:-_FRAME, _FRAME:-_FRAME]
    if small.size == picture.size:
        return np.asarray(found, np.float32)
    large = Image.fromarray(found).resize(picture.size, Image.Resampling.BICUBIC)
    return np.asarray(large, np.float32).clip(0, 1)
