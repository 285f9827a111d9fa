"""Lanes: a street that runs away from the viewer, with houses to both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from pipelines.scene.curve import Point, line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import BRIGHT, PLASTER, SHUTTERS, SNOW
from pipelines.scene.place.open import LAMPLIGHT, dark, halo, open_sky
from pipelines.scene.shapes import circle, ellipse, path, stroke

EYE = 1.75
"""Metres above the ground from which one looks."""
NEAREST, FARTHEST = 2.2, 60.0
"""Metres away: where the picture's lower edge is, and where the lane ends."""
FLOOR, LOW = 3.0, 3.6
"""Metres: height of a floor, and of the lowest one with its shop."""


@dataclass(frozen=True)
class Lane:
    """The camera of the lane: (x, up, away) in metres to scene units; x 0 is the middle of the paving."""

    stage: Stage
    middle: float
    half: float
    """Half the width of the lane in metres."""

    @property
    def scale(self) -> float:
        """Scene units that a metre has one metre away."""
        return (self.stage.height - self.stage.horizon) * NEAREST / EYE

    def at(self, x: float, up: float, away: float) -> Point:
        k = self.scale / away
        return self.middle + x * k, self.stage.horizon + (EYE - up) * k

    def quad(self, x: float, low: float, high: float, near: float, far: float) -> str:
        """An upright rectangle that runs along the lane, as path data."""
        corners = ((low, near), (high, near), (high, far), (low, far))
        return line([self.at(x, up, away) for up, away in corners], closed=True)

    def pen(self, x: float, away: float) -> Pen:
        """A pen that draws upright things there, facing the viewer."""
        t = self.stage.tones
        haze = min(0.4, away / 110)

        def seen(colour: str) -> str:
            return t.away(t.change(colour), haze)

        return Pen(*self.at(x, 0, away), self.scale / away, seen, lit_from_left=self.stage.lit_from_left)


def paint_lane(stage: Stage) -> None:
    """An old lane: paving, houses with shops and shutters, lamps, and what is seen at its end."""
    open_sky(stage, EYE)
    rng = stage.random("lane")
    paint_skyline(stage) if rng.random() < 0.4 else paint_hills(stage, 3, rng.uniform(12, 20))
    broad = max(1.0, stage.width / stage.height) ** 0.8
    lane = Lane(stage, stage.width * rng.uniform(0.4, 0.6), rng.uniform(3.0, 4.2) * broad)
    stage.metre = lane.scale / 4.2
    _end(lane, rng)
    _paving(lane, rng)
    for side in (-1, 1):
        _houses(lane, side, stage.random(f"houses {side}"))
    _lamps(lane, rng)
    _flags(lane, rng)


def _end(lane: Lane, rng: Random) -> None:
    """What closes the lane: a tower with a clock, or trees in the haze."""
    pen = lane.pen(0.0, FARTHEST)
    wall, tile = rng.choice(PLASTER), rng.choice(("#8f4a3f", "#5f6a7a", "#6f8f86"))
    if rng.random() < 0.6:
        pen.rect(-3, 0, 6, 17, wall)
        pen.rect(0.6 if pen.lit_from_left else -3, 0, 2.4, 17, shade(wall, -0.05))
        pen.poly([(-3.6, 17), (0, 25), (3.6, 17)], SNOW if lane.stage.wintry else tile)
        pen.disc(0, 13.6, 1.7, "#fbf6e8")
        pen.line([(0, 13.6), (0, 14.8)], "#4a4348", 0.3)
        pen.line([(0, 13.6), (0.8, 13.2)], "#4a4348", 0.3)
        pen.rect(-1, 0, 2, 4, shade(wall, -0.18))
    lane.stage.add("end of the lane", "far", 0.3, pen.svg)
    trees = lane.pen(0.0, FARTHEST)
    for _ in range(12):
        green = SNOW if lane.stage.wintry else shade("#7f9f6a", rng.uniform(-0.06, 0.04))
        trees.disc(rng.uniform(-9, 9), rng.uniform(1.5, 5), rng.uniform(1.6, 3.2), green)
    lane.stage.add("trees", "far", 0.31, trees.svg)


