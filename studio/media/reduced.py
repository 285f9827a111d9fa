"""Reduced: a picture or film to be looked at, and no more: smaller, and with words all over it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.media.letters import font, is_latin, wide_font
from studio.media.picture import png

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as BitmapFont

_OPACITY = 0.22
_TILT = 24
"""Degrees that the words rise by."""
_LONGEST_LABEL = 60
_INSTEAD = "Inkstone"
"""What stands there where no font of this machine can write the label."""
REDUCED = (".png", ".webp", ".gif", ".mp4")
"""What can be reduced."""


def reduced(data: bytes, suffix: str, longest: int, label: str) -> bytes:
    """The picture or film, its longer side at most `longest` pixels, with the label over it; in the same form and
    without what else stood in the file. Raises ValueError for a form that is not among REDUCED, and OSError or BadInput
    for a file that is not whole."""
    if suffix == ".png":
        return _picture(data, longest, label)
    if suffix in REDUCED:
        return _film(data, suffix, longest, label)
    raise ValueError(f"cannot be reduced: {suffix!r}")


def _picture(data: bytes, longest: int, label: str) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        small = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    small.thumbnail((longest, longest))
    return png(_labelled(small, label))


def _film(data: bytes, suffix: str, longest: int, label: str) -> bytes:
    from studio.media.video import encode, encode_mp4, probe

    facts = probe(data)
    fps = max(1, round(facts.fps))
    frames = _frames(data, longest, label)
    # The other two forms choose their colours on all frames before they write the first.
    return (
        encode_mp4(frames, fps) if suffix == ".mp4" else encode([*frames], fps, "gif" if suffix == ".gif" else "webp")
    )


def _frames(data: bytes, longest: int, label: str) -> Iterator[np.ndarray]:
    import numpy as np
    from PIL import Image

    from studio.media.video import read_frames

    cover: Image.Image | None = None
    for frame in read_frames(data):
        small = Image.fromarray(frame)
        small.thumbnail((longest, longest))
        cover = cover or _cover(small.size, label)
        small.paste(cover, mask=cover)
        yield np.asarray(small)


def _labelled(picture: Image, label: str) -> Image:
    from PIL import Image

    cover = _cover(picture.size, label)
    if picture.mode == "RGB":
        picture.paste(cover, mask=cover)
        return picture
    return Image.alpha_composite(picture, cover)


def _cover(size: tuple[int, int], label: str) -> Image:
    """The label all over a clear picture of this size, light with a dark edge: it is seen on black and on white."""
    from PIL import Image, ImageDraw

    words = _writable(label)
    side = max(size)
    letters = font(words, max(11, side // 24))
    left, top, right, bottom = letters.getbbox(words)
    step_x, step_y = int(right - left + side // 12), int(4 * (bottom - top) + side // 16)
    # Large enough to cover the picture however it is turned.
    reach = int(1.5 * side) + 2
    sheet = Image.new("RGBA", (reach, reach))
    draw = ImageDraw.Draw(sheet)
    alpha = round(255 * _OPACITY)
    for row, y in enumerate(range(0, reach, step_y)):
        for x in range(-(row % 2) * step_x // 2, reach, step_x):
            _write(draw, (x, y), words, letters, alpha)
    turned = sheet.rotate(_TILT, Image.Resampling.BICUBIC)
    x, y = (reach - size[0]) // 2, (reach - size[1]) // 2
    return turned.crop((x, y, x + size[0], y + size[1]))


def _write(draw: object, place: tuple[int, int], words: str, letters: FreeTypeFont | BitmapFont, alpha: int) -> None:
    draw.text(  # type: ignore[attr-defined]
        place, words, (255, 255, 255, 2 * alpha), letters, stroke_width=1, stroke_fill=(0, 0, 0, alpha)
    )


def _writable(label: str) -> str:
    words = " ".join(label.split())[:_LONGEST_LABEL]
    return words if words and (is_latin(words) or wide_font()) else _INSTEAD
