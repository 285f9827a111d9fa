"""Wilds: lands behind a meadow that nobody farms: heath, woods, mountains, mist."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import height_at
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import birch, leafy, oak, pine
from pipelines.scene.nature.plants import conifer
from pipelines.scene.nature.ranges import paint_peaks
from pipelines.scene.nature.slopes import dome, hedge, paint_slope, slant
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.countryside import green, house, outline
from pipelines.scene.shapes import ellipse

AUTUMN = ("#d9923a", "#c9622f", "#e0b34a", "#b9482f", "#a88a3f")
"""Leaves of a wood in autumn."""


def paint_heath(stage: Stage, rng: Random) -> None:
    """Heather on low swells, with a lone pine."""
    t = stage.tones
    bloom = t.change("#dfe6ee" if stage.wintry else "#a884a8")
    paint_slope(stage, "hills", outline(stage, rng, 10, 4), mix(t.far, t.land, 0.3), 0.22)
    for k in range(2):
        points = outline(stage, rng, 6 - 3 * k, 2.4, rng.uniform(0.8, 1.6))
        near = 0.45 + 0.22 * k
        tufts = hedge(
            stage, rng, points, (-0.2, 1.2), stage.unit * 0.5, t.away(shade(bloom, -0.04), 0.5 * (1 - near)), gap=0.2
        )
        paint_slope(stage, "hills", points, mix(t.land, bloom, 0.62), near, tufts)
    x = stage.width * rng.choice((rng.uniform(0.08, 0.24), rng.uniform(0.76, 0.92)))
    tone = t.away(shade(mix(t.far, t.land, 0.3), -0.08), 0.12)
    svg = pine(rng, x, stage.horizon + stage.unit, stage.unit * rng.uniform(32, 42), tone, left=stage.lit_from_left)
    stage.add("tree", "far", 0.43, svg)


def paint_wood_edge(stage: Stage, rng: Random) -> None:
    """The edge of a wood that comes towards the viewer along one side."""
    t, side = stage.tones, rng.choice((-1, 1))
    paint_slope(stage, "hills", outline(stage, rng, 11, 5, 1.2), mix(t.far, t.land, 0.25), 0.22)
    points = slant(rng, stage, stage.horizon - stage.unit * 2, stage.unit * 5, side)
    paint_slope(stage, "hills", points, mix(t.far, t.land, 0.7), 0.55)
    svg = ""
    for k in range(15):
        at = k / 14
        x = stage.width * (0.5 + side * (0.06 + 0.62 * at**1.3)) + rng.uniform(-1, 1) * stage.unit
        tall = stage.unit * (7 + 38 * at**1.5) * rng.uniform(0.85, 1.15)
        foot = stage.horizon + stage.unit * (-1.4 + 6.5 * at)
        svg += _of_wood(stage, rng, x, foot, tall, 0.42 * (1 - at) + 0.04)
    stage.add("trees", "far", 0.43, svg)


def _of_wood(stage: Stage, rng: Random, x: float, foot: float, tall: float, haze: float) -> str:
    t = stage.tones
    leaf = t.change(rng.choice(AUTUMN)) if stage.brief.season == "autumn" else mix(t.far, t.land, rng.uniform(0.2, 0.5))
    colour = t.away(shade(leaf, rng.uniform(-0.1, -0.03)), haze)
    draw = rng.choice((leafy, leafy, oak, conifer))
    return draw(rng, x, foot, tall, colour, left=stage.lit_from_left)


def paint_birches(stage: Stage, rng: Random) -> None:
    """Some birches at one side, near enough that their tops are above the picture."""
    t, side = stage.tones, 1 if stage.lit_from_left else -1
    paint_slope(stage, "hills", outline(stage, rng, 9, 4, 1.1), mix(t.far, t.land, 0.3), 0.25)
    points = outline(stage, rng, 4, 1.6)
    tone = green(stage, 0.45)
    paint_slope(
        stage,
        "trees",
        points,
        mix(t.far, t.land, 0.6),
        0.5,
        hedge(stage, rng, points, (-0.22, 1.22), stage.unit * 1.1, tone, gap=0.1),
    )
    svg = ""
    leaf = t.change("#e0b44a") if stage.brief.season == "autumn" else shade(mix(t.far, t.land, 0.7), 0.02)
    for k in range(rng.choice((4, 5, 6))):
        x = stage.width * (0.5 + side * rng.uniform(0.26, 0.56))
        foot, tall = stage.horizon + stage.unit * (0.4 + 1.2 * k), stage.unit * (36 + 6 * k) * rng.uniform(0.9, 1.15)
        svg += birch(rng, x, foot, tall, t.away(leaf, 0.2 - 0.03 * k), left=stage.lit_from_left)
    stage.add("trees", "far", 0.44, svg)


def paint_oak(stage: Stage, rng: Random) -> None:
    """One old oak on a knoll."""
    t, middle = stage.tones, rng.choice((0.16, 0.24, 0.76, 0.84))
    paint_slope(stage, "hills", outline(stage, rng, 11, 4), mix(t.far, t.land, 0.25), 0.22)
    paint_slope(stage, "hills", outline(stage, rng, 5, 3), mix(t.far, t.land, 0.5), 0.42)
    points = dome(rng, stage, stage.horizon - stage.unit * 0.6, stage.unit * rng.uniform(6, 10), middle, 0.55)
    paint_slope(stage, "hills", points, t.land, 0.8)
    x = stage.width * middle
    foot, tall = height_at(points, x) + stage.unit * 0.8, stage.unit * rng.uniform(34, 44)
    leaf = t.change("#cf8f38") if stage.brief.season == "autumn" else mix(t.far, t.land, 0.3)
    shadow = ellipse(
        x + stage.unit * (3 if stage.lit_from_left else -3), foot, tall * 0.5, stage.unit * 1.1, t.shaded(t.land), 0.5
    )
    tree = oak(rng, x, foot, tall, t.away(shade(leaf, -0.05), 0.08), left=stage.lit_from_left)
    stage.add("tree", "far", 0.43, shadow + tree)


def paint_alp(stage: Stage, rng: Random) -> None:
    """Peaks over woods, and a hut on the slope."""
    t, side = stage.tones, rng.choice((-1, 1))
    paint_peaks(stage, rng.choice((1, 2)), rng.uniform(38, 50), 0.42)
    for k in range(2):
        points = slant(
            rng, stage, stage.horizon - stage.unit * (5 - 3 * k), stage.unit * (20 - 6 * k), side if k else -side
        )
        near, firs = 0.38 + 0.24 * k, ""
        for _ in range(22 - 8 * k):
            x = rng.uniform(stage.left, stage.right)
            tone = t.away(shade(mix(t.far, t.change("#3f6658"), 0.5), -0.03), 0.55 * (1 - near))
            firs += conifer(
                rng,
                x,
                height_at(points, x) + stage.unit * rng.uniform(0.2, 2),
                stage.unit * (5 + 3 * k) * rng.uniform(0.7, 1.2),
                tone,
                left=stage.lit_from_left,
            )
        paint_slope(stage, "firs" if k == 0 else "hills", points, mix(t.far, t.land, 0.45 + 0.3 * k), near, firs)
        if k:
            x = stage.width * (0.5 + side * rng.uniform(0.16, 0.34))
            stage.add(
                "houses", "far", 0.4, house(stage, rng, x, height_at(points, x) + stage.unit * 1.4, stage.unit * 5)
            )


def paint_pasture(stage: Stage, rng: Random) -> None:
    """Lines of trees that fade in the mist, one behind the other."""
    t, u = stage.tones, stage.unit
    mist = mix(t.sky_edge, t.sky_low, 0.3)
    for k in range(4):
        near, foot = 0.16 + 0.16 * k, stage.horizon - u * (9 - 3 * k)
        svg, x = "", stage.left + rng.uniform(0, u * 8)
        while x < stage.right:
            tall = u * (7 + 4 * k) * rng.uniform(0.7, 1.3)
            svg += _of_wood(stage, rng, x, foot + u * 0.6, tall, 0.78 - 0.62 * near * 1.3)
            x += tall * rng.choice((0.5, 0.7, 0.9, 2.6, 3.6)) * rng.uniform(0.8, 1.2)
        points = [(px, foot + (py - stage.horizon)) for px, py in outline(stage, rng, 0, 0.8)]
        stage.add("trees", "far", 0.16 + 0.07 * k, svg)
        paint_slope(stage, "hills", points, t.land, near + 0.16)
        veil = ellipse(stage.width * rng.random(), foot, stage.width * 0.7, u * 2.6, stage.glow(mist, 0.75, 0.3))
        stage.add("mist", "far", 0.2 + 0.07 * k, veil)
