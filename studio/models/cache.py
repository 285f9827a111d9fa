"""ModelCache: the only way to a model is `lease(spec)`.

Its contract, in the order a reader will look for it:
1. Finding and pinning are one step under one lock.
2. Loading, resetting and unloading happen outside that lock: loading once per model however many ask, and no hit waits
   for the load or unload of another model. A failed load removes the entry and gives every waiter the error.
3. To make room idle models go, least recently used first. A leased model is never touched. Memory counts until it is
   free again (room.py).
4. What does not fit beside running jobs waits in fair order, and newcomers behind it, until there is room or `check`
   calls it off. Only what can never fit is refused at once (line.py).
5. An exception inside a lease resets the model once nobody works with it any more; out of memory drops it. Such a model
   is given to nobody new before, not even to those who have waited for its load.
6. `clear()` dooms leased models, and another revision under the same key dooms the old one: they go when released.
7. Nothing that goes wrong in tidying up replaces the person's error or leaves anybody waiting (keeper.py).
8. Clock, device and loader are injected.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Literal

from studio.errors import InkstoneError
from studio.models.adapter import Adapter
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.keeper import Keeper, Loader, let_go
from studio.models.line import Asked, Line
from studio.models.memory import Memory
from studio.models.room import Entry, Room


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
        self._keeper = Keeper(device, loader, locate)
        self._clock = clock
        self._changed = threading.Condition()
        self._room = Room(budget)
        self._line = Line(self._room)

    @contextmanager
    def lease(
        self, spec: ModelSpec, check: Callable[[], None] = lambda: None, adapters: Sequence[Adapter] = ()
    ) -> Iterator[Any]:
        """The loaded model for as long as the block runs.

        `check` raises what calls a wait off; it is asked before each wait and after each `wake`.
        Raises ModelAbsent, DoesNotFit or LoadFailed. Out of memory inside the block becomes DoesNotFit.
        """
        thread = threading.get_ident()
        entry = self._enter(spec, thread, check)
        try:
            yield entry.model
        except BaseException as error:
            full = self.device.is_oom(error)
            self._break_off(entry, full)
            if full:
                let_go(error)
                raise self._keeper.out_of_memory(spec) from None
            raise
        finally:
            self._leave(entry, thread)

    def wake(self) -> None:
        """Let all who wait check whether they still want to."""
        with self._changed:
            self._changed.notify_all()

    def loaded(self, spec: ModelSpec) -> bool:
        entry = self._room.find(spec)
        return entry is not None and not entry.loading

    def used(self) -> Memory:
        with self._changed:
            return self._room.used()

    def held(self) -> dict[str, Memory]:
        """Memory of all weights by the key of what holds them. What two models hold in common counts once for each."""
        with self._changed:
            return self._room.held()

    def residents(self) -> list[Resident]:
        with self._changed:
            return [Resident(entry.spec, entry.state, entry.cost) for entry in self._room]

    def clear(self) -> None:
        """Drop every idle model now, and every leased one when it is released."""
        with self._changed:
            gone = self._room.take_out(*self._room.shelf)
        self._unload(gone)

    def _enter(self, spec: ModelSpec, thread: int, check: Callable[[], None]) -> Entry:
        """The entry with its model, leased to the thread."""
        while True:
            entry, first = self._claim(spec, thread, check)
            ready = False
            try:
                self._let_in(entry, check)
                if first:
                    self._load(entry)
                ready = self._ready(entry, thread, check)
            finally:
                if not ready:
                    self._give_up(entry, thread, first)
            if ready:
                return entry

    def _claim(self, spec: ModelSpec, thread: int, check: Callable[[], None]) -> tuple[Entry, bool]:
        """Lease an entry, after a wait in line where there is no room; and whether this thread has to load it."""
        asked = Asked(thread, Entry.of(spec, self.device))
        with self._changed:
            self._line.join(asked)
            try:
                while (entry := self._line.turn(asked)) is None:
                    self._wait(check)
            finally:
                self._line.leave(asked)
                self._changed.notify_all()
            gone = self._room.admit(entry, thread)
            entry.used_at = self._clock()
        self._unload(gone)
        return entry, entry is asked.fresh

    def _let_in(self, entry: Entry, check: Callable[[], None]) -> None:
        """Wait until what had to go for this entry is gone, whoever unloads it."""
        with self._changed:
            while not (entry.spoilt or entry.failure or self._room.may_enter(entry)):
                self._wait(check)

    def _load(self, entry: Entry) -> None:
        try:
            entry.model = self._keeper.load(entry.spec)
        except InkstoneError as error:
            entry.failure = error
        with self._changed:
            entry.loading = False
            if entry.failure:
                self._room.forget(entry)
            self._changed.notify_all()

    def _ready(self, entry: Entry, thread: int, check: Callable[[], None]) -> bool:
        """Wait for the load. False where a job broke off in the model meanwhile: then it has to be asked for anew."""
        with self._changed:
            while entry.loading:
                self._wait(check)
            if entry.failure:
                raise entry.failure
            # One who holds another lease works on with a model that cannot be reset before that lease ends.
            return not entry.spoilt and (not entry.broken_off or self._room.leases(thread) > 1)

    def _wait(self, check: Callable[[], None]) -> None:
        check()
        self._changed.wait()

    def _give_up(self, entry: Entry, thread: int, first: bool) -> None:
        """End a lease before its block ran. If it was to load the model, those who wait for that do it themselves."""
        with self._changed:
            if first and entry.loading:
                entry.loading, entry.spoilt = False, True
                self._room.forget(entry)
        self._leave(entry, thread)

    def _break_off(self, entry: Entry, full: bool) -> None:
        with self._changed:
            entry.broken_off = True
            if full:
                self._room.spoil(entry)

    def _leave(self, entry: Entry, thread: int) -> None:
        with self._changed:
            entry.resetting = broken = self._room.has_to_be_reset(entry)
            gone = [] if broken else self._release(entry, thread)
        if broken:
            whole = self._keeper.reset(entry.spec, entry.model)
            with self._changed:
                entry.broken_off = entry.resetting = False
                if not whole:
                    self._room.spoil(entry)
                gone = self._release(entry, thread)
        self._unload(gone)

    def _release(self, entry: Entry, thread: int) -> list[Entry]:
        entry.used_at = self._clock()
        self._changed.notify_all()
        return self._room.release(entry, thread)

    def _unload(self, entries: list[Entry]) -> None:
        """Free the memory of entries that were taken out and that nobody works with."""
        if not entries:
            return
        for entry in entries:
            self._keeper.unload(entry.spec, entry.model)
            entry.model = None
        self._keeper.empty()
        with self._changed:
            self._room.forget(*entries)
            self._changed.notify_all()
