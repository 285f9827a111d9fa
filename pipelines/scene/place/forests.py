"""Forests: a glade among broad trees, tall stems in the sun, firs in the mist."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import crown, leafy, oak, trunk
from pipelines.scene.nature.foreground import paint_foreground
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.plants import bush, conifer
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.sunlight import paint_dapples, paint_shafts
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse, rect

AUTUMN = ("#d08a3a", "#bf5f33", "#d9ab48", "#a8583a", "#8f8f4a")
ABOVE = {"moon", "sun", "stars", "clouds", "rainbow", "northern lights"}
"""Features that are seen in the sky."""
WHITE = "#eef3f8"
BARKS = ("#6b5546", "#7a6350", "#5d4c46")


def paint_forest(stage: Stage) -> None:
    """One of the forests, with patches of sun on its floor."""
    rng = stage.random("forest")
    forest = rng.choice(_suiting(stage))
    floor = forest(stage, rng)
    paint_ground(stage, flowers=0 if stage.wintry else rng.choice((8, 20, 30)), wave=1.2)
    paint_dapples(stage, rng)
    floor(stage, rng)
    if forest is not _firs and stage.brief.weather in ("clear", "wind") and stage.brief.daytime != "night":
        paint_shafts(stage, rng)
    paint_foreground(stage)


def _suiting(stage: Stage) -> list[Callable[[Stage, Random], Callable[[Stage, Random], None]]]:
    """Firs do not turn in autumn, and tall stems hide what was named in the sky."""
    autumn, above = stage.brief.season == "autumn", set(stage.brief.features) & ABOVE
    hidden = [_firs] * autumn + [_stems] * bool(above)
    return [one for one in _FORESTS if one not in hidden]


def leaf(stage: Stage, rng: Random, haze: float) -> str:
    """The colour of one tree's leaves through so much air, 0 to 1."""
    t = stage.tones
    if stage.wintry:
        colour = t.change(rng.choice(("#a9b9b8", "#bccaca", "#97aaa8")))
    elif stage.brief.season == "autumn":
        colour = t.change(rng.choice(AUTUMN))
    else:
        colour = mix(t.far, t.land, rng.uniform(0.1, 0.6))
    return t.away(shade(colour, rng.uniform(-0.09, -0.01)), haze)


def _row(stage: Stage, rng: Random, foot: float, tall: float, haze: float, gap: float, kinds: str) -> None:
    svg, x, left = "", stage.left + rng.uniform(0, tall * 0.3), stage.lit_from_left
    while x < stage.right:
        high, y = tall * rng.uniform(0.72, 1.2), foot + rng.uniform(-0.03, 0.05) * tall
        kind = rng.choice(kinds)
        if kind == "c":
            snow = stage.tones.away(WHITE, haze) if stage.wintry else ""
            tone = stage.tones.away(shade(mix(stage.tones.far, stage.tones.change("#35604f"), 0.5), -0.03), haze)
            svg += conifer(rng, x, y, high, tone, snow, left=left)
        else:
            svg += (oak if kind == "o" else leafy)(rng, x, y, high, leaf(stage, rng, haze), left=left)
        x += high * (0.32 if kind == "c" else 0.5) * rng.uniform(0.8, 1.3) * gap
    stage.add("trees", "far", 0.16 + 0.26 * (1 - haze), svg)


def mist(stage: Stage, rng: Random, foot: float, strong: float = 0.5) -> None:
    """Pale air that lies between two rows of trees."""
    colour = mix(stage.tones.sky_edge, stage.tones.sky_low, 0.3)
    svg = "".join(
        ellipse(
            rng.uniform(stage.left, stage.right),
            foot - stage.unit * rng.uniform(0, 6),
            stage.unit * rng.uniform(34, 62),
            stage.unit * rng.uniform(4, 8),
            stage.glow(colour, strong, 0.1),
        )
        for _ in range(5)
    )
    stage.add("mist", "far", 0.3, svg)


def _glade(stage: Stage, rng: Random) -> Callable[[Stage, Random], None]:
    """Broad trees around an open place."""
    kinds = rng.choice(("l", "lo", "llc", "lc"))
    paint_hills(stage, 2, 12)
    for k, (tall, haze) in enumerate(((22, 0.66), (31, 0.42), (42, 0.2))):
        foot = stage.horizon + stage.unit * (0.2 + 1.4 * k)
        _row(stage, rng, foot, stage.unit * tall, haze, 1.0 + 0.3 * k, kinds)
        if k < 2:
            mist(stage, rng, foot)
    return _great_trees


