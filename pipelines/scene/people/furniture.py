"""Furniture: what it takes to do a thing, drawn with the figure: a desk to write at, an easel, skis."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.scene.curve import Point
from pipelines.scene.palette import shade
from pipelines.scene.people.shapes import n, oval, path, rect, ribbon, stroke, turned
from pipelines.scene.people.skeleton import ANKLE, Leg, Skeleton

WOOD, DARK = "#b07c48", "#8f6136"
STEEL = "#8a92a0"
BEFORE = ("desk", "counter", "drums", "rowing boat", "log", "car")
"""What stands before the legs; the rest is behind the figure."""


def furniture(bones: Skeleton, name: str) -> str:
    """A piece as SVG, in the figure's own units; nothing for an unknown one."""
    draw = _PIECES.get(name)
    return draw(bones) if draw else ""


def desk_top(bones: Skeleton) -> Point:
    """The middle of the top of a desk before somebody who sits, or of a counter before somebody who stands."""
    b = bones.build
    if bones.posture.furniture == "counter":
        return bones.hips[0] - b.torso * 0.72, bones.hips[1] - b.torso * 0.22
    return bones.hips[0] - b.torso * 0.92, bones.hips[1] - b.torso * 0.34


def canvas(bones: Skeleton) -> Point:
    """The foot of the canvas on an easel."""
    b = bones.build
    return bones.hips[0] - b.torso * 1.62, bones.hips[1] - b.torso * 0.3


def _desk(bones: Skeleton) -> str:
    x, y = desk_top(bones)
    half, thick = bones.build.torso * 0.66, 4.4
    legs = stroke(f"M{n(x - half * 0.86)} {n(y)}V-1.6M{n(x + half * 0.7)} {n(y)}V-1.6", DARK, 4)
    return legs + rect(x - half, y, half * 2, thick, WOOD, 1.6) + rect(x - half, y + thick * 0.6, half * 2, 2, DARK, 1)


def _chair(bones: Skeleton) -> str:
    """The seat under somebody at a desk."""
    b, y = bones.build, bones.hips[1] + bones.build.hip * 0.5
    left, right = -b.hip * 0.5, b.hip * 1.15
    legs = stroke(f"M{n(left)} {n(y)}V-1.6M{n(right)} {n(y)}V-1.6M{n(right)} {n(y)}L{n(right + 5)} "
                  f"{n(y - b.torso * 0.62)}", DARK, 3.6)  # fmt: skip
    return legs + rect(left - 3, y - 1.6, right - left + 6, 4.4, WOOD, 2)


def _counter(bones: Skeleton) -> str:
    x, y = desk_top(bones)
    half = bones.build.torso * 0.62
    front = rect(x - half, y, half * 1.5, -y, "#d9cdb8", 1.5)
    door = rect(x - half * 0.8, y + 9, half * 1.1, -y - 14, "#cbbda4", 1.5)
    return front + door + rect(x - half * 1.08, y - 1, half * 1.7, 5.4, "#8f7a66", 1.6)


def _easel(bones: Skeleton) -> str:
    x, y = canvas(bones)
    b = bones.build
    wide, tall = b.torso * 0.74, b.torso * 0.9
    top, foot, half = y - tall, wide * 0.62, wide / 2 - 2.4
    legs = "".join(f"M{n(x + 2)} {n(top - 8)}L{n(x + side)} -1.6" for side in (-foot, foot))
    low = top + tall * 0.5
    hill = (
        f"M{n(x - half)} {n(low + 3)}q{n(wide * 0.25)} {n(-tall * 0.26)} {n(wide * 0.45)} {n(-tall * 0.04)}"
        f"L{n(x + half)} {n(low)}V{n(y - 2.4)}H{n(x - half)}Z"
    )
    sheet = rect(x - wide / 2, top, wide, tall, "#fdfaf2", 1.2)
    picture = rect(x - half, top + 2.4, half * 2, tall * 0.5, "#a9d3e6") + path(hill, "#8dbb74")
    sun = oval(x + wide * 0.2, top + tall * 0.2, 3.4, 3.4, "#f7d65a")
    return stroke(legs, DARK, 3.6) + sheet + picture + sun + rect(x - wide * 0.56, y, wide * 1.12, 4, WOOD, 1)


