"""Layout: where each thing goes and how large it is.

Sizes follow the real ones, tempered: a house is larger than a cat, but the cat can still be seen. Places come from
what was said (left, on, under, behind ...), else from the kind of thing; free choices are tried many times and the
best is taken: little overlap, weight balanced, the first thing near a line of thirds.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Literal

from pipelines.illustration.drawings import Drawings, Style
from pipelines.illustration.figure import Figure, figure
from pipelines.illustration.scene import Box, Brief, Setting, Subject
from pipelines.illustration.stage import Stage

Ground = Literal["sky", "ground", "water", "afloat"]
"""What a thing rests on. afloat: it hangs free in water or space."""

TRIES = 48
SHORE = re.compile(r"\bbeach|\bshore|\bseaside|\bcoast|\bsand|沙滩|海滩|海边|岸")
SKY_SCENERY = ("sky-weather",)
LOOK_RIGHT = ("black-bird",)
BUILDINGS = ("place-building", "place-religious", "place-other")
BUILT = ("place-building", "place-religious", "place-other", "place-geographic", "transport-ground")


@dataclass(frozen=True)
class Spot:
    """One thing in its place. x is its middle, foot its lower edge, in scene units."""

    subject: Subject
    index: int
    figure: Figure
    x: float
    foot: float
    height: float
    ground: Ground
    flip: bool = False
    order: float = 0.0
    """Drawn in rising order."""
    sunk: float = 0.0
    """Part of the height that is hidden below, in water or in another thing."""

    @property
    def width(self) -> float:
        return self.height * self.figure.ratio

    @property
    def box(self) -> Box:
        return (self.x - self.width / 2, self.foot - self.height, self.width, self.height)


def lay_out(stage: Stage, drawings: Drawings, style: Style) -> list[Spot]:
    """A spot for each thing of the stage's brief, back to front."""
    subjects = stage.brief.subjects
    figures = [figure(drawings, subject.drawing, style) for subject in subjects]
    sizes = _sizes(stage, figures)
    placed: list[list[Spot]] = [[] for _ in subjects]
    for index in _in_turn(subjects):
        others = [spot for group in placed for spot in group]
        rng = stage.random(f"place {index} {subjects[index].drawing}")
        placed[index] = _Placing(stage, rng, index, figures[index], sizes[index], others).spots(placed)
    return sorted((spot for group in placed for spot in group), key=lambda spot: spot.order)


def ashore(prompt: str) -> bool:
    """Whether the prompt speaks of the edge of the sea."""
    return bool(SHORE.search(prompt.lower()))


def needs_ground(brief: Brief, drawings: Drawings) -> bool:
    """Whether something in the picture stands: the sea then gets a beach, space a moon."""
    setting = brief.setting
    if setting == "sea" and ashore(brief.prompt):
        return True
    loose = ("sky",) if setting != "space" else ("sky", "water")
    return any(
        rests(subject, drawings[subject.drawing].place, setting, brief.prompt) == "ground" and not _held(subject)
        for subject in brief.subjects
        if drawings[subject.drawing].place not in loose
    )


def still_life(brief: Brief, drawings: Drawings) -> bool:
    """Whether there are only things for a table, and no place was named."""
    places = [drawings[subject.drawing].place for subject in brief.subjects]
    return brief.setting == "plain" and bool(places) and all(place == "floor" for place in places)


def rests(subject: Subject, place: str, setting: Setting, prompt: str = "") -> Ground:
    """What a thing rests on in a setting. The prompt tells the shore from the open sea."""
    flying = subject.verb in ("fly", "float") and subject.relation not in ("on", "under")
    if setting == "underwater":
        return "ground" if place in ("ground", "floor") and subject.verb not in ("swim", "float", "fly") else "afloat"
    if setting == "space":
        return "ground" if place == "ground" and not flying and subject.verb != "spin" else "afloat"
    if place == "sky" or flying or subject.relation in ("above", "over"):
        return "sky"
    if subject.other == "sea" and ashore(prompt) and (subject.relation == "on" or place != "water"):
        return "ground"
    wet = subject.other in ("sea", "lake", "river", "water") and subject.relation != "beside"
    if (place == "water" and setting == "sea") or wet:
        return "water"
    if setting == "sea" and subject.verb == "swim":
        return "water"
    return "ground"


