"""Verges: a pavement of grey slabs that runs through bright grass."""

from __future__ import annotations

from pipelines.scene.curve import line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.grass import paint_grass
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import shade
from pipelines.scene.place.open import level, open_sky, plane
from pipelines.scene.shapes import path, stroke, trace

FAR, NEAR = (0.5, 0.56), (0.3, 1.02)
"""The edges of the pavement at the horizon and at the lower edge, as parts of the width; mirrored in half of all."""
ROWS = 11
"""Rows of slabs."""


def paint_verge(stage: Stage) -> None:
    """A lawn with a straight pavement from the front to the far trees."""
    open_sky(stage, 2.0)
    rng = stage.random("verge")
    paint_hills(stage, 2, rng.uniform(8, 13))
    foot = stage.horizon + stage.unit * 1.5
    paint_trees(stage, "far trees", "lp", foot, stage.unit * 13, 0.4, gaps=0.3, snow=stage.wintry)
    plane(stage, "lawn", stage.tones.change("#e9eff4" if stage.wintry else "#6cb848"))
    paint_grass(stage, 24)
    _pavement(stage, mirrored=rng.random() < 0.5)


def _pavement(stage: Stage, *, mirrored: bool) -> None:
    """Slabs in two columns between kerbs, smaller the farther away they are."""
    grey = stage.tones.change("#dfe6ec" if stage.wintry else "#a9adb3")

    def at(part: float, depth: float) -> tuple[float, float]:
        """A point of the pavement: `part` 0 to 1 from edge to edge, depth 0 (horizon) to 1 (lower edge)."""
        far, near = (edge[0] + (edge[1] - edge[0]) * part for edge in (FAR, NEAR))
        x = far + (near - far) * depth
        return stage.width * (1 - x if mirrored else x), level(stage, depth)

    def strip(left: float, right: float, colour: str) -> str:
        return path(line([at(left, 0.02), at(right, 0.02), at(right, 1.3), at(left, 1.3)], closed=True), colour)

    svg = strip(-0.06, 1.06, shade(grey, -0.14)) + strip(-0.045, 1.045, shade(grey, 0.07)) + strip(0, 1, grey)
    seams = trace("M", *at(0.5, 0.02), "L", *at(0.5, 1.3))
    for row in range(1, ROWS + 1):
        depth = 1.15 / (1 + 0.75 * (ROWS - row))  # Even steps on the ground.
        seams += trace("M", *at(0, depth), "L", *at(1, depth))
    stage.add("pavement", "ground", 0.455, svg + stroke(seams, shade(grey, -0.09), stage.unit * 0.3))
