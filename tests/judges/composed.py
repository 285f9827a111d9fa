"""Composed: the rules of a picture that is well put together, looked for in its layers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt

from tests.judges.nouns import stands_for
from tests.judges.seen import GRID, Layer, Seen
from tests.judges.wishes import Wished

CUT = 0.04
"""Part of a thing that may lie beyond the frame."""
COVERED = 1 / 3
SMALLEST = 0.02
"""Part of the frame that the square around a thing must fill."""
LOOSE = ("space", "underwater")
"""Settings where things hang free."""


def faults(seen: Seen, wished: Wished) -> dict[str, list[str]]:
    """What breaks each of the rules, by the names of its layers."""
    return {
        "cut by the frame": [layer.name for layer in seen.things if _outside(seen, layer) > CUT],
        "overlapping": list(_overlapping(seen, wished.related)),
        "floating": [layer.name for layer in seen.things if _floats(seen, layer, wished)],
        "too small": [layer.name for layer in seen.things if max(layer.box[2:]) ** 2 < SMALLEST],
        "light and shadow": [layer.name for layer in seen.things if _lit_wrongly(seen, layer)],
    }


def _outside(seen: Seen, layer: Layer) -> float:
    mask = seen.masks[layer.order]
    inner = mask[GRID : 2 * GRID, GRID : 2 * GRID]
    return 1 - int(inner.sum()) / max(1, int(mask.sum()))


def _overlapping(seen: Seen, related: bool) -> Iterator[str]:
    """Pairs whose pixels cover each other by more than a third of the smaller; copies are no relation."""
    for one, two in combinations(seen.things, 2):
        if related and one.subject != two.subject:
            continue
        a, b = seen.masks[one.order], seen.masks[two.order]
        smaller = max(1, min(int(a.sum()), int(b.sum())))
        if int((a & b).sum()) / smaller > COVERED:
            yield f"{one.name} and {two.name}"


def _floats(seen: Seen, layer: Layer, wished: Wished) -> bool:
    """Whether a thing that stands has its foot above the horizon or below the frame."""
    if wished.related or seen.told("setting") in LOOSE or seen.told("kind") not in ("", "scene"):
        return False
    if not (layer.person or any(stands_for(layer.drawing, noun) for noun in wished.standing)):
        return False
    rows = np.nonzero(seen.masks[layer.order].any(axis=1))[0]
    foot = (int(rows.max()) + 1) / GRID - 1 if len(rows) else layer.foot
    return not float(seen.told("horizon") or 0) - 0.02 < foot < 1.02


def _lit_wrongly(seen: Seen, layer: Layer) -> bool:
    """Whether the shadow of a thing falls towards the light, where the light is in the picture."""
    light = _light(seen)
    if light is None or layer.foot < float(seen.told("horizon") or 1):
        return False
    alpha = seen.alpha(layer)
    ink, shade = alpha > 200, (alpha > 12) & (alpha < 140)
    # A shadow lies at the foot; higher up thin parts and edges are half clear, too.
    shade[: round(GRID * (1 + layer.foot - 0.15 * layer.box[3]))] = False
    if ink.sum() < 12 or shade.sum() < 0.08 * ink.sum():
        return False
    body, cast = _middle(ink), _middle(shade)
    return (cast - body) * (body - light) < 0 and abs(cast - body) > 0.03 and abs(body - light) > 0.1


def _light(seen: Seen) -> float | None:
    """How far right the sun or the moon stands, 0 to 1; None where neither is painted."""
    lamps = [layer for layer in seen.layers if not layer.drawing and layer.plain in ("sun", "moon")]
    if not lamps:
        return None
    mask = seen.alpha(lamps[0]) > 200
    return _middle(mask) if mask.any() else None


def _middle(mask: npt.NDArray[np.bool_]) -> float:
    """The mean column of a mask of the frame and its surroundings, as a part of the frame's width."""
    return float(np.nonzero(mask)[1].mean() + 0.5) / GRID - 1
