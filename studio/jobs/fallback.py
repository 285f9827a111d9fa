"""Fallback: who makes a work when a model that nobody asked for by name cannot be loaded, or is too large after all."""

from __future__ import annotations

from studio.errors import DoesNotFit, InkstoneError, LoadFailed, ModelAbsent
from studio.jobs.engine import Choice, Host
from studio.jobs.live import LiveJob
from studio.jobs.mode import Mode, model_of
from studio.params import AUTO
from studio.words import Sentence, joined, plain, say

FAULTS_OF_A_MODEL = (LoadFailed, ModelAbsent, DoesNotFit)


def fall_back(job: LiveJob, mode: Mode, host: Host, error: InkstoneError) -> bool:
    """Give the job to the next engine that volunteers. False where a person chose the model, where something is made
    already, and where nobody else volunteers: then the error is what they hear."""
    if model_of(job.ask.params) != AUTO or job.view.works:
        return False
    # The files may have changed since they were looked at.
    host.catalog.refresh()
    seed = {"seed": job.ask.seed} if "seed" in mode.form.model_fields else {}
    tried = (*job.tried, (job.ask.choice.name, error.message))
    try:
        ask = mode.ask({**job.values, **seed}, host, [name for name, _ in tried])
    except InkstoneError:
        return False
    job.ask, job.tried = ask, tried
    whys = [*notes_of(job), *([ask.choice.why] if ask.choice.why else [])]
    job.update(engine=ask.choice.engine.key, why=joined(whys))
    return True


def notes_of(job: LiveJob) -> tuple[Sentence, ...]:
    """What its work tells of those who could not make it."""
    return tuple(say("choice.fell_back", reason=reason, title=_title(job.ask.choice)) for _, reason in job.tried)


def _title(choice: Choice) -> Sentence:
    """What a person knows it by: the model that is chosen by its name, else the engine."""
    models = (plain(spec.title) for spec in choice.models.values() if spec.key == choice.name)
    return next(models, choice.engine.title)
