"""Nape: a head seen from behind, with its hair and its hat."""

from __future__ import annotations

from pipelines.scene.palette import shade
from pipelines.scene.people.hair import hair_behind
from pipelines.scene.people.hats import COVERING, hat
from pipelines.scene.people.head import Head
from pipelines.scene.people.shapes import n, oval, path, stroke
from pipelines.scene.people.wardrobe import Piece
from pipelines.scene.scene import Person

BARE = ("bald", "receding")


def nape(person: Person, worn: list[Piece], head: Head) -> str:
    """The back of somebody's head around (0, 0)."""
    cap = next((piece for piece in worn if piece.part == "head"), None)
    if cap and cap.kind in COVERING:
        return _shell(head, cap.colour)
    hair = hair_behind(head, person.hair_style, shade(person.hair, 0.03))
    grown = _grown(head, person.hair) if person.hair_style != "bald" else ""
    if person.hair_style == "receding":
        grown = _wreath(head, person.hair)
    return head.skull() + grown + hair + (hat(head, cap.kind, cap.colour) if cap else "")


def _grown(head: Head, colour: str) -> str:
    """Hair over the whole skull down to the neck."""
    x, y = head.rx * 1.1, head.ry * 1.1
    data = (
        f"M{n(-x)} {n(y * 0.1)}C{n(-x * 1.03)} {n(-y * 1.32)} {n(x * 1.03)} {n(-y * 1.32)} {n(x)} {n(y * 0.1)}"
        f"C{n(x * 0.95)} {n(y * 0.6)} {n(x * 0.6)} {n(y * 0.78)} {n(x * 0.48)} {n(y * 0.86)}"
        f"Q0 {n(y * 0.72)} {n(-x * 0.48)} {n(y * 0.86)}C{n(-x * 0.6)} {n(y * 0.78)} {n(-x * 0.95)} {n(y * 0.6)} "
        f"{n(-x)} {n(y * 0.1)}Z"
    )
    whorl = f"M{n(-x * 0.5)} {n(-y * 0.5)}Q{n(-x * 0.1)} {n(-y * 0.86)} {n(x * 0.42)} {n(-y * 0.6)}"
    return path(data, colour) + stroke(whorl, shade(colour, 0.05), head.rx * 0.1)


def _wreath(head: Head, colour: str) -> str:
    x, y = head.rx * 1.05, head.ry
    return path(
        f"M{n(-x)} {n(-y * 0.2)}Q0 {n(y * 0.3)} {n(x)} {n(-y * 0.2)}Q{n(x)} {n(y * 0.6)} {n(x * 0.5)} {n(y * 0.8)}"
        f"H{n(-x * 0.5)}Q{n(-x)} {n(y * 0.6)} {n(-x)} {n(-y * 0.2)}Z",
        colour,
    )


def _shell(head: Head, colour: str) -> str:
    """A helmet or a hood."""
    rim = oval(0, 0, head.rx * 1.42, head.ry * 1.3, shade(colour, -0.05))
    return rim + oval(-head.rx * 0.1, -head.ry * 0.08, head.rx * 1.26, head.ry * 1.16, colour)
