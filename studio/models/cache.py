"""ModelCache: the only way to a model is `lease(spec)`.

Its contract, in the order a reader will look for it:
1. Finding and pinning are one step under one lock.
2. Loading, waking, resetting and unloading happen outside that lock: loading once per model however many ask, and no
   hit waits for the load or unload of another model. A failed load removes the entry and gives every waiter the error.
3. To make room idle models rest in the system's memory or go; who does is one file (eviction.py). A leased model is
   never touched. Memory counts until it is free again, and what two models hold in common counts once (room.py).
   A model that wakes keeps the copy it rested in, so that it need not be copied for its next rest. That counts too, but
   is never a reason to wait or to refuse: it is what goes first, also while jobs work with the model.
4. How a model is kept is the first rung of the ladder that fits the budget (ladder.py). What does not fit beside
   running jobs waits in fair order, and newcomers behind it, until there is room or `check` calls it off. Only what can
   never fit is refused at once (line.py).
5. An exception inside a lease resets the model once nobody works with it any more; out of memory drops it. Such a model
   is given to nobody new before, not even to those who have waited for its load.
6. A lease with adapters is alone with its model. They are put on before the block and taken off after it, whatever
   happens; a model that cannot be freed from them is dropped.
7. `clear()` dooms leased models, and another revision under the same key dooms the old one: they go when released.
8. Nothing that goes wrong in tidying up replaces the person's error or leaves anybody waiting (keeper.py).
9. Clock, device and loader are injected.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from studio.errors import InkstoneError
from studio.models.adapter import Adapter, Adapters
from studio.models.catalog import ModelSpec
from studio.models.decisions import Decisions
from studio.models.device import Device
from studio.models.entry import Entry, State
from studio.models.eviction import Eviction
from studio.models.keeper import Keeper, Loader, let_go
from studio.models.ladder import Plan, plan
from studio.models.line import Asked, Line
from studio.models.memory import Memory
from studio.models.room import Room
from studio.words import Sentence


@dataclass(frozen=True)
class Resident:
    """A model in memory, for the System tab."""

    spec: ModelSpec
    state: State
    memory: Memory
    plan: Plan


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
        self._room = Room(budget, lambda entry: bool(entry.plan.weights.accelerator) and self._keeper.rests(entry.spec))
        self._line = Line(self._room)
        self._decisions = Decisions()

    @contextmanager
    def lease(
        self, spec: ModelSpec, check: Callable[[], None] = lambda: None, adapters: Sequence[Adapter] = ()
    ) -> Iterator[Any]:
        """The loaded model for as long as the block runs.

        `check` raises what calls a wait off; it is asked before each wait and after each `wake`. Raises ModelAbsent,
        DoesNotFit or LoadFailed; ValueError for adapters of one key, or others than this thread has on the model
        already. Out of memory inside the block becomes DoesNotFit.
        """
        thread = threading.get_ident()
        entry = self._enter(spec, thread, check, tuple(adapters))
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

    def plan(self, spec: ModelSpec) -> Plan:
        """How the model is kept in memory here, loaded or not."""
        with self._changed:
            known = self._room.find(spec)
        return known.plan if known else plan(spec, self._keeper.find(spec), self.device, self.budget)

    def decisions(self) -> list[tuple[datetime, Sentence]]:
        """What was done for room lately, in words."""
        with self._changed:
            return list(self._decisions)

    def loaded(self, spec: ModelSpec) -> bool:
        entry = self._room.find(spec)
        return entry is not None and not entry.loading

    def used(self) -> Memory:
        with self._changed:
            return self._room.used()

    def held(self) -> dict[str, Memory]:
        """Memory of all weights that lie where they work, by the key of what holds them."""
        with self._changed:
            return self._room.held()

    def residents(self) -> list[Resident]:
        with self._changed:
            return [Resident(entry.spec, entry.state, entry.cost, entry.plan) for entry in self._room]

    def clear(self) -> None:
        """Drop every idle model now, and every leased one when it is released."""
        with self._changed:
            gone = self._room.take_out(*self._room.shelf)
        self._unload(gone)

    def _enter(self, spec: ModelSpec, thread: int, check: Callable[[], None], adapters: Adapters) -> Entry:
        """The entry with its model and the adapters on it, leased to the thread."""
        if len({adapter.key for adapter in adapters}) < len(adapters):
            raise ValueError("two adapters of one lease have the same key")
        while True:
            entry, first = self._claim(spec, thread, check, adapters)
            ready = False
            try:
                self._let_in(entry, check)
                if first:
                    self._fetch(entry)
                ready = self._ready(entry, thread, check) and self._fitted(entry)
            finally:
                if not ready:
                    self._give_up(entry, thread, first)
            if ready:
                return entry

    def _claim(self, spec: ModelSpec, thread: int, check: Callable[[], None], adapters: Adapters) -> tuple[Entry, bool]:
        """Lease an entry, after a wait in line where there is no room; and whether this thread has to fetch it."""
        asked = self._asked(spec, thread, adapters)
        with self._changed:
            self._line.join(asked)
            try:
                while (entry := self._line.turn(asked)) is None:
                    self._wait(check)
            finally:
                self._line.leave(asked)
                self._changed.notify_all()
            first = entry is asked.fresh or (entry.asleep and not entry.loading)
            away = self._room.admit(entry, thread, adapters, asked.more)
            entry.used_at = self._clock()
            self._decisions.made_room(away, entry)
        self._clear_away(away)
        return entry, first

    def _asked(self, spec: ModelSpec, thread: int, adapters: Adapters) -> Asked:
        fresh = Entry(spec, self.plan(spec))
        size = sum(adapter.size for adapter in adapters)
        more = Memory(accelerator=size) if fresh.plan.full.accelerator else Memory(system=size)
        with self._changed:
            known = self._room.find(spec)
            if known and known.holders[thread] and known.adapters != adapters:
                raise ValueError(f"{spec.key} is leased to this thread with other adapters")
        return Asked(thread, fresh, adapters, more)

    def _let_in(self, entry: Entry, check: Callable[[], None]) -> None:
        """Wait until what had to go for this entry is gone, whoever unloads it."""
        with self._changed:
            while not (entry.spoilt or entry.failure or self._room.may_enter(entry)):
                self._wait(check)

    def _fetch(self, entry: Entry) -> None:
        """Load it, or bring it back from its rest."""
        berthed = crowded = False
        try:
            if entry.asleep:
                berthed = self._keeper.wake(entry.spec, entry.model)
            else:
                entry.model = self._keeper.load(entry.spec, entry.plan)
        except InkstoneError as error:
            entry.failure, entry.model = error, None
            self._keeper.empty()
        with self._changed:
            entry.loading = False
            if entry.failure:
                entry.asleep = False
                self._room.forget(entry)
            else:
                self._decisions.loads(entry)
                crowded = self._room.get_up(entry, berthed)
                self._decisions.woke(entry)
            self._changed.notify_all()
        if crowded:
            self._unberth(entry)

    def _ready(self, entry: Entry, thread: int, check: Callable[[], None]) -> bool:
        """Wait for the load. False where a job broke off in the model meanwhile: then it has to be asked for anew."""
        with self._changed:
            while entry.loading:
                self._wait(check)
            if entry.failure:
                raise entry.failure
            # One who holds another lease works on with a model that cannot be reset before that lease ends.
            return not entry.spoilt and not entry.asleep and (not entry.broken_off or self._room.leases(thread) > 1)

    def _fitted(self, entry: Entry) -> bool:
        """Put the adapters on where they are not. Raises what goes wrong."""
        if entry.adapters and not entry.attached:
            entry.attached = True
            self._keeper.attach(entry.spec, entry.model, entry.adapters)
        return True

    def _wait(self, check: Callable[[], None]) -> None:
        check()
        self._changed.wait()

    def _give_up(self, entry: Entry, thread: int, first: bool) -> None:
        """End a lease before its block ran. If it was to fetch the model, those who wait for that do it themselves."""
        with self._changed:
            if first and entry.loading:
                entry.loading = entry.arrived = False
                if not entry.asleep:
                    entry.spoilt = True
                    self._room.forget(entry)
        self._leave(entry, thread)

    def _break_off(self, entry: Entry, full: bool) -> None:
        with self._changed:
            entry.broken_off = True
            if full:
                self._room.spoil(entry)

    def _leave(self, entry: Entry, thread: int) -> None:
        with self._changed:
            broken = self._room.has_to_be_reset(entry)
            dressed = entry.attached and entry.holders.total() == 1
            entry.resetting = unfit = broken or dressed
            gone = [] if unfit else self._release(entry, thread)
        if unfit:
            whole = not broken or self._keeper.reset(entry.spec, entry.model)
            bare = not dressed or self._keeper.detach(entry.spec, entry.model, entry.adapters)
            with self._changed:
                entry.broken_off = entry.resetting = False
                gone = self._room.spoil(*([] if whole else [entry]), *([] if bare else self._room.touched(entry)))
                gone += self._release(entry, thread)
        self._unload(gone)

    def _release(self, entry: Entry, thread: int) -> list[Entry]:
        entry.used_at = self._clock()
        self._changed.notify_all()
        return self._room.release(entry, thread)

    def _clear_away(self, evictions: list[Eviction]) -> None:
        self._unload([one.entry for one in evictions if one.way == "goes"])
        for act, way in ((self._unberth, "unberthed"), (self._lay_down, "rests")):
            for one in evictions:
                if one.way == way:
                    act(one.entry)

    def _unberth(self, entry: Entry) -> None:
        """Free the copy of an awake entry, which may be leased."""
        if (model := entry.model) is not None:
            self._keeper.unberth(entry.spec, model)
        with self._changed:
            entry.berthed = entry.unberthing = False
            self._changed.notify_all()

    def _lay_down(self, entry: Entry) -> None:
        """Move an idle entry into the system's memory; one that does not let itself be moved is dropped."""
        with self._changed:
            # Somebody else is at it: that ends soon, and from then on its copy is this one.
            self._changed.wait_for(lambda: not entry.unberthing)
        calm = self._keeper.rest(entry.spec, entry.model)
        self._keeper.empty(collect=False)
        with self._changed:
            gone = self._room.lie_down(entry, calm)
            self._changed.notify_all()
        self._unload(gone)

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
