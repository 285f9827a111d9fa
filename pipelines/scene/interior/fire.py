"""Fire: it keeps its own colours in the dark."""

from __future__ import annotations

from pipelines.scene.pen import Pen

TONGUES = ((1.0, "#e8622c"), (0.72, "#f59b3a"), (0.42, "#ffe08a"))


def burning(pen: Pen, x: float, up: float, size: float) -> None:
    """Three tongues of fire above (x, up), `size` metres high and about as wide."""
    plain = Pen(pen.x, pen.foot, pen.metre)
    for scale, colour in TONGUES:
        w, h = size * 0.55 * scale, size * 1.3 * scale
        outline = ((-1, 0.16), (-0.8, 0.5), (-0.25, 0.6), (0, 1), (0.35, 0.55), (0.85, 0.62), (1, 0.14), (0, 0))
        plain.soft([(x + w * dx, up + h * dy) for dx, dy in outline], colour)
    pen.add(plain.svg)