def _paving(lane: Lane, rng: Random) -> None:
    stage, t = lane.stage, lane.stage.tones
    wet = stage.brief.weather in ("rain", "storm")
    colour = t.change(
        "#e6ecf2" if stage.wintry else "#8d8f98" if wet else rng.choice(("#cdbba2", "#c2b6ac", "#b9b3ae"))
    )
    fill = stage.vertical(
        (0, t.away(colour, 0.35)), (0.5, colour), (1, shade(colour, -0.06)), top=stage.horizon, bottom=stage.height
    )
    wide = lane.half + 30
    corners = [(-wide, FARTHEST * 3), (wide, FARTHEST * 3), (wide, NEAREST * 0.7), (-wide, NEAREST * 0.7)]
    svg = path(line([lane.at(x, 0, away) for x, away in corners], closed=True), fill)
    seam, rows, away = shade(colour, -0.06), "", NEAREST * 0.8
    while away < 40:
        rows += line([lane.at(-lane.half, 0, away), lane.at(lane.half, 0, away)])
        for k in range(int(lane.half * 2 / 0.5) if away < 16 else 0):
            x = -lane.half + k * 0.5 + rng.uniform(0, 0.25)
            rows += line([lane.at(x, 0, away), lane.at(x, 0, away * 1.075)])
        away *= 1.075
    svg += stroke(rows, seam, stage.unit * 0.16)
    for side in (-1, 1):
        gutter = [
            (side * lane.half, NEAREST * 0.7),
            (side * lane.half, FARTHEST),
            (side * (lane.half - 0.25), FARTHEST),
            (side * (lane.half - 0.25), NEAREST * 0.7),
        ]
        svg += path(line([lane.at(x, 0, away) for x, away in gutter], closed=True), shade(colour, -0.1))
    stage.add("paving", "ground", 0.44, svg + _shine(lane, rng, wet))
    _shadow(lane)


def _shadow(lane: Lane) -> None:
    """The shade that the houses of the light's side throw over half of the lane."""
    stage = lane.stage
    if dark(stage) or stage.brief.weather not in ("clear", "wind"):
        return
    side = -1 if stage.lit_from_left else 1
    edge = side * lane.half * 0.05
    corners = [
        (side * (lane.half + 20), NEAREST * 0.7),
        (edge, NEAREST * 0.7),
        (edge, FARTHEST),
        (side * (lane.half + 20), FARTHEST),
    ]
    shape = line([lane.at(x, 0, away) for x, away in corners], closed=True)
    stage.add("shade", "light", 0.45, path(shape, mix("#3a3560", stage.tones.near, 0.3), 0.2))


def _shine(lane: Lane, rng: Random, wet: bool) -> str:
    """Lights of the houses on the wet paving."""
    stage, svg = lane.stage, ""
    for _ in range(22 if wet else 0):
        x, y = lane.at(rng.uniform(-lane.half, lane.half), 0, rng.uniform(3, 14))
        w = stage.unit * rng.uniform(1.5, 4)
        colour = rng.choice(("#ffd98a", "#ffb06a", "#9fd3f0")) if dark(stage) else stage.tones.sky_low
        svg += ellipse(x, y, w, w * 2.6, stage.glow(colour, 0.5))
    return svg


def _houses(lane: Lane, side: int, rng: Random) -> None:
    """The houses of one side, the far ones first."""
    ends, away = [], NEAREST * 0.6
    while away < FARTHEST:
        ends.append((away, away + rng.uniform(4.5, 7.5)))
        away = ends[-1][1]
    svg = "".join(_house(lane, side, near, far, rng) for near, far in reversed(ends))
    lane.stage.add("houses", "far", 0.46, svg)


def _house(lane: Lane, side: int, near: float, far: float, rng: Random) -> str:
    """One front, as it is seen from the side."""
    stage, t = lane.stage, lane.stage.tones
    x, floors = side * lane.half, rng.randint(2, 4)
    tall = LOW + floors * FLOOR + 0.3
    lit = (side > 0) == stage.lit_from_left
    haze = min(0.55, near / 95)

    def seen(colour: str) -> str:
        """The colour in the sun or in the shade, through the air."""
        changed = t.change(colour)
        return t.away(mix(changed, t.light, 0.1) if lit else shade(changed, -0.07), haze)

    wall = seen(rng.choice(BRIGHT + PLASTER))
    svg = path(lane.quad(x, 0, tall, near, far), wall) + path(lane.quad(x, 0, 0.5, near, far), shade(wall, -0.08))
    svg += _eaves(lane, x, side, tall, near, far, seen(rng.choice(("#b5563f", "#6f5560", "#8f4a3f", "#5f6a7a"))))
    trim, shutter = seen("#fbf4e6"), seen(rng.choice(SHUTTERS))
    glass = seen(mix("#5f7f95", t.sky_low, 0.3))
    count = 2 if far - near < 6 else 3
    step = (far - near) / count
    for floor in range(floors):
        up = LOW + floor * FLOOR + 0.6
        for k in range(count):
            a = near + step * (k + 0.3)
            b = a + step * 0.42
            pane = LAMPLIGHT if dark(stage) and rng.random() < 0.6 else glass
            svg += path(lane.quad(x, up - 0.1, up + 1.75, a - 0.12, b + 0.12), trim) + path(
                lane.quad(x, up, up + 1.65, a, b), pane
            )
            for c, d in ((a - 0.55, a - 0.14), (b + 0.14, b + 0.55)):
                svg += path(lane.quad(x, up - 0.05, up + 1.7, c, d), shutter)
            if floor == 0 and rng.random() < 0.5:
                svg += _flower_box(lane, x, side, up, a, b, rng)
    return svg + _shop(lane, x, side, near, far, seen, rng)


