"""Lending: the accelerator is lent for one call at a time, as on ZeroGPU, and a job's engine runs inside such a call.

The studio's own process has no accelerator. A call that is lent one runs in a fork of that process: what goes in and
what comes out is pickled, and the fork is killed afterwards. So the models that may be lent one are loaded once, before
the first call; the fork finds them in its memory. Everything else runs where it always does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from studio.errors import InkstoneError, NotLent
from studio.jobs.away import Away, End, Event, Failed
from studio.jobs.context import RunningContext
from studio.jobs.engine import Ask, Host, Preview, Progress
from studio.jobs.live import LiveJob
from studio.jobs.mode import Modes
from studio.models.device import Device
from studio.models.keeper import Loader
from studio.models.ladder import plan
from studio.models.memory import Memory
from studio.words import say
from studio.works.made import Made
from studio.works.upload import Upload

log = logging.getLogger(__name__)
SHORTEST, LONGEST = 15, 120
"""Seconds that are asked for. To ask for more than is left of somebody's share is refused; less waits less."""
_SPARE = 1.5
"""What is asked for, in times of what jobs like it took."""


@dataclass(frozen=True)
class Order:
    """What goes into the fork."""

    ask: Ask[Any, Any]
    brought: tuple[tuple[Upload, Path], ...]
    folder: Path
    seconds: int


Work = Callable[[Order], Iterator[Event]]


class Lend(Protocol):
    """What lends the accelerator: `spaces.GPU`, or a stand-in for it."""

    def __call__(self, task: Work, *, duration: Callable[[Order], int]) -> Work: ...


class Lending:
    """Runs the jobs of a worker."""

    def __init__(
        self, lend: Lend, models: Mapping[str, Any], loader: Loader, host: Host, modes: Modes, device: Device
    ) -> None:
        """`models`: those that may be lent the accelerator, loaded for it, by their keys; `device`: what it is like."""
        self.models = models
        self.loader = loader
        self._here = host.device
        self.host = replace(host, device=device)
        self.modes = modes
        self._lent = lend(self._work, duration=seconds_of)

    @classmethod
    def of(cls, keys: Sequence[str], lend: Lend, loader: Loader, host: Host, modes: Modes, device: Device) -> Lending:
        """With those of the models whose files are here. They are loaded now, for a device that is not there yet."""
        models = {}
        for spec in (spec for spec in host.catalog if spec.key in keys):
            if path := host.catalog.locate(spec):
                models[spec.key] = loader.load(spec, path, device, plan(spec, path, device, Memory(device.total())))
            else:
                log.warning("%s is to be lent the accelerator, but its files are not here.", spec.title)
        return cls(lend, models, loader, replace(host, lent=frozenset(models)), modes, device)

    @property
    def outside(self) -> Host:
        """The machine as it is without the accelerator."""
        return replace(self.host, device=self._here)

    def run(self, job: LiveJob, context: RunningContext, expected: float) -> Iterator[Made]:
        """What the job makes. `expected`: seconds that jobs like it took. Raises what its engine does, and NotLent."""
        if not any(spec.key in self.models for spec in job.ask.models.values()):
            yield from job.ask.choice.engine.run(job.ask, context)
            return
        brought = tuple(context.brought(upload.id) for upload in job.brought)
        with closing(_within(job, self._lent, Order(job.ask, brought, context.folder, bounded(expected)))) as events:  # type: ignore[type-var]
            for event in events:
                context.check()
                yield from _taken(event, context)

    def _work(self, order: Order) -> Iterator[Event]:
        brought = {upload.id: (upload, path) for upload, path in order.brought}
        yield from Away(order.ask, brought, order.folder, self)


def seconds_of(order: Order) -> int:
    """How long the accelerator is asked for."""
    return order.seconds


def bounded(expected: float) -> int:
    """Seconds to ask for, of those that are expected."""
    return round(min(max(expected * _SPARE, SHORTEST), LONGEST))


def _within(job: LiveJob, lent: Work, order: Order) -> Iterator[Event]:
    """The events of the lent call, on behalf of whoever asked for the job: the platform counts seconds by visitor, and
    reads who that is from the context of their request."""
    events = lent(order)
    try:
        while not isinstance(event := job.asked_in.run(next, events, End()), End):
            yield event
    except InkstoneError:
        raise
    except Exception as error:
        # It says in words why nothing was lent: nobody has one to spare, or somebody's share is used up.
        raise NotLent(say("lent.refused", reason=str(getattr(error, "message", error))[:300])) from error
    finally:
        getattr(events, "close", lambda: None)()


def _taken(event: Event, context: RunningContext) -> Iterator[Made]:
    if isinstance(event, Failed):
        raise event.error
    if isinstance(event, Progress):
        context.progress(event.phase, event.step, event.total, **event.values)
    elif isinstance(event, Preview):
        context.preview(text=event.text, image=event.image, sound=event.sound)
    elif isinstance(event, Made):
        yield event
