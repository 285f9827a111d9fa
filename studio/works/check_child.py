"""What the child process runs that checks one file: confined first, then the file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from studio.media.reading.confinement import confine
from studio.media.reading.limits import LIMITS
from studio.media.reading.parameters import LONGEST
from studio.media.reading.sniff import HEAD, Format, sniff
from studio.media.text_mark import TextKey
from studio.works.checked import Checked, Known, Leaning
from studio.works.embed import extract
from studio.works.plain_words import read_words
from studio.works.signature import read_signed

Found = TypeVar("Found")
_SUFFIXES = {"jpeg": ".jpg", "midi": ".mid", "text": ".md"}
"""What embed calls the forms whose suffix is not their name."""


def main(arguments: Sequence[str]) -> None:
    """Check SOURCE, whose credentials may lie in BESIDE, with what is known here: Known as JSON. The answer goes to
    where standard output went at the start."""
    source, beside, known = map(Path, arguments)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Before the file is opened, since what is loaded later would be watched as if it were the file's doing.
    import c2pa  # noqa: F401

    confine(LIMITS["film"])
    here = Known.model_validate_json(known.read_bytes())
    out.write(checked(source, beside if beside.is_file() else None, here).model_dump_json().encode())
    out.flush()
    # At once: what a broken file did to a library may come to light when it is taken down.
    os._exit(0)


def checked(source: Path, beside: Path | None, known: Known) -> Checked:
    """What the file says. Whatever cannot be read says nothing."""
    with source.open("rb") as file:
        format = sniff(file.read(HEAD))
    signed, is_broken = None, False
    try:
        signed = read_signed(source, format.name if format else "", beside, known.anchors)
    except ValueError:
        is_broken = True
    if format is None:
        return Checked(signed=signed, is_broken=is_broken)
    recipe, recipe_is = _said(lambda: _recipe(source, format), ("", ""))
    words = _said(lambda: read_words(source, format), Checked().words)
    told: dict[str, Any] = {"form": format.name, "recipe": recipe, "recipe_is": recipe_is, "words": words}
    told |= {"is_marked": _said(lambda: _marked(source, format), None)}
    told |= {"leaning": _said(lambda: _leaning(source, format, known), None)}
    return Checked(signed=signed, is_broken=is_broken, **told)


def _said(read: Callable[[], Found], nothing: Found) -> Found:
    # Libraries raise what they like for files of strangers.
    with suppress(Exception):
        return read()
    return nothing


def _recipe(source: Path, format: Format) -> tuple[str, str]:
    """The recipe of this program's or another's, and whose form it has."""
    data = source.read_bytes()
    if found := extract(data, _SUFFIXES.get(format.name, f".{format.name}")):
        text = found[0].to_json()
        return (text, "recipe") if len(text) <= LONGEST else ("", "")
    if "picture" not in format.kinds or format.name == "svg":
        return "", ""
    from studio.media.reading.others import others_of
    from studio.media.reading.parameters import parameters_of

    with _opened(source, format) as image:
        parameters = parameters_of(image)
        others = others_of(image.info, parameters)
    return others or parameters, "others" if others else "parameters" if parameters else ""


def _marked(source: Path, format: Format) -> bool | None:
    from studio.media.mark import is_marked
    from studio.media.reading.picture import check_size

    if "picture" not in format.kinds or format.name == "svg":
        return None
    with _opened(source, format) as image:
        width, height = image.size
        check_size(width, height, LIMITS["picture"])
        return bool(is_marked(image))


def _leaning(source: Path, format: Format, known: Known) -> Leaning | None:
    from studio.works.leanings import furthest

    if format.name != "text" or not known.secret:
        return None
    return furthest(source.read_bytes(), TextKey(known.secret), known.vocabularies)


def _opened(source: Path, format: Format) -> Any:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    return Image.open(source, formats=(format.name.upper(),))
