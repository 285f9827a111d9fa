"""Hair: what is behind the head and what is on it, by style."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from pipelines.scene.curve import Point, smooth
from pipelines.scene.palette import shade
from pipelines.scene.people.head import Head
from pipelines.scene.people.shapes import n, oval, path, stencil, stroke

Painter = Callable[[Head, str], str]


def hair_behind(head: Head, style: str, colour: str) -> str:
    """What is seen of the hair behind the head and the neck."""
    return _BEHIND.get(style, _none)(head, shade(colour, -0.055))


def hair_over(head: Head, style: str, colour: str) -> str:
    """What grows over the forehead and at the sides."""
    return _OVER.get(style, _short)(head, colour)


def flat(style: str) -> str:
    """The style as it is under a hat: nothing stands up."""
    return {
        "spiky": "crop",
        "topknot": "crop",
        "afro": "crop",
        "bun": "short",
        "curly": "short",
        "receding": "receding",
    }.get(style, style)


def _cap(head: Head, line: Sequence[Point], colour: str, puff: float = 1.1, nape: float = 0.1) -> str:
    """Hair over the skull down to a hairline, given as places (u, v) from the right of the face to the left.

    `nape` is how low (v) it reaches at the back of a head that is turned.
    """
    x, y = head.rx * puff, head.ry * puff
    front = [head.at(u, v) for u, v in line]
    back = min(1.0, abs(head.turn) * 1.6)
    low_right = head.ry * ((nape if head.turn < 0 else 0.0) * back + front[0][1] / head.ry * (1 - back))
    low_left = head.ry * ((nape if head.turn > 0 else 0.0) * back + front[-1][1] / head.ry * (1 - back))
    start = (max(front[-1][0] - head.rx * 0.12, -x) if head.turn < 0 else -x, low_left)
    if head.turn <= 0:
        start = (min(start[0], front[-1][0]), front[-1][1])
    end = (x * 0.99, low_right) if head.turn <= 0 else (max(front[0][0], x * 0.9), front[0][1])
    # Where the head is turned away, the hair at the far side ends at the rim.
    outer = (
        f"M{n(start[0])} {n(start[1])}C{n(-x * 1.02)} {n(-y * 0.75)} {n(-x * 0.62)} {n(-y)} 0 {n(-y)}"
        f"C{n(x * 0.66)} {n(-y)} {n(x * 1.06)} {n(-y * 0.62)} {n(end[0])} {n(end[1])}"
    )
    inner = smooth([end, *front, start]).removeprefix("M")
    return path(f"{outer}L{inner}Z", colour)


def _ear_line(head: Head, *middle: Point, low: float = 0.02) -> list[Point]:
    return [(0.97, low), (0.9, -0.26), *middle, (-0.9, -0.26), (-0.97, low)]


def _shine(head: Head, colour: str, level: float = -0.82) -> str:
    """A lighter streak that follows the top."""
    x = head.rx * 0.42
    y = head.ry * level
    mid = head.turn * head.rx * 0.3
    data = stencil("M-1 0.12Q0 -0.12 0.8 0.08", x, head.ry, (mid, y))
    return stroke(data, shade(colour, 0.055), head.rx * 0.11)


def _none(head: Head, colour: str) -> str:
    return ""


def _short(head: Head, colour: str) -> str:
    line = _ear_line(head, (0.62, -0.52), (0.1, -0.44), (-0.36, -0.58), (-0.72, -0.5))
    return _cap(head, line, colour, 1.12, 0.42) + _shine(head, colour)


def _side_part(head: Head, colour: str) -> str:
    line = _ear_line(head, (0.74, -0.36), (0.1, -0.52), (-0.45, -0.72), (-0.76, -0.44))
    return _cap(head, line, colour, 1.12, 0.42) + _shine(head, colour)


def _crop(head: Head, colour: str) -> str:
    line = _ear_line(head, (0.7, -0.56), (0.0, -0.6), (-0.7, -0.56), low=-0.06)
    return _cap(head, line, colour, 1.05, 0.36)


def _fringe(head: Head, colour: str) -> str:
    line = _ear_line(head, (0.72, -0.24), (0.3, -0.2), (0.0, -0.19), (-0.3, -0.2), (-0.72, -0.24), low=0.2)
    return _cap(head, line, colour, 1.12, 0.5) + _shine(head, colour)


def _middle(head: Head, colour: str) -> str:
    line = _ear_line(head, (0.7, -0.36), (0.3, -0.66), (0.0, -0.82), (-0.3, -0.66), (-0.7, -0.36), low=0.15)
    return _cap(head, line, colour, 1.1, 0.45) + _shine(head, colour, -0.9)


def _swept(head: Head, colour: str) -> str:
    line = _ear_line(head, (0.8, -0.2), (0.36, -0.42), (-0.16, -0.62), (-0.6, -0.52), low=0.2)
    return _cap(head, line, colour, 1.12, 0.5) + _shine(head, colour)


def _spiky(head: Head, colour: str) -> str:
    line = _ear_line(head, (0.66, -0.4), (0.4, -0.6), (0.14, -0.38), (-0.14, -0.6), (-0.4, -0.4), (-0.66, -0.56))
    spikes = "".join(
        stencil(f"M{a - 0.27} -0.82L{a * 1.12 + 0.12} {abs(a) * 0.42 - 1.42}L{a + 0.27} -0.82Z", head.rx, head.ry)
        for a in (-0.66, -0.3, 0.05, 0.4, 0.7)
    )
    return path(spikes, colour) + _cap(head, line, colour, 1.08, 0.4)


def _curls(head: Head, colour: str) -> str:
    parts = _cap(head, _ear_line(head, (0.6, -0.46), (0.0, -0.5), (-0.6, -0.46)), colour, 1.08, 0.4)
    size = head.rx * 0.3
    for i in range(9):
        angle = math.radians(-200 + 220 * i / 8)
        x, y = math.cos(angle) * head.rx * 1.0, math.sin(angle) * head.ry * 0.98
        parts += oval(x, y - head.ry * 0.06, size, size, colour)
    for u in (-0.55, -0.18, 0.2, 0.56):
        x, y = head.at(u, -0.56)
        parts += oval(x, y, size * (0.6 + 0.4 * head.wide(u)), size * 0.9, colour)
    for angle, r in ((-120, 0.95), (-75, 0.98), (-35, 0.95)):
        x, y = math.cos(math.radians(angle)) * head.rx * r, math.sin(math.radians(angle)) * head.ry * r
        parts += stroke(
            f"M{n(x - size * 0.45)} {n(y)}Q{n(x)} {n(y - size * 0.6)} {n(x + size * 0.45)} {n(y)}",
            shade(colour, 0.06),
            head.rx * 0.07,
        )
    return parts


def _curls_behind(head: Head, colour: str) -> str:
    size, parts = head.rx * 0.36, ""
    for side in (-1, 1):
        for x, y in ((1.0, 0.0), (1.12, 0.42), (1.0, 0.84), (0.62, 1.02)):
            parts += oval(side * head.rx * x * 0.98, head.ry * y, size, size, colour)
    return parts + oval(0, head.ry * 0.3, head.rx * 1.05, head.ry * 0.9, colour)


def _afro_behind(head: Head, colour: str) -> str:
    parts = oval(0, -head.ry * 0.28, head.rx * 1.62, head.ry * 1.42, colour)
    for i in range(13):
        angle = math.radians(-215 + 250 * i / 12)
        parts += oval(
            math.cos(angle) * head.rx * 1.5,
            -head.ry * 0.28 + math.sin(angle) * head.ry * 1.3,
            head.rx * 0.3,
            head.rx * 0.3,
            colour,
        )
    return parts


def _afro(head: Head, colour: str) -> str:
    return _cap(head, _ear_line(head, (0.6, -0.56), (0.0, -0.62), (-0.6, -0.56)), colour, 1.14, 0.4)


def _fall(head: Head, colour: str, low: float, wide: float, wave: float = 0.0) -> str:
    """Hair that falls behind the head down to `low` (v), `wide` times the face at its end."""
    x = head.rx * 1.14
    shift = -head.turn * head.rx * 0.34
    end, foot = head.rx * wide, head.ry * low
    right = [
        (x, -head.ry * 0.1),
        (x + head.rx * (0.06 + wave), head.ry * low * 0.4),
        (end - head.rx * wave, head.ry * low * 0.75),
    ]
    left = [(-px, py) for px, py in right]
    top = stencil("M-1 -0.1C-1 -1.3 1 -1.3 1 -0.1", x, head.ry, (shift, 0.0))
    down = smooth([(px + shift, py) for px, py in [*right, (end * 0.9, foot)]]).removeprefix("M")
    under = f"Q{n(shift)} {n(foot + head.ry * 0.14)} {n(-end * 0.9 + shift)} {n(foot)}"
    up = smooth([(px + shift, py) for px, py in [(-end * 0.9, foot), *reversed(left)]]).removeprefix("M")
    return path(f"{top}L{down}{under}L{up}Z", colour)


def _long_behind(head: Head, colour: str) -> str:
    return _fall(head, colour, 2.3, 1.24)


def _wavy_behind(head: Head, colour: str) -> str:
    return _fall(head, colour, 2.1, 1.42, 0.14)


def _bob_behind(head: Head, colour: str) -> str:
    return _fall(head, colour, 1.02, 1.26)


def _tail_behind(head: Head, colour: str) -> str:
    x = head.rx * (0.55 if abs(head.turn) < 0.3 else 0.95) * (-1 if head.turn > 0 else 1)
    s = 1 if x > 0 else -1
    tail = "M0 0C0.95 -0.35 1.25 1.05 0.6 2.25C0.6 1.45 0.2 0.95 -0.2 0.3Z"
    data = stencil(tail, s * head.rx, head.ry, (x, -head.ry * 0.55))
    return path(data, colour)


def _bun_behind(head: Head, colour: str) -> str:
    x = -head.turn * head.rx * 0.85
    return oval(x, -head.ry * (1.14 - abs(head.turn) * 0.3), head.rx * 0.5, head.rx * 0.46, colour)


def _pigtails_behind(head: Head, colour: str) -> str:
    parts = ""
    for side in (-1, 1):
        x, y = side * head.rx * 1.0 - head.turn * head.rx * 0.3, head.ry * 0.05
        tail = "M0 -0.2C0.9 -0.25 0.85 0.75 0.5 1.25C0.2 0.9 0 0.5 -0.1 0Z"
        data = stencil(tail, side * head.rx, head.ry, (x, y))
        parts += path(data, colour) + oval(
            x + side * head.rx * 0.1, y - head.ry * 0.02, head.rx * 0.15, head.rx * 0.17, "#e5566d"
        )
    return parts


def _braids(head: Head, colour: str) -> str:
    """Two plaits over the shoulders."""
    parts = ""
    for side in (-1, 1):
        x, y = side * head.rx * 0.98 - head.turn * head.rx * 0.2, head.ry * 0.5
        if head.turn * side > 0.3:
            continue
        for i in range(5):
            size = head.rx * (0.25 - 0.017 * i)
            parts += oval(
                x + side * head.rx * 0.05 * i, y + head.ry * 0.29 * i, size, size * 1.02, shade(colour, -0.03 * (i % 2))
            )
        parts += oval(x + side * head.rx * 0.24, y + head.ry * 1.42, head.rx * 0.13, head.rx * 0.12, "#e5566d")
        parts += oval(x + side * head.rx * 0.27, y + head.ry * 1.6, head.rx * 0.15, head.rx * 0.2, colour)
    return parts + _middle(head, colour)


def _topknot_behind(head: Head, colour: str) -> str:
    x = -head.turn * head.rx * 0.5
    return oval(x, -head.ry * 1.28, head.rx * 0.26, head.rx * 0.36, colour)


def _receding(head: Head, colour: str) -> str:
    """Bare on top, hair at the sides."""
    parts = ""
    for u in (-1.0, 1.0):
        angle = head.angle(u)
        if math.cos(angle) > -0.75:
            x = head.rx * math.sin(angle) * 1.0
            parts += oval(x, -head.ry * 0.14, head.rx * 0.26, head.ry * 0.34, colour)
    if abs(head.turn) > 0.3:
        side = -1 if head.turn > 0 else 1
        parts += oval(side * head.rx * 0.86, head.ry * 0.02, head.rx * 0.3, head.ry * 0.42, colour)
    return parts


_BEHIND: dict[str, Painter] = {
    "long": _long_behind, "wavy": _wavy_behind, "bob": _bob_behind, "curly": _curls_behind, "afro": _afro_behind,
    "ponytail": _tail_behind, "bun": _bun_behind, "pigtails": _pigtails_behind, "topknot": _topknot_behind,
    "straight": _long_behind,
}  # fmt: skip
_OVER: dict[str, Painter] = {
    "short": _short, "side part": _side_part, "crop": _crop, "spiky": _spiky, "curly": _curls, "afro": _afro,
    "long": _swept, "wavy": _middle, "bob": _fringe, "straight": _fringe, "ponytail": _swept, "bun": _middle,
    "pigtails": _fringe, "braids": _braids, "topknot": _crop, "bald": _none, "receding": _receding,
}  # fmt: skip
HAIR_STYLES = tuple(_OVER)
"""The styles by name."""
