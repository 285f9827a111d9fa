"""Cutaways: a house, a hill or a sea cut open, with the things in its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.scene.kinds.member import Member, heights
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.kinds.sections import paint_burrows, paint_depths, paint_house, paint_soil
from pipelines.scene.kinds.vessel import paint_hull
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Box

WATERY = ("sea", "underwater")
VESSELS = ("submarine", "spaceship", "rocket", "airplane", "space-station", "saucer")
HOUSES = ("place-building", "hotel")


def _is_house(one: Member) -> bool:
    return one.figure.concept.category in HOUSES


def _is_vessel(one: Member) -> bool:
    return any(word in one.figure.concept.key for word in VESSELS)


def _what(stage: Stage, group: Group) -> str:
    if any(map(_is_vessel, group)):
        return "hull"
    if stage.brief.setting in WATERY and not any(map(_is_house, group)):
        return "sea"
    wild = [one for one in group if one.figure.concept.category.startswith(("animal", "plant")) and not _is_house(one)]
    homely = stage.brief.setting == "room" or bool(stage.brief.place) or any(map(_is_house, group))
    return "hill" if group and len(wild) == len(group) and not homely else "house"


def _whole(stage: Stage, group: Group) -> Member | None:
    """The thing that is cut open, where it was named."""
    test = {"house": _is_house, "hull": _is_vessel}.get(_what(stage, group))
    return next(filter(test, group), None) if test else None


def _shown(stage: Stage, group: Group) -> list[Member]:
    """Those in the parts: what is cut open is no thing in itself."""
    whole = _whole(stage, group)
    return [one for one in group if one is not whole]


def _cut(stage: Stage, group: Group) -> None:
    kind, rng, parts = _what(stage, group), stage.random("cutaway"), _parts(stage, group)
    if kind == "sea":
        return paint_depths(stage, rng)
    if kind == "hull":
        paint_hull(stage, rng, parts)
    else:
        paint_soil(stage, rng, 0.8 if kind == "house" else 0.3)
        paint_burrows(stage, rng, parts) if kind == "hill" else paint_house(stage, rng, parts)
    if whole := _whole(stage, group):
        # The walls and rooms are the house that was asked for.
        last, box = stage.layers[-1], (parts[0][0], stage.height * 0.12, stage.width * 0.72, stage.height * 0.68)
        stage.layers[-1] = replace(last, subject=whole.subject, name=whole.subject.word, box=box)


def _parts(stage: Stage, group: Group) -> list[Box]:
    """The rooms of a house in rows of two or three, or the chambers of a hill."""
    count = max(1, len(_shown(stage, group)))
    hill = _what(stage, group) == "hill"
    across = 1 if count == 1 else 2 if count < 5 else 3
    rows = [across] * (count // across) + ([count % across] if count % across else [])
    rows = rows if hill or len(rows) > 1 else [1, *rows]
    hull = _what(stage, group) == "hull"
    left, wide = stage.width * (0.08 if hill else 0.14), stage.width * (0.84 if hill else 0.72)
    top, foot = stage.height * (0.4 if hill else 0.28), stage.height * (0.96 if hill else 0.72 if hull else 0.8)
    high = (foot - top) / len(rows)
    return [
        (left + wide / columns * column, top + high * row, wide / columns, high)
        for row, columns in enumerate(rows)
        for column in range(columns)
    ]


def _inside(stage: Stage, group: Group) -> list[Spot]:
    shown = _shown(stage, group)
    if _what(stage, group) == "sea":
        return _afloat(stage, shown)
    tall, parts = heights(shown), _parts(stage, group)
    lift = 0.12 if _what(stage, group) == "hill" else 0.0
    spots = []
    for at, (one, high) in enumerate(zip(shown, tall, strict=True)):
        x, y, w, h = parts[len(parts) - len(shown) + at]
        size = min(h * 0.74 * max(high, 0.62), w * 0.72 / one.figure.ratio)
        foot = y + h * (1 - lift) - stage.unit * (1.6 if not lift else 0)
        spots.append(one.spot(x + w / 2, foot, size, ground="ground", order=float(at)))
    return spots


def _afloat(stage: Stage, group: Sequence[Member]) -> list[Spot]:
    """Boats and birds at the surface, the rest at depths of their own, what stands on the ground."""
    tall, spots, rng = heights(group), [], stage.random("depths")
    top, floor = stage.height * 0.2, stage.height * 0.9
    for at, (one, high) in enumerate(zip(group, tall, strict=True)):
        size = min(stage.height * 0.24 * high, stage.width * 0.34 / one.figure.ratio)
        x = stage.width * (0.12 + 0.72 * (at + 0.5) / len(group))
        boat = one.figure.concept.category == "transport-water"
        if boat or one.figure.concept.place == "sky":
            foot = top + size * 0.14 if boat else top - stage.unit * 2
        elif one.figure.concept.place == "water":
            foot = top + (floor - top) * ((at * 0.37 + rng.uniform(0.1, 0.3)) % 0.72) + size + stage.unit * 4
        else:
            foot = floor + stage.unit * 2
        spots.append(one.spot(x, min(foot, floor + stage.unit * 3), size, order=foot))
    return spots


CUTAWAY = Plan(_cut, _inside, most=12, empty=True, furnished=True)
