"""Scaled: whether things are as large to each other as they really are, each seen from where it stands."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from pipelines.scene.drawings import Drawings
from tests.judges.seen import Layer, Seen

ENOUGH = math.log(2.5)
"""The logarithm of the factor by which a thing may be too large before it looks wrong."""
OF_A_KIND = math.log(3.3)
"""The same of two of a kind, of which one may be young or lie down."""
EYE = 0.42
"""How high the eye of the camera is indoors, where a wall hides the horizon, as a part of the picture's height."""
NEAREST = 0.02
"""How far below the eye's level a thing stands at least, as a part of the picture's height."""
TALL = {"baby": 0.8, "child": 1.2}
"""Metres of somebody of an age; all others are as tall as the grown."""
GROWN = 1.7
LOFTY = 4.0
"""Metres above which nobody sees how tall a thing is: it may count as any height between that and its own."""
RAISED = ("side table", "table", "shelf", "ledge", "desk", "counter", "bench", "steps", "pedestal", "nightstand")
"""Scenery that things stand on: how far away they are cannot be told from their own foot."""
BOARDS = ("plain", "room")
"""Settings that a wall closes."""


@dataclass(frozen=True)
class Measured:
    """A thing on the ground: its height and the side of its area, as parts of the picture's height; the metres that it
    may have; and how far below the eye's level it stands."""

    layer: Layer
    drawn: tuple[float, float]
    real: tuple[float, float]
    depth: float


def misfits(seen: Seen) -> list[str]:
    """Pairs of things on the ground of which one is far too large for where it stands."""
    found = [(one.layer, two.layer, too_large(one, two)) for one, two in pairs(seen)]
    return [f"{a.name} and {b.name}" for a, b, by in found if by > (ENOUGH if a.drawing != b.drawing else OF_A_KIND)]


def pairs(seen: Seen) -> list[tuple[Measured, Measured]]:
    """Those that can be compared: neither is on the other."""
    found = combinations(_measured(seen), 2)
    return [(one, two) for one, two in found if not _on(one.layer, two.layer) and not _on(two.layer, one.layer)]


def too_large(one: Measured, two: Measured) -> float:
    """The logarithm of how much larger one of two is drawn than the other, for their sizes and their depths."""
    by_depth = math.log(one.depth / two.depth)
    least, most = math.log(one.real[0] / two.real[1]), math.log(one.real[1] / two.real[0])
    drawn = [math.log(a / b) - by_depth for a, b in zip(one.drawn, two.drawn, strict=True)]
    return min(max(least - ratio, ratio - most, 0.0) for ratio in drawn)


def _measured(seen: Seen) -> Iterator[Measured]:
    horizon = float(seen.told("horizon") or 0)
    eye = min(horizon, EYE) if seen.told("setting") in BOARDS else horizon
    # A table that is seen from near is the ground of the picture, and the eye anywhere above it.
    near = [layer for layer in seen.things if layer.role == "ground"]
    tops = [*seen.scenery({layer.plain for layer in seen.layers if layer.plain.endswith(RAISED)}), *near]
    for layer in (one for one in seen.things if one not in near):
        real, stands = _real(layer)
        if stands and layer.foot > horizon and not any(_on(layer, top) for top in tops):
            _, _, w, h = layer.box
            wide = (w * h * seen.width / seen.height) ** 0.5
            yield Measured(layer, (h, wide), (min(real, LOFTY), real), max(NEAREST, layer.foot - eye))


def _real(layer: Layer) -> tuple[float, bool]:
    """Metres of the real thing, and whether it is one that rests on the ground."""
    if layer.person:
        return TALL.get(str(layer.person.get("age")), GROWN), True
    if layer.drawing not in _pack():
        return 1.0, False
    concept = _pack()[layer.drawing]
    return concept.metres, concept.place in ("ground", "floor") and layer.verb not in ("fly", "float")


def _on(one: Layer, other: Layer) -> bool:
    """Whether the foot of one is over the other, and above where that stands."""
    x, y, w, h = other.box
    return x - 0.02 < one.middle[0] < x + w + 0.02 and y - 0.03 < one.foot < y + 0.85 * h


@cache
def _pack() -> Drawings:
    return Drawings.load()
