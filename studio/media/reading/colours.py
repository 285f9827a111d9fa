"""Colours: every mode that a picture can have to eight bits of RGB or RGBA in sRGB."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from studio.words import Sentence, say

if TYPE_CHECKING:
    from PIL.Image import Image

_WITH_ALPHA = ("RGBA", "LA", "PA", "RGBa", "La")
_DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")


def to_srgb(image: Image, notes: list[Sentence]) -> Image:
    """The picture as RGB, or as RGBA where a part of it can be seen through. `notes` gets what was done."""
    profile = image.info.get("icc_profile")
    if image.mode in _DEEP:
        image = _of_eight_bits(image, notes)
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        colours = _converted(image.convert("RGB"), profile, notes)
        if alpha.getextrema() == (255, 255):
            return colours
        colours.putalpha(alpha)
        return colours
    return _converted(
        image.convert("RGB") if image.mode in ("1", "P", "HSV", "YCbCr", "RGBX") else image, profile, notes
    )


def _converted(image: Image, profile: bytes | None, notes: list[Sentence]) -> Image:
    """Through the profile that came with the picture; without one its numbers are taken for sRGB."""
    from PIL import ImageCms

    if profile and len(profile) > 128:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            # Two roundings would change a picture that needs no change.
            if "sRGB" not in ImageCms.getProfileDescription(given):
                wanted = ImageCms.createProfile("sRGB")
                found = ImageCms.profileToProfile(image, given, wanted, outputMode="RGB")
                return found if found is not None else image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            notes.append(say("upload.profile_unread"))
    if image.mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        image = ImageCms.profileToProfile(image, lab, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    return image.convert("RGB")


def _of_eight_bits(image: Image, notes: list[Sentence]) -> Image:
    """Grey of 16 or 32 bits, whole or floating. Where 0 to 1, 255 or 65535 does not hold it, darkest to lightest is
    stretched over the eight bits."""
    from PIL import Image as images

    # In place from here on: fifty megapixels are 200 MB each time.
    values = np.nan_to_num(np.array(image, np.float32), copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if image.mode.startswith("I;16"):
        white = 65535.0
    else:
        white = next((top for top in (1.0 if image.mode == "F" else 255.0, 255.0, 65535.0) if high <= top), 0.0)
    if low < 0 or not white:
        notes.append(say("upload.stretched"))
        values -= low
        white = max(high - low, 1e-30)
    values *= 255.0 / white
    return images.fromarray(np.rint(values, out=values).clip(0, 255, out=values).astype(np.uint8))
