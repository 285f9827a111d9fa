"""CatalogEngine: an engine that any model of the catalog serves, where it is for its task and in its runtimes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from studio.errors import DoesNotFit, InkstoneError, ModelAbsent, NotLent
from studio.jobs.engine import Choice, Engine, Host, OptionsT, ParamsT
from studio.models.catalog import ModelSpec, Task
from studio.models.device import GIBIBYTE
from studio.models.ladder import least
from studio.words import Sentence, say

MAIN = "main"
"""The role of the one model that such an engine runs with."""


class CatalogEngine(Engine[ParamsT, OptionsT]):
    """Its choices are the models of the catalog, best first."""

    task: ClassVar[Task]
    runtimes: ClassVar[tuple[str, ...]]

    def choices(self, host: Host) -> Iterator[Choice]:
        for spec in host.catalog.for_task(self.task):
            if spec.runtime in self.runtimes:
                yield Choice(self, spec.key, {MAIN: spec})

    def fits(self, params: ParamsT, choice: Choice, host: Host) -> InkstoneError | None:
        return obstacle(choice.models[MAIN], host)

    def volunteers(self, params: ParamsT, choice: Choice, host: Host) -> bool:
        """Never with a model whose output may not be sold: that has to be a person's own choice. Never with one that
        would be very slow on a plain processor."""
        spec = choice.models[MAIN]
        return spec.commercial != "no" and is_quick(spec, host) and obstacle(spec, host) is None

    def why(self, choice: Choice, named: bool) -> Sentence:
        return say("choice.chosen" if named else "choice.present", title=choice.models[MAIN].title)


def is_quick(spec: ModelSpec, host: Host) -> bool:
    """Whether a model is not very slow here."""
    return spec.cpu or host.device.kind != "cpu" or spec.key in (host.lent or ())


def obstacle(spec: ModelSpec, host: Host) -> InkstoneError | None:
    """Why a model cannot run here at all, or None."""
    if not host.catalog.present(spec):
        return absent(spec)
    if host.lent is not None and not spec.cpu and spec.place == "accelerator":
        return None if spec.key in host.lent else only_lent(spec, host)
    needs, has = least(spec, host.device) / GIBIBYTE, host.device.total() / GIBIBYTE
    if needs > has:
        return DoesNotFit(say("model.too_large", title=spec.title, needs=needs, device=host.device.name, has=has))
    return None


def only_lent(spec: ModelSpec, host: Host) -> NotLent:
    """That a model is none of those that are lent an accelerator."""
    titles = [other.title for other in host.catalog if other.key in (host.lent or ())]
    return NotLent(say("lent.only" if titles else "lent.nobody", title=spec.title, titles=titles))


def absent(spec: ModelSpec) -> ModelAbsent:
    """That its files are not here, and where they are to be had."""
    if not spec.repo:
        return ModelAbsent(say("model.absent", title=spec.called), hint=say("choice.comes_along"))
    sizes = {"gb": spec.download_mb / 1024, "licence": spec.licence}
    message = say("model.absent_sized", title=spec.called, **sizes)
    return ModelAbsent(message, hint=say("choice.auto_or_system"), model=spec.key)
