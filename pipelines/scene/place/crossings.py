"""Crossings: two streets that cross, seen from a little above, with stripes for those who walk."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from pipelines.scene.curve import line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.palette import shade
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import townhouse
from pipelines.scene.place.open import level, open_sky, pen_at, plane
from pipelines.scene.shapes import ellipse, path

FAR, NEAR = 0.3, 0.78
"""Depths of the edges of the street that runs across, 0 (horizon) to 1 (lower edge)."""
HALF = 4.6
"""Half the width of the street that runs away, in metres."""
KERB = 0.35
"""Width of a kerb in metres."""
EYE = 4.6
"""Metres above the ground from which the crossing is seen."""


def paint_crossing(stage: Stage) -> None:
    """A crossing with houses at its far corners, four stripes, and a round island of grass where a plant grows."""
    open_sky(stage, EYE)
    rng = stage.random("crossing")
    paint_skyline(stage)
    paving = stage.tones.change("#eef3f8" if stage.wintry else rng.choice(("#d3c8b8", "#cbc6c2", "#c3c4cb")))
    plane(stage, "pavement", paving)
    _houses(stage, rng)
    _roads(stage, paving)
    for way in (-1, 1):
        pen = pen_at(stage, _x(stage, way * (HALF + 1.2), 0.27), 0.27)
        fixtures.lamp_post(stage, pen)
        stage.add("street lamp", "far", 0.45, pen.svg)
    _grounds(stage)


def _x(stage: Stage, metres: float, at: float) -> float:
    """The x of a point so many metres right of the middle, at a depth."""
    return stage.width / 2 + metres * stage.metre * at / 0.9


def _area(stage: Stage, corners: Sequence[tuple[float, float]], colour: str, seen: float = 1.0) -> str:
    """A patch of the ground between corners in metres from the middle and depths."""
    return path(line([(_x(stage, x, at), level(stage, at)) for x, at in corners], closed=True), colour, seen)


def _block(left: float, right: float, far: float, near: float) -> list[tuple[float, float]]:
    return [(left, far), (right, far), (right, near), (left, near)]


def _houses(stage: Stage, rng: Random) -> None:
    """Town houses wall to wall at both sides of the street that runs away."""
    at, svg = 0.22, ""
    for way in (-1, 1):
        edge = _x(stage, way * (HALF + 2.4), at)
        while stage.left < edge < stage.right:
            before = rng.getstate()
            wide = townhouse(stage, pen_at(stage, edge, at, 0.08), rng) * pen_at(stage, edge, at).metre
            rng.setstate(before)  # The same house again, where it ends at the corner: its width is known now.
            pen = pen_at(stage, edge if way > 0 else edge - wide, at, 0.08)
            townhouse(stage, pen, rng)
            svg, edge = svg + pen.svg, edge + way * wide
    stage.add("houses", "far", 0.4, svg)


def _roads(stage: Stage, paving: str) -> None:
    """Both roads with their kerbs, lines and stripes."""
    road = stage.tones.change("#d8e1ea" if stage.wintry else "#7d8592")
    white, kerb, far = shade(road, 0.2), shade(paving, 0.06), 60.0
    svg = _area(stage, _block(-HALF - KERB, HALF + KERB, 0.03, 1.4), kerb)
    svg += _area(stage, _block(-far, far, FAR - 0.012, NEAR + 0.016), kerb)
    svg += _area(stage, _block(-HALF, HALF, 0.03, 1.4), road) + _area(stage, _block(-far, far, FAR, NEAR), road)
    for far_edge, near_edge in ((FAR - 0.05, FAR - 0.01), (NEAR + 0.02, NEAR + 0.16)):
        svg += _across(stage, far_edge, near_edge, white)
    for way in (-1, 1):
        svg += _along(stage, way, white)
    stage.add("road", "ground", 0.44, svg)


def _across(stage: Stage, far: float, near: float, white: str) -> str:
    """Stripes over the street that runs away."""
    step = 2 * HALF / 9
    return "".join(
        _area(stage, _block(-HALF + step * k, -HALF + step * (k + 0.55), far, near), white, 0.9) for k in range(9)
    )


def _along(stage: Stage, way: int, white: str) -> str:
    """Stripes over the street that runs across, and its middle line beyond them."""
    near_end, far_end, svg = way * (HALF + 0.7), way * (HALF + 3.2), ""
    depths = [1 / (1 / FAR + (1 / NEAR - 1 / FAR) * k / 18) for k in range(19)]  # Even steps on the ground.
    for far, near in zip(depths[::2], depths[1::2], strict=False):
        svg += _area(stage, _block(near_end, far_end, far, near), white, 0.9)
    return svg


def _grounds(stage: Stage) -> None:
    """Where things stand: what drives on the road, the rest on the near corner, or all on the island if a tree does."""
    y, tall = level(stage, 0.5), level(stage, 0.56) - level(stage, 0.5)
    stage.anchors["roadway"] = (0, level(stage, 0.6), stage.width, level(stage, 0.72) - level(stage, 0.6))
    stage.anchors["pavement"] = (0, level(stage, 0.84), stage.width, level(stage, 0.95) - level(stage, 0.84))
    if any("tree" in one.drawing for one in stage.brief.subjects):
        _island(stage)
        stage.anchors["pavement"] = (stage.width * 0.3, y, stage.width * 0.4, tall * 0.6)


def _island(stage: Stage) -> None:
    """Grass within a round kerb in the middle of the crossing."""
    x, y = stage.width / 2, level(stage, 0.52)
    wide, tall = stage.width * 0.2, (level(stage, NEAR) - level(stage, FAR)) * 0.26
    stone, land = stage.tones.change("#d6d0c6"), stage.tones.change("#e9eff4" if stage.wintry else "#86b35c")
    svg = ellipse(x, y + tall * 0.1, wide * 1.02, tall * 1.04, shade(stone, -0.2))
    svg += ellipse(x, y, wide, tall, stone) + ellipse(x, y, wide * 0.92, tall * 0.88, shade(land, -0.08))
    svg += ellipse(x, y + tall * 0.06, wide * 0.9, tall * 0.82, land)
    stage.add("island", "ground", 0.445, svg)
