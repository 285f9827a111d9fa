"""Cut-out: a thing's layer taken apart, so that it can leave its shadow on the ground and its foam on the water."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


@dataclass(frozen=True)
class Cutout:
    """SVG fragments, back to front. `under` and `over` are empty where the layer has no such part."""

    under: str
    """Shadow, halo or mirror image."""
    body: str
    over: str
    """Foam at the waterline."""
    flipped: bool
    """Whether the drawing is shown as its mirror image."""
    afloat: bool
    """Whether the water hides what is below the lower edge of its box."""


def cut_out(svg: str) -> Cutout:
    """Take the SVG fragment of a thing apart. The body is the first group that places a drawing; where there is
    none, all of the fragment is."""
    root = ElementTree.fromstring(f'<g xmlns="{SVG}" xmlns:xlink="{XLINK}">{svg}</g>')
    parts = list(root)
    for index, part in enumerate(parts):
        afloat = "clip-path" in part.attrib and len(part) == 1
        body = part[0] if afloat else part
        place = body.get("transform", "")
        if body.tag == f"{{{SVG}}}g" and place.startswith("translate("):
            under, over = (_text(some) for some in (parts[:index], parts[index + 1 :]))
            return Cutout(under, _text([body]), over, "scale(-" in place, afloat)
    return Cutout("", svg, "", False, False)


def _text(elements: list[ElementTree.Element]) -> str:
    return "".join(ElementTree.tostring(element, encoding="unicode") for element in elements)
