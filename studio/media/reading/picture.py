"""Picture: PNG, JPEG, GIF, WebP, BMP, TIFF or AVIF in any mode to an upright PNG of eight bits in sRGB, and no more."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from studio.media.picture import png
from studio.media.reading.limits import Limits
from studio.media.reading.plain import InputFacts, Plain
from studio.media.reading.refused import Refused, broken
from studio.media.reading.sniff import Format
from studio.words import Sentence, say

if TYPE_CHECKING:
    from PIL.Image import Image

_COMPRESSION = 3
"""Of zlib: a large photograph in two seconds instead of six, for 5% more bytes."""


def read(source: Path, target: Path, format: Format, limits: Limits) -> Plain:
    """Write the picture to `target`. Raises Refused."""
    from PIL import Image

    from studio.media.reading.others import others_of
    from studio.media.reading.parameters import parameters_of

    # Pillow's own guard warns of sizes and refuses others than ours do.
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")
    try:
        with Image.open(source, formats=(format.name.upper(),)) as image:
            check_size(*image.size, limits)
            # Pillow decodes a PNG whose checksums are wrong.
            image.verify()
        with Image.open(source, formats=(format.name.upper(),)) as image:
            parameters = parameters_of(image)
            others = others_of(image.info, parameters)
            upright, notes = _upright(image)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, EOFError) as error:
        # What Pillow's readers are known to raise for broken files; their own words tell a person nothing.
        raise broken() from error
    found_is = "others" if others else "parameters" if parameters else ""
    plain = keep(upright, target, limits, notes)
    return plain.model_copy(update={"found": others or parameters, "found_is": found_is})


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raises Refused for a picture or frame that is larger than is read, before a pixel of it is decoded."""
    if min(width, height) < 1:
        raise broken()
    if width * height > limits.pixels:
        millions = round(width * height / 1e6)
        raise Refused(say("upload.too_many_pixels", pixels=millions, limit=limits.pixels // 10**6))
    if max(width, height) > limits.side:
        raise Refused(say("upload.too_wide", width=width, height=height, limit=limits.side))


def keep(image: Image, target: Path, limits: Limits, notes: list[Sentence]) -> Plain:
    """Write an RGB or RGBA picture, made smaller where it is larger than is kept."""
    if max(image.size) > limits.kept_side:
        image.thumbnail((limits.kept_side, limits.kept_side))
        notes.append(say("upload.made_smaller", width=image.width, height=image.height))
    # Profile, resolution, EXIF and comments lie there, and PNG would carry some of them on.
    image.info = {}
    target.write_bytes(png(image, _COMPRESSION))
    facts = InputFacts(width=image.width, height=image.height)
    return Plain(kind="picture", facts=facts, notes=tuple(notes))


def _upright(image: Image) -> tuple[Image, list[Sentence]]:
    """The first frame in RGB or RGBA, turned as the camera was held, and what to tell of it."""
    from PIL import ImageOps

    from studio.media.reading.colours import to_srgb

    notes = []
    if getattr(image, "n_frames", 1) > 1:
        notes.append(say("upload.first_frame"))
    image.seek(0)
    image.load()
    try:
        image = ImageOps.exif_transpose(image)
    except Exception:
        # EXIF that cannot be read says nothing of how the camera was held.
        image.info = {name: value for name, value in image.info.items() if name != "exif"}
    return to_srgb(image, notes), notes
