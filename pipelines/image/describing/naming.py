"""Naming: what a photograph shows, as EfficientNet-Lite0 sees it, in the thousand words of ImageNet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

NAMES = "names.json"
SIDE, _AROUND = 224, 0.875
"""Pixels that the network looks at, and the share of the shorter side that they show."""
_MOST, _LEAST = 3, 0.12
"""Guesses that are told, and how certain each is at least."""
_MEAN, _SPREAD = np.array([0.485, 0.456, 0.406], np.float32), np.array([0.229, 0.224, 0.225], np.float32)


@dataclass(frozen=True)
class Guess:
    """A thing by its names, by language, and how certain it is, of 1."""

    names: dict[str, str]
    certainty: float


def guesses(session: Any, picture: Image, folder: Path) -> list[Guess]:
    """What the RGB picture shows, most certain first; empty where the network does not know. `folder`: of the names."""
    certain = session.run(None, {session.get_inputs()[0].name: _prepared(picture)})[0][0]
    best = [int(at) for at in np.argsort(certain)[::-1][:_MOST]]
    return [Guess(_names(folder)[at], float(certain[at])) for at in best if certain[at] >= _LEAST]


def _prepared(picture: Image) -> Any:
    """(1, 3, SIDE, SIDE) of the middle."""
    from PIL import Image

    side = min(picture.size) * _AROUND
    left, top = (picture.width - side) / 2, (picture.height - side) / 2
    box = (left, top, left + side, top + side)
    middle = picture.resize((SIDE, SIDE), Image.Resampling.BICUBIC, box, reducing_gap=3)
    pixels = (np.asarray(middle, np.float32) / 255 - _MEAN) / _SPREAD
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[None], np.float32)


@cache
def _names(folder: Path) -> list[dict[str, str]]:
    """The thousand words in the network's order, each in every language that it was written in."""
    return list(json.loads((folder / NAMES).read_text(encoding="utf-8")))
