"""Rasterising: a scene as a picture, one layer as an array, the scene as an SVG document with named layers."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipelines.scene.lay.describe import describe
from pipelines.scene.paint.attributes import layer_data, scene_data
from pipelines.scene.paint.resvg import draw
from pipelines.scene.scene import Box, Check, Layer, Scene, no_check

NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
)
_ID = re.compile(r'\bid="([^"]+)"')
_URL = re.compile(r'url\(#([^)]+)\)|href="#([^"]+)"')


def render(scene: Scene, width: int, height: int, check: Check = no_check) -> Image.Image:
    """The whole scene as an opaque RGB picture of the given size in pixels.

    `check` is called again and again while a crowded scene is drawn; what it raises ends the work.
    """
    body = "".join(layer.svg for layer in scene.layers)
    picture = raster(scene, body, width, height, check=check)
    flat = Image.new("RGB", picture.size, scene.palette.get("sky_low", "#ffffff"))
    flat.paste(picture, mask=picture.getchannel("A"))
    return flat


def render_layer(scene: Scene, layer: Layer, scale: float = 1.0, pad: float = 0.0) -> npt.NDArray[np.uint8]:
    """One layer's box, widened by `pad` scene units on each side, at `scale` pixels a unit.

    Returns straight (not premultiplied) RGBA of shape (round((h + 2 pad) scale), round((w + 2 pad) scale), 4).
    """
    x, y, w, h = layer.box
    box = (x - pad, y - pad, w + 2 * pad, h + 2 * pad)
    size = max(1, round(box[2] * scale)), max(1, round(box[3] * scale))
    return np.asarray(_raster(scene, layer.svg, box, *size))


def raster(
    scene: Scene, body: str, width: int, height: int, box: Box | None = None, check: Check = no_check
) -> Image.Image:
    """A fragment in scene units over the whole frame, or over a box of it, as an RGBA picture of the given size."""
    return _raster(scene, body, box or (0, 0, scene.width, scene.height), width, height, check)


def scene_svg(scene: Scene) -> str:
    """The scene as an SVG document: one named, editable layer a group, with a title and a description.

    What each layer is stands in its data attributes (data-role, data-box, data-drawing ...), for programs that read it.
    """
    used: set[str] = set()
    groups = "\n".join(
        f'<g id="{_unique(layer.name, used)}" inkscape:groupmode="layer" inkscape:label={quoteattr(layer.name)}'
        f"{_attributes(layer_data(layer, scene.brief))}>{layer.svg}</g>"
        for layer in scene.layers
    )
    return (
        f'<svg {NAMESPACES} width="{scene.width}" height="{scene.height}" viewBox="0 0 {scene.width} {scene.height}"'
        f"{_attributes(scene_data(scene))}>\n"
        f"<title>{escape(scene.brief.prompt)}</title>\n<desc>{escape(describe(scene))}</desc>\n"
        f"<defs>{scene.defs}</defs>\n{groups}\n</svg>\n"
    )


def _attributes(data: Mapping[str, str]) -> str:
    return "".join(f" data-{name}={quoteattr(value)}" for name, value in data.items() if value)


def _raster(scene: Scene, body: str, box: Box, width: int, height: int, check: Check = no_check) -> Image.Image:
    view = " ".join(f"{value:.3f}" for value in box)
    svg = (
        f'<svg {NAMESPACES} width="{width}" height="{height}" viewBox="{view}" preserveAspectRatio="none">'
        f"<defs>{_needed(scene.defs, body)}</defs>{body}</svg>"
    )
    return Image.open(io.BytesIO(draw(svg, width, height, check))).convert("RGBA")


def _needed(defs: str, body: str) -> str:
    """The definitions that a body refers to: parsing all of them for each layer would cost more than drawing it."""
    parts, holders = _split(defs)
    names = {one or two for one, two in _URL.findall(body)}
    return "".join(parts[number] for number in sorted({number for name in names for number in holders.get(name, ())}))


@lru_cache(maxsize=4)
def _split(defs: str) -> tuple[list[str], dict[str, list[int]]]:
    """The definitions one by one, and in which of them each id stands."""
    parts = [match.group() for match in re.finditer(r"<(\w+)\b[^>]*>.*?</\1>", defs, flags=re.DOTALL)]
    holders: dict[str, list[int]] = {}
    for number, part in enumerate(parts):
        for name in _ID.findall(part):
            holders.setdefault(name, []).append(number)
    return parts, holders


def _unique(name: str, used: set[str]) -> str:
    base = "layer-" + (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "thing")
    ident, count = base, 2
    while ident in used:
        ident, count = f"{base}-{count}", count + 1
    used.add(ident)
    return ident