def _stems(stage: Stage, rng: Random) -> Callable[[Stage, Random], None]:
    """Tall stems one behind the other, their tops above the picture."""
    t = stage.tones
    light = mix(t.sky_edge, t.light, 0.4)
    wash = stage.vertical((0, mix(t.far, t.sky_low, 0.5), 0.85), (1, light, 0.9), top=0, bottom=stage.horizon)
    x, y, wide, _ = stage.frame
    stage.add("trees", "far", 0.1, rect(x, y, wide, stage.horizon + stage.unit * 3 - y, wash))
    for k, (half, haze, count) in enumerate(((0.5, 0.7, 22), (0.9, 0.46, 14), (1.5, 0.22, 8))):
        foot = stage.horizon + stage.unit * (0.4 + 1.2 * k)
        svg = "".join(_stem_with_bush(stage, rng, (i, count), foot, stage.unit * half, haze) for i in range(count))
        stage.add("trees", "far", 0.2 + 0.08 * k, svg)
        _canopy(stage, rng, stage.horizon * (0.34 - 0.07 * k), haze)
        mist(stage, rng, foot, 0.4)
    return _great_trees


def _stem_with_bush(stage: Stage, rng: Random, place: tuple[int, int], foot: float, half: float, haze: float) -> str:
    """One stem of a row, which is the first of `place` among the second, and what grows beside it."""
    t, u = stage.tones, stage.unit
    x = stage.left + (stage.right - stage.left) * (place[0] + rng.uniform(0.1, 0.9)) / place[1]
    bark = t.away(mix(t.change(rng.choice(BARKS)), t.far, 0.3), haze)
    svg = _stem(stage, rng, x, foot + rng.uniform(0, 1.2) * u, half * rng.uniform(0.7, 1.3), bark)
    wide = (u * 1.6 + half * 2.2) * rng.uniform(0.7, 1.3) * 1.6
    return svg + bush(rng, x + u * 3, foot, wide, leaf(stage, rng, haze), left=stage.lit_from_left)


def _stem(stage: Stage, rng: Random, x: float, foot: float, half: float, bark: str) -> str:
    side = -1 if stage.lit_from_left else 1
    body = trunk(x, foot, stage.top, half, stage.tones.shaded(bark, 0.7))
    return body + trunk(x + side * half * 0.35, foot, stage.top, half * 0.45, stage.tones.sunny(bark))


def _canopy(stage: Stage, rng: Random, low: float, haze: float) -> None:
    svg, u = "", stage.unit
    for _ in range(9):
        x, y = rng.uniform(stage.left, stage.right), low * rng.uniform(-0.2, 0.9)
        svg += crown(
            rng,
            x,
            y,
            u * rng.uniform(10, 17),
            u * rng.uniform(5, 9),
            leaf(stage, rng, haze),
            left=stage.lit_from_left,
            heaps=9,
        )
    stage.add("crowns", "far", 0.3, svg)


def _firs(stage: Stage, rng: Random) -> Callable[[Stage, Random], None]:
    """Firs on slopes, each row paler than the one before it."""
    paint_hills(stage, 2, 22)
    for k in range(4):
        foot = stage.horizon + stage.unit * (-7 + 2.8 * k)
        _row(stage, rng, foot, stage.unit * (13 + 8 * k), 0.74 - 0.19 * k, 0.8 + 0.28 * k, "c")
        if k < 3:
            mist(stage, rng, foot, 0.6)
    return _no_more


def _great_trees(stage: Stage, rng: Random) -> None:
    """A great tree or two at the sides, so near that the picture does not hold them."""
    t, side = stage.tones, rng.choice((0, 1))
    for k in range(rng.choice((1, 2))):
        at = side if k == 0 else 1 - side
        x = stage.width * (at + (1 - 2 * at) * rng.uniform(-0.02, 0.07))
        foot, half = (
            stage.horizon + (stage.height - stage.horizon) * rng.uniform(0.16, 0.34),
            stage.unit * rng.uniform(2, 3),
        )
        bark = mix(t.change(rng.choice(("#5d4a3e", "#6a5546"))), t.far, 0.15)
        svg = ellipse(x, foot, half * 3, half * 0.4, t.shaded(t.land, 1.4), 0.6) + _stem(
            stage, rng, x, foot, half, bark
        )
        for _ in range(3):
            cx, cy = x + rng.gauss(0, stage.unit * 9), rng.uniform(-0.1, 0.14) * stage.height
            svg += crown(rng, cx, cy, stage.unit * 15, stage.unit * 8, leaf(stage, rng, 0.04), left=stage.lit_from_left)
        stage.add("trees", "far", 0.48, svg)


def _no_more(stage: Stage, rng: Random) -> None:
    """Nothing more stands in front."""


_FORESTS: tuple[Callable[[Stage, Random], Callable[[Stage, Random], None]], ...] = (_glade, _stems, _firs)
