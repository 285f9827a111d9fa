"""Floors: what the floor of a room is laid with, running away from the viewer."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

from pipelines.scene.curve import Point, line, n
from pipelines.scene.interior.room import Room, on_floor
from pipelines.scene.palette import shade
from pipelines.scene.shapes import path, stroke, trace


def _rows(room: Room) -> list[float]:
    """Heights of lines across the floor, half a metre of depth apart."""
    _, ey = room.eye
    return [ey + (room.foot - ey) * room.scale(0.5 * k) for k in range(1, 9)]


def _rays(room: Room, step: float) -> list[tuple[Point, Point]]:
    """Lines over the floor that run away from the viewer, `step` metres apart at the back wall."""
    ex, ey = room.eye
    bottom = room.stage.bottom
    far = (bottom - ey) / (room.foot - ey)
    count = int(10 / step)
    return [
        ((ex + k * step * room.metre, room.foot), (ex + k * step * room.metre * far, bottom))
        for k in range(-count, count + 1)
    ]


def _boards(room: Room, rng: Random) -> str:
    colour = room.change(room.floor)
    seams, ends = "", ""
    for (x1, y1), (x2, y2) in _rays(room, 0.28):
        seams += trace("M", x1, y1, "L", x2, y2)
        at = rng.random()
        x, y = x1 + (x2 - x1) * at, y1 + (y2 - y1) * at
        ends += trace("M", x, y, "h", room.metre * (0.28 + 0.5 * at))
    thin = room.stage.unit
    return (
        f'<path d="{seams}" stroke="{shade(colour, -0.055)}" stroke-width="{n(thin * 0.22)}"/>'
        f'<path d="{ends}" stroke="{shade(colour, -0.055)}" stroke-width="{n(thin * 0.22)}"/>'
    )


def _checks(room: Room, rng: Random) -> str:
    return _tiled(room, shade(room.change(room.floor), -0.09))


def _marble(room: Room, rng: Random) -> str:
    return _tiled(room, shade(room.change(room.floor), 0.035))


def _tiled(room: Room, other: str) -> str:
    """Every second tile of half a metre in the other colour."""
    ex, ey = room.eye
    levels = [room.foot, *_rows(room), room.stage.bottom + room.metre]
    data = ""
    for row in range(len(levels) - 1):
        near, far = (levels[row + 1] - ey) / (room.foot - ey), (levels[row] - ey) / (room.foot - ey)
        for k in range(-18, 18):
            if (row + k) % 2:
                continue
            a, b = k * 0.5 * room.metre, (k + 1) * 0.5 * room.metre
            data += line(
                [
                    (ex + a * far, levels[row]),
                    (ex + b * far, levels[row]),
                    (ex + b * near, levels[row + 1]),
                    (ex + a * near, levels[row + 1]),
                ],
                closed=True,
            )
    return path(data, other)


def _carpet(room: Room, rng: Random) -> str:
    return ""


def _slabs(room: Room, rng: Random) -> str:
    colour = shade(room.change(room.floor), -0.05)
    data = "".join(trace("M", x1, y1, "L", x2, y2) for (x1, y1), (x2, y2) in _rays(room, 0.6))
    data += "".join(trace("M", room.stage.left, y, "H", room.stage.right) for y in _rows(room))
    svg = stroke(data, colour, room.stage.unit * 0.2)
    return svg


def _herringbone(room: Room, rng: Random) -> str:
    """Short boards at right angles to each other."""
    colour = room.change(room.floor)
    tones = [shade(colour, rng.uniform(-0.05, 0.035)) for _ in range(4)]
    data = [""] * len(tones)
    wide = 0.17
    start, end = -4.0 - room.left / room.metre, (room.stage.right - room.left) / room.metre + 3
    step = wide * 2 * 2**0.5
    for row in range(26):
        y = row * wide * 2**0.5 - 0.3
        if y > 4.3:
            break
        for k in range(int((end - start) / step)):
            x = start + k * step
            for side in (1, -1):
                data[rng.randrange(len(tones))] += _board(room, x + (step / 2 if side < 0 else 0), y, wide, side)
    seam = shade(colour, -0.09)
    return "".join(
        path(one, tone, edge=seam, width=room.stage.unit * 0.12) for one, tone in zip(data, tones, strict=True)
    )


def _board(room: Room, x: float, y: float, wide: float, side: int) -> str:
    """A board from (x, y) on the floor, slanting away to one side."""
    long, half = wide * 2**0.5, wide / 2**0.5
    corners = ((0, 0), (side * long, long), (side * (long - half), long + half), (-side * half, half))
    points = [(x + dx, min(4.4, max(0.0, y + dy))) for dx, dy in corners]
    return line([on_floor(room, *point) for point in points], closed=True)


def _planks(room: Room, rng: Random) -> str:
    """Broad boards across the room, each of its own tone."""
    colour = room.change(room.floor)
    svg, left, right = "", room.stage.left, room.stage.right
    levels = [room.foot, *_rows(room), room.stage.bottom]
    for top, low in pairwise(levels):
        middle = (top + low) / 2
        for y1, y2 in ((top, middle), (middle, low)):
            x = left - rng.uniform(0, 2) * room.metre
            while x < right:
                long = rng.uniform(1.6, 3.2) * room.metre * (y1 - room.eye[1]) / (room.foot - room.eye[1])
                box = [(x, y1), (x + long, y1), (x + long, y2), (x, y2)]
                svg += path(line(box, closed=True), shade(colour, rng.uniform(-0.035, 0.03)))
                x += long
            svg += stroke(trace("M", left, y1, "H", right), shade(colour, -0.07), room.stage.unit * 0.16)
    return svg


Pattern = Callable[[Room, Random], str]
FLOORS: dict[str, Pattern] = {
    "boards": _boards,
    "checks": _checks,
    "marble": _marble,
    "carpet": _carpet,
    "slabs": _slabs,
    "herringbone": _herringbone,
    "planks": _planks,
}
