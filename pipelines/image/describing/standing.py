"""Standing: where in a picture its subject is, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from pipelines.image.subject import SURE, subject_of

if TYPE_CHECKING:
    from PIL.Image import Image

Across = Literal["left", "middle", "right"]
Down = Literal["upper", "middle", "lower"]
_GRID = 128
_EDGE = 0.4
"""Share of a side up to which, and after the rest of which, something is not in the middle."""


@dataclass(frozen=True)
class Standing:
    """What stands out: its place, and its share of the picture."""

    across: Across
    down: Down
    share: float


def standing(session: Any, picture: Image) -> Standing | None:
    """Of the RGB picture's subject; None where nothing stands out."""
    found = subject_of(session, picture, (_GRID, _GRID))
    if found is None or not (found >= SURE).any():
        return None
    weight = found / found.sum()
    steps = (np.arange(_GRID) + 0.5) / _GRID
    across, down = float((weight.sum(axis=0) * steps).sum()), float((weight.sum(axis=1) * steps).sum())
    return Standing(
        "left" if across < _EDGE else "right" if across > 1 - _EDGE else "middle",
        "upper" if down < _EDGE else "lower" if down > 1 - _EDGE else "middle",
        float((found >= SURE).mean()),
    )