def _drums(bones: Skeleton) -> str:
    b, y = bones.build, -bones.build.shin * 0.95
    r = b.torso * 0.52
    skin, shell = "#f7f3e8", "#c8433f"
    bass = oval(0, -r, r, r, shell) + oval(0, -r, r * 0.86, r * 0.86, skin) + oval(0, -r, r * 0.2, r * 0.2, "#e3dccb")
    stands, parts = "", ""
    for s in (-1, 1):
        drum, cymbal = s * r * 1.28, s * r * 2
        stands += f"M{n(drum)} {n(y)}V-1.4M{n(cymbal)} {n(y - r * 1.3)}V-1.4"
        parts += rect(drum - r * 0.5, y - r * 0.5, r, r * 0.62, shell, 2)
        parts += oval(drum, y - r * 0.5, r * 0.5, r * 0.13, skin)
        parts += oval(cymbal, y - r * 1.3, r * 0.62, r * 0.09, "#e5b94e")
    return stroke(stands, STEEL, 2.4) + parts + bass


def _log(bones: Skeleton) -> str:
    x, y = bones.near_arm.wrist[0] - 34, bones.near_arm.wrist[1] + 16
    legs = "".join(f"M{n(x + side)} {n(y + 8)}L{n(x + side + splay)} -1.6" for side in (-18, 18) for splay in (-8, 8))
    trunk = rect(x - 38, y - 6, 70, 14, "#a8754a", 6) + oval(x - 34, y + 1, 4.6, 7, "#e2c08f")
    return stroke(legs, DARK, 3.4) + trunk


def _boat(bones: Skeleton) -> str:
    """A small boat around somebody who sits in it."""
    b = bones.build
    left, right, y = -b.thigh * 2.5, b.torso * 1.0, bones.hips[1] + 2
    hull = (
        f"M{n(left)} {n(y - 8)}Q{n((left + right) / 2)} {n(y + 6)} {n(right)} {n(y - 6)}"
        f"L{n(right - 12)} 0H{n(left + 26)}Q{n(left + 8)} {n(y * 0.4)} {n(left)} {n(y - 8)}Z"
    )
    rim = f"M{n(left)} {n(y - 8)}Q{n((left + right) / 2)} {n(y + 6)} {n(right)} {n(y - 6)}"
    return (
        path(hull, WOOD)
        + stroke(rim, DARK, 4)
        + stroke(f"M{n(left + 12)} {n(y * 0.45)}H{n(right - 8)}", shade(WOOD, -0.05), 2)
    )


def _car(bones: Skeleton) -> str:
    """An open car around somebody who sits in it."""
    b = bones.build
    y, r = bones.hips[1] - b.torso * 0.2, b.shin * 0.42
    front, back = -b.thigh * 2.3, b.torso * 1.5
    hood = -b.thigh * 0.95
    body = (
        f"M{n(front)} {n(-r * 0.8)}C{n(front)} {n(y + 6)} {n(front * 0.8)} {n(y + 2)} {n(hood)} {n(y)}H{n(back * 0.86)}"
        f"Q{n(back)} {n(y)} {n(back)} {n(-r * 0.8)}Z"
    )
    side = f"M{n(front)} {n(-r * 0.8)}L{n(front * 0.98)} {n(-r * 1.4)}H{n(back)}V{n(-r * 0.8)}Z"
    glass = f"M{n(hood - 2)} {n(y)}L{n(hood + 12)} {n(y - b.torso * 0.5)}"
    wheel = f"M{n(hood + 16)} {n(y - 12)}L{n(hood + 22)} {n(y + 4)}"
    wheels = "".join(
        oval(x, -r, r, r, "#33303a") + oval(x, -r, r * 0.5, r * 0.5, "#c9ced6") for x in (front * 0.66, back * 0.58)
    )
    lamp = oval(front * 0.965, y * 0.55, 3.4, 4.4, "#f7e3a0")
    return (
        stroke(wheel, "#2f323c", 3) + stroke(glass, "#9fc4d8", 3.4) + path(body, "#c8433f")
        + path(side, "#a83430") + lamp + wheels
    )  # fmt: skip


def _soles(bones: Skeleton) -> list[Leg]:
    return [bones.far_leg, bones.near_leg]


