"""Floors: what the floor of a room is laid with, running away from the viewer."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.curve import Point, line, n
from pipelines.scene.interior.room import Room
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


Pattern = Callable[[Room, Random], str]
FLOORS: dict[str, Pattern] = {
    "boards": _boards,
    "checks": _checks,
    "marble": _marble,
    "carpet": _carpet,
    "slabs": _slabs,
}
