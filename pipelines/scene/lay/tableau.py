"""Tableau: things that belong together, made as large as the picture wants and moved into its frame as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.scene.lay.spot import RAIL, Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Box, Subject

SMALLEST = 0.148
"""Longer side of the least thing, as a part of the side of the picture; a crowd's may be smaller."""
CROWD = 18
"""Number of things from which there is no room for all to be so large."""
FILLS = 0.34
"""Part of the picture that the box around two related things fills."""
HIGH = 0.72
"""Part of the picture's height up to which they are made larger only to fill it."""
TALLEST = 0.8
"""The same of somebody with something, at most."""
NEAR = 0.94
"""The lowest foot of what is moved nearer, as a part of the picture's height."""
LONE = 0.18
"""The same of a thing by itself, at least."""
HANDY = 0.7
"""How small by the least thing may be what somebody holds."""
EDGE = 0.02
"""Part of the sides that is kept free along the frame."""


def least(stage: Stage, ratio: float) -> float:
    """The height of the least thing of that width by height, in scene units."""
    things = sum(subject.count for subject in stage.brief.subjects)
    share = SMALLEST * min(1.0, (CROWD / max(1, things)) ** 0.5)
    return share * min(stage.height, stage.width / ratio)


def together(subjects: Sequence[Subject]) -> list[list[int]]:
    """Indices of the subjects by what is related to what; each index is in one list."""
    group = list(range(len(subjects)))
    for at, subject in enumerate(subjects):
        others = [subject.other, *(subject.holds if subject.person else ())]
        for other in others:
            if isinstance(other, int) and other < len(subjects):
                old, new = group[at], group[other]
                group = [new if one == old else one for one in group]
    return [[at for at in range(len(subjects)) if group[at] == name] for name in dict.fromkeys(group)]


def framed(stage: Stage, spots: list[Spot], share: float) -> list[Spot]:
    """The spots of one tableau, larger where they fill less than `share` of the picture, none too small or cut."""
    if not spots:
        return spots
    if any(spot.laid for spot in spots):
        return _moved(stage, [_grown(stage, spot) for spot in spots])
    spots = _scaled(stage, spots, _growth(stage, spots, share))
    return _moved(stage, [_grown(stage, spot) for spot in spots])


def within(stage: Stage, spots: list[Spot]) -> list[Spot]:
    """All of them as they are, or smaller together where the frame would cut one at its side."""
    if not spots:
        return spots
    left, _, wide, _ = around(spots)
    if left >= 0 and left + wide <= stage.width:
        return spots
    smaller = _scaled(stage, spots, min(1.0, stage.width * (1 - 3 * EDGE) / wide))
    return _moved(stage, [_grown(stage, spot) for spot in smaller])


def around(spots: Sequence[Spot]) -> Box:
    """The box around all of them."""
    left, top = min(spot.box[0] for spot in spots), min(spot.box[1] for spot in spots)
    right = max(spot.box[0] + spot.box[2] for spot in spots)
    return left, top, right - left, max(spot.foot for spot in spots) - top


def _growth(stage: Stage, spots: list[Spot], share: float) -> float:
    """The factor that makes the least thing large enough and all of them fill their share, as far as they fit."""
    _, _, wide, tall = around(spots)
    somebody = any(spot.subject.person for spot in spots)
    # For the sake of a cup nobody becomes a giant: what is handled is made larger by itself.
    told = [spot for spot in spots if spot.subject.person or not somebody]
    small = max(least(stage, spot.figure.ratio) / spot.height for spot in told)
    fill = (share * stage.width * stage.height / (wide * tall)) ** 0.5 if share else 1.0
    highest = TALLEST if somebody and len(spots) > 1 else 1 - 3 * EDGE
    broad, high = stage.width * (1 - 3 * EDGE) / wide, stage.height * highest / tall
    return min(broad, high, max(1.0, min(small, 2.2), min(fill, stage.height * HIGH / tall)))


def _scaled(stage: Stage, spots: list[Spot], factor: float) -> list[Spot]:
    """All of them larger or smaller about the middle of their feet; larger is nearer, where they stand."""
    left, _, wide, _ = around(spots)
    x, foot = left + wide / 2, max(spot.foot for spot in spots)
    nearer = min(max(foot, stage.height * NEAR), stage.horizon + (foot - stage.horizon) * factor) - foot
    spots = _pulled(stage, [(spot, _about(spot, x, foot, factor)) for spot in spots])
    stand = any(spot.ground == "ground" for spot in spots) and not any(_railed(stage, spot) for spot in spots)
    return [replace(spot, foot=spot.foot + nearer) for spot in spots] if stand else spots


def _railed(stage: Stage, spot: Spot) -> bool:
    """Whether it runs on rails that are painted."""
    return spot.figure.concept.key in RAIL and "rails" in stage.anchors


def _about(spot: Spot, x: float, foot: float, factor: float) -> Spot:
    lower = foot + (spot.foot - foot) * factor
    return replace(spot, x=x + (spot.x - x) * factor, foot=lower, height=spot.height * factor, rise=spot.rise * factor)


def _pulled(stage: Stage, pairs: list[tuple[Spot, Spot]]) -> list[Spot]:
    """Each of the new spots no higher than the ground reaches, unless it was before; what one carries goes with it."""
    down = {
        new.index: max(0.0, min(old.foot, stage.horizon + stage.unit) - new.foot)
        for old, new in pairs
        if old.ground in ("ground", "water")
    }
    return [replace(new, foot=new.foot + _carried(new, pairs, down)) for _, new in pairs]


def _carried(spot: Spot, pairs: list[tuple[Spot, Spot]], down: dict[int, float]) -> float:
    """How far what carries a thing was pulled down, whether directly or not."""
    others = {new.index: new.subject.other for _, new in pairs}
    at: int | str | None = spot.index
    for _ in pairs:
        if not isinstance(at, int) or at in down:
            break
        at = others.get(at)
    return down.get(at, 0.0) if isinstance(at, int) else 0.0


def _grown(stage: Stage, spot: Spot) -> Spot:
    """What is still too small, larger by itself."""
    return replace(spot, height=max(spot.height, least(stage, spot.figure.ratio)))


def in_sight(stage: Stage, spot: Spot) -> Spot:
    """A thing in somebody's hands or at their feet, not so small that nobody sees it."""
    height = least(stage, spot.figure.ratio) * HANDY
    if spot.subject.person or spot.height >= height:
        return spot
    return replace(spot, height=height, foot=spot.foot + (height - spot.height) / 2)


def _moved(stage: Stage, spots: list[Spot]) -> list[Spot]:
    left, top, wide, tall = around(spots)
    x0, x1 = stage.width * EDGE, stage.width * (1 - EDGE)
    y0, y1 = stage.height * EDGE, stage.height * (1 - EDGE)
    across = max(x0 - left, 0.0) - max(left + wide - x1, 0.0) if wide < x1 - x0 else (x0 + x1 - wide) / 2 - left
    # What stands must not rise from the ground: it may be moved down, and up only as far as it is below the frame.
    down = max(y0 - top, 0.0)
    down = min(down, max(0.0, y1 - top - tall)) - max(top + tall - y1, 0.0)
    return [replace(spot, x=spot.x + across, foot=spot.foot + down) for spot in spots]