def _eaves(lane: Lane, x: float, side: int, up: float, near: float, far: float, colour: str) -> str:
    """The edge of the roof, which stands out over the lane."""
    out = x - side * 0.5
    under = [lane.at(x, up, near), lane.at(out, up, near), lane.at(out, up, far), lane.at(x, up, far)]
    snow = lane.stage.tones.change(SNOW) if lane.stage.wintry else colour
    return path(line(under, closed=True), shade(colour, -0.14)) + path(lane.quad(out, up, up + 0.5, near, far), snow)


def _flower_box(lane: Lane, x: float, side: int, up: float, near: float, far: float, rng: Random) -> str:
    """Flowers under a window."""
    t, out = lane.stage.tones, x - side * 0.3
    svg = path(lane.quad(out, up - 0.32, up - 0.02, near, far), t.change("#8a5f45"))
    for k in range(11):
        colour = SNOW if lane.stage.wintry else rng.choice(("#e8628a", "#f2b84a", "#ef6f6c", "#7fae5a", "#6f9f52"))
        away = near + (far - near) * k / 10
        px, py = lane.at(out, up + rng.uniform(0, 0.16), away)
        svg += circle(px, py, 0.12 * lane.scale / away, t.change(colour))
    return svg


def _shop(lane: Lane, x: float, side: int, near: float, far: float, seen: Callable[[str], str], rng: Random) -> str:
    """The lowest floor: a window with an awning over it, and a door."""
    middle = near + (far - near) * 0.62
    wood = seen(rng.choice((*SHUTTERS, "#b5483f", "#2f5f6f", "#8a5f45")))
    glow = dark(lane.stage)
    glass = LAMPLIGHT if glow else seen(mix("#6f93a5", lane.stage.tones.sky_low, 0.35))
    svg = path(lane.quad(x, 0, 3.1, near + 0.3, far - 0.3), wood)
    svg += path(lane.quad(x, 0.7, 2.5, near + 0.6, middle), glass)
    svg += path(lane.quad(x, 0.0, 2.4, middle + 0.4, far - 0.7), shade(wood, -0.1))
    svg += path(lane.quad(x, 1.1, 2.2, middle + 0.6, far - 0.9), glass)
    if rng.random() < 0.7:
        svg += _awning(lane, x, side, near + 0.35, middle + 0.2, rng)
    return svg


def _awning(lane: Lane, x: float, side: int, near: float, far: float, rng: Random) -> str:
    """A striped cloth that leans out over the paving."""
    t, svg = lane.stage.tones, ""
    colour = rng.choice(("#d9534f", "#e8a03f", "#4f8f7a", "#4f6f9f", "#b5713f"))
    out, count = x - side * 1.1, 6
    for k in range(count):
        a, b = near + (far - near) * k / count, near + (far - near) * (k + 1) / count
        tone = t.change(colour if k % 2 else "#fbf4e4")
        top = [lane.at(x, 3.0, a), lane.at(out, 2.4, a), lane.at(out, 2.4, b), lane.at(x, 3.0, b)]
        svg += path(line(top, closed=True), tone) + path(lane.quad(out, 2.15, 2.4, a, b), shade(tone, -0.06))
    return svg


def _lamps(lane: Lane, rng: Random) -> None:
    """Lamps along both sides, the far ones first."""
    for away in (26.0, 15.0, 8.5):
        for side in (-1, 1):
            pen = lane.pen(side * (lane.half - 0.55), away + side * 1.5)
            fixtures.lamp_post(lane.stage, pen)
            lane.stage.add("street lamp", "far", 0.47, pen.svg)


def _flags(lane: Lane, rng: Random) -> None:
    """Strings over the lane, of flags by day and of lamps in the dark."""
    stage, svg = lane.stage, ""
    for away, up in ((20.0, 6.5), (12.0, 5.6), (7.5, 4.7)) if rng.random() < 0.6 or dark(stage) else ():
        points = []
        for k in range(17):
            at = k / 16
            points.append(lane.at(lane.half * (2 * at - 1), up - 1.1 * 4 * at * (1 - at), away))
        svg += stroke(line(points), stage.tones.change("#5a4a44"), stage.unit * 0.14)
        for k, (x, y) in enumerate(points[1:-1]):
            pen = Pen(x, y, lane.scale / away, stage.tones.change)
            if dark(stage):
                halo(stage, pen, 0, -0.1, 0.7, strength=0.5)
                pen.bright(-0.09, -0.2, 0.18, 0.2, "#ffe6a4", 0.09)
            else:
                pen.poly(
                    [(-0.19, 0), (0.19, 0), (0, -0.42)], ("#d9534f", "#e8b04f", "#4f8f7a", "#4f7fb0", "#f6efe0")[k % 5]
                )
            svg += pen.svg
    if svg:
        stage.add("flags", "far", 0.48, svg)
