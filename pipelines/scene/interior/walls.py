"""Walls: what the back wall of a room is covered with."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.interior.room import Room
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.shapes import ellipse, path, trace


def _plain(room: Room, rng: Random) -> str:
    return ""


def _stripes(room: Room, rng: Random) -> str:
    step, tone = room.metre * rng.uniform(0.22, 0.4), shade(room.change(room.wall), rng.choice((-0.02, 0.025)))
    count = int((room.right - room.left) / step) + 1
    data = "".join(
        (trace("M", room.left + i * step, room.ceiling, "h", step * 0.45, "V", room.foot, "h", -step * 0.45, "Z"))
        for i in range(count)
    )
    return path(data, tone)


def _tiles(room: Room, rng: Random) -> str:
    """White tiles up to a height of a metre and a half, in running bond."""
    pen = room.pen(0, 0)
    top = 1.55
    white = mix(room.wall, "#ffffff", 0.55)
    pen.rect(0, 0, room.wide, top, white)
    seam = shade(white, -0.06)
    for row in range(int(top / 0.15) + 1):
        pen.line([(0, row * 0.15), (room.wide, row * 0.15)], seam, 0.012)
    for row in range(int(top / 0.15)):
        for k in range(int(room.wide / 0.3) + 1):
            x = k * 0.3 + 0.15 * (row % 2)
            pen.line([(x, row * 0.15), (x, row * 0.15 + 0.15)], seam, 0.012)
    pen.rect(0, top, room.wide, 0.06, room.accent)
    return pen.svg


def _panels(room: Room, rng: Random) -> str:
    """Wooden panelling to a metre's height."""
    pen = room.pen(0, 0)
    wood = mix(room.wood, room.wall, 0.25)
    pen.rect(0, 0, room.wide, 1.05, wood)
    pen.rect(0, 1.02, room.wide, 0.08, shade(wood, 0.06))
    for k in range(int(room.wide / 0.62) + 1):
        pen.rect(k * 0.62 + 0.08, 0.2, 0.46, 0.68, shade(wood, -0.035), 0.02)
        pen.rect(k * 0.62 + 0.1, 0.2, 0.42, 0.64, shade(wood, 0.015), 0.02)
    return pen.svg


def _bricks(room: Room, rng: Random) -> str:
    pen = room.pen(0, 0)
    for _ in range(int(room.wide * room.tall * 5)):
        row, col = rng.randrange(int(room.tall / 0.14) + 1), rng.randrange(int(room.wide / 0.34) + 1)
        tone = shade(room.wall, rng.choice((-0.03, 0.03, -0.05)))
        pen.rect(col * 0.34 + 0.17 * (row % 2), row * 0.14, 0.31, 0.115, tone, 0.015)
    return pen.svg


def _logs(room: Room, rng: Random) -> str:
    pen = room.pen(0, 0)
    for row in range(int(room.tall / 0.24) + 1):
        tone = shade(room.wall, rng.uniform(-0.03, 0.02))
        pen.rect(0, row * 0.24, room.wide, 0.235, tone)
        pen.rect(0, row * 0.24, room.wide, 0.05, shade(tone, -0.06))
        pen.rect(0, row * 0.24 + 0.16, room.wide, 0.03, shade(tone, 0.035))
    return pen.svg


def _dado(room: Room, rng: Random) -> str:
    """The lower part of the wall in a darker colour, with a rail."""
    pen = room.pen(0, 0)
    low = mix(room.wall, room.accent, 0.35)
    pen.rect(0, 0, room.wide, 1.0, low)
    pen.rect(0, 0.98, room.wide, 0.06, mix(low, "#ffffff", 0.6))
    return pen.svg


def _stone(room: Room, rng: Random) -> str:
    pen = room.pen(0, 0)
    for row in range(int(room.tall / 0.42) + 1):
        x = -rng.uniform(0, 0.6)
        while x < room.wide:
            w = rng.uniform(0.5, 1.0)
            pen.rect(x + 0.015, row * 0.42 + 0.015, w - 0.03, 0.39, shade(room.wall, rng.uniform(-0.035, 0.025)), 0.04)
            x += w
    return pen.svg


def _plaster(room: Room, rng: Random) -> str:
    """Soft clouds of a brush, lighter and darker."""
    colour, svg = room.change(room.wall), ""
    for _ in range(16):
        x, up = rng.uniform(0, room.wide), rng.uniform(0.2, room.tall)
        cx, cy = room.left + x * room.metre, room.foot - up * room.metre
        fill = room.stage.glow(shade(colour, rng.choice((-0.045, 0.045))), 0.5)
        rx = room.metre * rng.uniform(0.5, 1.3)
        svg += ellipse(cx, cy, rx, rx * rng.uniform(0.4, 0.8), fill)
    return svg


def _wallpaper(room: Room, rng: Random) -> str:
    """Sprigs of leaves in rows, each second one shifted."""
    tone = shade(room.wall, rng.choice((-0.045, 0.05)))
    pen = room.pen(0, 0)
    step, kind = rng.uniform(0.34, 0.46), rng.randrange(3)
    for row in range(int(room.tall / step) + 1):
        for k in range(int(room.wide / step) + 1):
            _sprig(pen, k * step + step / 2 * (row % 2), row * step + 0.12, step * 0.42, kind, tone)
    return pen.svg


def _sprig(pen: Pen, x: float, up: float, size: float, kind: int, tone: str) -> None:
    """One motif of a wallpaper: three leaves, a bud, or a diamond."""
    if kind == 2:
        pen.poly([(x, up), (x + size * 0.34, up + size / 2), (x, up + size), (x - size * 0.34, up + size / 2)], tone)
        return
    for lean in (-0.5, 0.0, 0.5) if kind == 0 else (-0.35, 0.35):
        tip = (x + size * lean, up + size * (1 - 0.35 * abs(lean)))
        pen.soft(
            [(x, up), (x + size * (lean - 0.16), up + size * 0.55), tip, (x + size * (lean + 0.16), up + size * 0.5)],
            tone,
        )
    if kind == 1:
        pen.disc(x, up + size * 0.9, size * 0.16, tone)


def _wainscot(room: Room, rng: Random) -> str:
    """Pale panels to the height of a chair, wallpaper above."""
    pen = room.pen(0, 0)
    pale = mix(room.wall, "#fbf6ea", 0.62 if lightness(room.wall) > 0.6 else 0.14)
    pen.rect(0, 0, room.wide, 1.05, pale)
    for k in range(int(room.wide / 0.62) + 1):
        pen.rect(k * 0.62 + 0.07, 0.18, 0.48, 0.74, shade(pale, -0.045), 0.01)
        pen.rect(k * 0.62 + 0.085, 0.18, 0.465, 0.725, shade(pale, 0.02), 0.01)
    pen.rect(0, 1.02, room.wide, 0.07, shade(pale, 0.03))
    pen.rect(0, 1.0, room.wide, 0.02, shade(pale, -0.1))
    return (_wallpaper(room, rng) if rng.random() < 0.6 else _plaster(room, rng)) + pen.svg


Pattern = Callable[[Room, Random], str]
WALLS: dict[str, Pattern] = {
    "plain": _plain,
    "stripes": _stripes,
    "tiles": _tiles,
    "panels": _panels,
    "bricks": _bricks,
    "logs": _logs,
    "dado": _dado,
    "stone": _stone,
    "plaster": _plaster,
    "wallpaper": _wallpaper,
    "wainscot": _wainscot,
}
