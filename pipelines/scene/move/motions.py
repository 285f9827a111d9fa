"""Motions: poses as maps over time, alone or on top of one another."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.scene.move.affine import Affine, after, scale, shift
from pipelines.scene.move.pose import Pose
from pipelines.scene.scene import Box

Motion = Callable[[float], tuple[Affine, float]]
"""Map and opacity at a time in seconds."""


def moved(pose: Callable[[float], Pose], box: Box) -> Motion:
    """A pose of what was drawn in the box."""

    def motion(t: float) -> tuple[Affine, float]:
        now = pose(t)
        return now.matrix(box), now.opacity

    return motion


def carried(own: Motion, carrier: Motion) -> Motion:
    """A motion on top of what carries it."""

    def motion(t: float) -> tuple[Affine, float]:
        matrix, opacity = own(t)
        return after(carrier(t)[0], matrix), opacity

    return motion


def lowered(own: Motion, sinking: Callable[[float], float]) -> Motion:
    """A motion that is also lower by some scene units at each time."""

    def motion(t: float) -> tuple[Affine, float]:
        matrix, opacity = own(t)
        return after(shift(0, sinking(t)), matrix), opacity

    return motion


def grounded(pose: Callable[[float], Pose], box: Box) -> Motion:
    """What stays on the ground or the water while the thing above it hops: it goes along, and shrinks and fades with
    the height."""
    x, y = box[0] + box[2] / 2, box[1] + box[3]

    def motion(t: float) -> tuple[Affine, float]:
        now = pose(t)
        height = max(0.0, -now.dy) / max(box[3], 1.0)
        size = max(0.25, 1 - 0.35 * min(height, 2.0)) * (min(abs(now.wide), 1.0) if now.tall < 0.9 else 1.0)
        return after(shift(now.dx, 0), scale(size, size, x, y)), now.opacity * max(0.0, 1 - 0.5 * height)

    return motion
