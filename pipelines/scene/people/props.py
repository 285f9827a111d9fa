"""Props: what is in the hands when the prompt names nothing: a book to read, a rod to fish with."""

from __future__ import annotations

import math
from collections.abc import Callable

from pipelines.scene.curve import Point, line
from pipelines.scene.palette import shade
from pipelines.scene.people.build import standing
from pipelines.scene.people.furniture import canvas, desk_top
from pipelines.scene.people.shapes import between, n, oval, path, rect, ribbon, stencil, stroke, swung
from pipelines.scene.people.skeleton import Skeleton
from pipelines.scene.people.stamp import stamp
from pipelines.scene.tables import table

_GROWN = 197.0
"""Height of somebody grown."""


def prop(bones: Skeleton, name: str) -> str:
    """A prop as SVG, in the hands of the skeleton; nothing for an unknown one."""
    draw = _PROPS.get(name)
    return draw(bones) if draw else _stamped(bones, name)


def _stamped(bones: Skeleton, name: str) -> str:
    """A prop of data/props.toml: those of children are smaller, but less so than they are."""
    entry = table("props").get(name)
    if not entry:
        return ""
    x, y = work_at(bones, entry["at"])
    unit = (standing(bones.build) + _GROWN) / 20
    if "reach" in entry:
        unit = -y / entry["reach"]  # It ends on the ground.
    turn = f" rotate({n(entry['turn'])})" if "turn" in entry else ""
    return f'<g transform="translate({n(x)} {n(y)}){turn}">{stamp(entry["parts"], unit, unit)}</g>'


def work_at(bones: Skeleton, place: str) -> Point:
    """Where something is done: at a hand, hands, toe, mouth or chin, ahead of them on the ground, on a desk or canvas.

    Raises KeyError for an unknown place.
    """
    return _PLACES[place](bones)


def grip(bones: Skeleton) -> Point:
    """The middle of the palm that holds things: the near one, or the one further ahead."""
    arms = (bones.near_arm, bones.far_arm)
    arm = min(arms, key=lambda one: one.wrist[0]) if bones.sideways else bones.near_arm
    return swung(arm.wrist, arm.angle, bones.build.arm * 0.5)


def palms(bones: Skeleton) -> Point:
    """The middle between both palms."""
    near, far = (swung(arm.wrist, arm.angle, bones.build.arm * 0.5) for arm in (bones.near_arm, bones.far_arm))
    return between(near, far, 0.5)


def _near_grip(bones: Skeleton) -> Point:
    return swung(bones.near_arm.wrist, bones.near_arm.angle, bones.build.arm * 0.5)


def _far_grip(bones: Skeleton) -> Point:
    return swung(bones.far_arm.wrist, bones.far_arm.angle, bones.build.arm * 0.5)


def _toe(bones: Skeleton) -> Point:
    """On the ground before the foot that is ahead."""
    leg = min((bones.near_leg, bones.far_leg), key=lambda one: one.ankle[0])
    return leg.ankle[0] - bones.build.foot * 0.5, 0.0


def _ahead(bones: Skeleton) -> Point:
    """On the ground under the hands."""
    return min(bones.near_arm.wrist[0], bones.far_arm.wrist[0]) - bones.build.arm, 0.0


def _further(bones: Skeleton) -> Point:
    """On the ground where a tool reaches."""
    return _ahead(bones)[0] - bones.build.forearm * 0.9, 0.0


def _face(bones: Skeleton, up: float) -> Point:
    x, y = bones.head
    return x + bones.posture.turn * bones.build.face * 0.7, y + bones.build.head * up


_PLACES: dict[str, Callable[[Skeleton], Point]] = {
    "hand": grip, "near hand": _near_grip, "far hand": _far_grip, "hands": palms, "toe": _toe, "ahead": _ahead,
    "ground": _further, "desk": desk_top, "counter": desk_top, "canvas": canvas,
    "bounce": lambda bones: (grip(bones)[0], 0.0),
    "mouth": lambda bones: _face(bones, 0.62), "chin": lambda bones: _face(bones, 1.25),
}  # fmt: skip


def _book(bones: Skeleton) -> str:
    x, y = palms(bones)
    wide, tall = bones.build.head * 0.72, bones.build.head * 0.86
    turn = -14 if bones.sideways else 0
    cover = rect(-wide, -tall, wide * 2, tall * 1.15, "#b8483f", 2)
    leaf = "M0 -0.9Q-0.5 -1.06 -0.92 -0.92V0.05Q-0.5 -0.08 0 0.08Q0.5 -0.08 0.92 0.05V-0.92Q0.5 -1.06 0 -0.9Z"
    pages = path(stencil(leaf, wide, tall), "#fbf6e9")
    back = (
        rect(-wide, -tall, wide * 2, tall * 1.15, "#b8483f", 2) + rect(-1.4, -tall, 2.8, tall * 1.15, "#9a3a33")
        if not bones.sideways
        else ""
    )
    spine = stroke(f"M0 {n(-tall * 0.9)}V{n(tall * 0.06)}", "#d9cfb8", 1)
    squeeze = 0.72 if bones.sideways else 1.0
    place = f"translate({n(x)} {n(y)}) rotate({turn}) scale({squeeze} 0.9)"
    return f'<g transform="{place}">{back or cover + pages + spine}</g>'


