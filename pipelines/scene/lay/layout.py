"""Layout: a spot for each thing, each of them knowing those that stand already."""

from __future__ import annotations

from pipelines.scene.drawings import Drawings, Style
from pipelines.scene.lay.figure import figure
from pipelines.scene.lay.relations import Related
from pipelines.scene.lay.sizes import sizes
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Check, Subject


def lay_out(stage: Stage, drawings: Drawings, style: Style, check: Check) -> list[Spot]:
    """A spot for each thing of the stage's brief, back to front. `check` is called after each."""
    subjects = stage.brief.subjects
    figures = [figure(drawings, subject.drawing, style) for subject in subjects]
    heights = sizes(stage, figures)
    placed: list[list[Spot]] = [[] for _ in subjects]
    for index in _in_turn(subjects):
        others = [spot for group in placed for spot in group]
        rng = stage.random(f"place {index} {subjects[index].drawing}")
        placed[index] = Related(stage, rng, index, figures[index], heights[index], others, check).spots(placed)
    return sorted((spot for group in placed for spot in group), key=lambda spot: spot.order)


def _in_turn(subjects: tuple[Subject, ...]) -> list[int]:
    """Indices so that what a relation refers to comes first."""
    done: list[int] = []
    waiting = list(range(len(subjects)))
    while waiting:
        ready = [i for i in waiting if subjects[i].other not in waiting or subjects[i].other == i] or waiting[:1]
        done += ready
        waiting = [i for i in waiting if i not in ready]
    return done
