"""ModelCache: the only way to a model is `lease(spec)`.

Its contract, in the order a reader will look for it:
1. Finding and pinning are one step under one lock.
2. Loading happens outside that lock, once per key however many ask. Hits never wait for a load.
   A failed load removes the entry and wakes every waiter with the error.
3. To make room idle models go, least recently used first. A leased model is never touched.
4. An exception inside a lease resets the model; out of memory drops it.
5. `clear()` dooms leased models: they go when released.
6. Clock, device and loader are injected.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Literal, Protocol

from studio.errors import DoesNotFit, InkstoneError, LoadFailed, ModelAbsent
from studio.models.catalog import ModelSpec
from studio.models.device import GIBIBYTE, Device
from studio.models.memory import Memory, components, footprint
from studio.words import say

log = logging.getLogger(__name__)


class Loader(Protocol):
    """Turns files into a model, and takes care of it. Called by the cache alone."""

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any: ...

    def reset(self, spec: ModelSpec, model: Any) -> None:
        """Make a model usable again after a job broke off inside it."""

    def unload(self, spec: ModelSpec, model: Any) -> None: ...


@dataclass
class _Entry:
    spec: ModelSpec
    components: dict[str, Memory]
    working: Memory
    model: Future[Any] = field(default_factory=Future)
    leases: int = 0
    used_at: float = 0.0
    doomed: bool = False

    @property
    def weights(self) -> Memory:
        return sum(self.components.values(), Memory())

    @property
    def cost(self) -> Memory:
        return self.weights + self.working if self.leases else self.weights


@dataclass(frozen=True)
class Resident:
    """A model in memory, for the System tab."""

    spec: ModelSpec
    state: Literal["loading", "in use", "idle"]
    memory: Memory


class ModelCache:
    """Loaded models, shared by all jobs, within a budget of memory."""

    def __init__(
        self,
        device: Device,
        loader: Loader,
        locate: Callable[[ModelSpec], Path | None],
        budget: Memory,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.device = device
        self.budget = budget
        self._loader = loader
        self._locate = locate
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: dict[str, _Entry] = {}
        self._doomed: list[_Entry] = []

    @contextmanager
    def lease(self, spec: ModelSpec) -> Iterator[Any]:
        """The loaded model for as long as the block runs.

        Raises ModelAbsent, DoesNotFit or LoadFailed. Out of memory inside the block becomes DoesNotFit.
        """
        entry, first = self._claim(spec)
        if first:
            self._load(entry)
        model = entry.model.result()
        try:
            yield model
        except BaseException as error:
            self._recover(entry, model, error)
            del model
            if self.device.is_oom(error):
                _let_go(error)
                raise _out_of_memory(spec, self.device) from None
            raise
        finally:
            model = None
            self._release(entry)

    def loaded(self, spec: ModelSpec) -> bool:
        entry = self._entries.get(spec.key)
        return entry is not None and entry.model.done()

    def used(self) -> Memory:
        with self._lock:
            return self._used()

    def held(self) -> dict[str, Memory]:
        """Memory of all weights by the key of what holds them. What two models hold in common counts once for each."""
        with self._lock:
            return self._held()

    def residents(self) -> list[Resident]:
        with self._lock:
            return [Resident(e.spec, _state(e), e.cost) for e in (*self._entries.values(), *self._doomed)]

    def clear(self) -> None:
        """Drop every idle model now, and every leased one when it is released."""
        with self._lock:
            self._drop(*self._entries.values())

    def _claim(self, spec: ModelSpec) -> tuple[_Entry, bool]:
        with self._lock:
            entry = self._entries.get(spec.key)
            first = entry is None
            if entry is None:
                entry = _Entry(spec, components(spec, self.device), footprint(spec, self.device)[1])
                self._make_room(entry, entry.weights + entry.working)
                self._entries[spec.key] = entry
            elif not entry.leases:
                self._make_room(entry, entry.working)
            entry.leases += 1
            entry.used_at = self._clock()
            return entry, first

    def _load(self, entry: _Entry) -> None:
        try:
            path = self._locate(entry.spec)
            if path is None:
                raise ModelAbsent(say("model.absent", title=entry.spec.title), hint=say("choice.another_engine"))
            entry.model.set_result(self._loader.load(entry.spec, path, self.device))
        except BaseException as error:
            with self._lock:
                if self._entries.get(entry.spec.key) is entry:
                    del self._entries[entry.spec.key]
                elif entry in self._doomed:
                    self._doomed.remove(entry)
                _let_go(error)
                self.device.empty()
            entry.model.set_exception(self._told(entry.spec, error))

    def _told(self, spec: ModelSpec, error: BaseException) -> BaseException:
        if isinstance(error, InkstoneError):
            return error
        if self.device.is_oom(error):
            return _out_of_memory(spec, self.device)
        return LoadFailed(say("model.not_loaded", title=spec.title, kind=type(error).__name__, words=str(error)))

    def _recover(self, entry: _Entry, model: Any, error: BaseException) -> None:
        if self.device.is_oom(error):
            entry.doomed = True
            return
        try:
            self._loader.reset(entry.spec, model)
        except Exception:
            # A model that cannot be put right is loaded anew by the next job.
            entry.doomed = True

    def _release(self, entry: _Entry) -> None:
        with self._lock:
            entry.leases -= 1
            entry.used_at = self._clock()
            if entry.doomed:
                self._drop(entry)

    def _make_room(self, wanted: _Entry, need: Memory) -> None:
        """Evict idle models until `need` fits. Caller holds the lock, so that nothing can be pinned meanwhile."""
        idle = sorted((e for e in self._entries.values() if not e.leases and e is not wanted), key=lambda e: e.used_at)
        pinned = need + sum((e.cost for e in (*self._entries.values(), *self._doomed) if e not in idle), Memory())
        if not pinned.fits(self.budget):
            raise _does_not_fit(wanted.spec, need, pinned, self.budget)
        self._drop(*self._in_the_way(idle, need))

    def _in_the_way(self, idle: list[_Entry], need: Memory) -> Iterator[_Entry]:
        """Which of the idle models go, the longest unused first, so that `need` fits."""
        used = self._used()
        for entry in idle:
            if (need + used).over(self.budget).shares(entry.cost):
                used -= entry.cost
                yield entry

    def _drop(self, *entries: _Entry) -> None:
        """Take entries out; their memory goes now if nobody holds them. Caller holds the lock."""
        gone = [entry for entry in entries if self._taken_out(entry)]
        # Once for all of them: looking for what nothing uses takes half a second beside a large model.
        if gone:
            self.device.empty()

    def _taken_out(self, entry: _Entry) -> bool:
        """Whether the model itself went, and not only its place in the books."""
        if self._entries.get(entry.spec.key) is entry:
            del self._entries[entry.spec.key]
            self._doomed.append(entry)
        entry.doomed = True
        if entry.leases or entry not in self._doomed:
            return False
        self._doomed.remove(entry)
        model, entry.model = entry.model.result(), Future()
        try:
            self._loader.unload(entry.spec, model)
        except Exception:
            # Whoever asks for room must not pay for another model's loader.
            log.exception("unloading %s failed", entry.spec.key)
        return True

    def _held(self) -> dict[str, Memory]:
        held: dict[str, Memory] = {}
        for entry in (*self._entries.values(), *self._doomed):
            for key, memory in entry.components.items():
                held[key] = held.get(key, Memory()) + memory
        return held

    def _used(self) -> Memory:
        working = (e.working for e in (*self._entries.values(), *self._doomed) if e.leases)
        return sum((*self._held().values(), *working), Memory())


def _let_go(error: BaseException) -> None:
    """Clear the frames that an error holds: their variables are the tensors that filled the memory."""
    chain: BaseException | None = error
    while chain is not None:
        traceback.clear_frames(chain.__traceback__)
        chain = chain.__cause__ or chain.__context__


def _state(entry: _Entry) -> Literal["loading", "in use", "idle"]:
    if not entry.model.done():
        return "loading"
    return "in use" if entry.leases else "idle"


def _does_not_fit(spec: ModelSpec, need: Memory, pinned: Memory, budget: Memory) -> DoesNotFit:
    where = "system" if pinned.system > budget.system else "accelerator"
    mine, others, limit = getattr(need, where), getattr(pinned, where) - getattr(need, where), getattr(budget, where)
    return DoesNotFit(
        say(
            f"model.over_budget.{where}",
            title=spec.title,
            mine=mine / GIBIBYTE,
            limit=limit / GIBIBYTE,
            others=others / GIBIBYTE,
        )
    )


def _out_of_memory(spec: ModelSpec, device: Device) -> DoesNotFit:
    return DoesNotFit(say("model.out_of_memory", device=device.name, title=spec.title), kept=say("kept.all_safe"))
