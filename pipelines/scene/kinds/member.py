"""Members: the things of a picture that is no scene, each copy by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipelines.scene.drawings import Drawings, Style
from pipelines.scene.lay.figure import Figure, figure
from pipelines.scene.lay.somebody import likeness, somebody
from pipelines.scene.lay.spot import Ground, Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Box, Brief, Subject
from pipelines.scene.tables import table

TEMPER = 0.28
"""How much the real size counts: 1 would make a bee a dot beside a house, 0 as large as it."""
LEAST = 0.42
"""The smallest beside the largest."""
FLAT = ("logo", "icon", "sticker", "pattern")
"""Kinds that show where something is by a sign beside it."""


@dataclass(frozen=True)
class Member:
    """One copy of one subject."""

    subject: Subject
    index: int
    copy: int
    figure: Figure

    @cached_property
    def tall(self) -> float:
        """The height that is felt, with no unit; long things are less high."""
        felt = max(0.05, self.figure.concept.metres) ** TEMPER * self.subject.size**0.8
        return felt / max(1.0, self.figure.ratio) ** 0.6

    def spot(
        self, x: float, foot: float, height: float, *, ground: Ground = "sky", flip: bool = False, order: float = 0.0
    ) -> Spot:
        """It in a place. In the sky it has no shadow."""
        return Spot(self.subject, self.index, self.figure, x, foot, height, ground, flip, order, copy=self.copy)


def members(
    stage: Stage,
    drawings: Drawings,
    style: Style,
    most: int = 24,
    *,
    close: bool = False,
    signs: bool = False,
    furnished: bool = False,
) -> list[Member]:
    """All copies of all subjects, at most so many: of each one before any has two.

    `close`: people from the chest up. `signs`: with the scenery that was named, as things. `furnished`: with what
    an empty place has.
    """
    more = signs_of(stage.brief) if signs else furnishing(stage.brief) if furnished else ()
    subjects = (*stage.brief.subjects, *more)
    turns = sorted((copy, at) for at, subject in enumerate(subjects) for copy in range(subject.count))[:most]
    person = likeness if close else somebody
    return [
        Member(
            subjects[at],
            at,
            copy,
            person(drawings, subjects, at, stage.seed, copy)
            if subjects[at].person
            else figure(drawings, subjects[at].drawing, style),
        )
        for copy, at in sorted(turns, key=lambda turn: (turn[1], turn[0]))
    ]


def signs_of(brief: Brief) -> tuple[Subject, ...]:
    """The scenery that was named, as things."""
    drawn, signs = {subject.drawing for subject in brief.subjects}, table("signs")
    named = [(name, signs["features"][name]) for name in brief.features if name in signs["features"]]
    if not brief.subjects and brief.place in signs["places"]:
        named.append((brief.place, signs["places"][brief.place]))
    elif not brief.subjects or (brief.kind in FLAT and not brief.unsaid and not brief.place):
        named += [(brief.setting, key) for key in (signs["settings"].get(brief.setting),) if key]
    return tuple(Subject(key, name) for name, key in dict(named).items() if key not in drawn)


def furnishing(brief: Brief) -> tuple[Subject, ...]:
    """What stands in a place, or is in what is cut open, where nothing but that was named."""
    first = brief.subjects[0].drawing if brief.subjects else ""
    if not first:
        places, mapped = table("signs")["pieces"], table("signs")["mapped"] if brief.kind == "map" else {}
        pieces = places.get(brief.place) or mapped.get(brief.setting, ())
    else:
        alone = brief.kind == "cutaway" and len(brief.subjects) == 1
        pieces = table("signs")["inside"].get(first, ()) if alone else ()
    return tuple(Subject(key, key.replace("-", " ")) for key in pieces)


def heights(group: Sequence[Member]) -> list[float]:
    """How tall each is beside the tallest, 0 to 1, none less than can be seen."""
    tallest = max((one.tall for one in group), default=1.0)
    return [max(LEAST, one.tall / tallest) for one in group]


def fitted(group: Sequence[Member], box: Box, gap: float = 0.08) -> list[Spot]:
    """All of a group in a box, as large as they fit: in the number of rows that lets them be largest.

    `gap` is what is between them, as a part of the height of a row.
    """
    if not group:
        return []
    tall = heights(group)
    plans = [_rows(group, tall, box, count, gap) for count in range(1, min(5, len(group)) + 1)]
    scale, rows = max(plans, key=lambda plan: plan[0])
    x, y, w, h = box
    high = [max(tall[at] for at in row) * scale for row in rows]
    free = h - sum(high) - scale * gap * (len(rows) - 1)
    spots, foot = [], y + free / 2
    for row, level in zip(rows, high, strict=True):
        foot += level
        wide = [tall[at] * scale * group[at].figure.ratio for at in row]
        left = x + (w - sum(wide) - scale * gap * (len(row) - 1)) / 2
        for at, across in zip(row, wide, strict=True):
            middle = foot - (level - tall[at] * scale) * (0.5 if len(rows) > 1 else 0.0)
            spots.append(group[at].spot(left + across / 2, middle, tall[at] * scale, order=float(at)))
            left += across + scale * gap
        foot += scale * gap
    return spots


def _rows(
    group: Sequence[Member], tall: Sequence[float], box: Box, count: int, gap: float
) -> tuple[float, list[list[int]]]:
    """The scale at which so many rows fill the box, and who stands in each."""
    each = -(-len(group) // count)
    rows = [list(range(at, min(len(group), at + each))) for at in range(0, len(group), each)]
    wide = max(sum(tall[at] * group[at].figure.ratio for at in row) + gap * (len(row) - 1) for row in rows)
    high = sum(max(tall[at] for at in row) for row in rows) + gap * (len(rows) - 1)
    return min(box[2] / wide, box[3] / high), rows


def is_related(group: Sequence[Member]) -> bool:
    """Whether one of the things was said to be on, in, behind ... another: the layout of scenes knows how."""
    return any(isinstance(one.subject.other, int) for one in group)


def moved_into(spots: Sequence[Spot], box: Box, *, standing: bool = False, shaded: bool = False) -> list[Spot]:
    """The things as they are to each other, together as large as a box lets them be.

    `standing`: at its lower edge. `shaded`: with the shadows that they have.
    """
    left, top = min(spot.box[0] for spot in spots), min(spot.box[1] for spot in spots)
    right, foot = max(spot.box[0] + spot.box[2] for spot in spots), max(spot.foot for spot in spots)
    x, y, w, h = box
    scale = min(w / (right - left), h / (foot - top))
    start = x + (w - (right - left) * scale) / 2
    upper = y + (h - (foot - top) * scale) * (1.0 if standing else 0.5)
    return [
        replace(
            spot,
            x=start + (spot.x - left) * scale,
            foot=upper + (spot.foot - top) * scale,
            height=spot.height * scale,
            ground=spot.ground if shaded else "sky",
        )
        for spot in spots
    ]
