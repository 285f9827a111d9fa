"""Dishes: plates under food that is not put on bare wood."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.scene.drawings import Concept
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.unwanted import is_missing
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops.scheme import seen
from pipelines.scene.shapes import ellipse
from pipelines.scene.tables import table

WIDE, FLAT = 0.66, 0.25
"""Half the width of a plate by that of what lies on it, and how flat it is seen."""
MOST = 3
"""More than so many lie on the table as they are."""
GLAZES = ("#f6f3ec", "#dfe8ea", "#f1e0cf", "#cfdad0", "#3f5a6a", "#e9d3c8")


def paint_dishes(stage: Stage, spots: Sequence[Spot]) -> None:
    """A plate under each dish, of one set; none where a plate is asked for, or must not be there."""
    served = [spot for spot in spots if spot.ground == "ground" and _is_served(spot.figure.concept)]
    asked = any("plate" in spot.figure.concept.key or isinstance(spot.subject.other, int) for spot in spots)
    if asked or is_missing("plate", stage.brief) or not served or len(spots) > MOST:
        return
    glaze = seen(stage, stage.random("glaze").choice(GLAZES))
    for spot in sorted(served, key=lambda spot: spot.foot):
        stage.add("dish", "ground", 0.44, _plate(stage, spot, glaze))


def _is_served(concept: Concept) -> bool:
    """Whether it lies on a plate."""
    rows = table("tabletops")["plates"]
    return concept.key in rows["things"] or (concept.category in rows["kinds"] and concept.key not in rows["bare"])


def _plate(stage: Stage, spot: Spot, glaze: str) -> str:
    room = min(spot.x, stage.width - spot.x) - stage.unit
    rx = min(max(spot.width, spot.height * 0.7) * WIDE, max(room, spot.width * 0.5))
    # What is flat lies on it as far as its edge; what is tall stands in its middle.
    ry, y = rx * FLAT, spot.foot - rx * FLAT * (0.75 if spot.figure.ratio > 1.5 else 0.3)
    away = stage.unit * (1.2 if stage.lit_from_left else -1.2)
    svg = ellipse(spot.x + away, y + ry * 0.3, rx * 1.08, ry * 1.1, stage.glow("#1c1626", 0.5, 0.55))
    svg += ellipse(spot.x, y + stage.unit * 0.5, rx, ry, shade(glaze, -0.16)) + ellipse(spot.x, y, rx, ry, glaze)
    svg += ellipse(spot.x, y, rx * 0.74, ry * 0.7, shade(glaze, -0.05))
    return svg + ellipse(spot.x, y + stage.unit * 0.25, rx * 0.71, ry * 0.66, mix(glaze, stage.tones.light, 0.2))
