"""Raised: small things that nobody lays on a floor stand on a side table, where the room has none for them."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.lay.perspective import APART
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.tables import table

SMALL = 0.56
"""Metres up to which something stands on a table, whichever way is longer."""
TALL, BROAD = 0.8, 0.62
"""Height of the table by that of what is on it, and by its width: whichever is more."""
HIGHEST = 0.24
"""The same by the height of the picture, at most."""


def raised(stage: Stage, spots: list[Spot]) -> list[Spot]:
    """The spots, with a table below each small thing on the floor of a room in which larger ones stand too.

    Seen from near there is no floor, but a table already.
    """
    if stage.brief.setting != "room" or stage.metre > stage.height or not any(_is_large(spot) for spot in spots):
        return spots
    kin = {spot.subject.other for spot in spots if spot.subject.relation not in APART}
    kin |= {at for spot in spots for at in spot.subject.holds}
    return [_on_table(stage, spot) if spot.index not in kin and _is_tabled(spot) else spot for spot in spots]


def perched(stage: Stage, spots: list[Spot]) -> list[Spot]:
    """The spots, with a branch below each bird that is drawn sitting and does not fly."""
    return [replace(spot, rise=stage.unit, stand="branch") if _is_perched(stage, spot) else spot for spot in spots]


def _is_perched(stage: Stage, spot: Spot) -> bool:
    sits = spot.figure.concept.key in table("resting")["perched"]["drawings"] and spot.ground == "sky" and not spot.rise
    flies = any(word in stage.brief.prompt.lower() for word in table("resting")["perched"]["flying"])
    free = not flies and spot.subject.relation in (None, *APART) and spot.subject.count == 1
    return sits and free and stage.brief.setting not in ("room", "plain", "space", "sea", "underwater")


def littered(stage: Stage, spots: list[Spot]) -> int:
    """How many small things lie on the floor of a room that nobody lays there."""
    return sum(_is_tabled(spot) for spot in spots) if stage.brief.setting == "room" else 0


def _is_large(spot: Spot) -> bool:
    concept = spot.figure.concept
    return bool(spot.figure.anchors) or concept.place != "floor" or concept.metres > SMALL


def _is_tabled(spot: Spot) -> bool:
    concept = spot.figure.concept
    free = spot.ground == "ground" and not spot.laid and spot.subject.relation in (None, *APART)
    long = concept.metres * max(1.0, spot.figure.ratio)
    wanted = concept.category in table("resting")["tabled"]["categories"]
    return free and concept.place == "floor" and long <= SMALL and wanted and spot.subject.count == 1


def _on_table(stage: Stage, spot: Spot) -> Spot:
    rise = min(max(TALL * spot.height, BROAD * spot.width), stage.height * HIGHEST)
    return replace(spot, foot=spot.foot - rise, rise=rise, ground="sky", stand="table")
