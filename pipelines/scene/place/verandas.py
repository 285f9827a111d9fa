"""Verandas: boards under a roof, a low wall with steps, and the garden beyond."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.plants import bush, flower
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import band, dark, halo, level, open_sky, pen_at
from pipelines.scene.shapes import path, stroke, trace
from pipelines.scene.tables import table

EDGE = 0.5
"""Depth at which the boards end and the garden begins."""
WOODS = ("#c09068", "#a87a55", "#cfae86", "#9a8f86")
WALLS = ("#e6dccb", "#d9b79a", "#c98a6a", "#b9bfc0")


def paint_veranda(stage: Stage) -> None:
    """A veranda with its table, from which one looks over a wall, rails or a hedge into the garden."""
    open_sky(stage, 2.1)
    rng = stage.random("veranda")
    _garden(stage, rng)
    side = rng.choice((0, 1))
    rng.choice((_low_wall, _low_wall, _rails, _hedge))(stage, rng, side)
    _boards(stage, rng)
    rng.choice((_posts, _posts, _pergola))(stage, rng, side)
    if not any(subject.drawing in table("pieces")["by_the_wall"] for subject in stage.brief.subjects):
        near_table(stage, "garden table", rng.choice(("#a9744a", "#f1ead9", "#7f9a8f")), side)
    deep = level(stage, EDGE - 0.12) - level(stage, 0.2)
    stage.anchors["lawn"] = (stage.width * 0.06, level(stage, 0.2), stage.width * 0.88, deep)
    stage.anchors["near"] = (0, level(stage, 0.68), stage.width, level(stage, 0.93) - level(stage, 0.68))


def _garden(stage: Stage, rng: Random) -> None:
    paint_hills(stage, 3, rng.uniform(8, 15))
    kinds = rng.choice(("l", "lp", "lc"))
    paint_trees(stage, "garden trees", kinds, stage.horizon + stage.unit * 2, stage.unit * 14, 0.3, gaps=0.3)
    paint_ground(stage, flowers=30)
    svg, x = "", stage.left
    while x < stage.right:
        green = shade(mix(stage.tones.far, stage.tones.land, 0.4), rng.uniform(-0.06, 0.01))
        wide = stage.unit * rng.uniform(8, 14)
        if not stage.width * 0.38 < x < stage.width * 0.6:
            svg += _flowering(stage, rng, x, level(stage, rng.uniform(0.1, 0.16)), wide, green)
        x += wide * rng.uniform(0.6, 1.1)
    stage.add("flower bed", "ground", 0.42, svg)


def _flowering(stage: Stage, rng: Random, x: float, foot: float, wide: float, green: str) -> str:
    svg = bush(rng, x, foot, wide, SNOW if stage.wintry else green)
    petal = stage.tones.change(rng.choice(("#f48fb1", "#ffd25e", "#ef6f6c", "#b39ddb", "#ffffff")))
    for _ in range(0 if stage.wintry else 6):
        px, up = x + rng.uniform(-0.4, 0.4) * wide, stage.unit * rng.uniform(-0.4, 2.0)
        svg += flower(rng, px, foot - up, stage.unit * rng.uniform(1.6, 3), petal, green)
    return svg


def _low_wall(stage: Stage, rng: Random, side: int) -> None:
    """The wall at the edge of the boards, with a gap for the steps; kept as the anchor "wall top"."""
    pen = pen_at(stage, stage.left, EDGE)
    colour = rng.choice(WALLS)
    gap = stage.width * (0.62 if side else 0.38)
    half = 1.0 * pen.metre
    for start, end in ((stage.left, gap - half), (gap + half, stage.right)):
        part = Pen(start, pen.foot, pen.metre, pen.change, lit_from_left=pen.lit_from_left)
        long = (end - start) / part.metre
        part.rect(0, 0, long, 0.5, colour)
        for k in range(int(long / 0.5)):
            part.rect(k * 0.5 + 0.24 * (k % 2), 0.24, 0.02, 0.22, shade(colour, -0.07))
            part.rect(k * 0.5, 0.02, 0.02, 0.2, shade(colour, -0.07))
        part.rect(0, 0.22, long, 0.025, shade(colour, -0.07))
        part.rect(0, 0.46, long, 0.1, SNOW if stage.wintry else shade(colour, 0.08))
        at = long - 0.9 if start == stage.left else 0.35
        pot(stage, part.moved(at, 0.55), rng)
        stage.add("low wall", "far", 0.455, part.svg)
    steps = Pen(gap - half, pen.foot, pen.metre, pen.change, lit_from_left=pen.lit_from_left)
    steps.rect(0, -0.02, 2.0, 0.12, shade(colour, -0.02))
    steps.rect(0.05, 0.1, 1.9, 0.1, shade(colour, -0.1))
    stage.anchors["steps"] = (gap - half * 0.8, pen.foot - 0.1 * pen.metre, half * 1.6, 0.12 * pen.metre)
    stage.add("steps", "far", 0.455, steps.svg)


def _rails(stage: Stage, rng: Random, side: int) -> None:
    """A balustrade of wood with a gap for the steps."""
    gap = stage.width * (0.62 if side else 0.38)
    wood = rng.choice(("#f4efe4", "#8f6a4c", "#6f8f86"))
    base = pen_at(stage, 0, EDGE)
    half = 1.0 * base.metre
    for start, end in ((stage.left, gap - half), (gap + half, stage.right)):
        part = Pen(start, base.foot, base.metre, base.change, lit_from_left=base.lit_from_left)
        long = (end - start) / part.metre
        for k in range(int(long / 0.26)):
            part.rect(
                long - 0.12 - k * 0.26 if start == stage.left else 0.06 + k * 0.26, 0, 0.07, 0.6, shade(wood, -0.04)
            )
        part.rect(0, 0.08, long, 0.06, wood)
        part.rect(0, 0.58, long, 0.09, SNOW if stage.wintry else shade(wood, 0.04))
        part.block(long - 0.16 if start == stage.left else 0, 0, 0.16, 0.8, wood)
        stage.add("balustrade", "far", 0.455, part.svg)
    stage.anchors["steps"] = (gap - half * 0.8, base.foot - 0.1 * base.metre, half * 1.6, 0.12 * base.metre)


def _hedge(stage: Stage, rng: Random, side: int) -> None:
    """Clipped green with flowers in it, and pots beside the gap for the steps."""
    gap = stage.width * (0.62 if side else 0.38)
    base = pen_at(stage, 0, EDGE)
    half, svg, x = 1.0 * base.metre, "", stage.left
    while x < stage.right:
        if abs(x - gap) > half * 1.3:
            green = shade(mix(stage.tones.far, stage.tones.land, 0.3), rng.uniform(-0.07, -0.02))
            svg += _flowering(stage, rng, x, base.foot, base.metre * rng.uniform(0.9, 1.2), green)
        x += base.metre * 0.34
    for at in (gap - half, gap + half - 0.56 * base.metre):
        post = Pen(at, base.foot, base.metre, base.change, lit_from_left=base.lit_from_left)
        pot(stage, post, rng)
        svg += post.svg
    stage.anchors["steps"] = (gap - half * 0.8, base.foot - 0.1 * base.metre, half * 1.6, 0.12 * base.metre)
    stage.add("hedge", "far", 0.455, svg)


def pot(stage: Stage, pen: Pen, rng: Random) -> None:
    """A pot with a trailing plant, half a metre wide."""
    green = SNOW if stage.wintry else rng.choice(("#6f9f5f", "#7fae6a", "#5f8f6f"))
    for _ in range(14):
        pen.disc(
            0.28 + rng.gauss(0, 0.2),
            0.36 + rng.uniform(0, 0.34),
            rng.uniform(0.06, 0.12),
            shade(green, rng.uniform(-0.06, 0.06)),
        )
    pen.poly([(0.05, 0.32), (0.51, 0.32), (0.44, 0), (0.12, 0)], "#c4714c")
    pen.rect(0.02, 0.28, 0.52, 0.09, shade("#c4714c", 0.04))


def _boards(stage: Stage, rng: Random) -> None:
    t = stage.tones
    wood = t.change(rng.choice(WOODS))
    top = level(stage, EDGE)
    fill = stage.vertical((0, shade(wood, -0.05)), (0.25, wood), (1, shade(wood, -0.06)), top=top, bottom=stage.height)
    svg = band(stage, top, stage.bottom - top, fill)
    middle, per = stage.width / 2, stage.unit * 8
    seams = "".join(
        trace("M", middle + k * per * 0.62, top, "L", middle + k * per * 1.75, stage.bottom) for k in range(-26, 27)
    )
    svg += stroke(seams, shade(wood, -0.085), stage.unit * 0.28)
    svg += band(stage, top, stage.unit * 1.1, shade(wood, 0.06))
    stage.add("boards", "ground", 0.46, svg)
    if not dark(stage) and stage.brief.weather in ("clear", "wind"):
        stage.add("sunlight", "light", 0.465, _slant(stage))


def _slant(stage: Stage) -> str:
    """Sun between the posts, on the boards."""
    lean = stage.unit * (16 if stage.lit_from_left else -16)
    svg, top, low = "", level(stage, EDGE + 0.03), level(stage, 1.05)
    for start, end in ((0.1, 0.36), (0.44, 0.86)):
        a, b = stage.width * start, stage.width * end
        wide = stage.width * 0.06
        shape = [(a, top), (b, top), (b + lean + wide, low), (a + lean - wide, low)]
        svg += path(line(shape, closed=True), stage.tones.light, 0.22)
    return svg


def _posts(stage: Stage, rng: Random, side: int) -> None:
    """Posts with a climbing plant, the beam of the roof over them, and lamps on a string."""
    pen = pen_at(stage, 0, 0.56)
    wood = rng.choice(("#f4efe4", "#8f6a4c", "#6f8f86"))
    svg = ""
    for k, x in enumerate((0.045, 0.955)):
        post = pen_at(stage, stage.width * x, 0.56)
        tall = (post.foot - stage.top) / post.metre
        post.block(-0.12, 0, 0.24, tall, wood, 0.01)
        post.rect(-0.18, 0, 0.36, 0.24, shade(wood, -0.05))
        if k == side:
            _climber(stage, post, rng)
        svg += post.svg
    beam = stage.height * 0.045
    tone = pen.change(shade(wood, -0.05))
    svg += band(stage, stage.top, beam - stage.top, tone) + band(stage, beam, stage.unit * 1.3, shade(tone, -0.1))
    stage.add("posts", "near", 0.5, svg + _lamps(stage, beam))


def _pergola(stage: Stage, rng: Random, side: int) -> None:
    """Beams overhead with leaves that hang from them, and lamps."""
    wood = stage.tones.change(rng.choice(("#f1ebdd", "#9a7453", "#7f6a58")))
    svg, beam = "", stage.height * 0.03
    for k in range(-2, 12):
        x, lean = stage.width * k / 9, stage.width * (k / 9 - 0.5) * 0.16
        shape = [
            (x + lean, stage.top),
            (x + lean + stage.unit * 2.4, stage.top),
            (x + stage.unit * 1.8, beam * 2.2),
            (x, beam * 2.2),
        ]
        svg += path(line(shape, closed=True), shade(wood, -0.05))
    svg += band(stage, beam, stage.unit * 2.2, wood) + band(
        stage, beam + stage.unit * 2.2, stage.unit * 0.8, shade(wood, -0.12)
    )
    green = rng.choice(("#5f8f55", "#7fa55f")) if stage.brief.season != "autumn" else "#c9683f"
    petal = rng.choice(("#c9a9e0", "#f4a9c0", "#fff4e8"))
    pen = Pen(0, beam, stage.unit, stage.tones.change)
    for _ in range(170):
        x = rng.betavariate(0.55, 0.55) * stage.width / stage.unit
        hang = rng.uniform(-3, 2 + 7 * abs(x * stage.unit / stage.width - 0.5) * 2)
        colour = SNOW if stage.wintry else petal if rng.random() < 0.16 else shade(green, rng.uniform(-0.08, 0.06))
        pen.oval(x, -hang, rng.uniform(0.8, 1.7), rng.uniform(0.6, 1.1), colour)
    stage.add("pergola", "near", 0.5, svg + pen.svg + _lamps(stage, beam * 2))


def _climber(stage: Stage, post: Pen, rng: Random) -> None:
    green = rng.choice(("#5f8f55", "#7fa55f")) if stage.brief.season != "autumn" else "#c9683f"
    petal = rng.choice(("#f4a9c0", "#fff4e8", "#c9a9e0", "#ef8f7a"))
    top = post.foot / post.metre
    for k in range(70):
        up = rng.uniform(0.3, top)
        colour = SNOW if stage.wintry and k % 3 else shade(green, rng.uniform(-0.08, 0.06))
        post.disc(rng.gauss(0, 0.13 + 0.1 * up / top), up, rng.uniform(0.07, 0.15), colour)
        if not stage.wintry and k % 4 == 0:
            post.disc(rng.gauss(0, 0.2), up, 0.055, petal)


def _lamps(stage: Stage, beam: float) -> str:
    sag = stage.height * 0.07
    svg = stroke(
        trace("M", 0, beam, "Q", stage.width / 2, beam + 2 * sag, stage.width, beam),
        stage.tones.change("#5a4a44"),
        stage.unit * 0.18,
    )
    for k in range(1, 12):
        at = k / 12
        x, y = stage.width * at, beam + sag * 4 * at * (1 - at)
        pen = Pen(x, y, stage.unit * 3, stage.tones.change)
        halo(stage, pen, 0, -0.3, 1.6, strength=0.5)
        pen.bright(-0.2, -0.5, 0.4, 0.5, "#ffe6a4" if dark(stage) else "#fbf1d8", 0.2)
        svg += pen.svg
    return svg


def near_table(stage: Stage, name: str, wood: str, side: int) -> None:
    """A table of boards at one side, near, where something is put on it; its top is the anchor "table"."""
    pen = pen_at(stage, 0, 0.97)
    wide = min(2.5, stage.width * 0.58 / pen.metre)
    pen.x = stage.width * 0.03 if side else stage.width * 0.97 - wide * pen.metre
    trestle(pen, wide, wood)
    x, y = pen.at(0, 0.74)
    stage.anchors["table"] = (x, y - 0.05 * pen.metre, wide * pen.metre, 0.1 * pen.metre)
    stage.add(name, "far", 0.48, pen.svg)
    stage.offered = name


def trestle(pen: Pen, wide: float, wood: str) -> None:
    """A table of boards on four legs, seen a little from above; its top is 0.74 m high at its middle."""
    pen.shadow(0.05, wide - 0.1, 0.28)
    for x in (0.12, wide - 0.22):
        pen.rect(x, 0.16, 0.1, 0.56, shade(wood, -0.16))
        pen.block(x + (0.02 if x < 1 else -0.02), 0, 0.11, 0.7, shade(wood, -0.06))
    pen.rect(0.14, 0.6, wide - 0.28, 0.09, shade(wood, -0.14))
    pen.poly([(0, 0.68), (wide, 0.68), (wide - 0.14, 0.84), (0.14, 0.84)], wood)
    for k in (0.72, 0.76, 0.8):
        pen.line([(0.14 * (k - 0.68) / 0.16, k), (wide - 0.14 * (k - 0.68) / 0.16, k)], shade(wood, -0.05), 0.008)
    pen.rect(0, 0.63, wide, 0.055, shade(wood, -0.05), 0.01)
