"""Extras: what is worn over or behind clothes: scarves, ties, aprons, capes, bags, wings."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.scene.curve import line, smooth
from pipelines.scene.palette import shade
from pipelines.scene.people.shapes import hull, n, oval, path, rect, stencil, stroke
from pipelines.scene.people.skeleton import Skeleton
from pipelines.scene.people.trunk import SHADE, front
from pipelines.scene.people.wardrobe import Piece

BEHIND = ("cape", "cloak", "backpack", "wings")
"""Extras that are drawn before the body."""


def extra(bones: Skeleton, piece: Piece) -> str:
    """An extra as SVG; nothing for those that are drawn with a limb."""
    draw = _EXTRAS.get(piece.kind)
    return draw(bones, piece.colour) if draw else ""


def _scarf(bones: Skeleton, colour: str) -> str:
    half, x = bones.build.head * 0.5, front(bones)
    wrap = stroke(
        line([bones.at(-half + x * 0.4, 1.02), bones.at(x * 0.5, 0.96), bones.at(half + x * 0.4, 1.03)]), colour, 8.5
    )
    start, end = bones.at(half * 0.3 + x, 0.96), bones.at(half * 0.5 + x, 0.5)
    tail = stroke(f"M{n(start[0])} {n(start[1])}L{n(end[0])} {n(end[1])}", shade(colour, -0.05), 7, "")
    return tail + wrap


def _tie(bones: Skeleton, colour: str) -> str:
    x = front(bones)
    knot = line(
        [bones.at(x - 2.6, 1.0), bones.at(x + 2.6, 1.0), bones.at(x + 1.6, 0.9), bones.at(x - 1.6, 0.9)], closed=True
    )
    blade = line(
        [
            bones.at(x - 1.4, 0.9),
            bones.at(x + 1.4, 0.9),
            bones.at(x + 3, 0.56),
            bones.at(x, 0.46),
            bones.at(x - 3, 0.56),
        ],
        closed=True,
    )
    return path(blade, colour) + path(knot, shade(colour, -0.06))


def _bow_tie(bones: Skeleton, colour: str) -> str:
    x = front(bones)
    wings = "".join(
        path(line([bones.at(x, 0.97), bones.at(x + s * 6, 1.03), bones.at(x + s * 6, 0.9)], closed=True), colour)
        for s in (-1, 1)
    )
    return wings + oval(*bones.at(x, 0.965), 1.7, 1.9, shade(colour, -0.08))


def _neckerchief(bones: Skeleton, colour: str) -> str:
    w, x = bones.build.head * 0.42, front(bones)
    cloth = line([bones.at(x * 0.6 - w, 1.05), bones.at(x * 0.6 + w, 1.05), bones.at(x, 0.82)], closed=True)
    return path(cloth, colour) + oval(*bones.at(x, 0.92), 2.2, 2.2, shade(colour, -0.08))


def _belt(bones: Skeleton, colour: str) -> str:
    half, x = bones.build.waist * bones.slim * 1.08, front(bones)
    return stroke(line([bones.at(-half, 0.26), bones.at(half, 0.26)]), colour, 4.4) + _square(
        bones, x, 0.26, 2.6, "#e8c65a"
    )


def _square(bones: Skeleton, x: float, up: float, half: float, colour: str) -> str:
    cx, cy = bones.at(x, up)
    return rect(cx - half, cy - half, half * 2, half * 2, colour, half * 0.4)


def _sash(bones: Skeleton, colour: str) -> str:
    """A broad band round the waist, tied in front with two ends that fall."""
    half, x = bones.build.waist * bones.slim * 1.1, front(bones)
    tails = ""
    for across, low in ((3.0, -0.62), (8.0, -0.42)):
        start, end = bones.at(x + across * 0.5, 0.4), bones.at(x + across, low)
        fall = f"M{n(start[0])} {n(start[1])}Q{n(end[0])} {n((start[1] + end[1]) / 2)} {n(end[0])} {n(end[1])}"
        tails += stroke(fall, shade(colour, -0.05 if across < 5 else 0.02), 3.4)
    band = stroke(line([bones.at(-half, 0.44), bones.at(half, 0.44)]), colour, 8.5)
    edge = stroke(line([bones.at(-half, 0.5), bones.at(half, 0.5)]), shade(colour, 0.1), 1.6)
    return band + edge + tails + oval(*bones.at(x + 2, 0.42), 3, 3.4, shade(colour, -0.08))


def _obi(bones: Skeleton, colour: str) -> str:
    half = bones.build.waist * bones.slim * 1.02
    area = line([bones.at(-half, 0.6), bones.at(half, 0.6), bones.at(half, 0.3), bones.at(-half, 0.3)], closed=True)
    cord = stroke(line([bones.at(-half, 0.45), bones.at(half, 0.45)]), shade(colour, 0.14), 2)
    return path(area, colour) + cord


def _apron(bones: Skeleton, colour: str) -> str:
    b, x = bones.build, front(bones)
    w = b.waist * bones.slim
    legs = (bones.near_leg, bones.far_leg)
    low = [
        (leg.hip[0] + (leg.knee[0] - leg.hip[0]) * 0.8, leg.hip[1] + (leg.knee[1] - leg.hip[1]) * 0.8) for leg in legs
    ]
    skirt = hull(
        [(*bones.at(s * w * 0.75 + x * 0.6, 0.36), 1.5) for s in (-1, 1)]
        + [(px + s * w * 0.42 + x * 0.3, py, 3) for px, py in low for s in (-1, 1)]
    )
    bib = line(
        [
            bones.at(x - w * 0.5, 0.8),
            bones.at(x + w * 0.5, 0.8),
            bones.at(x + w * 0.62, 0.34),
            bones.at(x - w * 0.62, 0.34),
        ],
        closed=True,
    )
    strap = stroke(
        line([bones.at(x - w * 0.46, 0.79), bones.at(x * 0.5 - 5, 1.03)])
        + line([bones.at(x + w * 0.46, 0.79), bones.at(x * 0.5 + 5, 1.03)]),
        shade(colour, -0.06),
        2,
    )
    band = stroke(line([bones.at(-w * 1.04, 0.36), bones.at(w * 1.04, 0.36)]), shade(colour, -0.06), 2.6)
    return path(skirt, colour) + path(bib, colour) + strap + band


def _cape(bones: Skeleton, colour: str) -> str:
    b = bones.build
    reach = b.torso + (b.thigh + b.shin) * 0.78
    s = b.shoulder * bones.slim
    back = b.shoulder * 0.5 if bones.sideways else 0.0
    low = -bones.hips[1] - 3
    drop = -min(1.2, low / b.torso) if bones.posture.rest == "feet" else -0.3
    drop = max(drop, 1 - reach / b.torso)
    top = [bones.at(-s * 0.7, 1.0), bones.at(s * 0.8, 1.0)]
    wide = b.shoulder * 1.42
    left, right = bones.at(-wide + back * 2.2, drop), bones.at(wide * 0.95 + back * 1.5, drop)
    sides = smooth(
        [
            top[1],
            bones.at(s * 1.18 + back * 0.6, 0.6),
            right,
            bones.at(back * 2, drop - 0.02),
            left,
            bones.at(-s * 1.1 + back, 0.6),
            top[0],
        ]
    )
    return path(sides + "Z", shade(colour, -0.03))


def _necklace(bones: Skeleton, colour: str) -> str:
    w, x = bones.build.head * 0.36, front(bones)
    points = [bones.at(x * 0.6 - w, 1.0), bones.at(x, 0.84), bones.at(x * 0.6 + w, 1.0)]
    return stroke(smooth(points), colour, 1.7) + oval(*bones.at(x, 0.83), 2, 2.3, colour)


def _medal(bones: Skeleton, colour: str) -> str:
    x = front(bones)
    ribbon = stroke(line([bones.at(x - 5, 1.0), bones.at(x, 0.66), bones.at(x + 5, 1.0)]), "#3f66c9", 2.4)
    return ribbon + oval(*bones.at(x, 0.6), 4, 4, colour)


def _badge(bones: Skeleton, colour: str) -> str:
    return oval(*bones.at(front(bones) + 7, 0.7), 2.6, 2.8, colour)


def _stethoscope(bones: Skeleton, colour: str) -> str:
    x, w = front(bones), bones.build.head * 0.34
    points = [bones.at(x * 0.6 - w, 1.03), bones.at(x - 4.5, 0.76), bones.at(x - 1.5, 0.6)]
    other = [bones.at(x * 0.6 + w, 1.03), bones.at(x + 4.5, 0.76), bones.at(x + 1.5, 0.6)]
    stem = [bones.at(x, 0.6), bones.at(x + 1, 0.46), bones.at(x + 5, 0.4)]
    lines = stroke(smooth(points) + smooth(other) + smooth(stem), colour, 1.7)
    return lines + oval(*bones.at(x + 5, 0.4), 2.5, 2.5, "#aab2bd")


def _bag(bones: Skeleton, colour: str) -> str:
    b, x = bones.build, front(bones)
    strap = stroke(
        line([bones.at(-b.shoulder * bones.slim * 0.6, 0.96), bones.at(b.hip * bones.slim * 0.9, 0.06)]),
        shade(colour, -0.06),
        2.6,
    )
    cx, cy = bones.at(b.hip * bones.slim * 1.05 - x * 0.2, -0.06)
    return strap + rect(cx - 9, cy - 7, 18, 15, colour, 3) + rect(cx - 9, cy - 7, 18, 6, shade(colour, -0.05), 3)


def _backpack(bones: Skeleton, colour: str) -> str:
    b = bones.build
    if not bones.sideways:
        s = b.shoulder * 1.12
        area = [bones.at(-s, 0.9), bones.at(s, 0.9), bones.at(s * 0.98, 0.2), bones.at(-s * 0.98, 0.2)]
        return path(hull([(*p, 4) for p in area]), colour)
    area = [bones.at(2, 0.9), bones.at(b.waist * 1.5, 0.78), bones.at(b.waist * 1.6, 0.22), bones.at(4, 0.14)]
    pocket = [
        bones.at(b.waist * 1.1, 0.44),
        bones.at(b.waist * 1.72, 0.42),
        bones.at(b.waist * 1.7, 0.2),
        bones.at(b.waist * 1.1, 0.18),
    ]
    return path(hull([(*p, 4) for p in area]), colour) + path(hull([(*p, 2) for p in pocket]), shade(colour, -0.06))


def life_support(bones: Skeleton) -> str:
    """What an astronaut has on the back."""
    s, shell = bones.build.shoulder * 0.8, "#cfd4de"
    area = [bones.at(side * s, up) for side, up in ((-1, 0.98), (1, 0.98), (1, 0.22), (-1, 0.22))]
    lid = [bones.at(side * s * 0.78, up) for side, up in ((-1, 0.84), (1, 0.84), (1, 0.58), (-1, 0.58))]
    lights = "".join(oval(*bones.at(x, 0.4), 2.4, 2.4, colour) for x, colour in ((-6, "#e5484d"), (6, "#3f8cdb")))
    return path(hull([(*p, 4) for p in area]), shell) + path(hull([(*p, 2) for p in lid]), "#aab2bd") + lights


def _wings(bones: Skeleton, colour: str) -> str:
    parts = ""
    sides = (1,) if bones.sideways else (-1, 1)
    for s in sides:
        x, y = bones.at(s * 3, 0.8)
        size = bones.build.torso
        for far, low, tone in ((1.15, 0.9, 0.0), (0.85, -0.55, SHADE * 0.6)):
            wing = f"M0 0C0.2 {-low * 0.6} {far} {-low * 1.1} {far} {-low * 0.45}C{far} {-low * 0.05} 0.5 0.12 0 0Z"
            data = stencil(wing, s * size, size, (x, y))
            parts += path(data, shade(colour, tone), ' fill-opacity="0.92"')
    return parts


_EXTRAS: dict[str, Callable[[Skeleton, str], str]] = {
    "scarf": _scarf, "tie": _tie, "bow tie": _bow_tie, "neckerchief": _neckerchief, "belt": _belt, "sash": _sash,
    "obi": _obi, "apron": _apron, "cape": _cape, "cloak": _cape, "necklace": _necklace, "medal": _medal,
    "badge": _badge, "stethoscope": _stethoscope, "bag": _bag, "backpack": _backpack, "wings": _wings,
}  # fmt: skip
