"""Seen: the layers of an SVG document, from its own ids and data attributes, and the pixels of each."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import resvg_py
from PIL import Image

SVG = "{http://www.w3.org/2000/svg}"
LABEL = "{http://www.inkscape.org/namespaces/inkscape}label"

GRID = 96
"""Cells along a side of the picture when it is counted what can be seen."""

Box = tuple[float, float, float, float]
"""x, y, width, height, as parts of the picture's sides."""


@dataclass(frozen=True)
class Layer:
    """One group of the picture. `order` counts from the back."""

    name: str
    role: str
    box: Box
    order: int
    drawing: str = ""
    word: str = ""
    verb: str = ""
    subject: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    element: ET.Element | None = None

    @property
    def plain(self) -> str:
        """The name without the number that tells copies apart."""
        return re.sub(r" \d+$", "", self.name)

    @property
    def middle(self) -> tuple[float, float]:
        x, y, w, h = self.box
        return x + w / 2, y + h / 2

    @property
    def foot(self) -> float:
        return self.box[1] + self.box[3]


class Seen:
    """A document, taken apart."""

    def __init__(self, svg: str) -> None:
        self.root = ET.fromstring(svg)
        self.width, self.height = float(self.root.attrib["width"]), float(self.root.attrib["height"])

    @cached_property
    def layers(self) -> list[Layer]:
        """Back to front."""
        groups = [group for group in self.root.findall(f"{SVG}g") if LABEL in group.attrib]
        return [self._layer(group, order) for order, group in enumerate(groups)]

    @property
    def things(self) -> list[Layer]:
        """The layers that a word of the prompt asked for."""
        return [layer for layer in self.layers if layer.drawing]

    @cached_property
    def around(self) -> frozenset[str]:
        """What the picture says of itself as a whole, and the names of its scenery."""
        said = {value for name, value in self.root.attrib.items() if name.startswith("data-")}
        return frozenset(said | {layer.plain for layer in self.layers if not layer.drawing})

    @cached_property
    def visible(self) -> dict[int, float]:
        """Which part of each thing is neither cut by the frame nor hidden by a later one, by its order."""
        shown, hidden = {}, np.ones((3 * GRID, 3 * GRID), dtype=bool)
        hidden[GRID : 2 * GRID, GRID : 2 * GRID] = False
        for order, mask in sorted(self.masks.items(), reverse=True):
            shown[order] = int((mask & ~hidden).sum()) / max(1, int(mask.sum()))
            hidden |= mask
        return shown

    @cached_property
    def masks(self) -> dict[int, npt.NDArray[np.bool_]]:
        """Where each thing is opaque, by its order, on a grid of the frame and as much again on each of its sides."""
        return {layer.order: self.alpha(layer) > 200 for layer in self.things}

    def alpha(self, layer: Layer) -> npt.NDArray[np.uint8]:
        """How opaque a layer is on that grid."""
        assert layer.element is not None
        view = (-self.width, -self.height, 3 * self.width, 3 * self.height)
        return self._drawn(layer.element, view, (3 * GRID, 3 * GRID))[..., 3]

    def scenery(self, names: Collection[str]) -> list[Layer]:
        """Parts of the background by their names, with the boxes of what is inked within the frame."""
        return [self._inked(layer) for layer in self.layers if not layer.drawing and layer.plain in names]

    def told(self, name: str) -> str:
        """What the picture as a whole says of itself: setting, place, kind, horizon ..., or nothing."""
        return self.root.get(f"data-{name}", "")

    def pixels(self, layer: Layer, side: int = 160) -> npt.NDArray[np.uint8]:
        """That layer alone within its box, as straight RGBA of at most `side` pixels a side."""
        assert layer.element is not None
        x, y, w, h = self._units(layer.box)
        scale = side / max(w, h, 1e-6)
        size = max(1, round(w * scale)), max(1, round(h * scale))
        return self._drawn(layer.element, (x, y, w, h), size)

    def _drawn(self, element: ET.Element, view: Box, size: tuple[int, int]) -> npt.NDArray[np.uint8]:
        """One group within a view in the document's units, as straight RGBA of the given size."""
        box = " ".join(f"{value:.3f}" for value in view)
        form = {"viewBox": box, "width": str(size[0]), "height": str(size[1]), "preserveAspectRatio": "none"}
        lone = ET.Element(f"{SVG}svg", form)
        lone.extend([*self._needed(element), element])
        data: Any = resvg_py.svg_to_bytes(
            svg_string=ET.tostring(lone, encoding="unicode"), width=size[0], height=size[1], skip_system_fonts=True
        )
        return np.asarray(Image.open(io.BytesIO(bytes(data))).convert("RGBA"))

    def _inked(self, layer: Layer) -> Layer:
        inner = self.alpha(layer)[GRID : 2 * GRID, GRID : 2 * GRID] > 100
        if not inner.any():
            return layer
        rows, columns = np.nonzero(inner.any(axis=1))[0] / GRID, np.nonzero(inner.any(axis=0))[0] / GRID
        left, top = float(columns.min()), float(rows.min())
        size = float(columns.max()) - left + 1 / GRID, float(rows.max()) - top + 1 / GRID
        return replace(layer, box=(left, top, *size))

    def _layer(self, group: ET.Element, order: int) -> Layer:
        told = {name.removeprefix("data-"): value for name, value in group.attrib.items() if name.startswith("data-")}
        x, y, w, h = map(float, told.get("box", "0 0 0 0").split())
        box = (x / self.width, y / self.height, w / self.width, h / self.height)
        words = {name: told.get(name, "") for name in ("role", "drawing", "word", "verb", "subject")}
        person = json.loads(told.get("person", "{}"))
        return Layer(name=group.attrib[LABEL], box=box, order=order, person=person, element=group, **words)

    def _needed(self, element: ET.Element) -> list[ET.Element]:
        """The definitions that a group refers to: to read all of them for each layer would take long."""
        text = ET.tostring(element, encoding="unicode")
        names = set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", text))
        wanted = {one or two for one, two in names}
        needed = ET.Element(f"{SVG}defs")
        needed.extend([part for defs in self.root.findall(f"{SVG}defs") for part in defs if part.get("id") in wanted])
        return [needed]

    def _units(self, box: Box) -> Box:
        x, y, w, h = box
        return x * self.width, y * self.height, w * self.width, h * self.height
