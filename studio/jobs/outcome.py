"""Outcome: what a job leaves behind: the recipe of each work, or words for what nobody foresaw."""

from __future__ import annotations

import errno

from studio.errors import DiskFull
from studio.jobs.fallback import notes_of
from studio.jobs.live import LiveJob
from studio.words import Sentence, say
from studio.works.made import Made
from studio.works.recipe import ModelUse, Recipe, versions_in_use


def recipe_of(job: LiveJob, made: Made, notices: tuple[Sentence, ...] = ()) -> Recipe:
    """How a piece was made. `notices`: what is good to know of what was asked for."""
    ask = job.ask
    return Recipe(
        mode=ask.mode,
        engine=ask.choice.engine.key,
        kind=made.kind,
        title=made.title,
        params=ask.values,
        seed=ask.seed if made.facts.seed is None else made.facts.seed,
        models=tuple(ModelUse.of(spec) for spec in ask.models.values()),
        facts=made.facts,
        notes=(*notes_of(job), *notices, *made.notes),
        parents=job.parents,
        versions=versions_in_use(),
    )


def unforeseen(error: BaseException) -> tuple[Sentence, ...]:
    """What a person is told of an error that is not written for one."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(say("disk.full_temporary")).said
    # Shortened, and without the lone surrogates of undecodable file names, which no database keeps.
    words = str(error)[:300].encode(errors="replace").decode()
    return (say("job.unforeseen", kind=type(error).__name__, words=words),)
