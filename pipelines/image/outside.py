"""Outside: what stands beside a picture before a model paints it: the picture mirrored, and softer farther out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelines.image.canvas import flat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

COARSE = 16
"""The blurred border is made of so many patches along its longer side."""
REACH = 8
"""The mirrored border is gone at this part of the picture's longer side: a second picture is not wanted there."""


class Sides(NamedTuple):
    """Pixels on each side."""

    left: int
    right: int
    above: int
    below: int

    @classmethod
    def of(cls, left: int, right: int, above: int, below: int, size: tuple[int, int]) -> Sides:
        """From per cent of a picture's width and height."""
        width, height = size
        return cls(
            round(width * left / 100),
            round(width * right / 100),
            round(height * above / 100),
            round(height * below / 100),
        )


def grown(picture: Image, sides: Sides) -> Image:
    """The picture with its sides mirrored outwards, at most as far as it is wide and high, softer farther out."""
    import numpy as np
    from PIL import Image

    pads = ((sides.above, sides.below), (sides.left, sides.right), (0, 0))
    mirrored = Image.fromarray(np.pad(np.asarray(flat(picture)), pads, mode="symmetric"))
    result = Image.composite(mirrored, _blurred(mirrored), _nearness(picture.size, sides)).convert(picture.mode)
    result.paste(picture, (sides.left, sides.above))
    return result


def new_part(size: tuple[int, int], sides: Sides) -> Image:
    """The mask of what is new: 255 there, 0 where the picture was."""
    from PIL import Image

    width, height = size
    mask = Image.new("L", (width + sides.left + sides.right, height + sides.above + sides.below), 255)
    mask.paste(0, (sides.left, sides.above, sides.left + width, sides.above + height))
    return mask


def _blurred(picture: Image) -> Image:
    from PIL import Image

    scale = COARSE / max(picture.size)
    small = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(small, Image.Resampling.BOX).resize(picture.size, Image.Resampling.BICUBIC)


def _nearness(size: tuple[int, int], sides: Sides) -> Image:
    """255 at the picture, less the farther from it."""
    import numpy as np
    from PIL import Image

    reach = max(size) / REACH
    across = _distance(sides.left, size[0], sides.right) / reach
    down = _distance(sides.above, size[1], sides.below) / reach
    far = np.maximum(across[None, :], down[:, None])
    return Image.fromarray((255 * (1 - np.minimum(far, 1))).astype(np.uint8))


def _distance(before: int, length: int, after: int) -> NDArray[np.float32]:
    """Pixels to the picture along one side of the larger one."""
    import numpy as np

    place = np.arange(before + length + after, dtype=np.float32)
    return np.maximum(0, np.maximum(before - place, place - (before + length - 1)))
