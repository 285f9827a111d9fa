"""Props: quiet things out of focus behind a tabletop. Each is a fragment whose foot is at y `foot`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

from pipelines.scene.curve import blob
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import circle, ellipse, path, rect, ring, stroke, trace


def herbs(rng: Random, x: float, foot: float, size: float, pot: str, green: str) -> str:
    """A pot of herbs, `size` high."""
    w, h = size * 0.52, size * 0.44
    clay = trace("M", x - w / 2, foot - h, "h", w, "l", -w * 0.12, h, "h", -w * 0.76, "Z")
    leaves = ""
    for _ in range(12):
        dx, dy, r = rng.uniform(-0.45, 0.45) * size, rng.uniform(0.4, 0.95) * size, size * rng.uniform(0.1, 0.17)
        leaves += path(
            blob(rng, x + dx * (1.2 - dy / size), foot - dy, r, r * 0.8), shade(green, rng.uniform(-0.07, 0.08))
        )
    rim = rect(x - w * 0.56, foot - h * 1.08, w * 1.12, h * 0.24, shade(pot, 0.03))
    return leaves + path(clay, pot) + rim


def trailing(rng: Random, x: float, top: float, long: float, green: str) -> str:
    """Stems with leaves that hang down from y `top`."""
    svg = ""
    for k in range(6):
        dx, bend, drop = (k - 2.5) * long * 0.09, rng.uniform(-0.1, 0.1) * long, long * rng.uniform(0.5, 1.0)
        svg += stroke(trace("M", x + dx, top, "q", bend, drop * 0.5, 0, drop), shade(green, -0.08), long * 0.012)
        for step in range(8):
            at = (step + rng.uniform(0.1, 0.9)) / 8
            lx = x + dx + 2 * bend * at * (1 - at) + rng.uniform(-0.05, 0.05) * long
            r = long * rng.uniform(0.04, 0.085) * (1.15 - 0.5 * at)
            svg += path(blob(rng, lx, top + drop * at, r, r * 0.75, 0.25, 6), shade(green, rng.uniform(-0.06, 0.07)))
    return svg


def leaf(rng: Random, x: float, y: float, long: float, degrees: float, green: str) -> str:
    """A long stem with pairs of leaves, towards `degrees` (0 right, 90 up)."""
    angle, svg = math.radians(degrees), ""
    dx, dy = math.cos(angle), -math.sin(angle)
    svg += stroke(trace("M", x, y, "l", dx * long, dy * long), green, long * 0.012)
    for k in range(8):
        at = (k + 1) / 8.5
        for side in (-1, 1):
            turn, size = angle + side * 0.85, long * 0.21 * (1.15 - at * 0.7)
            cx, cy = x + dx * long * at, y + dy * long * at
            ex, ey = cx + math.cos(turn) * size, cy - math.sin(turn) * size
            bow = size * 0.3
            nx, ny = -math.sin(turn) * bow, -math.cos(turn) * bow
            svg += path(
                trace("M", cx, cy, "Q", (cx + ex) / 2 + nx, (cy + ey) / 2 + ny, ex, ey,
                      "Q", (cx + ex) / 2 - nx, (cy + ey) / 2 - ny, cx, cy, "Z"), green,
            )  # fmt: skip
    return svg


def bushy(rng: Random, x: float, foot: float, size: float, pot: str, green: str) -> str:
    """A plant with long leaves in a pot, `size` high."""
    stems = ""
    for k in range(6):
        degrees, tone = 50 + 16 * k + rng.uniform(-6, 6), shade(green, rng.uniform(-0.07, 0.07))
        stems += leaf(rng, x, foot - size * 0.3, size * rng.uniform(0.55, 0.85), degrees, tone)
    w, h = size * 0.3, size * 0.34
    return stems + path(trace("M", x - w / 2, foot - h, "h", w, "l", -w * 0.14, h, "h", -w * 0.72, "Z"), pot)


def jars(rng: Random, x: float, foot: float, wide: float, tall: float, colours: Sequence[str]) -> str:
    """A row of storage jars with lids."""
    svg, left = "", x
    while left < x + wide:
        w, h, colour = tall * rng.uniform(0.42, 0.6), tall * rng.uniform(0.62, 1.0), rng.choice(colours)
        svg += rect(left, foot - h, w, h, colour, 0.9, r=w * 0.16) + rect(
            left + w * 0.1, foot - h * 1.08, w * 0.8, h * 0.14, shade(colour, -0.12)
        )
        svg += rect(left + w * 0.14, foot - h * 0.9, w * 0.14, h * 0.7, "#ffffff", 0.3, r=w * 0.06)
        left += w * rng.uniform(1.12, 1.4)
    return svg


def spines(rng: Random, x: float, foot: float, wide: float, tall: float, colours: Sequence[str]) -> str:
    """A row of standing spines, some leaning."""
    svg, left = "", x
    while left < x + wide:
        w, h = tall * rng.uniform(0.13, 0.26), tall * rng.uniform(0.72, 1.0)
        svg += rect(left, foot - h, w * 0.94, h, shade(rng.choice(colours), rng.uniform(-0.04, 0.04)))
        left += w if rng.random() < 0.86 else w * 2.4
    return svg


def shade_lamp(x: float, foot: float, tall: float, metal: str, cloth: str) -> str:
    """A lamp with a shade on a thin foot."""
    w, top = tall * 0.5, foot - tall
    svg = rect(x - tall * 0.02, top + tall * 0.3, tall * 0.04, tall * 0.68, metal)
    svg += ellipse(x, foot - tall * 0.02, tall * 0.16, tall * 0.045, metal)
    cone = trace("M", x - w * 0.28, top, "h", w * 0.56, "l", w * 0.26, tall * 0.36, "h", -w * 1.08, "Z")
    return svg + path(cone, cloth)


def pendant(x: float, top: float, drop: float, size: float, metal: str, light: str) -> str:
    """A lamp that hangs from y `top` by a cord."""
    y = top + drop
    bell = trace("M", x - size, y + size * 0.7, "Q", x - size * 0.8, y - size * 0.5, x, y - size * 0.6,
                 "Q", x + size * 0.8, y - size * 0.5, x + size, y + size * 0.7, "Z")  # fmt: skip
    return (
        rect(x - size * 0.03, top, size * 0.06, drop, metal)
        + path(bell, metal)
        + ellipse(x, y + size * 0.7, size * 0.9, size * 0.2, light)
    )


def lights(rng: Random, left: float, right: float, top: float, foot: float, size: float, colours: Sequence[str]) -> str:
    """Lights out of focus: discs that can be seen through, with a brighter line around."""
    svg = ""
    for _ in range(34):
        x, y, r = rng.uniform(left, right), rng.uniform(top, foot), size * rng.uniform(0.4, 1.5)
        colour, strength = rng.choice(colours), rng.uniform(0.16, 0.5)
        svg += circle(x, y, r, colour, strength) + ring(
            x, y, r, r, mix(colour, "#ffffff", 0.4), r * 0.08, strength * 0.7
        )
    return svg


def tiles(left: float, right: float, top: float, foot: float, size: float, line: str, *, bricks: bool = True) -> str:
    """The joints of tiles, as a fragment of lines."""
    data, row, y = "", 0, foot
    while y > top:
        data += trace("M", left, y, "H", right)
        x = left + (size if bricks and row % 2 else 0.0)
        while x < right:
            data += trace("M", x, y, "v", -size * (1.0 if bricks else 2.0))
            x += size * 2
        y, row = y - size * (1.0 if bricks else 2.0), row + 1
    return stroke(data, line, size * 0.07, 0.8)


def hung_tools(rng: Random, x: float, top: float, size: float, tone: str, shows: Callable[[str], bool]) -> str:
    """Tools hung in a row, as flat shapes of one tone; ten sizes wide. `shows`: whether one of that name may be."""
    named = {"wrench": _wrench, "saw": _saw, "ruler": _square, "drill": _brace, "screwdriver": _file}
    svg, kinds = "", [kind for name, kind in named.items() if shows(name)]
    rng.shuffle(kinds)
    for number, kind in enumerate(kinds):
        svg += kind(x + number * size * 2.1, top + rng.uniform(-0.1, 0.2) * size, size, tone)
    return svg


def _wrench(x: float, y: float, size: float, tone: str) -> str:
    head = ring(x, y + size * 0.3, size * 0.26, size * 0.26, tone, size * 0.16)
    return head + rect(x - size * 0.1, y + size * 0.5, size * 0.2, size * 1.5, tone, r=size * 0.1)


def _saw(x: float, y: float, size: float, tone: str) -> str:
    blade = trace(
        "M", x - size * 0.3, y + size * 0.5, "h", size * 0.6, "l", -size * 0.35, size * 1.9, "h", -size * 0.15, "Z"
    )
    return ring(x, y + size * 0.2, size * 0.3, size * 0.26, tone, size * 0.18) + path(blade, tone)


def _square(x: float, y: float, size: float, tone: str) -> str:
    return stroke(trace("M", x - size * 0.4, y, "v", size * 1.6, "h", size), tone, size * 0.22)


def _brace(x: float, y: float, size: float, tone: str) -> str:
    return stroke(
        trace("M", x, y, "v", size * 0.5, "h", size * 0.4, "v", size * 0.7, "h", -size * 0.4, "v", size * 0.8),
        tone,
        size * 0.16,
    )


def _file(x: float, y: float, size: float, tone: str) -> str:
    return rect(x - size * 0.14, y, size * 0.28, size * 0.7, tone, r=size * 0.12) + rect(
        x - size * 0.07, y + size * 0.7, size * 0.14, size * 1.3, tone
    )


def ladles(x: float, top: float, size: float, tone: str, count: int = 4) -> str:
    """A rail with what is used for cooking hung from it, as flat shapes."""
    svg = rect(x - size * 0.6, top, size * (1.2 * count), size * 0.12, tone)
    for k in range(count):
        at, long = x + k * size * 1.15, size * (1.7 + 0.3 * (k % 2))
        svg += rect(at - size * 0.06, top, size * 0.12, long, tone)
        svg += ellipse(at, top + long, size * 0.3, size * (0.4 if k % 2 else 0.24), tone)
    return svg


def bunting(left: float, right: float, top: float, size: float, colours: Sequence[str]) -> str:
    """Little pennants on a cord that sags."""
    count = max(3, round((right - left) / (size * 1.5)))
    svg = ""
    for k in range(count):
        at = (k + 0.5) / count
        x, y = left + (right - left) * at, top + size * 3.2 * at * (1 - at)
        svg += path(
            trace("M", x - size * 0.5, y, "h", size, "l", -size * 0.5, size * 1.1, "Z"), colours[k % len(colours)]
        )
    cord = trace("M", left, top, "Q", (left + right) / 2, top + size * 1.7, right, top)
    return stroke(cord, "#ffffff", size * 0.08, 0.8) + svg


def boxes(rng: Random, x: float, foot: float, wide: float, size: float, colours: Sequence[str]) -> str:
    """A low shelf with coloured boxes in it."""
    svg, count = "", max(2, round(wide / size))
    for row in range(2):
        for k in range(count):
            left, top = x + k * size, foot - (row + 1) * size
            svg += rect(left, top, size, size, "#efe3cf") + rect(
                left + size * 0.12, top + size * 0.28, size * 0.76, size * 0.64, rng.choice(colours), r=size * 0.06
            )
    return svg
