"""Isolines: the lines of equal height of a field, by marching squares (Lorensen and Cline, 1987, in the plane)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pipelines.scene.curve import Point

_ENDS = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 5: ((3, 2), (1, 0)), 6: ((0, 2),), 7: ((3, 2),),
    8: ((2, 3),), 9: ((2, 0),), 10: ((2, 1), (0, 3)), 11: ((2, 1),), 12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip
"""Between which sides (0 top, 1 right, 2 bottom, 3 left) lines run, by which corners are above the level."""
Edge = tuple[int, int, bool]
"""The side of a cell: row, column, and whether it runs down."""


def isolines(field: npt.NDArray[np.floating], level: float) -> Iterator[list[Point]]:
    """The lines at a level of a field of shape (rows, columns), as points (column, row) in order.

    A line that closes ends where it began; one that leaves the field ends at its edge.
    """
    after = {start: end for start, end in _segments(field > level)}
    starts = set(after) - set(after.values())
    for first in [*sorted(starts), *sorted(after)]:
        edges = [first]
        while edges[-1] in after:
            edges.append(after.pop(edges[-1]))
        if len(edges) > 2:
            yield [_crossing(field, level, edge) for edge in edges]


def _segments(above: npt.NDArray[np.bool_]) -> Iterator[tuple[Edge, Edge]]:
    corners = above.astype(int)
    codes = corners[:-1, :-1] + 2 * corners[:-1, 1:] + 4 * corners[1:, 1:] + 8 * corners[1:, :-1]
    for row, column in zip(*np.nonzero((codes > 0) & (codes < 15)), strict=True):
        sides = ((row, column, False), (row, column + 1, True), (row + 1, column, False), (row, column, True))
        for start, end in _ENDS[int(codes[row, column])]:
            yield _plain(sides[start]), _plain(sides[end])


def _plain(edge: tuple[int, int, bool]) -> Edge:
    return int(edge[0]), int(edge[1]), edge[2]


def _crossing(field: npt.NDArray[np.floating], level: float, edge: Edge) -> Point:
    row, column, down = edge
    one, two = float(field[row, column]), float(field[row + down, column + (not down)])
    share = (level - one) / (two - one) if two != one else 0.5
    return (column, row + share) if down else (column + share, row)
