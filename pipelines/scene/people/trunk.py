"""Trunk: chest, hips and what hangs from them, drawn from the joints of a skeleton."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipelines.scene.curve import Point, smooth
from pipelines.scene.palette import shade
from pipelines.scene.people.prints import Row, printed
from pipelines.scene.people.shapes import Circle, between, hull, n, path, ribbon, stencil, stroke
from pipelines.scene.people.skeleton import Leg, Skeleton
from pipelines.scene.people.wardrobe import Piece

SHADE = -0.055
"""How much darker the side is that is turned away from the light."""
KNEES = 0.62
"""A hem below this share of the legs covers the knees."""
ROWS = (0.06, 0.2, 0.34, 0.48, 0.62, 0.76)
"""Where rows of a print are on the trunk, from the hips (0) to the neck (1)."""
ROW = 8.0
"""From one row on a skirt to the next, in a figure's own units."""
SKIRT_LEGS = 0.2
"""A hem above this share of the legs is no skirt: legs stay apart below it."""


def trunk(bones: Skeleton, colour: str, loose: float = 0.0, low: float = -0.1) -> str:
    """Chest to hips in two tones. `low` is how far up from the hips it ends, in lengths of the trunk."""
    right, left = _side(bones, 1, loose, low), _side(bones, -1, loose, low)
    outline = f"{smooth(left)}L{smooth(right[::-1]).removeprefix('M')}Z"
    inner = [bones.at(across * 0.42, up) for across, up in _edge(bones, 1, loose, low)]
    dark = f"{smooth(right)}L{smooth(inner[::-1]).removeprefix('M')}Z"
    return path(outline, colour) + path(dark, shade(colour, SHADE))


def skirt(bones: Skeleton, piece: Piece) -> str:
    """Cloth from the waist over the legs down to the hem, in two tones with folds."""
    b = bones.build
    top = [bones.at(s * half_width(bones, piece.start, piece.loose) * 0.9, piece.start) for s in (-1, 1)]
    wide = b.hip * (0.16 if bones.sideways else 0.3) * piece.flare + piece.loose
    hem = [_leg_at(leg, piece.hem) for leg in (bones.far_leg, bones.near_leg)]
    knees = [(*leg.knee, b.leg * 0.8 + piece.loose) for leg in (bones.far_leg, bones.near_leg) if piece.hem > KNEES]
    hips = [(*bones.at(s * half_width(bones, 0.0, piece.loose) * 0.82, 0.02), b.hip * 0.18) for s in (-1, 1)]
    rim = 2.4
    ends: list[Circle] = [
        (x + s * (wide + b.leg * 0.85), min(y - abs(s) * 1.5, -rim), rim) for x, y in hem for s in (-1, 1)
    ]
    waist: list[Circle] = [(x, y, 1.5) for x, y in top]
    whole = path(hull([*waist, *hips, *knees, *ends]), piece.colour)
    right = max(ends)
    middle = bones.at(half_width(bones, piece.start, 0) * 0.35, piece.start)
    inner = (right[0] - (wide + b.leg) * (0.5 if not bones.sideways else 0.6), right[1], rim)
    dark = hull([(*middle, 0.5), (*top[1], 1.2), hips[1], inner, right])
    low, high = min(ends), max(ends)
    figures = printed(_skirt_rows((low[0], low[1]), (high[0], high[1]), top), piece) if piece.print else ""
    return whole + path(dark, shade(piece.colour, SHADE)) + figures + _folds(bones, piece, top, ends)


def pattern(bones: Skeleton, piece: Piece) -> str:
    """What is printed on the trunk of a garment."""
    halves = [(up, half_width(bones, up, piece.loose)) for up in ROWS]
    return printed([(bones.at(-half, up), bones.at(half, up)) for up, half in halves], piece)


def _skirt_rows(left: Point, right: Point, top: Sequence[Point]) -> list[Row]:
    """Rows from the waist to the hem, whose ends are given."""
    many = max(1, int(abs(left[1] - top[0][1]) / ROW))
    shares = [(at + 0.6) / (many + 0.4) for at in range(many)]
    return [(between(top[0], left, share), between(top[1], right, share)) for share in shares]


