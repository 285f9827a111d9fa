"""Spread: things that cover each other without being related, moved apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import EDGE, around, least
from pipelines.scene.scene import Box, Subject

ROUNDS = 30
SHRINKING = 6
"""Rounds after which what is still in the way becomes smaller, too."""
CROWD = 60
"""From so many on things may cover each other: to look at all pairs again and again would take minutes."""
FREE = 0.2
"""Part of the smaller box that another may cover."""
CARRIED = ("on", "in", "riding", "with")
"""Relations of things that move with what they are related to."""


def spread(stage: Stage, spots: list[Spot], subjects: Sequence[Subject], groups: list[list[int]]) -> list[Spot]:
    """The spots, each in its order in the list, moved to the sides and what hangs also up and down."""
    kin = {at: number for number, group in enumerate(groups) for at in group}
    units = _units(spots, subjects, groups)
    if len(units) > CROWD:
        return spots
    for number in range(ROUNDS):
        moved = False
        for one, two in combinations(units, 2):
            a, b = [spots[i] for i in one], [spots[i] for i in two]
            related = (kin[a[0].index] == kin[b[0].index] and a[0].index != b[0].index) or _hug(a[0], b[0])
            if related or not (push := _push(around(a), around(b), _hang(a) and _hang(b))):
                continue
            moved = True
            for unit, way in ((one, -1), (two, 1)):
                _shift(stage, spots, unit, push[0] * way, push[1] * way)
                if number > SHRINKING and len(unit) == 1:
                    spots[unit[0]] = _smaller(stage, spots[unit[0]])
        if not moved:
            break
    return spots


def _units(spots: list[Spot], subjects: Sequence[Subject], groups: list[list[int]]) -> list[list[int]]:
    """Places in the list of what moves as one: each thing alone, or a group in which one carries or handles another."""
    units: list[list[int]] = []
    for group in groups:
        mine = [i for i, spot in enumerate(spots) if spot.index in group]
        somebody = any(subjects[at].person for at in group)
        carried = any(subjects[at].relation in CARRIED and isinstance(subjects[at].other, int) for at in group)
        whole = carried or (somebody and len(group) > 1)
        units += [mine] if whole else [[i] for i in mine]
    return [unit for unit in units if unit]


def _hug(one: Spot, two: Spot) -> bool:
    poses = [spot.subject.person.pose for spot in (one, two) if spot.subject.person]
    return poses == ["hug", "hug"]


def _hang(spots: list[Spot]) -> bool:
    """Whether they may be moved up and down: what stands on the ground may, as far as the ground goes."""
    return all(spot.ground in ("sky", "afloat", "ground") and not spot.rise for spot in spots)


def _push(one: Box, two: Box, freely: bool) -> tuple[float, float] | None:
    """By how much each of two must move, right and down for the second; None where they are apart."""
    wide = min(one[0] + one[2], two[0] + two[2]) - max(one[0], two[0])
    tall = min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1])
    smaller = min(one[2] * one[3], two[2] * two[3])
    if wide <= 0 or tall <= 0 or wide * tall <= FREE * smaller:
        return None
    right = 1 if two[0] + two[2] / 2 >= one[0] + one[2] / 2 else -1
    lower = 1 if two[1] + two[3] / 2 >= one[1] + one[3] / 2 else -1
    if freely and tall < wide:
        return 0.0, lower * (tall - FREE * smaller / wide) * 0.55
    return right * (wide - FREE * smaller / tall) * 0.55, 0.0


def _smaller(stage: Stage, spot: Spot) -> Spot:
    return replace(spot, height=max(spot.height * 0.97, min(spot.height, least(stage, spot.figure.ratio))))


def _shift(stage: Stage, spots: list[Spot], unit: list[int], right: float, down: float) -> None:
    """Moves all of a unit, as far as the frame allows."""
    x, y, wide, tall = around([spots[i] for i in unit])
    right = min(max(right, stage.width * EDGE - x), stage.width * (1 - EDGE) - x - wide)
    stand = any(spots[i].ground == "ground" for i in unit)
    highest = max(y, stage.horizon + 3 * stage.unit - tall) if stand else stage.height * EDGE
    down = min(max(down, highest - y), stage.height * (1 - EDGE) - y - tall)
    for i in unit:
        spots[i] = replace(spots[i], x=spots[i].x + right, foot=spots[i].foot + down)