def _held(subject: Subject) -> bool:
    return isinstance(subject.other, int) and subject.relation in ("on", "in")


def _in_turn(subjects: tuple[Subject, ...]) -> list[int]:
    """Indices so that what a relation refers to comes first."""
    done: list[int] = []
    waiting = list(range(len(subjects)))
    while waiting:
        ready = [i for i in waiting if subjects[i].other not in waiting or subjects[i].other == i] or waiting[:1]
        done += ready
        waiting = [i for i in waiting if i not in ready]
    return done


def _sizes(stage: Stage, figures: list[Figure]) -> list[float]:
    """Height of one thing of each subject at the front of the picture, in scene units."""
    subjects = stage.brief.subjects
    if not subjects:
        return []
    natural = [max(0.02, f.concept.metres) ** 0.3 for f in figures]
    scenery = [f.concept.category in SKY_SCENERY and f.concept.place == "sky" for f in figures]
    largest = max((v for v, sky in zip(natural, scenery, strict=True) if not sky), default=1.0)
    crowd = sum(math.sqrt(subject.count) for subject in subjects)
    base = stage.unit * (50 if len(subjects) == 1 else 48) * (1.9 / (0.9 + crowd)) ** 0.34
    base = min(base, stage.unit * 50) * stage.random("scale").uniform(0.82, 1.06)
    sizes = []
    for subject, fig, value, sky in zip(subjects, figures, natural, scenery, strict=True):
        tall = stage.unit * 17 if sky else base * (value / largest)
        tall = max(tall, stage.unit * 8) / max(1.0, subject.count / 3) ** 0.33
        if fig.concept.place == "sky" and not sky:
            tall = min(tall, stage.unit * (27 if len(subjects) == 1 else 17)) if fig.concept.metres < 3 else tall
        # A long thing fills more than a tall one of equal height.
        shape = fig.ratio**0.6 if fig.ratio > 1 else fig.ratio**0.25
        sizes.append(max(tall / shape * subject.size**0.85, stage.unit * 2.6))
    return _fitted(stage, figures, sizes)


def _fitted(stage: Stage, figures: list[Figure], sizes: list[float]) -> list[float]:
    """The sizes, smaller where the things side by side would be wider than the picture; crowds stand in rows."""
    counts = [subject.count for subject in stage.brief.subjects]
    wide = sum(size * fig.ratio * count for size, fig, count in zip(sizes, figures, counts, strict=True))
    room = stage.width * (0.88 + 0.13 * max(0, sum(counts) - 3))
    air = stage.width * stage.horizon * 0.26
    fitted = []
    for size, fig, count in zip(sizes, figures, counts, strict=True):
        small = size * min(1.0, room / wide)
        if fig.concept.place == "sky" and count > 3:
            small = min(small, (air / (count * fig.ratio)) ** 0.5)
        fitted.append(small)
    return fitted


