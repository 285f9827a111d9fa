"""Villages: cottages around a lane."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.plants import bush, conifer
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import SNOW, cottage
from pipelines.scene.place.open import level, open_sky, pen_at
from pipelines.scene.place.streets import row
from pipelines.scene.shapes import path


def paint_village(stage: Stage) -> None:
    """Cottages on both sides of a path, hills and a church behind."""
    open_sky(stage, 2.3)
    rng = stage.random("village")
    if stage.wintry or rng.random() < 0.5:
        paint_peaks(stage, 2, rng.uniform(20, 30), 0.6)
    paint_hills(stage, 2, rng.uniform(10, 16))
    paint_trees(
        stage,
        "tree line",
        "cl" if not stage.wintry else "c",
        stage.horizon + stage.unit,
        stage.unit * 7,
        0.35,
        snow=stage.wintry,
        gaps=0.5,
    )
    paint_ground(stage, grass=not stage.wintry, flowers=30)
    row(stage, "far houses", cottage, 0.13, 0.3, (1.0, 5.0), 0.35)
    _steeple(stage, rng)
    _lane(stage, rng)
    _near_houses(stage, rng)


def _steeple(stage: Stage, rng: Random) -> None:
    """The tower of a church among the far houses."""
    pen = pen_at(stage, stage.width * rng.uniform(0.25, 0.7), 0.12, 0.34)
    stone = "#e6dcc8"
    pen.rect(0, 0, 3.4, 11, stone)
    pen.rect(2.5 if pen.lit_from_left else 0, 0, 0.9, 11, shade(stone, -0.06))
    pen.poly([(-0.3, 11), (1.7, 18), (3.7, 11)], SNOW if stage.wintry else "#6f5560")
    pen.disc(1.7, 9.2, 0.8, "#fbf6e8")
    pen.line([(1.7, 9.2), (1.7, 9.8)], "#4a4348", 0.12)
    pen.line([(1.7, 9.2), (2.1, 9.2)], "#4a4348", 0.12)
    pen.rect(1.2, 0, 1.1, 2.6, "#7a553f")
    stage.add("church", "far", 0.34, pen.svg)


def _lane(stage: Stage, rng: Random) -> None:
    """A lane from the houses to the front."""
    t = stage.tones
    x, sway = stage.width * rng.uniform(0.42, 0.58), rng.uniform(-0.12, 0.12) * stage.width
    left, right = [], []
    for k in range(9):
        at = k / 8
        y = level(stage, 0.13 + at)
        half = stage.unit * (1.6 + 17 * at**1.3)
        middle = x + sway * (1 - (2 * at - 1) ** 2)
        left.append((middle - half, y))
        right.append((middle + half, y))
    colour = t.change("#e3edf5" if stage.wintry else "#dcc39a")
    data = smooth([*left, *reversed(right)], closed=True)
    stage.add(
        "lane",
        "ground",
        0.46,
        path(data, colour, edge=shade(colour, -0.06), width=stage.unit * 0.5),
    )


def _near_houses(stage: Stage, rng: Random) -> None:
    """One cottage at each side with its fence, bushes and a tree."""
    green = shade(mix(stage.tones.far, stage.tones.land, 0.4), -0.04)
    for side in (0, 1):
        pen = pen_at(stage, 0, 0.3, 0.04)
        wide = 6.4 * pen.metre
        x = -wide * rng.uniform(0.12, 0.4) if not side else stage.width - wide * rng.uniform(0.6, 0.88)
        home = pen_at(stage, x, rng.uniform(0.28, 0.34), 0.04)
        tree = pen_at(stage, x + wide * (1.02 if not side else -0.05), 0.26, 0.08)
        px, py = tree.at(0, 0)
        kind = conifer if stage.wintry else leafy
        svg = (
            kind(rng, px, py, 5.5 * tree.metre, green, SNOW)
            if kind is conifer
            else leafy(rng, px, py, 5.5 * tree.metre, green)
        )
        cottage(stage, home, rng)
        fixtures.fence(stage, home.moved(-1, -0.5), rng.choice((2.5, 3.0)))
        for _ in range(3):
            bx, by = home.at(rng.uniform(0.2, 6), -0.1)
            svg_bush = bush(
                rng, bx, by, 1.6 * home.metre, SNOW if stage.wintry else shade(green, rng.uniform(-0.05, 0.03))
            )
            home.add(svg_bush)
        stage.add("house", "far", 0.42, svg + home.svg)
