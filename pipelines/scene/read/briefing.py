"""Briefing: a prompt read into a Brief, for the picture and the film alike."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cache
from typing import Any

from pipelines.scene.drawings import Drawings
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief
from studio.jobs.engine import JobContext
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say


@cache
def drawings() -> Drawings:
    """The shipped pack, read once."""
    return Drawings.load()


def brief_of(prompt: str, unwanted: str, spec: ModelSpec | None, ctx: JobContext) -> Brief:
    """The prompt understood, without what must be left out.

    `spec` is the model of meaning; without it only listed words are known. Raises what a lease raises.
    """
    pack = drawings()
    lease: AbstractContextManager[Any] = ctx.lease(spec) if spec else nullcontext()
    with lease as meaning:
        brief = understand(prompt, pack, meaning)
        return leave_out(brief, understand(unwanted, pack, meaning)) if unwanted else brief


def notes_of(brief: Brief) -> tuple[Sentence, ...]:
    """What the person should know of the reading: words that nothing is drawn for."""
    return (say("scene.no_drawing", words=list(brief.unknown)),) if brief.unknown else ()


def leave_out(brief: Brief, unwanted: Brief) -> Brief:
    """The brief without the things, features and weather that another one names."""
    drop = {subject.drawing for subject in unwanted.subjects}
    kept = [index for index, subject in enumerate(brief.subjects) if subject.drawing not in drop]
    subjects = tuple(brief.subjects[index] for index in kept)
    moved = {old: new for new, old in enumerate(kept)}
    subjects = tuple(
        replace(subject, other=moved.get(subject.other), relation=subject.relation if subject.other in moved else None)
        if isinstance(subject.other, int)
        else subject
        for subject in subjects
    )
    features = tuple(feature for feature in brief.features if feature not in unwanted.features)
    weather = "clear" if brief.weather == unwanted.weather else brief.weather
    return replace(brief, subjects=subjects, features=features, weather=weather)
