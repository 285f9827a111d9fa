"""Limbs: arms with sleeves and hands, legs with trousers and shoes."""

from __future__ import annotations

import math

from pipelines.scene.curve import Point
from pipelines.scene.palette import shade
from pipelines.scene.people.build import Build
from pipelines.scene.people.shapes import bent, between, hull, n, path, ribbon, stencil, stroke
from pipelines.scene.people.skeleton import ANKLE, Arm, Leg
from pipelines.scene.people.wardrobe import Piece

THUMB = -0.025
"""How much darker a thumb is than the palm it lies on."""
_PALM = (
    "M-0.72 -0.4C-1 0.2 -1.02 0.9 -0.82 1.5C-0.72 2.1 -0.5 2.5 -0.1 2.5"
    "C0.4 2.5 0.68 2.1 0.8 1.4C0.9 0.8 0.9 0.2 0.72 -0.4Z"
)
_THUMB = "M-0.3 0.1C-0.9 0.1 -1.4 0.7 -1.42 1.5C-1.3 1.8 -0.98 1.7 -0.9 1.4C-0.8 1 -0.5 0.9 -0.2 0.9Z"
_FIST = "M-0.72 -0.4C-1.05 0 -1.15 0.8 -0.9 1.3C-0.6 1.75 0.6 1.75 0.9 1.3C1.15 0.8 1.05 0 0.72 -0.4Z"
_FIST_THUMB = "M-0.5 0C-1.2 0.1 -1.35 0.6 -1.2 1C-0.9 1.2 -0.5 1.1 -0.1 0.9C0 0.6 -0.2 0.4 -0.5 0.4Z"
FULL = 0.8
"""A sleeve from this share of the arm on is a long one, without an edge that shows."""
RAISED = 0.5
"""Sine of the angle of a forearm from which on a wide sleeve hangs from it."""
FAR = -0.06
"""How much darker a limb is on the far side."""


def arm(build: Build, bones: Arm, skin: str, worn: list[Piece], *, far: bool) -> str:
    """An arm with its sleeves, without the hand."""
    dark = FAR if far else 0.0
    first, last = build.arm * 0.94, build.arm * 0.64
    swell = (0.62, build.arm * 0.07)
    bare = path(ribbon(bent(bones.shoulder, bones.elbow, bones.wrist), first, last, swell), shade(skin, dark))
    return bare + sleeves(build, bones, worn, far=far)


def sleeves(build: Build, bones: Arm, worn: list[Piece], *, far: bool) -> str:
    """The sleeves of what is worn, without the arm."""
    dark = FAR if far else 0.0
    return "".join(_sleeve(build, bones, piece, dark) for piece in worn if piece.sleeves)


def hand(build: Build, bones: Arm, skin: str, worn: list[Piece], *, far: bool, holds: bool, mirrored: bool) -> str:
    """A hand at the end of the forearm, or a glove: closed where it holds something, else with its fingers out.

    The thumb is to the left of a hand that hangs down, or to its right where that is `mirrored`.
    """
    glove = next((piece.colour for piece in worn if piece.kind == "gloves"), "")
    size = min(build.arm, build.head * 0.44) * (1.02 if glove else 0.84)
    colour = shade(glove or skin, FAR if far else 0.0)
    wide = -size if mirrored else size
    x, y = bones.wrist
    palm, thumb = (_FIST, _FIST_THUMB) if holds else (_PALM, _THUMB)
    return (
        f'<g transform="translate({n(x)} {n(y)}) rotate({n(bones.angle)})">'
        + path(stencil(palm, wide, size), colour)
        + path(stencil(thumb, wide, size), shade(colour, THUMB))
        + "</g>"
    )


def pocket(build: Build, bones: Arm, worn: list[Piece], *, far: bool) -> str:
    """The opening of a pocket that a hand is in."""
    cloth = next((piece.colour for piece in worn if piece.part == "legs"), "#3a4358")
    x, y = bones.wrist
    half = build.arm * 0.95
    tone = shade(cloth, -0.1 + (FAR if far else 0.0))
    return stroke(
        f"M{n(x - half)} {n(y - half * 0.3)}Q{n(x)} {n(y + half * 0.7)} {n(x + half)} {n(y + half * 0.1)}", tone, 1.8
    )


def leg(build: Build, bones: Leg, skin: str, worn: list[Piece], *, far: bool, points: float) -> str:
    """A leg with trousers and shoe; `points` is where the toes go, from -1 (to the left) to 1."""
    dark = FAR if far else 0.0
    joints = bent(bones.hip, bones.knee, bones.ankle)
    calf = (0.68, build.leg * 0.12)
    parts = path(ribbon(joints, build.leg * 0.9, build.leg * 0.42, calf), shade(skin, dark))
    boots = next((piece for piece in worn if piece.part == "feet"), None)
    trousers = [piece for piece in worn if piece.legs]
    foot = _foot(build, bones, boots, skin, dark, points)
    tight = boots is not None and boots.shaft > 0 and all(piece.loose < 2 for piece in trousers)
    cloth = trouser_leg(build, bones, worn, far=far)
    return parts + (cloth + foot if tight else foot + cloth)


def trouser_leg(build: Build, bones: Leg, worn: list[Piece], *, far: bool) -> str:
    """A leg of the trousers that are worn, without what is in it."""
    return "".join(_trouser(build, bones, piece, FAR if far else 0.0) for piece in worn if piece.legs)


