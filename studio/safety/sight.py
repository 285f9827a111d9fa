"""Sight: how likely it is that a picture or a film is not for everybody, as Yahoo's Open-NSFW sees it.

A network of 2016 for photographs (Mahadeokar and Pesavento, "Open Sourcing a Deep Learning Solution for Detecting NSFW
Images"): it knows nakedness and sex, and nothing of cruelty, of signs or of words in a picture; of drawings it is less
sure than of photographs.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    from studio.works.made import Made

NETWORK = "open-nsfw"
_SIDE, _WHOLE = 224, 256
_MEAN = (104.0, 117.0, 123.0)
"""Of blue, green and red in the pictures that it was trained on."""
_FRAMES, _APART = 8, 12
"""Of a film, so many frames are looked at, evenly over it; of a longer one the first of every so many, at most."""


def certainty(network: Any, pictures: Iterable[Image]) -> float:
    """From 0 to 1, of the worst of the pictures; 0 where there is none."""
    name = network.get_inputs()[0].name
    return max((float(network.run(None, {name: _prepared(picture)})[0][0][1]) for picture in pictures), default=0.0)


def seen_in(made: Made) -> Iterator[Image]:
    """What is to be looked at of a piece: its pictures, frames of its film; nothing of sounds and texts."""
    main = made.files[0]
    if main.suffix == ".mp4":
        yield from _frames(main.data)
        return
    for file in made.files:
        if file.suffix in (".png", ".jpg", ".webp", ".gif"):
            yield opened(file.data)


def opened(data: bytes) -> Image:
    """A picture in RGB, what is transparent on white."""
    from PIL import Image

    picture = Image.open(io.BytesIO(data))
    if "A" not in picture.mode and "transparency" not in picture.info:
        return picture.convert("RGB")
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture.convert("RGBA"))
    return sheet.convert("RGB")


def _frames(film: bytes) -> Iterator[Image]:
    import av

    with av.open(io.BytesIO(film), "r", format="mp4") as container:
        count = container.streams.video[0].frames
        every = max(1, count // _FRAMES) if count else _APART
        for number, frame in enumerate(container.decode(video=0)):
            if number % every == 0:
                yield frame.to_image()


def _prepared(picture: Image) -> NDArray[np.float32]:
    """(1, _SIDE, _SIDE, 3), as the network was trained: through a JPEG, the middle of it, blue first."""
    import numpy as np
    from PIL import Image

    stream = io.BytesIO()
    picture.convert("RGB").resize((_WHOLE, _WHOLE), Image.Resampling.BILINEAR).save(stream, "JPEG")
    edge = (_WHOLE - _SIDE) // 2
    pixels = np.asarray(Image.open(stream).convert("RGB"), np.float32)[edge : edge + _SIDE, edge : edge + _SIDE, ::-1]
    return np.ascontiguousarray((pixels - np.array(_MEAN, np.float32))[None])
