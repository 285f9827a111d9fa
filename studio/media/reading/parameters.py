"""Parameters: the text that AUTOMATIC1111's and like programs leave in a picture to say how it was made.

PNG has it as a text chunk `parameters`; JPEG, WebP and AVIF as the UserComment of EXIF 2.3 (eight bytes of encoding,
then the text).
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 200_000
"""Characters of such a text, and of a recipe."""
_EXIF, _USER_COMMENT = 0x8769, 0x9286
_SAYS_HOW = re.compile(r"\A\{|\bSteps: *\d")
"""How JSON begins, and what every text of AUTOMATIC1111's form has."""


def parameters_of(image: Image) -> str:
    """The text, or nothing where there is none."""
    text = image.info.get("parameters")
    if not isinstance(text, str):
        text = ""
        # Broken EXIF says nothing.
        with suppress(Exception):
            comment = _decoded(image.getexif().get_ifd(_EXIF).get(_USER_COMMENT)).strip("\0 \n")
            # People and telephones write there too, and what they wrote is not kept.
            text = comment if _SAYS_HOW.search(comment) else ""
    return text.strip("\0 \n") if len(text) <= LONGEST else ""


def _decoded(comment: object) -> str:
    """The words of a UserComment. Its UTF-16 is that of the byte order of the file, or of the program that wrote it."""
    if isinstance(comment, str):
        return comment
    if not isinstance(comment, bytes):
        return ""
    if comment.startswith(b"UNICODE\0"):
        body = comment[8:]
        return body.decode("utf-16-be" if body[0::2].count(0) >= body[1::2].count(0) else "utf-16-le", "ignore")
    return comment.removeprefix(b"ASCII\0\0\0").decode("utf-8", "ignore")