def _sleeve(build: Build, bones: Arm, piece: Piece, dark: float) -> str:
    colour = shade(piece.upper, dark if dark else -0.022)
    if piece.wide_sleeves:
        return _wide_sleeve(build, bones, piece, colour)
    end = build.arm * 0.72 + piece.loose * 0.8
    points = bent(bones.shoulder, bones.elbow, bones.wrist, piece.sleeves)
    start = build.arm + piece.loose * 0.7
    last = start + (end - start) * piece.sleeves
    rim = "" if piece.sleeves > FULL else _rim(points, last, shade(colour, -0.04))
    return path(ribbon(points, start, last, (0.62, build.arm * 0.06), flat=True), colour) + rim


def _wide_sleeve(build: Build, bones: Arm, piece: Piece, colour: str) -> str:
    """Cloth that hangs from a forearm that is raised, and is wide at the hand where the arm hangs."""
    raised = math.sin(math.radians(min(90.0, abs(bones.angle))))
    drop, lip = build.forearm * 0.95 * raised, build.arm * (2.3 - 1.1 * raised)
    (ex, ey), (wx, wy) = bones.elbow, between(bones.elbow, bones.wrist, 0.9)
    inner = between(bones.elbow, bones.wrist, 0.55)[0]
    upper = ribbon(bent(bones.shoulder, bones.elbow, bones.wrist, 0.6), build.arm + piece.loose, build.arm * 1.5)
    lower = hull(
        [(ex, ey, build.arm * 1.25), (wx, wy, lip), (wx + (inner - wx) * 0.2, wy + drop, 2.0), (inner, wy + drop, 2.0)]
    )
    trim = stroke(f"M{n(wx)} {n(wy + lip * 0.4)}L{n(wx + (inner - wx) * 0.15)} {n(wy + max(drop, lip * 0.6))}",
                  piece.trim, 2.2)  # fmt: skip
    return path(upper, colour) + path(lower, shade(colour, -0.03 * raised)) + (trim if raised > RAISED else "")


def _rim(points: list[Point], half: float, colour: str) -> str:
    """The edge of a short sleeve."""
    (ax, ay), (bx, by) = points[-2], points[-1]
    long = math.dist(points[-2], points[-1]) or 1.0
    nx, ny = (by - ay) / long * half * 0.9, (ax - bx) / long * half * 0.9
    return stroke(f"M{n(bx + nx)} {n(by + ny)}L{n(bx - nx)} {n(by - ny)}", colour, 1.6)


def _trouser(build: Build, bones: Leg, piece: Piece, dark: float) -> str:
    start = build.leg + piece.loose * 0.5
    end = build.leg * 0.66 + piece.loose
    points = bent(bones.hip, bones.knee, bones.ankle, piece.legs)
    last = start + (end - start) * piece.legs
    return path(ribbon(points, start, last, (0.7, build.leg * 0.05), flat=True), shade(piece.colour, dark))


def _foot(build: Build, bones: Leg, shoe: Piece | None, skin: str, dark: float, points: float) -> str:
    colour = shade(shoe.colour if shoe and shoe.front != "sandal" else skin, dark)
    shaft = ""
    if shoe and shoe.shaft:
        start = between(bones.knee, bones.ankle, 1 - shoe.shaft)
        shaft = path(ribbon([bones.ankle, start], build.leg * 0.62, build.leg * 0.84, flat=True), colour)
        cuff = between(bones.knee, bones.ankle, 1 - shoe.shaft + 0.09)
        shaft += path(ribbon([cuff, start], build.leg * 0.1, build.leg * 0.88, flat=True), shade(colour, -0.05))
    x, y = bones.ankle
    turn = f"translate({n(x)} {n(y)}) rotate({n(bones.foot)}) scale({n(-points)} 1)"
    return shaft + f'<g transform="{turn}">{path(_side_foot(build), colour)}{_sole(build, shoe, colour)}</g>'


def _side_foot(build: Build) -> str:
    long, tall = build.foot, build.foot * ANKLE
    toe, heel = -long * 0.72, long * 0.28
    return (
        f"M{n(heel)} {n(tall)}C{n(heel * 1.25)} {n(0)} {n(heel * 0.9)} {n(-tall * 0.9)} {n(0)} {n(-tall * 0.9)}"
        f"C{n(-long * 0.24)} {n(-tall * 0.9)} {n(-long * 0.3)} {n(-tall * 0.15)} {n(-long * 0.5)} {n(0)}"
        f"C{n(toe * 0.9)} {n(tall * 0.1)} {n(toe)} {n(tall * 0.45)} {n(toe)} {n(tall)}Z"
    )


def _sole(build: Build, shoe: Piece | None, colour: str) -> str:
    if shoe is None:
        return ""
    long, tall = build.foot, build.foot * ANKLE
    left, right = -long * 0.7, long * 0.28
    line = f"M{n(left)} {n(tall - 1)}L{n(right)} {n(tall - 1)}"
    if shoe.front == "sole":
        return stroke(line, shade("#d5574a", 0.0), 2)
    if shoe.front == "sandal":
        strap = f"M{n(left * 0.6)} {n(tall * 0.1)}L{n(right * 0.7)} {n(-tall * 0.5)}"
        return stroke(line + strap, shoe.colour, 2)
    return stroke(line, shade(colour, -0.09), 2)
