"""Standing: one thing at a place that is chosen, on the ground, in the water or in the air."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from pipelines.scene.lay.figure import Figure
from pipelines.scene.lay.sizes import SKY_SCENERY
from pipelines.scene.lay.spot import RAIL, Ground, Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import least
from pipelines.scene.scene import Check, Subject


@dataclass
class Standing:
    """One subject among those that stand already, and the spots that it can have."""

    stage: Stage
    rng: Random
    index: int
    figure: Figure
    size: float
    others: list[Spot]
    check: Check
    subjects: tuple[Subject, ...]
    """Those of the brief, with the relations as they are laid."""

    @cached_property
    def heading(self) -> bool:
        """Whether a group of these moves to the right."""
        return self.rng.random() < 0.5

    @property
    def subject(self) -> Subject:
        return self.subjects[self.index]

    def _standing(self, x: float, at: float, foot: float = 0.0) -> Spot:
        """On the ground at a depth from 0 to 1; `foot` says it in scene units where the place tells."""
        stage = self.stage
        top = stage.anchors["beach"][1] if "beach" in stage.anchors else stage.horizon
        foot = foot or top + (stage.height * 0.955 - top) * (0.1 + 0.9 * at)
        if self.figure.concept.key in RAIL and "rails" in stage.anchors:
            foot = stage.anchors["rails"][1] + stage.anchors["rails"][3] / 2
        scale = 0.6 + 0.42 * (foot - stage.horizon) / (stage.height * 0.93 - stage.horizon)
        return self._spot(x, foot, self._seen(self.size * scale), "ground", order=1000 + foot)

    def _seen(self, height: float) -> float:
        """A height at which the thing can be seen."""
        return max(height, least(self.stage, self.figure.ratio))

    def _swimming(self, x: float, at: float) -> Spot:
        stage = self.stage
        _, top, _, deep = (
            stage.anchors.get("sea") or stage.anchors.get("lake") or (0, stage.horizon, 0, stage.height * 0.2)
        )
        if "beach" in stage.anchors:
            deep = (stage.anchors["beach"][1] - top) * 0.9
        foot = top + deep * (0.08 + at)
        scale = 0.42 + 0.68 * at
        spot = self._spot(x, foot, self._seen(self.size * scale), "water", order=1000 + foot)
        dives = self.figure.concept.motion == "swim" or self.subject.verb == "swim"
        boarding = self.subject.person is not None and self.subject.person.pose == "surf"
        return replace(spot, sunk=0.16 if dives else 0.0 if boarding else 0.04)

    def _hanging(self, x: float, middle: float, size: float, ground: Ground) -> Spot:
        far = self.figure.concept.category in SKY_SCENERY
        order = (100 if far else 500) + size / self.stage.unit
        return self._spot(x, middle + size / 2, size, ground, order=order + (2000 if ground == "afloat" else 0))

    def _spot(self, x: float, foot: float, height: float, ground: Ground, order: float) -> Spot:
        return Spot(self.subject, self.index, self.figure, x, foot, height, ground, self._flip(x), order)

    def _flip(self, x: float) -> bool:
        """Things look into the picture."""
        if self.figure.anchors:
            return self._turned(x)
        if not self.figure.concept.category.startswith(("animal", "transport", "person-sport", "person-activity")):
            return False
        # A school or a herd has one heading; one or two look at each other.
        wants_right = self.heading if self.subject.count > 2 else x < self.stage.width / 2
        return wants_right != self._looks_right

    def _turned(self, x: float) -> bool:
        """Somebody looks at what they are said to look at, or at who is with them, else into the picture."""
        subject = self.subject
        wanted = [at for at in (subject.looks_at, subject.other) if isinstance(at, int)]
        seen = [spot.x for at in wanted for spot in self.others if spot.index == at]
        return (seen[0] if seen else self.stage.width / 2) > x

    @property
    def _looks_right(self) -> bool:
        return self.figure.concept.facing == "right"
