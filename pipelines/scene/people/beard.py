"""Beard: over cheeks and chin."""

from __future__ import annotations

from pipelines.scene.palette import mix
from pipelines.scene.people.head import Head
from pipelines.scene.people.shapes import n, path


def beard(head: Head, colour: str, long: bool) -> str:
    """A beard with a moustache; a long one reaches the chest."""
    low = 1.75 if long else 1.2
    lean = head.turn * head.rx * 0.3
    left, right = head.at(-0.99, 0.12), head.at(0.99, 0.12)
    if head.turn < -0.3:
        left = (-head.rx * 0.99, head.ry * 0.3)
    mouth, y = head.at(0.0, 0.62)
    data = (
        f"M{n(left[0])} {n(left[1])}C{n(-head.rx * 1.02)} {n(head.ry * 0.95)} {n(-head.rx * 0.6 + lean)} "
        f"{n(head.ry * low)} {n(lean)} {n(head.ry * low)}"
        f"C{n(head.rx * 0.6 + lean)} {n(head.ry * low)} {n(head.rx * 1.02)} {n(head.ry * 0.95)} {n(right[0])} "
        f"{n(right[1])}C{n(right[0] * 0.9)} {n(head.ry * 0.45)} {n(mouth + head.rx * 0.45)} {n(head.ry * 0.42)} "
        f"{n(mouth)} {n(head.ry * 0.46)}C{n(mouth - head.rx * 0.45)} {n(head.ry * 0.42)} {n(left[0] * 0.9)} "
        f"{n(head.ry * 0.45)} {n(left[0])} {n(left[1])}Z"
    )
    half = head.rx * 0.2
    lips = path(
        f"M{n(mouth - half)} {n(y)}Q{n(mouth)} {n(y + head.ry * 0.2)} {n(mouth + half)} {n(y)}Z",
        mix("#a8324a", colour, 0.15),
    )
    return path(data, colour) + lips
