"""Copies: no two of one kind are quite alike: they differ in age, hue and how they hold themselves."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pipelines.scene.curve import n
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import least
from pipelines.scene.palette import shade, to_oklab, turn
from pipelines.scene.tables import table

ALIKE = 0.1
"""Colours as near as this in OKLab look the same."""
CARRYING = ("on", "in", "under", "over", "riding", "holding", "wearing", "with", "reading")
"""Relations of what is laid to fit another thing, which may not become smaller."""


def one_of_many(spot: Spot) -> bool:
    """Whether a thing is a further copy of another one in the picture, and no person."""
    return spot.copy > 0 and not spot.subject.person


def aged(stage: Stage, spot: Spot) -> Spot:
    """The spot with the height of its copy: a calf among cows. What others lean on keeps its own."""
    if not one_of_many(spot) or _bound(stage, spot):
        return spot
    parts = _of("grown", spot, (1.0,))
    # None so small that nobody sees it.
    part = max(parts[spot.copy % len(parts)], min(1.0, least(stage, spot.figure.ratio) / spot.height))
    lifted = 0.0 if spot.ground in ("ground", "water") else spot.height * (1 - part) / 2
    return replace(spot, height=spot.height * part, foot=spot.foot - lifted)


def hued(stage: Stage, spot: Spot) -> str:
    """The colour, #rrggbb, that a copy has where none was asked for; empty for that of its drawing."""
    if not one_of_many(spot):
        return ""
    main = to_oklab(spot.figure.main)
    known = table("copies")["hues"].get(spot.figure.concept.key, [""])
    hues = [hue for hue in known[1:] if not hue or math.dist(to_oklab(hue), main) > ALIKE]
    return str(["", *stage.random(f"hues {spot.index}").sample(hues, len(hues))][spot.copy % (len(hues) + 1)])


def shifted(stage: Stage, spot: Spot) -> Callable[[str], str]:
    """A change of colours to neighbouring ones, another for each copy."""
    if not one_of_many(spot) or spot.colour:
        return lambda colour: colour
    degrees, light = _of("apart", spot, (0.0, 0.0))
    start = stage.random(f"shifted {spot.index}").random()
    # Steps of the golden ratio never come close to each other.
    by = degrees * (2 * ((start + 0.618 * spot.copy) % 1) - 1)
    lighter = light * (2 * ((start + 0.382 * spot.copy) % 1) - 1)
    return lambda colour: shade(turn(colour, by), lighter)


def held(stage: Stage, spot: Spot) -> str:
    """The transform, in scene units, of a copy that leans, or has its head higher or lower than the others."""
    if not one_of_many(spot) or _bound(stage, spot):
        return ""
    rng = stage.random(f"held {spot.index} {spot.copy}")
    turned = rng.uniform(-1, 1) * _of("turned" if spot.ground == "ground" else "aloft", spot, 0.0)
    bent = rng.uniform(-1, 1) * _of("bent", spot, 0.0)
    slim = rng.uniform(0.93, 1.0)
    x, y = spot.x, spot.foot if spot.ground in ("ground", "water") else spot.foot - spot.height / 2
    return (
        f"translate({n(x)} {n(y)}) rotate({turned:.1f}) skewY({bent:.1f}) scale({slim:.3f} 1) "
        f"translate({n(-x)} {n(-y)}) "
    )


def _bound(stage: Stage, spot: Spot) -> bool:
    """Whether it touches something else, so that it must stay as it was laid."""
    carried = {at: one.other for at, one in enumerate(stage.brief.subjects) if one.relation in CARRYING}
    return isinstance(carried.get(spot.index), int) or spot.index in carried.values() or bool(spot.rise)


def _of(name: str, spot: Spot, otherwise: Any) -> Any:
    """The value in a table of data/copies.toml of the longest start of the thing's category."""
    values: dict[str, Any] = table("copies")[name]
    starts = [start for start in values if spot.figure.concept.category.startswith(start)]
    return values[max(starts, key=len)] if starts else otherwise
