"""Clusters: what is on or in each other, moved as one, so that no cluster hides another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.tableau import around

APART = ("left of", "right of", "beside", "near")
"""Relations of things that stand each by itself."""
GAP = 0.06
"""Room between two clusters, as a part of their mean width."""


def clustered(spots: Sequence[Spot]) -> list[list[Spot]]:
    """The spots of each cluster together, from left to right."""
    related = {spot.index: spot.subject.other for spot in spots if spot.subject.relation not in APART}
    found: dict[tuple[int, int], list[Spot]] = {}
    for spot in spots:
        root = _root(spot.index, related)
        # Several by themselves stand each alone.
        alone = root == spot.index and root not in related.values()
        found.setdefault((root, spot.copy if alone else 0), []).append(spot)
    return sorted(found.values(), key=lambda group: around(group)[0] + around(group)[2] / 2)


def side_by_side(groups: Sequence[Sequence[Spot]]) -> list[Spot]:
    """All clusters on one level, next to each other."""
    boxes = [around(list(group)) for group in groups]
    gap = GAP * sum(wide for _, _, wide, _ in boxes) / len(boxes)
    x, foot, found = 0.0, boxes[0][1] + boxes[0][3], []
    for group, (left, top, wide, tall) in zip(groups, boxes, strict=True):
        right, down = x - left, foot - top - tall
        found += [replace(spot, x=spot.x + right, foot=spot.foot + down) for spot in group]
        x += wide + gap
    return found


def _root(index: int, related: dict[int, int | str | None]) -> int:
    """What carries a thing at last."""
    seen: set[int] = set()
    while index not in seen and isinstance(other := related.get(index), int):
        seen.add(index)
        index = other
    return index
