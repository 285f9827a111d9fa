"""Trim: what follows the outline of a thing: the seam of what is sewn, the tufts of what is furry."""

from __future__ import annotations

import math
from functools import lru_cache
from random import Random

import numpy as np

from pipelines.scene.curve import Point, n
from pipelines.scene.isolines import isolines
from pipelines.scene.paint.blur import blurred, widened
from pipelines.scene.paint.form import GRID, PAD, coverage, inked, path_at
from pipelines.scene.scene import Box

INSET = 0.93
"""The part of a blurred outline at which a seam runs, some three cells inside."""
HAIRY = 3
"""Every how many crossings of the grid a tuft grows."""
NEAR = 70.0
"""Up to which difference of red, green and blue together a colour is about the same."""
APART = 4
"""Cells between two hairs or feathers."""
LONG = GRID * 0.042
"""How far tufts reach out, in cells."""


@lru_cache(maxsize=64)
def seam(body: str, box: Box) -> str:
    """Path data of a line a little inside the outline, in the cells of a form."""
    alpha, _ = coverage(body, box)
    return path_at(blurred(alpha, 2.0), INSET)


@lru_cache(maxsize=64)
def outline(body: str, box: Box) -> str:
    """Path data of the outline itself, for what is drawn by its edges alone."""
    alpha, _ = coverage(body, box)
    return path_at(alpha, 0.6)


@lru_cache(maxsize=64)
def tufts(body: str, box: Box) -> str:
    """Path data of short points of hair that stand out from the outline, combed downwards, in the cells of a form."""
    alpha, _ = coverage(body, box)
    soft = blurred(alpha, 1.0)
    lines = (line for line in isolines(soft, 0.5) if len(line) > 8 * HAIRY)
    return "".join(_tuft(line, at) for line in lines for at in range(0, len(line) - HAIRY, HAIRY))


@lru_cache(maxsize=128)
def coat(body: str, box: Box, main: str, kind: str) -> tuple[str, str]:
    """Path data of marks for lines of a darker and of a lighter colour, in cells, where the body has about the colour
    `main` all around: short hairs of "fur", or the edges of "feathers"."""
    pixels, _ = inked(body, box)
    away = np.abs(pixels[..., :3] - [int(main[i : i + 2], 16) for i in (1, 3, 5)]).sum(axis=2) + 255 - pixels[..., 3]
    free = widened(away, 5) < NEAR
    rng, marks = Random(f"{kind} {main} {box}"), ["", ""]
    for row in range(PAD, len(free) - PAD, APART):
        for column in range(PAD, len(free[0]) - PAD, APART):
            x, y = column + rng.uniform(0, APART), row + rng.uniform(0, APART)
            if free[min(int(y), len(free) - 1), min(int(x), len(free[0]) - 1)]:
                marks[rng.randrange(2)] += _mark(rng, x - PAD + 0.5, y - PAD + 0.5, kind)
    return marks[0], marks[1]


def _mark(rng: Random, x: float, y: float, kind: str) -> str:
    if kind == "feathers":
        return f"M{n(x - 1.1)} {n(y - 0.4)}q.3 1.3 1.1 1.3 .8 0 1.1 -1.3"
    long = rng.uniform(1.4, 2.4)
    return f"M{n(x)} {n(y)}q{n(long * 0.1)} {n(long * 0.6)} {n(long * 0.45)} {n(long)}"


def _tuft(line: list[Point], at: int) -> str:
    """One curved point between two places of a line that runs with the inside on its left or right."""
    (x1, y1), (x2, y2) = line[max(0, at - 1)], line[min(len(line) - 1, at + HAIRY + 1)]
    wide = math.hypot(x2 - x1, y2 - y1) or 1.0
    # Isolines keep the higher side on one hand: outwards is the other.
    out_x, out_y = -(y2 - y1) / wide, (x2 - x1) / wide
    long = LONG * (0.75 + 0.5 * (at // HAIRY % 3) / 2)
    tip_x, tip_y = (x1 + x2) / 2 + out_x * long, (y1 + y2) / 2 + out_y * long + long * 0.45
    start, tip, end = ((x - PAD + 0.5, y - PAD + 0.5) for x, y in ((x1, y1), (tip_x, tip_y), (x2, y2)))
    return f"M{n(start[0])} {n(start[1])}L{n(tip[0])} {n(tip[1])} {n(end[0])} {n(end[1])}z"
