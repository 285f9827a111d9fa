"""SVG: a drawing to a PNG. Nothing is fetched or opened for it, and what grows without bound is refused."""

from __future__ import annotations

import base64
import binascii
import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from studio.media.reading.limits import Limits
from studio.media.reading.picture import check_size, keep
from studio.media.reading.plain import Plain
from studio.media.reading.refused import Refused, broken, too_costly
from studio.media.reading.sniff import Format, encoding_of_mark
from studio.words import Sentence, say

_LONGEST, _DEEPEST, _MOST = 4 * 10**6, 200, 100_000
"""Bytes of a drawing, how deep its parts may stand in each other, and how many there are with every use drawn."""
_SIDE = 1024
"""Pixels that the longer side has at least: lines lose nothing when they are drawn larger."""
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_INSIDE = re.compile(r"data:image/(png|jpe?g);base64,", re.I)
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*", re.I)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def read(source: Path, target: Path, format: Format, limits: Limits) -> Plain:
    """Write the drawing to `target`. Raises Refused."""
    from PIL import Image

    root, notes = _parsed(source.read_bytes()), list[Sentence]()
    if _cut_links(root, limits):
        notes.append(say("upload.links_left_out"))
    _check_growth(root)
    drawn = _drawn(root, limits)
    with Image.open(io.BytesIO(drawn), formats=("PNG",)) as image:
        return keep(image.convert("RGBA"), target, limits, notes)


def _parsed(data: bytes) -> Element:
    """Its tree. Entities are refused: they copy text into text, and read files."""
    if len(data) > _LONGEST:
        raise too_costly()
    try:
        text = data.decode(encoding_of_mark(data) or "utf-8")
        if "<!ENTITY" in text.upper():
            raise Refused(say("upload.entities"))
        root = ElementTree.fromstring(re.sub(r"^\ufeff?\s*<\?xml[^>]*>", "", text))
    except (ElementTree.ParseError, ValueError) as error:
        raise broken() from error
    if root.tag.rpartition("}")[2] != "svg":
        raise broken()
    return root


def _cut_links(root: Element, limits: Limits) -> bool:
    """Leave out every link that leads out of the drawing, and say whether there was one. The renderer would open
    files of this machine by it."""
    out = False
    for part in root.iter():
        for name in _HREFS:
            link = part.get(name, "#").strip()
            if not link.startswith("#") and not _is_inside(link, limits):
                del part.attrib[name]
                # A mere link (an <a>) shows nothing, so that nothing is missing.
                out |= part.tag.rpartition("}")[2] != "a"
    return out


def _is_inside(link: str, limits: Limits) -> bool:
    """Whether a link holds a picture itself, of a size that is read. Raises Refused for one that is larger."""
    from PIL import Image

    found = _INSIDE.match(link)
    if not found:
        return False
    try:
        data = base64.b64decode(link[found.end() :])
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            check_size(*image.size, limits)
    except (binascii.Error, OSError, ValueError, SyntaxError):
        return False
    return True


def _check_growth(root: Element) -> None:
    """Raises Refused for a drawing whose parts, each drawn as often as it is used, are more than can be drawn."""
    by_id = {part.get("id", ""): part for part in root.iter()}
    weights: dict[int, int] = {}

    def weight(part: Element, depth: int) -> int:
        if depth > _DEEPEST:
            raise too_costly()
        if id(part) not in weights:
            # Counted before it is known: what uses itself is drawn by no renderer.
            weights[id(part)] = 1
            others = [by_id[name] for name in _used(part) if name in by_id]
            weights[id(part)] = 1 + sum(weight(one, depth + 1) for one in (*part, *others))
        return weights[id(part)]

    if weight(root, 0) > _MOST:
        raise too_costly()


def _used(part: Element) -> list[str]:
    """Names of the parts that are drawn once more for this one: by <use>, and as its pattern, mask, marker, filter."""
    names = [part.get(name, "")[1:] for name in _HREFS if part.get(name, "").startswith("#")]
    return names + [name for value in part.attrib.values() for name in re.findall(r"url\(\s*['\"]?#([^'\")]+)", value)]


def _drawn(root: Element, limits: Limits) -> bytes:
    import resvg_py

    width, height = _size(root)
    longer = max(width, height)
    scale = min(max(longer, _SIDE), limits.kept_side) / longer
    try:
        drawn: Any = resvg_py.svg_to_bytes(
            svg_string=ElementTree.tostring(root, "unicode"),
            width=max(1, round(width * scale)),
            height=max(1, round(height * scale)),
        )
    except ValueError as error:
        raise broken() from error
    return bytes(drawn)


def _size(root: Element) -> tuple[float, float]:
    """Width and height in pixels: as they are given, else those of the view box, else what browsers take. More than
    a hundred times as long as wide is no drawing."""
    box = [
        float(one)
        for one in re.findall(r"-?[0-9.]+(?:e[+-]?\d+)?", root.get("viewBox", ""), re.I)[:4]
        if _is_number(one)
    ]
    given = [_length(root.get(name)) for name in ("width", "height")]
    natural = box[2:] if len(box) == 4 and min(box[2:]) > 0 else [300.0, 150.0]
    width, height = given[0] or natural[0], given[1] or natural[1]
    if not 0.01 <= width / height <= 100 or not 0 < width < 1e9:
        raise broken()
    return width, height


def _length(text: str | None) -> float | None:
    found = _LENGTH.fullmatch(text or "")
    if not found or not _is_number(found[1]):
        return None
    return float(found[1]) * _PIXELS[(found[2] or "").lower()]


def _is_number(text: str) -> bool:
    try:
        return float(text) < 1e12
    except ValueError:
        return False