def _rod(bones: Skeleton) -> str:
    x, y = grip(bones)
    reach = bones.build.torso * 2.0
    tip = swung((x, y), 128, reach)
    butt = swung((x, y), 128 + 180, reach * 0.16)
    pole = path(ribbon([butt, (x, y), tip], 1.7, 0.6), "#7a5436")
    end = (tip[0] - reach * 0.03, -bones.build.foot * 0.5)
    line = stroke(
        f"M{n(tip[0])} {n(tip[1])}Q{n(tip[0] - reach * 0.06)} {n((tip[1] + end[1]) / 2)} {n(end[0])} {n(end[1])}",
        "#8f98a5",
        0.7,
    )
    return line + pole + oval(*end, 2.2, 2.8, "#d8404c") + oval(x + 1, y, 3, 3, "#4a4f5c")


def _guitar(bones: Skeleton) -> str:
    b = bones.build
    x, y = bones.at(0, 0.26)
    size = b.head * 0.9
    body = oval(0, size * 0.34, size * 0.9, size * 0.86, "#b8703a") + oval(
        0, -size * 0.68, size * 0.66, size * 0.6, "#b8703a"
    )
    top = oval(0, size * 0.34, size * 0.74, size * 0.7, "#cf8a4c") + oval(
        0, -size * 0.66, size * 0.5, size * 0.46, "#cf8a4c"
    )
    neck = rect(-size * 0.11, -size * 3.0, size * 0.22, size * 2.8, "#5a3d2c", 1) + rect(
        -size * 0.17, -size * 3.3, size * 0.34, size * 0.46, "#4a3226", 1.5
    )
    hole = oval(0, -size * 0.12, size * 0.26, size * 0.26, "#4a3226")
    bridge = stroke(f"M{n(-size * 0.26)} {n(size * 0.62)}H{n(size * 0.26)}", "#4a3226", 2)
    strings = stroke(f"M0 {n(size * 0.6)}V{n(-size * 3)}", "#f0e6d2", 0.7)
    return (
        f'<g transform="translate({n(x - size * 0.2)} {n(y)}) rotate(66)">{body}{top}{neck}{hole}{bridge}{strings}</g>'
    )


def _pan(bones: Skeleton) -> str:
    x, y = grip(bones)
    r = bones.build.head * 0.8
    handle = stroke(f"M{n(x + 3)} {n(y - 1)}L{n(x - r * 0.7)} {n(y + 1)}", "#3a3340", 3)
    side = "M-2.4 0L-0.6 0Q-0.7 0.5 -1.1 0.5L-1.9 0.5Q-2.3 0.5 -2.4 0Z"
    bowl = path(stencil(side, r, r, (x, y - 2)), "#4a4f5c")
    food = oval(x - r * 1.5, y - 2, r * 0.7, 2.6, "#f2c14e")
    steam = "".join(
        stroke(
            f"M{n(x - r * k)} {n(y - 9)}q{n(-r * 0.16)} {n(-r * 0.26)} 0 {n(-r * 0.5)}t0 {n(-r * 0.46)}",
            "#ffffff",
            1.8,
            ' stroke-opacity="0.75"',
        )
        for k in (1.25, 1.75)
    )
    return steam + food + bowl + handle


def _brush(bones: Skeleton) -> str:
    arm = bones.near_arm
    x, y = swung(arm.wrist, arm.angle, bones.build.arm * 0.5)
    end = swung((x, y), 112, bones.build.head * 0.9)
    start = swung((x, y), 112 + 180, bones.build.head * 0.4)
    tip = swung(end, 112, bones.build.head * 0.28)
    wood = stroke(f"M{n(start[0])} {n(start[1])}L{n(end[0])} {n(end[1])}", "#a5713f", 2)
    hair = path(ribbon([end, tip], 1.7, 0.6), "#3f77c9")
    other = bones.far_arm
    px, py = swung(other.wrist, other.angle, bones.build.arm * 0.8)
    board = oval(
        px - 6,
        py - 1,
        bones.build.head * 0.62,
        bones.build.head * 0.38,
        "#c8915a",
        f' transform="rotate(-16 {n(px)} {n(py)})"',
    )
    paints = "".join(
        oval(px - 6 + dx, py - 1 + dy, 2.2, 1.9, c)
        for dx, dy, c in ((-7, 2, "#d8404c"), (-4, -4, "#f2c14e"), (2, -5, "#3f77c9"), (5, 0, "#4f9d69"))
    )
    return board + paints + wood + hair


