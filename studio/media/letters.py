"""Letters: a font for words in pictures. Pillow's own has Latin letters; for Chinese ones the system is asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as BitmapFont

    Font = FreeTypeFont | BitmapFont

_FONTS = (
    "/usr/share/fonts/**/NotoSansCJK-Regular.*",
    "/usr/share/fonts/**/NotoSerifCJK-Regular.*",
    "/usr/share/fonts/**/SourceHanSans*Regular*",
    "/usr/share/fonts/**/wqy-*.ttc",
    "/usr/share/fonts/**/DroidSansFallback*.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
"""Where the systems have letters that Pillow's own font lacks; the studio ships none that has them."""


def font(words: str, size: int) -> Font:
    """A font that can write these words, where there is one. `size`: pixels of an em."""
    from PIL import ImageFont

    if is_latin(words) or not (wide := wide_font()):
        return ImageFont.load_default(size)
    return ImageFont.truetype(wide, size)


def is_latin(words: str) -> bool:
    """Whether Pillow's own font can write them."""
    return all(ord(char) < 0x250 or char == "…" for char in words)


@cache
def wide_font() -> str:
    """A font of this system with Chinese letters; empty where there is none."""
    found = (str(file) for place in _FONTS for file in sorted(_globbed(place)))
    return next(found, "")


def _globbed(place: str) -> list[Path]:
    path = Path(place)
    fixed = path.anchor
    return list(Path(fixed).glob(str(path.relative_to(fixed)))) if fixed else []