def tail(bones: Skeleton, piece: Piece) -> str:
    """The tail of a mermaid along the near leg, with its fin, in place of legs and trousers."""
    b, leg = bones.build, bones.near_leg
    x = (bones.near_leg.ankle[0] + bones.far_leg.ankle[0]) / 2 if not bones.sideways else leg.ankle[0]
    joints = [bones.hips, between(bones.hips, leg.knee, 0.5), leg.knee, between(leg.knee, (x, leg.ankle[1]), 0.55)]
    end = (x, min(leg.ankle[1], -b.foot * 0.2) - b.foot * 0.55)
    body = path(ribbon([*joints, end], b.hip * bones.slim * 1.12, b.leg * 0.5), piece.colour)
    angle = math.degrees(math.atan2(end[1] - leg.knee[1], end[0] - leg.knee[0])) - 90
    fin = "M0 -0.3C-0.5 0.1 -1.2 0.1 -1.5 0.7C-0.9 0.6 -0.4 0.7 0 0.45C0.4 0.7 0.9 0.6 1.5 0.7C1.2 0.1 0.5 0.1 0 -0.3Z"
    size = b.foot
    turn = f' transform="translate({n(end[0])} {n(end[1])}) rotate({n(angle)})"'
    return path(stencil(fin, size, size), shade(piece.colour, SHADE), turn) + body


def chest(bones: Skeleton) -> Point:
    """The middle of the chest as it is seen: from the side, nearer to the front."""
    return bones.at(front(bones), 0.66)


def front(bones: Skeleton) -> float:
    """How far from the axis of the trunk its front is seen."""
    return -bones.build.waist * 0.34 if bones.sideways else 0.0


def _edge(bones: Skeleton, side: int, loose: float, low: float) -> list[tuple[float, float]]:
    """The outline of one side as (across, up), from the hips to the neck."""
    b, slim = bones.build, bones.slim
    shoulder = b.shoulder * (0.62 if bones.sideways else 1 - 0.12 * abs(bones.posture.twist))
    # From the side, belly and breast stand out ahead, to the left.
    ahead = 0.0 if side > 0 else 1.0 if bones.sideways else abs(bones.posture.twist)
    belly, breast = b.belly * ahead, b.bust * max(0.35, ahead)
    round_ = 0.14 * b.waist if b.belly else 0.0
    return [
        (side * (b.hip * slim * 1.06 + loose + belly * 0.2), low),
        (side * (b.hip * slim * 1.04 + loose + belly * 0.7 + round_ * 0.6), 0.08),
        *([(side * (max(b.waist, b.hip) * slim + loose + belly + round_), 0.27)] if b.belly else []),
        (side * (b.waist * slim + loose * 0.8 + belly * 0.7), 0.44),
        (side * (shoulder * 0.9 + loose * 0.8 + breast), 0.72),
        (side * (shoulder * 0.97 + loose * 0.7), 0.87),
        (side * (shoulder * 0.66 + loose * 0.3), 0.985),
        (side * b.head * 0.34, 1.05),
    ]


def _side(bones: Skeleton, side: int, loose: float, low: float) -> list[Point]:
    return [bones.at(across, up) for across, up in _edge(bones, side, loose, low)]


def half_width(bones: Skeleton, up: float, loose: float) -> float:
    """Half the width of the trunk at a height `up` from the hips (0) to the neck (1)."""
    b = bones.build
    if up < 0.42:
        wide = b.hip + (b.waist - b.hip) * up / 0.42
    else:
        wide = b.waist + (b.shoulder * 0.9 - b.waist) * min(1.0, (up - 0.42) / 0.4)
    return wide * bones.slim + loose * 0.8


def _leg_at(leg: Leg, share: float) -> Point:
    """The point of a leg at a share of its length."""
    thigh, shin = math.dist(leg.hip, leg.knee), math.dist(leg.knee, leg.ankle)
    way = share * (thigh + shin)
    return (
        between(leg.hip, leg.knee, way / thigh) if way <= thigh else between(leg.knee, leg.ankle, (way - thigh) / shin)
    )


def _folds(bones: Skeleton, piece: Piece, top: Sequence[Point], ends: Sequence[Circle]) -> str:
    """Soft lines that fall from the waist."""
    if piece.flare < 0.9 or piece.hem < 0.4 or bones.posture.rest == "seat":
        return ""
    low, high = min(ends), max(ends)
    lines = ""
    for share in (0.28, 0.55):
        start = between(between(top[0], top[1], share), (low[0] + (high[0] - low[0]) * share, low[1]), 0.4)
        end = (low[0] + (high[0] - low[0]) * (0.5 + (share - 0.5) * 1.15), (low[1] + high[1]) / 2)
        lines += f"M{n(start[0])} {n(start[1])}L{n(end[0])} {n(end[1])}"
    return stroke(lines, shade(piece.colour, SHADE * 0.8), 1.1)
