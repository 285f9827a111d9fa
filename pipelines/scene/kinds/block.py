"""Block: a piece of ground in two to one, and what stands along its edges."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import Point, line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import shade
from pipelines.scene.shapes import ellipse, path, rect, stroke

TOPS = {
    "sea": "#4fb3d0", "underwater": "#e3d19a", "desert": "#e9bd72", "snow": "#f1f6fb", "city": "#a9b0ba",
    "room": "#c89a6a", "space": "#8f88ad", "forest": "#6fa858", "mountain": "#85b45f",
}  # fmt: skip
GRASS = "#8cc65f"
EARTH = "#a9744a"
BARE = ("city", "desert", "snow", "sea", "underwater", "space", "room")


class Block:
    """The ground: u goes down to the right, v down to the left, each from -1 to 1; z goes up in scene units."""

    def __init__(self, stage: Stage) -> None:
        self.half = min(stage.width * 0.44, stage.height * 0.6)
        self.x = stage.width / 2
        self.y = stage.height * (0.62 if stage.brief.setting == "room" else 0.58)

    def at(self, u: float, v: float, z: float = 0.0) -> Point:
        """A point in scene units."""
        return self.x + (u - v) * self.half / 2, self.y + (u + v) * self.half / 4 - z

    def face(self, *corners: tuple[float, float, float]) -> str:
        """Path data of a flat face."""
        return line([self.at(*corner) for corner in corners], closed=True)


def paint_ground(stage: Stage, block: Block, rng: Random, deep: float) -> None:
    """The top with its two sides; earth below grass, water that lets one look in."""
    setting = _ground(stage)
    top = TOPS.get(setting, GRASS)
    side = {
        "sea": "#2f8fb8",
        "room": "#8a6242",
        "city": "#7b828d",
        "snow": "#c3d3e2",
        "desert": "#c98f4d",
        "space": "#5f5980",
    }.get(setting, EARTH)
    low = deep * 0.24 if side == EARTH else 0.0
    left, right = ((-1.0, 1.0), (1.0, 1.0)), ((1.0, 1.0), (1.0, -1.0))
    svg = ""
    for (a, b), dark in ((left, -0.03), (right, -0.1)):
        svg += path(block.face((*a, 0), (*b, 0), (*b, -deep), (*a, -deep)), shade(side, dark))
        if low:
            svg += path(block.face((*a, 0), (*b, 0), (*b, -low), (*a, -low)), shade(top, dark - 0.04))
            svg += "".join(_stone(block, rng, a, b, deep, shade(side, dark - 0.06)) for _ in range(5))
    svg += path(block.face((-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)), top)
    svg += _texture(stage, block, rng, top)
    stage.add("ground", "ground", 0.4, svg)


def _ground(stage: Stage) -> str:
    """The setting whose ground it is: a beach is of sand, and a meadow in winter lies under snow."""
    setting = stage.brief.setting
    if stage.brief.place == "beach":
        return "desert"
    return "snow" if stage.wintry and setting not in BARE else setting


def _stone(block: Block, rng: Random, a: tuple[float, float], b: tuple[float, float], deep: float, colour: str) -> str:
    share, down = rng.uniform(0.08, 0.92), deep * rng.uniform(0.4, 0.86)
    x, y = block.at(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, -down)
    return ellipse(x, y, block.half * 0.022, block.half * 0.013, colour)


def _texture(stage: Stage, block: Block, rng: Random, top: str) -> str:
    """Boards, paving, waves or tufts."""
    setting, svg = _ground(stage), ""
    if setting in ("room", "city"):
        steps = 8 if setting == "room" else 6
        data = "".join(
            line([block.at(-1 + 2 * at / steps, -1), block.at(-1 + 2 * at / steps, 1)]) for at in range(1, steps)
        )
        if setting == "city":
            data += "".join(
                line([block.at(-1, -1 + 2 * at / steps), block.at(1, -1 + 2 * at / steps)]) for at in range(1, steps)
            )
        return stroke(data, shade(top, -0.05), stage.unit * 0.25)
    for _ in range(46):
        x, y = block.at(rng.uniform(-0.94, 0.94), rng.uniform(-0.94, 0.94))
        u = block.half * 0.02
        if setting in ("sea", "desert", "snow"):
            svg += f"M{x:.1f} {y:.1f}q{u:.1f} {-u * 0.7:.1f} {2 * u:.1f} 0t{2 * u:.1f} 0"
        else:
            svg += f"M{x:.1f} {y:.1f}l{-u * 0.5:.1f} {-u:.1f}M{x:.1f} {y:.1f}l{u * 0.5:.1f} {-u:.1f}"
    return stroke(svg, shade(top, 0.07 if setting == "sea" else -0.06), stage.unit * 0.28)


def paint_walls(stage: Stage, block: Block, rng: Random) -> None:
    """The two walls at the back of a room, with a window, a picture and a skirting board."""
    wall = rng.choice(("#cfe0dc", "#f0d6c4", "#d8d3ea", "#e9dcb8", "#c9dcea"))
    high = block.half * 0.72
    svg = path(block.face((-1, 1, 0), (-1, -1, 0), (-1, -1, high), (-1, 1, high)), wall)
    svg += path(block.face((-1, -1, 0), (1, -1, 0), (1, -1, high), (-1, -1, high)), shade(wall, -0.05))
    for a, b in (((-1.0, 1.0), (-1.0, -1.0)), ((-1.0, -1.0), (1.0, -1.0))):
        svg += path(block.face((*a, 0), (*b, 0), (*b, high * 0.06), (*a, high * 0.06)), "#fbf8f2")
    frame = block.face((-0.5, -1, high * 0.4), (0.3, -1, high * 0.4), (0.3, -1, high * 0.86), (-0.5, -1, high * 0.86))
    svg += path(frame, "#9fd3ee", 1.0, "#fbf8f2", stage.unit * 1.1)
    svg += stroke(line([block.at(-0.1, -1, high * 0.4), block.at(-0.1, -1, high * 0.86)]), "#fbf8f2", stage.unit * 0.7)
    art = block.face((-1, 0.5, high * 0.48), (-1, -0.1, high * 0.48), (-1, -0.1, high * 0.82), (-1, 0.5, high * 0.82))
    svg += path(art, rng.choice(("#e07a5f", "#81b29a", "#f2cc8f", "#6d8fd0")), 1.0, "#6f4a33", stage.unit * 0.7)
    rug = block.face((-0.55, -0.45, 0), (0.65, -0.45, 0), (0.65, 0.55, 0), (-0.55, 0.55, 0))
    stage.add("walls", "far", 0.2, svg)
    stage.add("carpet", "ground", 0.41, path(rug, shade(wall, -0.1, 1.6), 0.0))


def paint_plants(stage: Stage, block: Block, rng: Random) -> None:
    """Trees of cones and bushes along the two edges at the back."""
    count = 9 if stage.brief.setting == "forest" else 4
    spots = [
        (rng.uniform(-0.92, 0.8), -0.9) if rng.random() < 0.5 else (-0.9, rng.uniform(-0.92, 0.8)) for _ in range(count)
    ]
    svg = "".join(
        _tree(block, u, v, block.half * rng.uniform(0.2, 0.34), stage.wintry) for u, v in sorted(spots, key=sum)
    )
    stage.add("trees", "ground", 0.45, svg)


def _tree(block: Block, u: float, v: float, high: float, wintry: bool) -> str:
    x, y = block.at(u, v)
    green = "#e6eff5" if wintry else "#4f9a55"
    svg = ellipse(x, y, high * 0.26, high * 0.12, "#1f3a2a", 0.25) + rect(
        x - high * 0.05, y - high * 0.24, high * 0.1, high * 0.24, "#8a5f3f"
    )
    for at, wide in ((0.16, 0.3), (0.4, 0.24), (0.64, 0.16)):
        foot, tip = y - high * at, y - high * (at + 0.42)
        svg += path(line([(x - high * wide, foot), (x, tip), (x, foot + high * 0.07)], closed=True), shade(green, 0.06))
        svg += path(
            line([(x + high * wide, foot), (x, tip), (x, foot + high * 0.07)], closed=True), shade(green, -0.05)
        )
    return svg


def paint_houses(stage: Stage, block: Block, rng: Random) -> None:
    """Blocks of houses along the edges at the back, lit windows on both faces."""
    spots = [(-0.72, v) for v in (-0.72, -0.12, 0.48)] + [(u, -0.72) for u in (-0.12, 0.48)]
    svg = ""
    for u, v in sorted(spots, key=sum):
        wall = rng.choice(("#e8d6c0", "#c9d5dd", "#d9a48a", "#b9c4b0", "#cdbfd8"))
        svg += _box(stage, block, u, v, 0.24, block.half * rng.uniform(0.3, 0.75), wall)
    stage.add("houses", "far", 0.3, svg)


def _box(stage: Stage, block: Block, u: float, v: float, r: float, high: float, wall: str) -> str:
    svg = path(block.face((u - r, v + r, 0), (u + r, v + r, 0), (u + r, v + r, high), (u - r, v + r, high)), wall)
    svg += path(
        block.face((u + r, v - r, 0), (u + r, v + r, 0), (u + r, v + r, high), (u + r, v - r, high)), shade(wall, -0.1)
    )
    svg += path(
        block.face((u - r, v - r, high), (u + r, v - r, high), (u + r, v + r, high), (u - r, v + r, high)),
        shade(wall, 0.06),
    )
    step = block.half * 0.1
    for floor in range(1, int(high / step)):
        z = floor * step
        for at in (-0.5, 0.15):
            a, b = r * at, r * (at + 0.35)
            svg += path(
                block.face(
                    (u + a, v + r, z), (u + b, v + r, z), (u + b, v + r, z + step * 0.5), (u + a, v + r, z + step * 0.5)
                ),
                "#6f93a8",
            )
            svg += path(
                block.face(
                    (u + r, v + a, z), (u + r, v + b, z), (u + r, v + b, z + step * 0.5), (u + r, v + a, z + step * 0.5)
                ),
                "#5b7d94",
            )
    return svg
