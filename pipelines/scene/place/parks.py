"""Parks: lawns, paths, benches and trees."""

from __future__ import annotations

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.nature.land import paint_ground, paint_path
from pipelines.scene.nature.plants import bush
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import level, open_sky, pen_at
from pipelines.scene.place.woods import tree_of


def paint_park(stage: Stage) -> None:
    """Lawns, a path, benches, lamps and trees, with the town behind."""
    open_sky(stage, 2.0)
    rng = stage.random("park")
    paint_skyline(stage) if rng.random() < 0.6 else paint_hills(stage, 3, 12)
    paint_trees(stage, "park trees", "l", stage.horizon + stage.unit * 2, stage.unit * 13, 0.28, gaps=0.1, snow=False)
    paint_ground(stage, flowers=40)
    sand = mix(stage.tones.change("#e5d2a8" if not stage.wintry else "#eaf0f5"), stage.tones.land, 0.1)
    paint_path(stage, "path", sand, shade(sand, -0.07))
    green = shade(mix(stage.tones.far, stage.tones.land, 0.35), -0.05)
    for k in range(2):
        tree = pen_at(stage, stage.width * (0.02 + 0.95 * k + rng.uniform(-0.03, 0.03)), 0.3)
        stage.add("park tree", "far", 0.43, tree_of(rng, stage, tree, rng.uniform(4.4, 5.4), green))
    for x in (rng.uniform(0.1, 0.2), rng.uniform(0.66, 0.76)):
        pen = pen_at(stage, stage.width * x, 0.34)
        fixtures.bench(pen)
        fixtures.lamp_post(stage, pen.moved(-0.8 if x > 0.5 else 2.6))
        x0, y0 = pen.at(0, 0.5)
        stage.anchors["bench"] = (x0, y0, 1.8 * pen.metre, 0.2 * pen.metre)
        stage.add("bench", "far", 0.44, pen.svg)
    beds = ""
    for _ in range(5):
        x, at = stage.width * rng.choice((rng.uniform(0, 0.3), rng.uniform(0.7, 1))), rng.uniform(0.3, 0.5)
        beds += bush(
            rng,
            x,
            level(stage, at),
            stage.unit * rng.uniform(6, 9),
            SNOW if stage.wintry else shade(green, rng.uniform(-0.02, 0.05)),
        )
    stage.add("bushes", "far", 0.44, beds)
