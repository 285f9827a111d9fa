"""Still: one picture that stands for a file: the picture itself, or a frame of a film."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_FRAMES = 48
"""Frames that are looked through for one that shows something: two seconds of most films."""
_SHOWS = 12.0
"""Standard deviation of the brightness, 0 to 127, from which a frame shows something: black and fog do not."""


def still(file: Path, suffix: str) -> Image:
    """In RGB, what is transparent on white. Of a film the first frame that shows something, or one of its first.

    Raises OSError or ValueError for a file that has none.
    """
    try:
        frames = _frames(file) if suffix == ".mp4" else _pictures(file)
        return _telling(islice(frames, _FRAMES))
    except OSError:
        raise
    except Exception as error:
        # Libraries raise what they like for files that are damaged.
        raise ValueError(str(error)) from error


def _telling(frames: Iterator[Image]) -> Image:
    from PIL import ImageStat

    frame = next(frames)
    while ImageStat.Stat(frame.convert("L").reduce(4)).stddev[0] < _SHOWS and (further := next(frames, None)):
        frame = further
    return frame


def _pictures(file: Path) -> Iterator[Image]:
    from PIL import Image, ImageSequence

    with Image.open(file) as image:
        for frame in ImageSequence.Iterator(image):
            yield _on_white(frame)


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    sheet = Image.new("RGBA", seen.size, "white")
    sheet.alpha_composite(seen)
    return sheet.convert("RGB")


def _frames(file: Path) -> Iterator[Image]:
    import av

    # Never guessed: among the forms that would be tried are playlists, which open other files and addresses.
    with av.open(str(file), format="mp4") as film:
        for frame in film.decode(video=0):
            yield frame.to_image()
