"""Affine maps of the plane, as the six numbers (a, b, c, d, e, f): x' = a x + b y + c, y' = d x + e y + f."""

from __future__ import annotations

import math

Affine = tuple[float, float, float, float, float, float]

IDENTITY: Affine = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def after(outer: Affine, inner: Affine) -> Affine:
    """The map that does `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + b * j, a * h + b * k, a * i + b * m + c, d * g + e * j, d * h + e * k, d * i + e * m + f)


def shift(dx: float, dy: float) -> Affine:
    """Translation."""
    return (1.0, 0.0, dx, 0.0, 1.0, dy)


def scale(sx: float, sy: float, x: float = 0.0, y: float = 0.0) -> Affine:
    """Scaling that leaves the point (x, y) where it is."""
    return (sx, 0.0, x - sx * x, 0.0, sy, y - sy * y)


def turn(degrees: float, x: float = 0.0, y: float = 0.0) -> Affine:
    """Rotation about (x, y), clockwise on a screen."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (c, -s, x - c * x + s * y, s, c, y - s * x - c * y)


def lean(amount: float, y: float) -> Affine:
    """Horizontal shear that leaves the line at height y where it is; points above go right by `amount` a unit."""
    return (1.0, -amount, amount * y, 0.0, 1.0, 0.0)


def inverse(m: Affine) -> Affine:
    """The map that undoes `m`. Raises ZeroDivisionError for a map that flattens the plane."""
    a, b, c, d, e, f = m
    det = a * e - b * d
    return (e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det)


def apply(m: Affine, x: float, y: float) -> tuple[float, float]:
    """Where the point (x, y) goes."""
    return (m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5])


def bounds(m: Affine, width: float, height: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the image of the rectangle from (0, 0) to (width, height)."""
    corners = [apply(m, x, y) for x in (0.0, width) for y in (0.0, height)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))
