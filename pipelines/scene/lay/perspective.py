"""Perspective: what looks large for what it is stands near, and what looks small stands far away.

The picture has one camera. A metre is seen the larger the lower below the level of its eye it stands: so the sizes that
a picture wants tell where the feet must be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from pipelines.scene.lay.at_work import busy_with
from pipelines.scene.lay.spot import RAIL, Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.strips import strip_of
from pipelines.scene.lay.tableau import EDGE, NEAR, around, together
from pipelines.scene.scene import Subject

APART = ("left of", "right of", "near", "between", "looking at")
"""Relations of things that need not be equally far away."""
DEEP = (*APART, "in front of", "behind")
"""Those, and relations of things of which one is the nearer."""
LAID = 900
"""Order from which things stand on the ground; what is less stands on a hill or another part of the background."""
EYE = 0.42
"""The highest level of the eye indoors, where the wall hides the horizon, as a part of the picture's height."""
MOST = 27
"""How many equal things keep their places to each other; more are a crowd."""
FAR = 0.035
"""How far below the upper edge of the ground the farthest stands, as a part of the picture's height."""
WRONG = math.log(1.6)
"""By how much the sizes of two things may differ from those that their depths ask for, as a logarithm."""


def eye_level(stage: Stage) -> float:
    """The height, in scene units, on which everything vanishes."""
    indoors = stage.brief.setting in ("room", "plain")
    return min(stage.horizon, stage.height * EYE) if indoors else stage.horizon - stage.unit


def metre_of(spot: Spot) -> float:
    """How many scene units a metre of a thing has."""
    real = spot.figure.concept.metres * spot.figure.stature * spot.subject.size**0.85
    return spot.height / max(0.01, real)


def receding(stage: Stage, spots: list[Spot], subjects: Sequence[Subject]) -> list[Spot]:
    """The spots with their feet where their sizes ask for; what is carried goes with what carries it."""
    units = [unit for unit in _units(spots, subjects) if _stands(stage, [spots[i] for i in unit])]
    if len(units) < 2:
        return spots
    eye = eye_level(stage)
    metres = [metre_of(_base([spots[i] for i in unit])) for unit in units]
    feet = [_base([spots[i] for i in unit]).foot for unit in units]
    near = stage.height * NEAR - eye
    per_metre = min(near / max(metres), sum(foot - eye for foot in feet) / sum(metres))
    per_metre = min(near / max(metres), max(per_metre, (_top(stage) - eye) / min(metres)))
    moved = list(spots)
    for unit, metre, foot in zip(units, metres, feet, strict=True):
        whole = [spots[i] for i in unit]
        # What is tall, or carries something on its top, does not leave the picture upwards.
        highest = foot + min(0.0, stage.height * EDGE - around(whole)[1])
        target = max(highest, _within(stage, _base(whole), eye + per_metre * metre))
        alike = len({spot.index for spot in whole}) == 1
        found = _scaled(stage, whole, (target - eye) / max(stage.unit, foot - eye)) if alike else None
        for i, spot in zip(unit, found or _shifted(stage, whole, target - foot), strict=True):
            moved[i] = spot
    return moved


def _scaled(stage: Stage, copies: list[Spot], nearer: float) -> list[Spot]:
    """Copies of one thing, each nearer by a factor on its distance."""
    eye = eye_level(stage)
    return [_at(spot, _within(stage, spot, eye + (spot.foot - eye) * nearer)) for spot in copies]


def _shifted(stage: Stage, unit: list[Spot], down: float) -> list[Spot]:
    """What belongs together, moved as one and no farther than the ground of each of them reaches."""
    standing = [spot for spot in unit if spot.ground in ("ground", "water")]
    free = [_within(stage, spot, spot.foot + down) - spot.foot for spot in standing]
    down = min((down, *free), key=abs)
    return [_at(spot, spot.foot + down) for spot in unit]


def _at(spot: Spot, foot: float) -> Spot:
    return replace(spot, foot=foot, order=spot.order + foot - spot.foot)


def out_of_scale(stage: Stage, spots: Sequence[Spot]) -> float:
    """By how much the sizes of things on the ground are other than their depths ask for; 0 is right."""
    eye = eye_level(stage)
    scales = [math.log(metre_of(s) / max(stage.unit, s.foot - eye)) for s in spots if _stands(stage, [s])]
    pairs = [max(0.0, abs(one - two) - WRONG) for one, two in combinations(scales[:12], 2)]
    return sum(pairs) / max(1, len(scales) - 1)


def level_with(subjects: Sequence[Subject], loose: Sequence[str] = DEEP) -> list[list[int]]:
    """Indices of the subjects by what is as far away as what: those that a `loose` relation binds need not be."""
    free = [one.relation in loose and not busy_with(one, subjects) for one in subjects]
    return together([replace(one, other=None) if apart else one for apart, one in zip(free, subjects, strict=True)])


def nearer(stage: Stage, target: Spot, metre: float, least: float) -> float:
    """The foot of what stands before a target and whose metre is so large, at least so far before it."""
    eye = eye_level(stage)
    foot = eye + (target.foot - eye) * metre / metre_of(target)
    return min(max(foot, target.foot + least), max(stage.height * NEAR, target.foot + least))


def _units(spots: list[Spot], subjects: Sequence[Subject]) -> list[list[int]]:
    """Places in the list of what moves as one: those that handle or carry each other, and the copies of one thing."""
    units: list[list[int]] = []
    for group in level_with(subjects, APART):
        mine = [i for i, spot in enumerate(spots) if spot.index in group]
        formed = len(mine) <= MOST
        units += [mine] if formed or len(group) > 1 else [[i] for i in mine]
    return [unit for unit in units if unit]


def _stands(stage: Stage, unit: list[Spot]) -> bool:
    """Whether they are on the ground or in the water, where nothing else says how far away."""
    base = _base(unit)
    strip = strip_of(stage, base.subject, base.figure.concept)
    fixed = any(spot.laid for spot in unit) or (strip is not None and strip == stage.anchors.get("niche"))
    railed = base.figure.concept.key in RAIL and "rails" in stage.anchors
    asked = base.subject.vertical or isinstance(base.subject.other, str)
    return base.ground in ("ground", "water") and base.order >= LAID and not (railed or asked or fixed)


def _base(unit: list[Spot]) -> Spot:
    """The largest of those that stand, or else of all."""
    standing = [spot for spot in unit if spot.ground in ("ground", "water")]
    return max(standing or unit, key=lambda spot: spot.height)


def _top(stage: Stage) -> float:
    """The upper edge of the ground that can be stood on."""
    return stage.anchors["beach"][1] if "beach" in stage.anchors else stage.horizon


def _within(stage: Stage, spot: Spot, foot: float) -> float:
    """A foot that is on the ground, or in the water, in the frame."""
    low, high = _top(stage) + stage.height * FAR, stage.height * NEAR
    if strip := strip_of(stage, spot.subject, spot.figure.concept):
        return min(max(foot, strip[1]), strip[1] + strip[3])
    if spot.ground == "water":
        _, top, _, tall = stage.anchors.get("sea") or stage.anchors.get("lake") or (0, stage.horizon, 0, high)
        low, high = top + stage.height * 0.02, min(high, _shore(stage, top + tall))
    return min(max(foot, low), max(low, high))


def _shore(stage: Stage, end: float) -> float:
    return stage.anchors["beach"][1] - stage.unit * 3 if "beach" in stage.anchors else end
