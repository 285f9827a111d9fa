"""Layout: a spot for each thing. Some layouts are laid, each of them by chance, and the best is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipelines.scene.drawings import Drawings, Style
from pipelines.scene.lay.asleep import asleep
from pipelines.scene.lay.at_work import at_work, looking
from pipelines.scene.lay.cabs import boarded
from pipelines.scene.lay.embrace import embraced
from pipelines.scene.lay.figure import Figure, figure
from pipelines.scene.lay.kept import broken
from pipelines.scene.lay.meant import meant
from pipelines.scene.lay.portrait import sitters
from pipelines.scene.lay.relations import HANDLING, Related
from pipelines.scene.lay.score import faults
from pipelines.scene.lay.sizes import sizes
from pipelines.scene.lay.somebody import cold_in, somebody
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.spread import spread
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import FILLS, LONE, framed, in_sight, together
from pipelines.scene.scene import Check, Missed, Subject

FACES = 20
"""How many people of one kind look different: in a larger crowd nobody looks for doubles."""
LAYOUTS = 20
"""How many are laid; fewer of crowds, so that all take about as long."""
FINALISTS = 3
"""How many of the best have their things moved apart before one is chosen."""
WORK = 160
"""How many things are laid in all of them together, at most."""


def lay_out(stage: Stage, drawings: Drawings, style: Style, check: Check) -> list[Spot]:
    """A spot for each thing of the stage's brief, back to front. `check` is called after each.

    What could not be laid where it was said to be is noted on the stage.
    """
    layouts = Layouts(stage, drawings, style, check)
    best = sorted((layouts.lay(number) for number in range(layouts.count)), key=layouts.faults)
    spots = min((layouts.spread(spots) for spots in best[:FINALISTS]), key=layouts.faults)
    stage.misplaced = tuple(
        Missed(layouts.subjects[at].word, "placed elsewhere") for at in broken(layouts.subjects, spots)
    )
    return sorted(spots, key=lambda spot: spot.order)


@dataclass
class Layouts:
    """The ways in which the things of one brief may stand, by number."""

    stage: Stage
    drawings: Drawings
    style: Style
    check: Check

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return self.stage.brief.subjects

    @property
    def count(self) -> int:
        """How many there are to choose from."""
        return max(1, min(LAYOUTS, WORK // max(1, sum(subject.count for subject in self.subjects))))

    @cached_property
    def groups(self) -> list[list[int]]:
        return together(self._meant)

    @cached_property
    def _meant(self) -> tuple[Subject, ...]:
        return meant(self.subjects, self._figures)

    def faults(self, spots: list[Spot]) -> float:
        """How bad a layout is: 0 is right."""
        return faults(self.stage, spots, self.groups) + 3 * len(broken(self._meant, spots))

    def lay(self, number: int) -> list[Spot]:
        """One layout, in no order."""
        placed: list[list[Spot]] = [self._portrayed.get(at, []) for at in range(len(self.subjects))]
        for group in self.groups:
            self._lay_group(group, placed, number)
        spots = embraced([spot for spots in placed for spot in spots])
        spots = looking(at_work(spots, self.subjects, self.drawings), self.subjects, self.stage.anchors)
        return [in_sight(self.stage, spot) for spot in boarded(spots, self.subjects)]

    def spread(self, spots: list[Spot]) -> list[Spot]:
        """The layout with things that cover each other moved apart; people of a portrait stay."""
        return spots if self._portrayed else spread(self.stage, list(spots), self._meant, self.groups)

    def _lay_group(self, group: list[int], placed: list[list[Spot]], number: int) -> None:
        """What belongs together, one after the other, and then as a whole."""
        for index in (at for at in in_turn(self._meant, group) if at not in self._portrayed):
            rng = self.stage.random(f"place {index} {self.subjects[index].drawing} {number}")
            others = [spot for spots in placed for spot in spots]
            figure, height = self._figures[index], self._heights[index]
            one = Related(self.stage, rng, index, figure, height, others, self.check, self._meant)
            spots = [
                replace(spot, copy=copy, subject=self.subjects[index]) for copy, spot in enumerate(one.spots(placed))
            ]
            placed[index] = self._unlike(index, spots) if self.subjects[index].person else spots
        if any(at in self._portrayed for at in group):
            return
        share = (FILLS if len(group) > 1 else self._alone(group[0])) / len(self.groups) ** 0.7
        whole = iter(framed(self.stage, [spot for at in group for spot in placed[at]], share))
        for at in group:
            placed[at] = [next(whole) for _ in placed[at]]

    def _alone(self, index: int) -> float:
        """The part of the picture that a thing fills to which nothing is related; beside others sizes tell."""
        only = len(self.subjects) == 1 == self.subjects[index].count
        return LONE if only and self.subjects[index].size >= 1 else 0.0

    @cached_property
    def _figures(self) -> list[Figure]:
        return [
            self._somebody(at, 0) if subject.person else self._thing(subject)
            for at, subject in enumerate(self.subjects)
        ]

    def _thing(self, subject: Subject) -> Figure:
        found = figure(self.drawings, subject.drawing, self.style)
        return asleep(found) if subject.verb == "sleep" else found

    @cached_property
    def _heights(self) -> list[float]:
        return sizes(self.stage, self._figures)

    @cached_property
    def _portrayed(self) -> dict[int, list[Spot]]:
        return sitters(self.stage, self.drawings, self.style)

    def _somebody(self, index: int, copy: int) -> Figure:
        return somebody(self.drawings, self.subjects, index, self.stage.seed, copy, cold=cold_in(self.stage))

    def _unlike(self, index: int, spots: list[Spot]) -> list[Spot]:
        """Several people of one kind, each with looks and a posture of their own."""
        figures = [self._somebody(index, copy % FACES) for copy in range(len(spots))]
        return [
            replace(spot, figure=figure, height=spot.height * figure.stature / spot.figure.stature)
            for spot, figure in zip(spots, figures, strict=True)
        ]


def _free(subject: Subject) -> bool:
    """Whether its place does not depend on the thing that it is related to: that is in its hands."""
    return subject.relation in HANDLING


def in_turn(subjects: Sequence[Subject], group: list[int]) -> list[int]:
    """The indices of a group so that what a relation refers to comes first."""
    done: list[int] = []
    waiting = list(group)
    while waiting:
        ready = [i for i in waiting if _free(subjects[i]) or subjects[i].other not in waiting or subjects[i].other == i]
        ready = ready or waiting[:1]
        done += ready
        waiting = [i for i in waiting if i not in ready]
    return done