@dataclass
class _Placing:
    """Finding the spots of one subject among those that stand already."""

    stage: Stage
    rng: Random
    index: int
    figure: Figure
    size: float
    others: list[Spot]

    @cached_property
    def heading(self) -> bool:
        """Whether a group of these moves to the right."""
        return self.rng.random() < 0.5

    @cached_property
    def off_centre(self) -> float:
        """How far a lone thing stands from the middle, as a part of the width: up to a third's line."""
        return self.rng.choice((0.02, 0.08, 0.14, 0.17))

    @property
    def subject(self) -> Subject:
        return self.stage.brief.subjects[self.index]

    def spots(self, placed: list[list[Spot]]) -> list[Spot]:
        other = self.subject.other
        if isinstance(other, int) and other != self.index and other < len(placed) and placed[other]:
            return self._related(placed[other])
        if isinstance(other, str) and other in self.stage.anchors and self.subject.relation:
            return self._at_anchor(self.stage.anchors[other], other)
        ground = self._ground()
        if ground in ("sky", "afloat") and self.subject.count >= 3 and self.figure.concept.category == "animal-bird":
            return self._flock(ground)
        return self._free(ground, self.subject.count)

    def _ground(self) -> Ground:
        """What it rests on here: without open water in the picture, even a boat stands."""
        ground = rests(self.subject, self.figure.concept.place, self.stage.brief.setting, self.stage.brief.prompt)
        return "ground" if ground == "water" and not {"sea", "lake"} & set(self.stage.anchors) else ground

    def _free(self, ground: Ground, count: int) -> list[Spot]:
        """Best of many random tries, one thing after the other."""
        spots: list[Spot] = []
        for number in range(count):
            tries = [self._try(ground, number) for _ in range(TRIES if count < 12 else 16)]
            standing = [*self.others, *spots]
            spots.append(min(tries, key=lambda spot: self._cost(spot, standing, number)))
        return spots

    def _try(self, ground: Ground, number: int) -> Spot:
        x = self.rng.uniform(*self._across())
        if ground == "ground":
            return self._standing(x, self.rng.uniform(*self._deep()))
        if ground == "water":
            return self._swimming(
                x, self.rng.uniform(0.12, 0.72) if self.subject.count > 1 else self.rng.uniform(0.3, 0.62)
            )
        low, high = self._up(ground)
        size = self.size * (self.rng.uniform(0.72, 1.05) if number else 1.0)
        return self._hanging(x, self.rng.uniform(low, high), size, ground)

    def _across(self) -> tuple[float, float]:
        wide = self.stage.width
        named = {"left": (0.16, 0.31), "centre": (0.48, 0.52), "right": (0.69, 0.84)}
        if self.subject.horizontal in named:
            low, high = named[self.subject.horizontal]
            spread = 0.05 * min(3, self.subject.count - 1)
            return wide * (low - spread / 2), wide * (high + spread / 2)
        edge = min(0.4, self.size * self.figure.ratio * 0.5 / wide + 0.03)
        return wide * edge, wide * (1 - edge)

    def _deep(self) -> tuple[float, float]:
        """How near to the viewer, 0 (horizon) to 1 (lower edge)."""
        named = {"top": (0.1, 0.25), "middle": (0.4, 0.55), "bottom": (0.85, 0.95)}
        if self.subject.vertical in named:
            return named[self.subject.vertical]
        large = self.figure.concept.category in BUILT or self.figure.concept.metres >= 4
        if self.stage.brief.setting == "city" and self.figure.concept.category == "transport-ground":
            return 0.58, 0.8
        if self.subject.count > 3:
            return 0.16, 0.92
        if self.subject.relation == "behind":
            return 0.1, 0.3
        return (0.25, 0.58) if large else (0.5, 0.86)

    def _up(self, ground: Ground) -> tuple[float, float]:
        """Range of the middle of something that hangs, in scene units from the top."""
        stage = self.stage
        deep = 0.94 if stage.brief.setting == "space" else 0.8
        floor = stage.height * deep if ground == "afloat" else stage.horizon
        half = self.size / 2
        named = {"top": (0.16, 0.34), "middle": (0.45, 0.6), "bottom": (0.8, 0.95)}
        if self.subject.vertical in named:
            low, high = named[self.subject.vertical]
            return max(half, floor * low), max(half * 1.1, floor * high)
        if self.figure.concept.category in SKY_SCENERY:
            return max(half * 1.1, floor * 0.18), max(half * 1.2, floor * 0.42)
        return max(half * 1.08, floor * 0.2), max(half * 1.2, floor * 0.78)

    def _standing(self, x: float, at: float) -> Spot:
        stage = self.stage
        top = stage.anchors["beach"][1] if "beach" in stage.anchors else stage.horizon
        foot = top + (stage.height * 0.955 - top) * (0.1 + 0.9 * at)
        scale = 0.6 + 0.42 * (foot - stage.horizon) / (stage.height * 0.93 - stage.horizon)
        return self._spot(x, foot, self.size * scale, "ground", order=1000 + foot)

    def _swimming(self, x: float, at: float) -> Spot:
        stage = self.stage
        _, top, _, deep = (
            stage.anchors.get("sea") or stage.anchors.get("lake") or (0, stage.horizon, 0, stage.height * 0.2)
        )
        if "beach" in stage.anchors:
            deep = (stage.anchors["beach"][1] - top) * 0.9
        foot = top + deep * (0.08 + at)
        scale = 0.42 + 0.68 * at
        spot = self._spot(x, foot, self.size * scale, "water", order=1000 + foot)
        dives = self.figure.concept.motion == "swim" or self.subject.verb == "swim"
        return replace(spot, sunk=0.16 if dives else 0.04)

    def _hanging(self, x: float, middle: float, size: float, ground: Ground) -> Spot:
        far = self.figure.concept.category in SKY_SCENERY
        order = (100 if far else 500) + size / self.stage.unit
        return self._spot(x, middle + size / 2, size, ground, order=order + (2000 if ground == "afloat" else 0))

    def _spot(self, x: float, foot: float, height: float, ground: Ground, order: float) -> Spot:
        return Spot(self.subject, self.index, self.figure, x, foot, height, ground, self._flip(x), order)

    def _flip(self, x: float) -> bool:
        """Things look into the picture, mostly. Most drawings of animals and vehicles look to the left."""
        if not self.figure.concept.category.startswith(("animal", "transport", "person-sport", "person-activity")):
            return False
        # A school or a herd has one heading; one or two look at each other.
        wants_right = self.heading if self.subject.count > 2 else x < self.stage.width / 2
        return (wants_right != self._looks_right()) if self.rng.random() < 0.85 else self.rng.random() < 0.5

    def _looks_right(self) -> bool:
        return self.figure.concept.facing == "right" or self.figure.concept.key in LOOK_RIGHT

    def _cost(self, spot: Spot, standing: list[Spot], number: int) -> float:
        """Lower is better; 1 is about one thing fully over another."""
        stage = self.stage
        cost = sum(_overlap(spot, other) for other in standing) * 8
        x, y, w, h = spot.box
        out = (
            max(0.0, stage.width * 0.02 - x) + max(0.0, x + w - stage.width * 0.98) + max(0.0, stage.height * 0.015 - y)
        )
        cost += 6 * out / max(w, h) + 2 * max(0.0, y + h - stage.height * 0.985) / h
        weight = sum((other.x - stage.width / 2) * other.height for other in standing)
        cost += (
            0.5
            * abs(weight + (spot.x - stage.width / 2) * spot.height)
            / (stage.width * self.size * (1 + len(standing)))
        )
        if (
            not self.index
            and not number
            and not self.subject.horizontal
            and (len(stage.brief.subjects) > 1 or self.subject.count > 1)
        ):
            third = min(abs(spot.x / stage.width - 1 / 3), abs(spot.x / stage.width - 2 / 3))
            cost += 1.5 * third
        elif len(stage.brief.subjects) == 1 and self.subject.count == 1:
            cost += 2.0 * abs(abs(spot.x / stage.width - 0.5) - self.off_centre)
        if spot.ground == "ground" and "lake" in stage.anchors and _within(stage.anchors["lake"], spot):
            cost += 1.5
        if spot.ground == "sky" and _light_covered(stage, spot.box):
            cost += 0.9
        return cost

    def _flock(self, ground: Ground) -> list[Spot]:
        """A loose V or arc for up to a dozen, a cloud of them above that."""
        count, stage = self.subject.count, self.stage
        if count > 12:
            return self._free(ground, count)
        low, high = self._across()
        lead = self._try(ground, 0)
        heading = 1 if self.rng.random() < 0.5 else -1
        step = lead.width * self.rng.uniform(1.12, 1.35)
        opening, slope = self.rng.uniform(0.7, 0.85), self.rng.uniform(0.16, 0.4)
        arms = [(0, 0)]
        for k in range(1, count):
            arms.append(((k + 1) // 2, 1 if k % 2 else -1))
        span = step * (max(a for a, _ in arms) + 0.5)
        x = min(max(lead.x, low + (span if heading > 0 else 0)), max(low + span, high - (span if heading < 0 else 0)))
        spots = []
        for arm, side in arms:
            sx = x - heading * step * (arm + self.rng.uniform(-0.06, 0.06))
            # The first pair must clear each other; those behind are apart already by the length of a step.
            spread = opening + slope * (arm - 1) if arm else 0.0
            sy = lead.foot - lead.height / 2 + side * spread * lead.height + self.rng.uniform(-0.15, 0.15) * lead.height
            size = lead.height * self.rng.uniform(0.8, 1.0) * (1 - 0.03 * arm)
            spot = self._hanging(sx, sy, size, ground)
            spots.append(replace(spot, flip=(heading > 0) != self._looks_right()))
        floor = stage.height * 0.85 if ground == "afloat" else stage.horizon * 0.94
        return _moved_into(
            spots, (stage.width * 0.04, stage.height * 0.04, stage.width * 0.92, floor - stage.height * 0.04)
        )

    def _related(self, targets: list[Spot]) -> list[Spot]:
        """Spots relative to things that stand: shared out among them when both are many."""
        count = self.subject.count
        spots: list[Spot] = []
        for number in range(count):
            target = targets[number % len(targets)]
            share = (number // len(targets) + 1) / (math.ceil(count / len(targets)) + 1)
            spots.append(
                self._beside(target, spots, share)
                if self.subject.relation in ("beside", None)
                else self._by(target, share)
            )
        return spots

    def _by(self, target: Spot, share: float) -> Spot:
        relation = self.subject.relation
        x, top, wide, tall = target.box
        many = self.subject.count > 1
        size = min(self.size, tall * 1.1) if relation in ("on", "in") else self.size
        if relation == "on":
            at, roof = (share, target.figure.top_at(share)) if many else target.figure.roof()
            at = 1 - at if target.flip else at
            size = min(size, max(target.width * 0.75 / self.figure.ratio, self.stage.unit * 5))
            ground: Ground = "sky" if target.ground == "sky" else "ground"
            # A rider sits astride; on a roof one stands.
            astride = target.figure.concept.category.startswith(("animal", "transport"))
            foot = top + tall * roof + size * (0.24 if astride and not many else 0.05)
            spot = self._spot(x + wide * at, foot, size, ground, target.order + 0.2)
            return replace(spot, ground=target.ground if target.ground != "ground" else "sky")
        if relation == "in" and target.figure.concept.category in BUILDINGS:
            # Inside a house nobody could be seen: they stand at its door.
            return self._around(target, share, size)
        if relation == "in":
            size = min(size * 0.9, tall * 0.62, wide * 0.7 / self.figure.ratio)
            big = target.figure.concept.metres > 3 * max(0.05, self.figure.concept.metres)
            if big and target.figure.concept.category == "plant-other":
                spot = self._spot(x + wide * (0.3 + 0.4 * share), top + tall * 0.46, size, "sky", target.order + 0.2)
            else:
                spot = self._spot(
                    x + wide * (0.22 + 0.56 * share), top + tall * 0.42 + size * 0.4, size, "sky", target.order - 0.2
                )
            return spot
        if relation in ("above", "over"):
            middle = max(size * 0.55, top - size * 0.75 - self.stage.unit * 2)
            return self._hanging(x + wide * (0.5 + (share - 0.5) * 1.6), middle, size, "sky")
        return self._around(target, share, size)

    def _around(self, target: Spot, share: float, size: float) -> Spot:
        """under, behind and in front of."""
        stage, relation = self.stage, self.subject.relation
        x, top, wide, tall = target.box
        mine = self._ground()
        if relation == "under" and target.ground in ("sky", "afloat"):
            spot = self._standing(target.x, self.rng.uniform(0.55, 0.8))
            if mine != "ground":
                spot = self._hanging(target.x, top + tall + size * 0.7, size, mine)
            return replace(spot, x=self._inside(x + wide * (0.5 + (share - 0.5) * 2), spot.width))
        side = 1 if self.rng.random() < 0.5 else -1
        if mine in ("sky", "afloat") and relation != "under":
            order = target.order + (0.3 if relation == "in front of" else -0.3)
            return replace(self._hanging(x + wide * share, top + tall * 0.3, size, mine), order=order)
        if relation == "behind":
            size = max(size, tall * 0.45)
            foot = max(stage.horizon + stage.unit, target.foot - tall * 0.06 - stage.unit)
            at = target.x + side * (wide * 0.42 + size * self.figure.ratio * 0.12)
            return self._spot(self._inside(at, size * self.figure.ratio), foot, size, target.ground, target.order - 0.3)
        foot = min(target.foot + stage.unit * 2.5, stage.height * 0.965)
        size = min(self.size if relation == "in" else size, tall * {"under": 0.5, "in": 0.45}.get(str(relation), 0.72))
        at = x + wide * (0.5 + (share - 0.5) * 1.5) + side * wide * (0.2 if relation == "under" else 0.12)
        return self._spot(self._inside(at, size * self.figure.ratio), foot, size, target.ground, target.order + 0.3)

    def _beside(self, target: Spot, mine: list[Spot], share: float) -> Spot:
        """Next to the target on the freer side, on the same level."""
        stage = self.stage
        same = self._ground() == target.ground
        best: list[tuple[float, Spot]] = []
        for side in (1, -1):
            row = sum(1 for spot in mine if (spot.x - target.x) * side > 0)
            gap = stage.unit * 1.5 + row * self.size * self.figure.ratio * 1.05
            x = target.x + side * (target.width / 2 + self.size * self.figure.ratio / 2 + gap)
            spot = self._spot(
                x, target.foot + stage.unit * self.rng.uniform(0, 1.5), self.size, target.ground, target.order + 0.1
            )
            if not same:
                spot = replace(self._free(self._ground(), 1)[0], x=x)
            spot = replace(spot, x=self._inside(x, spot.width))
            best.append((abs(spot.x - x) + sum(_overlap(spot, o) for o in [*self.others, *mine]) * stage.width, spot))
        return min(best, key=lambda pair: pair[0])[1]

    def _at_anchor(self, box: Box, name: str) -> list[Spot]:
        """On, over or under a part of the background: a hill, the moon, the sea ..."""
        x, top, wide, tall = box
        relation, count = self.subject.relation, self.subject.count
        if name in ("sea", "lake") and relation in ("on", "in", "beside"):
            return self._free(self._ground(), count)
        if relation in ("above", "over"):
            return self._flock("sky") if count >= 3 else self._free("sky", count)
        spots = []
        for number in range(count):
            share = (number + 1) / (count + 1)
            at = x + wide * (share if count > 1 else 0.5)
            if relation == "on":
                size = self.size * (0.62 if name == "hill" else 0.5)
                foot = top + (stage_curve(share, count) * tall * 0.12 + size * 0.03 if name == "hill" else size * 0.06)
                spots.append(self._spot(at, foot, size, "ground" if name == "hill" else "sky", 600.0))
            elif relation in ("under", "in front of", "beside") or name in ("hill", "sea", "lake"):
                base = self._free(self._ground(), 1)[0]
                near = at if name in ("sun", "moon", "window") else base.x
                spots.append(replace(base, x=self._inside(near + (share - 0.5) * self.size * count, base.width)))
            else:
                spots.append(replace(self._free("sky", 1)[0], x=self._inside(at, self.size)))
        return spots

    def _inside(self, x: float, wide: float) -> float:
        edge = min(self.stage.width * 0.48, wide / 2 + self.stage.width * 0.02)
        return min(max(x, edge), self.stage.width - edge)


def stage_curve(share: float, count: int) -> float:
    """How far below the crest of a hill one of several stands, 0 to 1."""
    return 0.0 if count == 1 else (2 * share - 1) ** 2


def _moved_into(spots: list[Spot], frame: Box) -> list[Spot]:
    """The group moved into a frame as a whole, and made smaller where it is larger than the frame."""
    left, top = min(s.box[0] for s in spots), min(s.box[1] for s in spots)
    right, bottom = max(s.box[0] + s.box[2] for s in spots), max(s.foot for s in spots)
    x, y, w, h = frame
    scale = min(1.0, w / (right - left), h / (bottom - top))
    new_left = min(max(left, x), x + w - (right - left) * scale)
    new_top = min(max(top, y), y + h - (bottom - top) * scale)
    return [
        replace(s, x=new_left + (s.x - left) * scale, foot=new_top + (s.foot - top) * scale, height=s.height * scale)
        for s in spots
    ]


def _overlap(one: Spot, two: Spot) -> float:
    """Part of the smaller box that both cover; a little is no matter."""
    ax, ay, aw, ah = one.box
    bx, by, bw, bh = two.box
    wide = min(ax + aw, bx + bw) - max(ax, bx)
    tall = min(ay + ah, by + bh) - max(ay, by)
    if wide <= 0 or tall <= 0:
        return 0.0
    part = wide * tall / min(aw * ah, bw * bh)
    return max(0.0, part - 0.04)


def _within(box: Box, spot: Spot) -> bool:
    """Whether the feet of something are inside a part of the background."""
    x, y, w, h = box
    return x - spot.width / 2 < spot.x < x + w + spot.width / 2 and y < spot.foot < y + h


def _light_covered(stage: Stage, box: Box) -> bool:
    x, y, w, h = box
    return (
        x - stage.unit * 3 < stage.light[0] < x + w + stage.unit * 3
        and y - stage.unit * 3 < stage.light[1] < y + h + stage.unit * 3
    )
