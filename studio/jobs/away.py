"""Away: an engine at work in a process that has been forked for it, and the context that it has there.

It works in a thread of its own, so that something is heard of it twice a second whether it makes steps or not: whoever
forked the process can only then call it off.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from studio.errors import Cancelled, DoesNotFit, InkstoneError
from studio.jobs.catalog_engine import only_lent
from studio.jobs.engine import Ask, Host, Preview, Progress
from studio.jobs.heard import Chunk
from studio.jobs.mode import Modes
from studio.jobs.outcome import unforeseen
from studio.jobs.within import made_within
from studio.models.adapter import Adapter, Adapters
from studio.models.catalog import ModelSpec
from studio.models.keeper import Loader
from studio.models.ladder import plan
from studio.models.memory import Memory
from studio.words import joined, say
from studio.works.made import Made
from studio.works.upload import Upload

log = logging.getLogger(__name__)
_BEAT = 0.5
"""Seconds without an event after which an empty one is sent."""


@dataclass(frozen=True)
class Failed:
    """That the engine raised an error, which is one for a person by now."""

    error: InkstoneError


class End:
    """That nothing comes any more."""


Event: TypeAlias = "Progress | Preview | Made | Failed | None"
"""What comes out of the fork. All of it is plain data; None says that there is nothing new."""


class There(Protocol):
    """What the fork finds in its memory."""

    models: Mapping[str, Any]
    loader: Loader
    host: Host
    modes: Modes

    @property
    def outside(self) -> Host:
        """The machine as it is without the accelerator."""


class Away:
    """A JobContext, and all that comes of its job when it is iterated."""

    def __init__(
        self, ask: Ask[Any, Any], brought: Mapping[str, tuple[Upload, Path]], folder: Path, there: There
    ) -> None:
        self.host, self.folder = there.host, folder
        self._ask, self._brought, self._there = ask, brought, there
        self._events: queue.SimpleQueue[Event | End] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._latest = Preview()

    def __iter__(self) -> Iterator[Event]:
        engine = threading.Thread(target=self._make, name="away")
        engine.start()
        try:
            while not isinstance(event := self._next(), End):
                yield event
        finally:
            self._stopped.set()
            engine.join()

    def _next(self) -> Event | End:
        try:
            return self._events.get(timeout=_BEAT)
        except queue.Empty:
            return None

    def _make(self) -> None:
        try:
            with closing(self._ask.choice.engine.run(self._ask, self)) as pieces:  # type: ignore[type-var]
                for made in pieces:
                    self._events.put(made)
        except InkstoneError as error:
            self._events.put(Failed(error))
        except BaseException as error:
            self._events.put(Failed(self._told(error)))
        finally:
            self._events.put(End())

    def _told(self, error: BaseException) -> InkstoneError:
        if self.host.device.is_oom(error):
            title = next((spec.title for spec in self._ask.models.values()), self._ask.choice.name)
            message = say("model.out_of_memory", device=self.host.device.name, title=title)
            return DoesNotFit(message, kept=say("kept.all_safe"))
        log.error("a job failed on the lent accelerator", exc_info=error)
        return InkstoneError(joined(list(unforeseen(error))))

    @property
    def cancelled(self) -> bool:
        return self._stopped.is_set()

    @property
    def latest(self) -> Preview:
        return self._latest

    def check(self) -> None:
        if self.cancelled:
            raise Cancelled()

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.check()
        self._events.put(Progress(phase, step, total, values))

    def preview(self, *, text: str = "", image: bytes = b"", sound: Chunk | None = None) -> None:
        self._latest = Preview(text, image)
        self._events.put(Preview(text, image, sound))
        self.check()

    def brought(self, id: str) -> tuple[Upload, Path]:
        return self._brought[id]

    def make(self, mode: str, values: Mapping[str, Any], part: tuple[int, int] = (0, 1)) -> Iterator[Made]:
        yield from made_within(self, self._there.modes, mode, values, part)

    @contextmanager
    def lease(self, spec: ModelSpec, adapters: Sequence[Adapter] = ()) -> Iterator[Any]:
        """A model that was loaded before the fork, or a small one that works on the processor. No other one: it would
        be loaded anew for each job, on somebody's time."""
        self.check()
        model = self._there.models.get(spec.key) or self._small(spec)
        with self._dressed(spec, model, tuple(adapters)):
            try:
                yield model
            except BaseException:
                # The next job may be given the same fork.
                self._there.loader.reset(spec, model)
                raise

    def _small(self, spec: ModelSpec) -> Any:
        path = self.host.catalog.locate(spec)
        if path is None or spec.place != "system":
            raise only_lent(spec, self.host)
        device = self._there.outside.device
        return self._there.loader.load(spec, path, device, plan(spec, path, device, Memory(system=device.total())))

    @contextmanager
    def _dressed(self, spec: ModelSpec, model: Any, adapters: Adapters) -> Iterator[None]:
        try:
            if adapters:
                self._there.loader.attach(spec, model, adapters)
            yield
        finally:
            if adapters:
                self._there.loader.detach(spec, model, adapters)
