"""Limbs: arms with sleeves and hands, legs with trousers and shoes."""

from __future__ import annotations

from pipelines.scene.palette import shade
from pipelines.scene.people.build import Build
from pipelines.scene.people.shapes import bent, between, n, oval, path, ribbon, stroke, swung
from pipelines.scene.people.skeleton import ANKLE, Arm, Leg
from pipelines.scene.people.wardrobe import Piece

FAR = -0.06
"""How much darker a limb is on the far side."""


def arm(build: Build, bones: Arm, skin: str, worn: list[Piece], *, far: bool) -> str:
    """An arm with its sleeves, without the hand."""
    dark = FAR if far else 0.0
    first, last = build.arm * 0.94, build.arm * 0.64
    parts = path(ribbon(bent(bones.shoulder, bones.elbow, bones.wrist), first, last), shade(skin, dark))
    for piece in worn:
        if piece.sleeves:
            parts += _sleeve(build, bones, piece, dark)
    return parts


def hand(build: Build, bones: Arm, skin: str, worn: list[Piece], *, far: bool) -> str:
    """A mitten at the end of the forearm, or a glove."""
    glove = next((piece.colour for piece in worn if piece.kind == "gloves"), "")
    size = build.arm * (1.05 if glove else 0.88)
    x, y = swung(bones.wrist, bones.angle, size * 0.55)
    colour = shade(glove or skin, FAR if far else 0.0)
    thumb = swung((x, y), bones.angle + 62, size * 0.85)
    return oval(*thumb, size * 0.42, size * 0.42, colour) + oval(
        x, y, size * 0.94, size * 1.12, colour, f' transform="rotate({n(bones.angle)} {n(x)} {n(y)})"'
    )


def leg(build: Build, bones: Leg, skin: str, worn: list[Piece], *, far: bool, side: bool) -> str:
    """A leg with trousers and shoe."""
    dark = FAR if far else 0.0
    joints = bent(bones.hip, bones.knee, bones.ankle)
    parts = path(ribbon(joints, build.leg * 0.88, build.leg * 0.5), shade(skin, dark))
    boots = next((piece for piece in worn if piece.part == "feet"), None)
    trousers = [piece for piece in worn if piece.legs]
    foot = _foot(build, bones, boots, skin, dark, side)
    tight = boots is not None and boots.shaft > 0 and all(piece.loose < 2 for piece in trousers)
    cloth = "".join(_trouser(build, bones, piece, dark) for piece in trousers)
    return parts + (cloth + foot if tight else foot + cloth)


def _sleeve(build: Build, bones: Arm, piece: Piece, dark: float) -> str:
    end = build.arm * (1.9 if piece.wide_sleeves else 0.78) + piece.loose * 0.8
    points = bent(bones.shoulder, bones.elbow, bones.wrist, piece.sleeves)
    start = build.arm + piece.loose * 0.7
    last = start + (end - start) * piece.sleeves
    colour = shade(piece.upper, dark if dark else -0.022)
    return path(ribbon(points, start, last), colour)


def _trouser(build: Build, bones: Leg, piece: Piece, dark: float) -> str:
    start = build.leg + piece.loose * 0.5
    end = build.leg * 0.66 + piece.loose
    points = bent(bones.hip, bones.knee, bones.ankle, piece.legs)
    return path(ribbon(points, start, start + (end - start) * piece.legs), shade(piece.colour, dark))


def _foot(build: Build, bones: Leg, shoe: Piece | None, skin: str, dark: float, side: bool) -> str:
    colour = shade(shoe.colour if shoe and shoe.front != "sandal" else skin, dark)
    shaft = ""
    if shoe and shoe.shaft:
        start = between(bones.knee, bones.ankle, 1 - shoe.shaft)
        shaft = path(ribbon([start, bones.ankle], build.leg * 0.82, build.leg * 0.66), colour)
        cuff = between(bones.knee, bones.ankle, 1 - shoe.shaft * 0.96)
        shaft += path(ribbon([start, cuff], build.leg * 0.86, build.leg * 0.86), shade(colour, -0.05))
    data = _side_foot(build) if side else _front_foot(build)
    sole = _sole(build, shoe, colour, side)
    x, y = bones.ankle
    turn = f' transform="translate({n(x)} {n(y)}) rotate({n(bones.foot)})"'
    return shaft + f"<g{turn}>{path(data, colour)}{sole}</g>"


def _side_foot(build: Build) -> str:
    long, tall = build.foot, build.foot * ANKLE
    toe, heel = -long * 0.72, long * 0.28
    return (
        f"M{n(heel)} {n(tall)}C{n(heel * 1.25)} {n(0)} {n(heel * 0.9)} {n(-tall * 0.9)} {n(0)} {n(-tall * 0.9)}"
        f"C{n(-long * 0.24)} {n(-tall * 0.9)} {n(-long * 0.3)} {n(-tall * 0.15)} {n(-long * 0.5)} {n(0)}"
        f"C{n(toe * 0.9)} {n(tall * 0.1)} {n(toe)} {n(tall * 0.45)} {n(toe)} {n(tall)}Z"
    )


def _front_foot(build: Build) -> str:
    half, tall = build.foot * 0.31, build.foot * ANKLE
    return (
        f"M{n(-half)} {n(tall)}C{n(-half * 1.15)} {n(-tall * 0.4)} {n(-half * 0.7)} {n(-tall)} 0 {n(-tall)}"
        f"C{n(half * 0.7)} {n(-tall)} {n(half * 1.15)} {n(-tall * 0.4)} {n(half)} {n(tall)}Z"
    )


def _sole(build: Build, shoe: Piece | None, colour: str, side: bool) -> str:
    if shoe is None:
        return ""
    long, tall = build.foot, build.foot * ANKLE
    left, right = (-long * 0.7, long * 0.28) if side else (-long * 0.3, long * 0.3)
    line = f"M{n(left)} {n(tall - 1)}L{n(right)} {n(tall - 1)}"
    if shoe.front == "sole":
        return stroke(line, shade("#d5574a", 0.0), 2)
    if shoe.front == "sandal":
        strap = f"M{n(left * 0.6)} {n(tall * 0.1)}L{n(right * 0.7)} {n(-tall * 0.5)}"
        return stroke(line + strap, shoe.colour, 2)
    return stroke(line, shade(colour, -0.09), 2)
