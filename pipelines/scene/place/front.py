"""Front: what is painted over the things: weather, blades at their feet, and the frame of grass, leaves or waves."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.deep import paint_weeds
from pipelines.scene.nature.grass import paint_at_feet, paint_front_grass
from pipelines.scene.nature.land import is_on_path
from pipelines.scene.nature.plants import spray
from pipelines.scene.nature.waves import paint_waves
from pipelines.scene.nature.weather import paint_weather
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.atlas import ATLAS, FRONTS, GRASSY

BARE = ("desert", "snow")
"""Settings without grass, whatever the place."""
FLOWERS = {"garden": 9, "meadow": 6, "mountain": 5, "forest": 0}
"""Settings with grass along the lower edge, and how many flowers stand in it."""
PAVED = ("road", "village")
"""Of the grassy places those where things stand on a road or in a lane."""
STANDING = 12
"""At most so many things have blades at their feet: among more nobody sees them."""
HIDDEN = 0.045
"""The part of a thing's height that the blades at its feet reach up to."""
LEAFY = 0.3
"""In how many pictures a twig hangs in from above."""


def paint_front(stage: Stage, spots: Sequence[Spot] = ()) -> None:
    """All layers in front of the things, which stand at `spots`."""
    paint_weather(stage)
    place, setting = stage.brief.place, stage.brief.setting
    grassy = _is_grassy(stage)
    if grassy:
        _at_feet(stage, spots)
    if place in FRONTS:
        FRONTS[place](stage)
    elif grassy:
        paint_front_grass(stage, 5 if place in ATLAS else FLOWERS[setting])
    elif place not in ATLAS and setting == "sea" and "beach" not in stage.anchors:
        paint_waves(stage)
    elif place not in ATLAS and setting == "underwater":
        paint_weeds(stage)
    if grassy and setting != "mountain" and not stage.wintry:
        _leaves_in_corner(stage)


def _is_grassy(stage: Stage) -> bool:
    place, setting = stage.brief.place, stage.brief.setting
    return place in GRASSY and setting not in BARE if place in ATLAS else setting in FLOWERS


def _at_feet(stage: Stage, spots: Sequence[Spot]) -> None:
    """Blades before what stands in the grass, where nothing else is in front of its feet."""
    if stage.detail == "simple" or stage.brief.place in PAVED:
        return
    for spot in [spot for spot in spots if _in_grass(stage, spot, spots)][:STANDING]:
        x, _, wide, tall = spot.box
        left, right = spot.figure.feet
        left, right = (1 - right, 1 - left) if spot.flip else (left, right)
        depth = 0.45 + 0.45 * (spot.foot - stage.horizon) / (stage.height - stage.horizon)
        blades = min(stage.unit * 2.4, max(stage.unit * 0.5, HIDDEN * tall))
        paint_at_feet(stage, x + wide * left, x + wide * right, spot.foot, blades, round(depth, 3))


def _in_grass(stage: Stage, spot: Spot, spots: Sequence[Spot]) -> bool:
    """Whether it stands on the ground itself, not on a path or on another thing, and its feet are seen."""
    if spot.ground != "ground" or spot.foot < stage.horizon + stage.unit or spot.rise or spot.sunk:
        return False
    if {"path", "road", "hill"} & set(stage.brief.features) or spot.subject.relation in ("on", "in", "riding"):
        return False
    if is_on_path(stage, spot.x, spot.foot):
        return False
    return not any(other is not spot and _before_feet(spot, other) for other in spots)


def _before_feet(spot: Spot, other: Spot) -> bool:
    """Whether the feet of one lie within the box of another."""
    x, y, wide, tall = other.box
    return x - spot.width / 2 < spot.x < x + wide + spot.width / 2 and y < spot.foot < y + tall + 0.02 * tall


def _leaves_in_corner(stage: Stage) -> None:
    """A twig that hangs in from above, on the side of the light, in some pictures."""
    rng = stage.random("corner")
    if rng.random() > LEAFY:
        return
    right = stage.lit_from_left
    base, sign = (float(stage.width), 1) if right else (0.0, -1)
    green = shade(mix(stage.tones.land, stage.tones.near, 0.5), -0.05)
    svg = ""
    for i in range(5):
        angle = (180 - (20 + 17 * i)) if right else (20 + 17 * i)
        svg += spray(
            rng,
            base + sign * stage.unit * rng.uniform(2, 6),
            -stage.unit * rng.uniform(1, 5),
            stage.unit * rng.uniform(16, 27),
            angle + rng.uniform(-6, 6),
            shade(green, rng.uniform(-0.03, 0.05)),
        )
    stage.add("leaves", "near", 0.97, svg)
