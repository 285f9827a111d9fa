"""Parks: lawns, paths, ponds, avenues, benches and old trees."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import blob, line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.land import paint_ground, paint_path
from pipelines.scene.nature.plants import bush, flower, spray
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import dark, level, open_sky, pen_at
from pipelines.scene.shapes import ellipse, path, trace

PETALS = ("#f48fb1", "#ffd25e", "#ef6f6c", "#b39ddb", "#ffffff")


def paint_park(stage: Stage) -> None:
    """A lawn under old trees with a path, a pond, an avenue or a round bed in it, and the town or hills behind."""
    open_sky(stage, 2.0)
    rng = stage.random("park")
    _behind(stage, rng)
    paint_ground(stage, flowers=40)
    side = rng.choice((0, 1))
    rng.choice((_winding, _pond, _avenue, _round_bed))(stage, rng, side)
    _furniture(stage, rng, side)
    _old_tree(stage, rng, side)


def _green(stage: Stage, lighter: float = 0.0) -> str:
    """The leaves of the park, as the season has them."""
    if stage.wintry:
        return stage.tones.change("#e3ebf1")
    return shade(mix(stage.tones.far, stage.tones.land, 0.35), lighter - 0.05)


def _behind(stage: Stage, rng: Random) -> None:
    """What looks over the trees, and their two rows: the far one in the haze."""
    rng.choice((paint_skyline, _hills, _hills))(stage)
    kinds = rng.choice(("l", "lp", "lc"))
    foot, snow = stage.horizon + stage.unit * 1.5, stage.wintry
    paint_trees(stage, "far trees", kinds, foot, stage.unit * 15, 0.5, gaps=0.05, snow=snow)
    paint_trees(
        stage, "park trees", "l", foot + stage.unit * 2, stage.unit * 12, 0.24, gaps=rng.uniform(0.4, 1.2), snow=snow
    )


def _hills(stage: Stage) -> None:
    paint_hills(stage, 3, 13)


def _sand(stage: Stage) -> str:
    return mix(stage.tones.change("#eaf0f5" if stage.wintry else "#e5d2a8"), stage.tones.land, 0.1)


def _winding(stage: Stage, rng: Random, side: int) -> None:
    paint_path(stage, "path", _sand(stage), shade(_sand(stage), -0.07))
    _bushes(stage, rng)


def _pond(stage: Stage, rng: Random, side: int) -> None:
    """Still water with the sky in it, between bushes."""
    t = stage.tones
    x, y = stage.width * (0.68 if side else 0.32), level(stage, 0.2)
    wide, tall = stage.width * 0.36, (stage.height - stage.horizon) * 0.1
    fill = stage.vertical((0, mix(t.water, t.sky_low, 0.5)), (1, t.water), top=y - tall, bottom=y + tall)
    svg = ellipse(x, y + tall * 0.12, wide * 1.03, tall * 1.1, shade(t.land, -0.11)) + ellipse(x, y, wide, tall, fill)
    for _ in range(9):
        px, py, long = (
            x + rng.uniform(-0.7, 0.7) * wide,
            y + rng.uniform(-0.5, 0.6) * tall,
            wide * rng.uniform(0.06, 0.2),
        )
        svg += ellipse(px, py, long, tall * 0.03, mix(t.sky_low, "#ffffff", 0.4), 0.6)
    stage.add("pond", "water", 0.43, svg)
    _bushes(stage, rng, at=(0.12, 0.17))


def _avenue(stage: Stage, rng: Random, side: int) -> None:
    """A straight way between two rows of trees that grow smaller with distance."""
    t, middle = stage.tones, stage.width * (0.56 if side else 0.44)
    sand = _sand(stage)
    shape = [(middle - stage.unit, stage.horizon + stage.unit), (middle + stage.unit, stage.horizon + stage.unit)]
    shape += [(middle + stage.width * 0.34, stage.bottom), (middle - stage.width * 0.34, stage.bottom)]
    fill = stage.vertical((0, mix(sand, t.sky_low, 0.3)), (1, sand), top=stage.horizon, bottom=stage.height)
    stage.add(
        "way", "ground", 0.42, path(line(shape, closed=True), fill, edge=shade(sand, -0.08), width=stage.unit * 0.4)
    )
    svg = ""
    for at in (0.05, 0.08, 0.13, 0.21, 0.34):
        for way in (-1, 1):
            pen = pen_at(stage, middle + way * stage.width * (0.05 + 0.95 * at), at)
            green = t.away(_green(stage, rng.uniform(-0.03, 0.02)), max(0.0, 0.4 - at * 1.6))
            svg += ellipse(pen.x, pen.foot, 1.3 * pen.metre, 0.16 * pen.metre, shade(t.land, -0.12), 0.6)
            svg += leafy(rng, pen.x, pen.foot, rng.uniform(4.4, 5.2) * pen.metre, green)
    stage.add("avenue trees", "far", 0.43, svg)


def _round_bed(stage: Stage, rng: Random, side: int) -> None:
    """A round bed of flowers with a way around it."""
    t, sand = stage.tones, _sand(stage)
    x, y = stage.width * (0.7 if side else 0.3), level(stage, 0.24)
    wide, tall = stage.width * 0.3, (stage.height - stage.horizon) * 0.11
    svg = ellipse(x, y, wide, tall, shade(sand, -0.06)) + ellipse(x, y - tall * 0.05, wide, tall, sand)
    svg += ellipse(x, y, wide * 0.7, tall * 0.66, shade(t.land, -0.12))
    colours = rng.sample(PETALS, 2)
    spots = sorted(
        ((rng.uniform(-1, 1), rng.uniform(-1, 1)) for _ in range(0 if stage.wintry else 70)), key=lambda p: p[1]
    )
    for dx, dy in spots:
        if dx * dx + dy * dy < 1:
            petal = t.change(colours[dx * dx + dy * dy < 0.35])
            svg += flower(
                rng, x + dx * wide * 0.66, y + dy * tall * 0.6, stage.unit * rng.uniform(1.8, 2.8), petal, _green(stage)
            )
    stage.add("round bed", "ground", 0.43, svg)


def _bushes(stage: Stage, rng: Random, at: tuple[float, float] = (0.14, 0.3)) -> None:
    svg = ""
    for _ in range(6):
        x = stage.width * rng.choice((rng.uniform(-0.02, 0.26), rng.uniform(0.74, 1.02)))
        green = SNOW if stage.wintry else _green(stage, rng.uniform(0.0, 0.05))
        svg += bush(rng, x, level(stage, rng.uniform(*at)), stage.unit * rng.uniform(5, 9), green)
    stage.add("bushes", "far", 0.435, svg)


def _furniture(stage: Stage, rng: Random, side: int) -> None:
    """A bench and a lamp by the way, away from the old tree."""
    pen = pen_at(stage, stage.width * (rng.uniform(0.08, 0.16) if side else rng.uniform(0.7, 0.78)), 0.32)
    fixtures.bench(pen)
    fixtures.lamp_post(stage, pen.moved(2.5 if side else -0.7))
    x, y = pen.at(0, 0.5)
    stage.anchors["bench"] = (x, y, 1.8 * pen.metre, 0.2 * pen.metre)
    stage.add("bench", "far", 0.44, pen.svg)


def _old_tree(stage: Stage, rng: Random, side: int) -> None:
    """A large tree at one edge, whose leaves hang over the picture and let spots of sun through to the lawn."""
    pen = pen_at(stage, stage.width * (0.985 if side else 0.015), 0.5)
    bark = stage.tones.change("#6f5443")
    trunk, tall = stage.unit * 4.2, pen.foot - stage.top
    way = -1 if side else 1
    roots, low, high = trunk * 1.5, pen.foot - tall * 0.2, pen.foot - tall * 0.6
    left = ("M", pen.x - roots, pen.foot, "C", pen.x - trunk * 0.7, low, pen.x - trunk * 0.8, high)
    right = ("C", pen.x + trunk * 0.8, high, pen.x + trunk * 0.7, low, pen.x + roots, pen.foot, "Z")
    edge = (pen.x - trunk * 0.7, stage.top, "H", pen.x + trunk * 0.7)
    svg = path(trace(*left, *edge, *right), bark)
    svg += path(blob(rng, pen.x, pen.foot, trunk * 2.4, trunk * 0.35, 0.2), shade(stage.tones.land, -0.1))
    for k in range(0 if stage.wintry else 9):
        angle = (180 - 12 - 9 * k) if side else 12 + 9 * k
        start = pen.x + way * stage.unit * rng.uniform(-2, 16)
        green = _green(stage, rng.uniform(-0.07, 0.02))
        svg += spray(rng, start, -stage.unit * rng.uniform(0, 4), stage.unit * rng.uniform(15, 26), angle, green)
    stage.add("old tree", "far", 0.46, svg)
    if not dark(stage) and stage.brief.weather in ("clear", "wind"):
        _sunspots(stage, rng, side)


def _sunspots(stage: Stage, rng: Random, side: int) -> None:
    """The shade of the old tree on the lawn, with the sun in it."""
    t = stage.tones
    middle = stage.width * (0.82 if side else 0.18)
    svg = path(
        blob(rng, middle, level(stage, 0.72), stage.width * 0.36, stage.unit * 5, 0.16), shade(t.land, -0.13), 0.4
    )
    for _ in range(16):
        x, y = middle + rng.gauss(0, 0.15) * stage.width, level(stage, rng.uniform(0.58, 0.86))
        r = stage.unit * rng.uniform(1, 3.2)
        svg += ellipse(x, y, r, r * 0.26, mix(t.land, t.light, 0.45), 0.55)
    stage.add("sun spots", "light", 0.455, svg)
