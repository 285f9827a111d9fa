"""Lakes: lakes and swamps."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import Point, line, n, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.nature.slopes import hedge, paint_slope
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.countryside import green, outline
from pipelines.scene.place.open import level, open_sky, pen_at
from pipelines.scene.place.shores import lilies, reeds, sheet, shore
from pipelines.scene.shapes import path, rect, stroke, trace


def paint_lake_place(stage: Stage) -> None:
    """A lake among hills, with a jetty, reeds and water lilies."""
    open_sky(stage, 2.6)
    rng = stage.random("lake place")
    if rng.random() < 0.65:
        paint_peaks(stage, 2, rng.uniform(30, 44), 0.5)
    paint_hills(stage, 2, rng.uniform(10, 18))
    bank = outline(stage, rng, 1.6, 2.2, rng.uniform(1.0, 2.0))
    wood = hedge(stage, rng, bank, (-0.22, 1.22), stage.unit * 1.2, green(stage, 0.5), gap=0.06)
    paint_slope(stage, "trees", bank, mix(stage.tones.far, stage.tones.land, 0.5), 0.5, wood, foot=stage.horizon)
    sheet(stage, "lake", stage.horizon)
    _reflected(stage, bank)
    if rng.random() < 0.7:
        _jetty(stage, rng)
    top = shore(
        stage, rng, 0.74, shade(stage.tones.land, -0.02), edge=mix(stage.tones.land, stage.tones.water_deep, 0.5)
    )
    reeds(stage, rng, top)
    lilies(stage, rng)


def _reflected(stage: Stage, bank: list[Point]) -> None:
    """The far bank with its trees upside down on the water, and the bright line where both meet."""
    t, u = stage.tones, stage.unit
    for lift, strong in ((u * 1.8, 0.4), (u * 12, 0.14)):
        mirror = [(x, stage.horizon + (stage.horizon - y + lift) * 0.62) for x, y in bank]
        data = f"{smooth(mirror)}L{n(stage.right)} {n(stage.horizon)}H{n(stage.left)}Z"
        stage.add("reflections", "water", 0.4, path(data, mix(t.far, t.water_deep, 0.3), strong))
    shine = rect(
        stage.left, stage.horizon - u * 0.15, stage.right - stage.left, u * 0.3, mix(t.sky_edge, t.light, 0.4), 0.7
    )
    stage.add("reflections", "water", 0.4, shine)


def _jetty(stage: Stage, rng: Random) -> None:
    """A jetty from the near bank into the water; kept as the anchor "jetty"."""
    t = stage.tones
    wood = t.change("#e6edf3" if stage.wintry else "#a67c56")
    x = stage.width * rng.choice((0.24, 0.72))
    far, near = level(stage, 0.26), level(stage, 0.86)
    half, wide = stage.unit * 2.6, stage.unit * 8
    lean = (stage.width / 2 - x) * 0.4
    shape = line([(x + lean - half, far), (x + lean + half, far), (x + wide, near), (x - wide, near)], closed=True)
    piles = "".join(
        rect(px - stage.unit * 0.4, y, stage.unit * 0.8, stage.unit * 3, shade(wood, -0.2))
        for px, y in (
            (x + lean - half, far),
            (x + lean + half, far),
            (x + lean * 0.5 - wide * 0.6, (far + near) / 2),
            (x + lean * 0.5 + wide * 0.6, (far + near) / 2),
        )
    )
    rows = ""
    for k in range(1, 16):
        at = (k / 16) ** 1.4
        y = far + (near - far) * at
        w = half + (wide - half) * at
        rows += trace("M", x + lean * (1 - at) - w, y, "h", 2 * w)
    svg = piles + path(shape, wood) + stroke(rows, shade(wood, -0.09), stage.unit * 0.25)
    stage.anchors["jetty"] = (x + lean - half, far, 2 * half, near - far)
    stage.add("jetty", "ground", 0.46, svg)


def paint_swamp(stage: Stage) -> None:
    """Dark water between crooked trees with hanging moss."""
    open_sky(stage, 2.2)
    rng = stage.random("swamp")
    t = stage.tones
    for haze in (0.6, 0.4):
        paint_trees(
            stage,
            f"trees {haze}",
            "lc",
            stage.horizon + stage.unit * (3 - 4 * haze),
            stage.unit * (34 - 20 * haze),
            haze,
            gaps=0.1,
        )
    sheet(stage, "marsh water", stage.horizon, mix(t.water, t.change("#5a7a52"), 0.6))
    lilies(stage, rng)
    for k, x in enumerate((rng.uniform(0.02, 0.16), rng.uniform(0.82, 0.97), rng.uniform(0.3, 0.7))):
        pen = pen_at(stage, stage.width * x, 0.45 if k < 2 else 0.18, 0.0 if k < 2 else 0.3)
        mossy_tree(stage, pen, rng, 6.5)
        stage.add("mossy tree", "far", 0.46 if k < 2 else 0.3, pen.svg)
    top = shore(stage, rng, 0.7, mix(t.land, t.change("#6a6a48"), 0.35), edge=t.change("#4f5a42"))
    reeds(stage, rng, top)


def mossy_tree(stage: Stage, pen: Pen, rng: Random, tall: float) -> None:
    """A crooked tree with spreading roots and grey moss; x is its foot."""
    bark, moss = "#5a4a40", "#8fa07a"
    lean = rng.uniform(-0.6, 0.6)
    pen.soft(
        [
            (-1.3, -0.1),
            (-0.4, 0.7),
            (-0.3 + lean * 0.5, tall * 0.5),
            (-0.2 + lean, tall),
            (0.25 + lean, tall),
            (0.4 + lean * 0.5, tall * 0.5),
            (0.5, 0.7),
            (1.4, -0.1),
        ],
        bark,
    )
    for side in (-1, 1):
        for up, reach in ((0.55, 2.2), (0.75, 1.7), (0.92, 1.2)):
            pen.bow(
                [
                    (lean * up, tall * up),
                    (side * reach * 0.5 + lean, tall * up + 0.7),
                    (side * reach + lean, tall * up + 0.5),
                ],
                bark,
                0.24,
            )
            for k in range(4):
                x = side * reach * (0.35 + 0.22 * k) + lean
                pen.bow(
                    [(x, tall * up + 0.6), (x + 0.06, tall * up - 0.1), (x, tall * up - rng.uniform(0.5, 1.2))],
                    shade(moss, rng.uniform(-0.05, 0.05)),
                    0.14,
                )
            pen.oval(
                side * reach * 0.8 + lean, tall * up + 0.85, 1.15, 0.55, shade("#5f7a4a", rng.uniform(-0.05, 0.04))
            )
    pen.oval(lean, tall + 0.5, 1.7, 0.8, "#5f7a4a")
