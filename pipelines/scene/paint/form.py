"""Form: the roundness of a flat drawing, as lines of equal light on it, and the soft shadow that it casts.

The outline is taken for that of something puffed up: what slopes towards the light is bright, what slopes away is dark
(as in Johnston's Lumo, 2002, from blurs of the outline instead of normals).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image

from pipelines.scene.curve import Point, n
from pipelines.scene.isolines import isolines
from pipelines.scene.paint.blur import Field, blurred
from pipelines.scene.paint.resvg import draw
from pipelines.scene.scene import Box, no_check

GRID = 64
"""Cells along the longer side of a drawing."""
PAD = 12
"""Cells around it, so that blurs do not meet the edge."""
BLURS = ((2.0, 0.35), (4.5, 0.35), (9.0, 0.3))
"""How far the slopes of the puffed form reach inwards, in cells, and what each of them counts."""
DARK = tuple(0.07 + 0.04 * step for step in range(10))
BRIGHT = tuple(0.12 + 0.05 * step for step in range(6))
"""Slopes away from the light and towards it from which a further tone lies on the form."""
CAST = tuple(0.1 + 0.12 * step for step in range(7))
"""Densities of the shadow from which a further tone lies on the ground."""
SOFT = 5.0
"""Blur in cells of the far end of a shadow; the near end is crisp."""
STEP = 2
"""Every how many crossings of the grid a line has a point."""


@dataclass(frozen=True)
class Form:
    """Path data of nested tones, the widest first, in cells from the upper left corner of the drawing's box."""

    dark: tuple[str, ...]
    bright: tuple[str, ...]
    cast: tuple[str, ...]
    """The silhouette upright, to be laid on the ground."""
    touches: tuple[tuple[float, float], ...]
    """From where to where each foot touches the ground, as parts of the width."""
    cell: float
    """Side of a cell in the drawing's own units."""


@lru_cache(maxsize=256)
def form(body: str, box: Box, *, from_left: bool) -> Form:
    """The form of a drawing, lit from above on one side."""
    alpha, cell = coverage(body, box)
    slope = _slope(alpha, from_left=from_left) * np.clip(alpha * 2.2 - 1.0, 0, 1)
    return Form(
        tuple(path_at(slope, level) for level in DARK),
        tuple(path_at(-slope, level) for level in BRIGHT),
        tuple(path_at(_laid(alpha), level) for level in CAST),
        tuple(_touches(alpha)),
        cell,
    )


def coverage(body: str, box: Box) -> tuple[Field, float]:
    """How much of each cell the drawing covers, 0 to 1, with PAD cells around it, and the side of a cell."""
    pixels, cell = inked(body, box)
    return pixels[..., 3] / np.float32(255), cell


def inked(body: str, box: Box) -> tuple[Field, float]:
    """The drawing as RGBA of 0 to 255, shape (rows, columns, 4), with PAD cells around it, and the side of a cell."""
    x, y, w, h = box
    cell = max(w, h) / GRID
    wide, high = max(4, round(w / cell)), max(4, round(h / cell))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{wide}" '
        f'height="{high}" viewBox="{x:.3f} {y:.3f} {wide * cell:.3f} {high * cell:.3f}">{body}</svg>'
    )
    pixels = Image.open(io.BytesIO(draw(svg, wide, high, no_check))).convert("RGBA")
    return np.pad(np.asarray(pixels, np.float32), ((PAD, PAD), (PAD, PAD), (0, 0))), cell


def _slope(alpha: Field, *, from_left: bool) -> Field:
    """How much the puffed form leans away from the light: about -0.7 to 0.7."""
    total: Field = np.zeros_like(alpha)
    for reach, share in BLURS:
        down, right = np.gradient(blurred(alpha, reach))
        total = total - share * reach * 2 * (0.76 * down + (0.65 if from_left else -0.65) * right)
    return total


def _laid(alpha: Field) -> Field:
    """The silhouette with an edge that grows softer, and fainter, the higher it is above the ground."""
    height = np.clip(np.linspace(len(alpha) - PAD, -PAD, len(alpha)) / (len(alpha) - 2 * PAD), 0, 1)[:, None]
    near, far = (blurred(alpha, reach) for reach in (0.8, SOFT))
    return np.asarray(((1 - height) * near + height * far) * (1 - 0.5 * height), np.float32)


def _touches(alpha: Field) -> Iterator[tuple[float, float]]:
    low = alpha[-PAD - max(2, len(alpha) // 24) : -PAD, PAD:-PAD].max(axis=0) > 0.5
    ends = np.flatnonzero(np.diff(np.concatenate(([False], low, [False])).astype(int)))
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        yield float(start) / len(low), float(end) / len(low)


def path_at(field: Field, level: float) -> str:
    """The area above a level; what lies inside it and is not is cut out by the rule of even and odd."""
    lines = (line for line in isolines(field, level) if len(line) > 3 * STEP)
    return "".join(_relative([(x - PAD + 0.5, y - PAD + 0.5) for x, y in line[::STEP]]) for line in lines)


def _relative(points: list[Point]) -> str:
    """Path data in steps from point to point: half as long as with places."""
    x, y = (round(value, 1) for value in points[0])
    data = f"M{n(x)} {n(y)}l"
    for to_x, to_y in points[1:]:
        dx, dy = round(to_x - x, 1), round(to_y - y, 1)
        data += f"{n(dx)} {n(dy)} "
        x, y = x + dx, y + dy
    return data + "z"