def _sword(bones: Skeleton) -> str:
    x, y = grip(bones)
    arm = bones.near_arm
    angle = arm.angle + 90 if bones.sideways else -158
    far = swung((x, y), angle, bones.build.torso * 1.05)
    guard = [swung(swung((x, y), angle, 4), angle + s * 90, 7) for s in (-1, 1)]
    pommel = swung((x, y), angle + 180, 7)
    blade = path(ribbon([(x, y), between((x, y), far, 0.9), far], 2.4, 0.5), "#cfd6de")
    hilt = stroke(f"M{n(pommel[0])} {n(pommel[1])}L{n(x)} {n(y)}", "#6b4a33", 3.2)
    return (
        blade + hilt + stroke(f"M{n(guard[0][0])} {n(guard[0][1])}L{n(guard[1][0])} {n(guard[1][1])}", "#e0b64a", 2.8)
    )


def _stick(bones: Skeleton, colour: str, up: float) -> tuple[str, Point]:
    """A stick in the near hand that stands on the ground; returns it and its upper end."""
    x, y = swung(bones.near_arm.wrist, bones.near_arm.angle, bones.build.arm * 0.5)
    top = (x, y - up)
    return path(ribbon([(x, -1.6), top], 1.8, 1.5), colour), top


def _staff(bones: Skeleton) -> str:
    stick, (x, y) = _stick(bones, "#7a5436", bones.build.torso * 1.35)
    return stick + oval(x, y - 4, 6, 6, "#8fd3f0") + oval(x - 1.6, y - 5.6, 2, 2, "#ffffff")


def _broom(bones: Skeleton) -> str:
    stick, _ = _stick(bones, "#8a5f3c", bones.build.torso * 0.85)
    x = swung(bones.near_arm.wrist, bones.near_arm.angle, bones.build.arm * 0.5)[0]
    straw = path(f"M{n(x - 2.4)} -26L{n(x - 9)} -0.6H{n(x + 9)}L{n(x + 2.4)} -26Z", "#dcae54")
    return stick + straw + stroke(f"M{n(x - 3.4)} -22H{n(x + 3.4)}", "#a8323c", 2.6)


def _wand(bones: Skeleton) -> str:
    x, y = grip(bones)
    end = swung((x, y), -150, bones.build.head * 1.15)
    rays = [(math.tau * i / 10, 3 if i % 2 else 7) for i in range(10)]
    star = line([(end[0] + math.sin(angle) * r, end[1] - math.cos(angle) * r) for angle, r in rays], closed=True)
    return stroke(f"M{n(x)} {n(y)}L{n(end[0])} {n(end[1])}", "#e9dcc0", 2) + path(star, "#f7d65a")


def _bouquet(bones: Skeleton) -> str:
    x, y = grip(bones) if bones.sideways else palms(bones)
    stems = path(f"M{n(x - 5)} {n(y - 6)}L{n(x - 1.4)} {n(y + 11)}H{n(x + 1.4)}L{n(x + 5)} {n(y - 6)}Z", "#5f9a52")
    blooms = "".join(
        oval(x + dx, y - 9 + dy, 4.2, 4.2, c) + oval(x + dx, y - 9 + dy, 1.5, 1.5, shade(c, -0.08))
        for dx, dy, c in (
            (-6, 1, "#f2a3b8"),
            (6, 1, "#f7d7a0"),
            (-3, -5, "#ffffff"),
            (4, -5, "#e9718f"),
            (0, 1, "#fdf3f0"),
        )
    )
    return stems + blooms


def _microphone(bones: Skeleton) -> str:
    x, y = grip(bones)
    end = swung((x, y), 170, 9)
    return stroke(f"M{n(x)} {n(y + 4)}L{n(end[0])} {n(end[1])}", "#33333f", 3.4) + oval(
        end[0], end[1] - 2, 4, 4.4, "#8f98a5"
    )


def _cup(bones: Skeleton) -> str:
    x, y = swung(bones.near_arm.wrist, bones.near_arm.angle, bones.build.arm * 0.6)
    return rect(x - 8, y - 8, 10, 11, "#f4efe6", 2) + rect(x - 8, y - 6, 10, 3, "#d8704c")


_PROPS: dict[str, Callable[[Skeleton], str]] = {
    "book": _book, "rod": _rod, "guitar": _guitar, "pan": _pan, "brush": _brush, "sword": _sword, "staff": _staff,
    "broom": _broom, "wand": _wand, "bouquet": _bouquet, "microphone": _microphone, "cup": _cup,
}  # fmt: skip
PROPS = (*_PROPS, *table("props"))
"""All props by name."""