def _under(bones: Skeleton, leg: Leg) -> Point:
    return leg.ankle[0] - bones.build.foot * 0.2, leg.ankle[1] + bones.build.foot * ANKLE


def _blades(bones: Skeleton) -> str:
    parts = ""
    for leg in _soles(bones):
        x, y = _under(bones, leg)
        long = bones.build.foot * 0.62
        posts = "".join(f"M{n(x + side)} {n(y)}V{n(y + 3)}" for side in (-long * 0.5, long * 0.5))
        blade = stroke(f"M{n(x - long)} {n(y + 3)}H{n(x + long)}{posts}", STEEL, 1.8)
        # The end of a foot that is turned goes no deeper than the ice.
        deep = max(turned((x + side, y + 3), leg.ankle, leg.foot)[1] for side in (-long, long))
        turn = f"translate(0 {n(min(0.0, -deep))}) rotate({n(leg.foot)} {n(leg.ankle[0])} {n(leg.ankle[1])})"
        parts += f'<g transform="{turn}">{blade}</g>'
    return parts


def _board(bones: Skeleton, colour: str, beyond: float, wheels: bool) -> str:
    feet = [_under(bones, leg)[0] for leg in _soles(bones)]
    left, right = min(feet) - beyond, max(feet) + beyond * 0.8
    y = -6.5 if wheels else -1.6
    deck = path(ribbon([(left, y - 3), (left + 8, y), (right - 8, y), (right, y - 3)], 2.2, 2.2), colour)
    rolls = "".join(oval(x, -3, 3, 3, "#33303a") for x in (left + 13, right - 13)) if wheels else ""
    return deck + rolls


def _skateboard(bones: Skeleton) -> str:
    return _board(bones, "#c8433f", bones.build.foot * 0.8, True)


def _surfboard(bones: Skeleton) -> str:
    return _board(bones, "#f0b64a", bones.build.foot * 2.2, False)


def _skis(bones: Skeleton) -> str:
    b, feet = bones.build, [_under(bones, leg)[0] for leg in _soles(bones)]
    x, long = sum(feet) / 2, b.shin * 1.25
    boards = stroke(
        f"M{n(x - long * 1.15)} -5Q{n(x - long)} -1.4 {n(x - long * 0.8)} -1.4H{n(x + long * 0.8)}", "#c8433f", 3
    )
    poles = "".join(
        stroke(f"M{n(arm.wrist[0])} {n(arm.wrist[1])}L{n(arm.wrist[0] + long * 0.7)} -2", STEEL, 1.8)
        for arm in (bones.near_arm, bones.far_arm)
    )
    return poles + boards


def _bicycle(bones: Skeleton) -> str:
    b = bones.build
    r = b.shin * 0.62
    seat, crank = (bones.hips[0] + 2, bones.hips[1] + b.hip * 0.62), (bones.hips[0] - r * 0.3, -r * 0.9)
    back, front = (r * 1.25, -r), (-r * 2.0, -r)
    grip = bones.near_arm.wrist
    wheels = "".join(
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r - 1.4)}" fill="#ffffff" fill-opacity=".12" stroke="#33303a" '
        f'stroke-width="2.8"/>' + oval(x, y, 2.4, 2.4, STEEL)
        for x, y in (back, front)
    )
    head = (front[0] + r * 0.42, seat[1] + 6)
    tubes = [
        (seat, crank),
        (crank, head),
        (head, (seat[0] - 3, seat[1] + 8)),
        (crank, back),
        (back, seat),
        (front, head),
        (head, grip),
    ]
    frame = stroke("".join(f"M{n(p[0])} {n(p[1])}L{n(q[0])} {n(q[1])}" for p, q in tubes), "#c8433f", 3.2)
    saddle = path(ribbon([(seat[0] - 9, seat[1]), (seat[0] + 9, seat[1])], 2, 3.4), "#33303a")
    return wheels + frame + saddle + oval(*crank, 4, 4, "#33303a")


_PIECES: dict[str, Callable[[Skeleton], str]] = {
    "desk": _desk, "chair": _chair, "counter": _counter, "easel": _easel, "drums": _drums, "log": _log,
    "rowing boat": _boat, "car": _car, "blades": _blades, "skateboard": _skateboard, "surfboard": _surfboard,
    "skis": _skis, "bicycle": _bicycle,
}  # fmt: skip
