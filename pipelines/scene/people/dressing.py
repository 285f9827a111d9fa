"""Dressing: the clothes of the trunk and what hangs from them, one over the other."""

from __future__ import annotations

from pipelines.scene.palette import mix, shade
from pipelines.scene.people.details import detail, neckline
from pipelines.scene.people.extras import BEHIND, extra
from pipelines.scene.people.shapes import path, ribbon
from pipelines.scene.people.skeleton import Skeleton
from pipelines.scene.people.trunk import SKIRT_LEGS, pattern, skirt, tail, trunk
from pipelines.scene.people.wardrobe import Piece

TAIL = "mermaid tail"


def dressed(bones: Skeleton, worn: list[Piece], skin: str) -> str:
    parts, below = "", "#f4efe6"
    # Trousers are below everything, whenever they were named.
    for piece in sorted(worn, key=lambda piece: piece.part != "legs"):
        if piece.part == "legs":
            parts += _below(bones, piece)
            parts += detail(bones, piece, below)
        if piece.part == "top":
            if piece.hem > 0.05:
                parts += skirt(bones, piece)
            if piece.front != "bib":
                parts += trunk(bones, piece.colour, piece.loose) + pattern(bones, piece)
                parts += neckline(bones, piece, skin)
            parts += detail(bones, piece, below)
            below = piece.colour
    return parts + "".join(extra(bones, piece) for piece in worn if piece.kind not in BEHIND)


def _below(bones: Skeleton, piece: Piece) -> str:
    if piece.kind == TAIL:
        return tail(bones, piece)
    return skirt(bones, piece) if piece.hem > SKIRT_LEGS else _seat(bones, piece)


def _seat(bones: Skeleton, piece: Piece) -> str:
    """The part of trousers around the hips."""
    b = bones.build
    half = b.hip * bones.slim * 0.55
    left, right = bones.at(-half, 0.04), bones.at(half, 0.04)
    thick = b.hip * 0.42 + piece.loose * 0.3
    return path(ribbon([left, right], thick, thick), piece.colour)


def neck(bones: Skeleton, skin: str) -> str:
    b = bones.build
    start, end = bones.at(0, 0.93), bones.head
    return path(ribbon([start, end], b.head * 0.34, b.head * 0.3), mix(shade(skin, -0.085), "#b8432f", 0.12))


def from_behind(bones: Skeleton, worn: list[Piece]) -> str:
    """Clothes without what is on their front."""
    parts = ""
    for piece in sorted(worn, key=lambda piece: piece.part != "legs"):
        parts += _below(bones, piece) if piece.part == "legs" else ""
        if piece.part == "top":
            parts += skirt(bones, piece) if piece.hem > 0.05 else ""
            parts += trunk(bones, piece.colour, piece.loose) + pattern(bones, piece)
    return parts
