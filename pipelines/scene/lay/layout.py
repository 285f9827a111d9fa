"""Layout: a spot for each thing. Some layouts are laid, each of them by chance, and the best is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipelines.scene.drawings import Drawings, Style
from pipelines.scene.lay.asleep import asleep
from pipelines.scene.lay.at_work import at_work, looking
from pipelines.scene.lay.beast import garment, refitted, upright
from pipelines.scene.lay.cabs import boarded
from pipelines.scene.lay.embrace import embraced
from pipelines.scene.lay.figure import Figure, figure
from pipelines.scene.lay.hearing import is_audience
from pipelines.scene.lay.kept import broken, misplaced
from pipelines.scene.lay.meant import meant
from pipelines.scene.lay.neighbours import parted
from pipelines.scene.lay.perspective import level_with, receding
from pipelines.scene.lay.portrait import sitters
from pipelines.scene.lay.raised import perched, raised
from pipelines.scene.lay.relations import HANDLING, Related
from pipelines.scene.lay.resting import is_laid, rested
from pipelines.scene.lay.score import faults
from pipelines.scene.lay.sizes import sizes
from pipelines.scene.lay.somebody import cold_in, somebody
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.spread import spread
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import FILLS, LONE, framed, in_sight, together, within
from pipelines.scene.lay.variants import varied
from pipelines.scene.scene import Check, Subject

FACES = 20
"""How many people of one kind look different: in a larger crowd nobody looks for doubles."""
LAYOUTS = 20
"""How many are laid; fewer of crowds, so that all take about as long."""
SMALL, FEWER = 0.6, 0.65
"""Metres up to which related things fill less of a land, and how much less."""
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
    spots = parted(stage, spots) if layouts.portrays else within(stage, parted(stage, spots))
    stage.misplaced = misplaced(layouts.subjects, spots)
    return sorted(refitted(spots), key=lambda spot: spot.order)


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

    @property
    def portrays(self) -> bool:
        """Whether somebody sits for a portrait, who may be cut."""
        return bool(self._portrayed)

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
        spots = [in_sight(self.stage, spot) for spot in boarded(spots, self.subjects)]
        if self._portrayed:
            return spots
        return perched(self.stage, raised(self.stage, receding(self.stage, spots, self._meant)))

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
            posts = one.spots(placed)
            # Those who play for the others stand in front.
            posts = posts[::-1] if is_audience(index, self._meant) else posts
            spots = [replace(spot, copy=copy, subject=self.subjects[index]) for copy, spot in enumerate(posts)]
            unlike = self._unlike(index, spots) if self.subjects[index].person else None
            placed[index] = unlike or varied(self.stage, spots, self.drawings, self.style)
        if any(at in self._portrayed for at in group):
            return
        share = (self._together(group) if len(group) > 1 else self._alone(group[0])) / len(self.groups) ** 0.7
        whole = iter(framed(self.stage, [spot for at in group for spot in placed[at]], share))
        for at in group:
            placed[at] = [next(whole) for _ in placed[at]]

    def _together(self, group: list[int]) -> float:
        """The part of the picture that related things fill: outdoors small ones would be giants in a land."""
        small = max(self._figures[at].concept.metres for at in group) < SMALL
        outdoors = self.stage.brief.setting not in ("room", "plain")
        return FILLS * FEWER if small and outdoors else FILLS

    def _alone(self, index: int) -> float:
        """The part of the picture that a thing fills to which nothing is related; beside others sizes tell, and on
        a far crest the land does."""
        far = self.subjects[index].other == "hill"
        only = len(self.subjects) == 1 == self.subjects[index].count and not far
        size = self.subjects[index].size
        return LONE * size if only and size >= 1 else 0.0

    @cached_property
    def _figures(self) -> list[Figure]:
        return [
            self._somebody(at, 0) if subject.person else self._thing(at) for at, subject in enumerate(self.subjects)
        ]

    def _thing(self, at: int) -> Figure:
        for like in (upright, garment):
            if (special := like(self.subjects, at, self.drawings, self.style)) is not None:
                return special
        found = figure(self.drawings, self.subjects[at].drawing, self.style)
        if self.subjects[at].verb == "sleep":
            return asleep(found)
        return rested(found) if is_laid(self.subjects, at) else found

    @cached_property
    def _heights(self) -> list[float]:
        return sizes(self.stage, self._figures, level_with(self._meant))

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
