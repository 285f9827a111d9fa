"""Lessons: pictures to paint: plain things and things in a colour, 3D and flat; and pairs to judge by."""

from __future__ import annotations

from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from pipelines.image.painter.icon import COLOURS, LOOKS, Icon, Look, Thing, tintable
from pipelines.image.painter.pair import together
from training.painter.colours import Recolouring
from training.painter.drawings import Pixels, on_white
from training.painter.prepare import pooled

TINTED = 0.4
"""Share of the pairs' things that are in a colour."""


class Easel:
    """The pool's drawings, put on white as an Icon wants them."""

    def __init__(self, folder: Path) -> None:
        self._drawn = np.load(folder / "drawn.npy", mmap_mode="r")
        self._rows = {entry["name"]: row for row, entry in enumerate(pooled(folder))}
        self._recolourings: dict[tuple[int, Look], Recolouring] = {}

    def picture(self, icon: Icon) -> Pixels:
        """uint8 (128, 128, 3)."""
        drawings = [self._drawing(thing, icon.look) for thing in icon.things]
        shown = [Image.fromarray(on_white(drawing)) for drawing in drawings]
        return np.asarray(shown[0] if len(shown) == 1 else together(*shown))

    def _drawing(self, thing: Thing, look: Look) -> Pixels:
        row = self._rows[thing.name]
        plain: Pixels = self._drawn[row, LOOKS.index(look)]
        if not thing.colour:
            return plain
        if (row, look) not in self._recolourings:
            self._recolourings[row, look] = Recolouring(plain)
        return self._recolourings[row, look](COLOURS[thing.colour])


class Syllabus:
    """Every lesson that there is for a pool of names."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    @cached_property
    def tintable(self) -> list[str]:
        """The names that are taught in every colour."""
        return [name for name in self.names if tintable(name)]

    def plain(self, look: Look) -> list[Icon]:
        return [Icon((Thing(name),), look) for name in self.names]

    def coloured(self, look: Look) -> list[Icon]:
        return [Icon((Thing(name, colour),), look) for name, colour in product(self.tintable, COLOURS)]

    def pairs(self, look: Look, count: int, seed: int) -> list[Icon]:
        """`count` pairs drawn by chance; no thing stands beside itself."""
        generator = np.random.default_rng((seed, LOOKS.index(look)))
        return [Icon(self._pair(generator), look) for _ in range(count)]

    def _pair(self, generator: np.random.Generator) -> tuple[Thing, Thing]:
        rows = generator.choice(len(self.names), 2, replace=False)
        first, second = (self._tinted(self.names[row], generator) for row in rows)
        return first, second

    def _tinted(self, name: str, generator: np.random.Generator) -> Thing:
        colour = list(COLOURS)[generator.integers(len(COLOURS))]
        tinted = generator.random() < TINTED and name in self.tintable
        return Thing(name, colour if tinted else "")


def pictures(easel: Easel, icons: list[Icon]) -> np.ndarray[Any, Any]:
    """uint8 (icons, 128, 128, 3)."""
    return np.stack([easel.picture(icon) for icon in icons])
