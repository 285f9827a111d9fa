"""Room: the books of the model cache: which models are in memory, who works with them, and whether one more fits.

Nothing here waits, loads or locks: the cache asks, under its own lock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from studio.models.adapter import Adapters
from studio.models.catalog import ModelSpec
from studio.models.entry import Entry
from studio.models.eviction import Eviction, evictions
from studio.models.memory import NONE, Memory, together


class Room:
    """All models in memory within a budget: those on the shelf, and those that were taken out but are not gone yet."""

    def __init__(self, budget: Memory, may_rest: Callable[[Entry], bool] = lambda entry: False) -> None:
        self.budget = budget
        self._may_rest = may_rest
        self._shelf: dict[str, Entry] = {}
        self._leaving: list[Entry] = []

    def __iter__(self) -> Iterator[Entry]:
        return iter((*self._shelf.values(), *self._leaving))

    @property
    def shelf(self) -> list[Entry]:
        return list(self._shelf.values())

    def find(self, spec: ModelSpec) -> Entry | None:
        """The entry for exactly this model: the same key may stand for another revision by now."""
        entry = self._shelf.get(spec.key)
        return entry if entry is not None and entry.spec == spec else None

    def used(self) -> Memory:
        """What all of them take now. What several hold in common counts once."""
        return together(entry.now() for entry in self)

    def held(self) -> dict[str, Memory]:
        """Memory of all weights that lie where they work, by the key of what holds them."""
        held: dict[str, Memory] = {}
        for entry in self:
            for key, memory in entry.plan.components.items() if entry.arrived else ():
                held[key] = memory if key in entry.plan.shared else held.get(key, NONE) + memory
        return held

    def holders(self) -> set[int]:
        """Threads that have a lease."""
        return {thread for entry in self for thread in entry.holders}

    def leases(self, thread: int) -> int:
        """How many leases a thread has."""
        return sum(entry.holders[thread] for entry in self)

    def beside(self, wanted: Entry, thread: int | None = None) -> Memory:
        """Memory of `wanted` at work, and of all that is leased: in any thread, or in the one that is given."""
        held = (entry for entry in self if entry.holders and (thread is None or thread in entry.holders))
        return together(entry.full() for entry in {*held, wanted})

    def agrees(self, wanted: Entry, thread: int, adapters: Adapters) -> bool:
        """Whether a lease with these adapters meets nobody who would see them, or whose adapters it would see."""
        others = [entry for entry in self if entry is not wanted and entry.holders and entry.common(wanted)]
        if adapters or wanted.adapters:
            return not others and wanted.holders.keys() <= {thread}
        return not any(entry.adapters for entry in others)

    def admit(self, wanted: Entry, thread: int, adapters: Adapters = (), more: Memory = NONE) -> list[Eviction]:
        """Lease `wanted`, which fits beside the others, and put it on the shelf. `more`: what the adapters take.

        Gives who has to make room for it: another revision of the same model, and idle models.
        """
        known = self._shelf.get(wanted.spec.key)
        gone = self.take_out(known) if known and known is not wanted else []
        self._shelf[wanted.spec.key] = wanted
        if adapters and not wanted.holders:
            wanted.adapters, wanted.borrowed = adapters, more
        wanted.holders[thread] += 1
        wanted.loading = wanted.loading or wanted.asleep
        return [Eviction(entry, "goes") for entry in gone] + list(self._make_room())

    def may_enter(self, entry: Entry) -> bool:
        """Whether there is room for what a lease of it needs by now, beside what is not yet away. From then on it
        counts."""
        others = [other.now() for other in self if other is not entry]
        if not together([*others, {**entry.now(), **entry.full()}]).fits(self.budget):
            return False
        entry.arrived = entry.at_work = True
        return True

    def release(self, entry: Entry, thread: int) -> list[Entry]:
        """End a lease. Gives the entry itself when it has to be unloaded now."""
        entry.holders[thread] -= 1
        entry.holders += Counter()
        if not entry.holders:
            entry.at_work = entry.attached = False
            entry.adapters, entry.borrowed = (), NONE
        return self.take_out(entry) if entry in self._leaving else []

    def take_out(self, *entries: Entry) -> list[Entry]:
        """Take entries off the shelf; they count until they are forgotten. Gives those that nobody works with or
        moves."""
        for entry in entries:
            if self._shelf.get(entry.spec.key) is entry:
                del self._shelf[entry.spec.key]
                self._leaving.append(entry)
        return [entry for entry in entries if not entry.holders and not entry.moving]

    def get_up(self, entry: Entry, berthed: bool) -> bool:
        """End a move from rest. Whether its copy in system memory has to go: it is kept only if it fits."""
        entry.asleep, entry.berthed = False, berthed
        over = together(other.settled() for other in self._staying()).over(self.budget)
        entry.unberthing = berthed and bool(over.system)
        return entry.unberthing

    def lie_down(self, entry: Entry, calm: bool) -> list[Entry]:
        """End a move to rest, and if it did not go well the entry. Gives it when it has to be unloaded now."""
        entry.moving = False
        entry.arrived = not calm
        return self.take_out(entry) if not calm or entry in self._leaving else []

    def spoil(self, *entries: Entry) -> list[Entry]:
        """Let nobody new work with them. Gives those that have to be unloaded now."""
        for entry in entries:
            entry.spoilt = True
        return self.take_out(*entries)

    def touched(self, entry: Entry) -> list[Entry]:
        """The entry, and all that hold a component of it."""
        return [other for other in self if other is entry or other.common(entry)]

    def has_to_be_reset(self, entry: Entry) -> bool:
        """Whether a job broke off in a model that stays, and only one lease of it is left."""
        return entry.broken_off and entry in self.shelf and entry.holders.total() == 1

    def forget(self, *entries: Entry) -> None:
        """Strike entries whose memory is free again."""
        for entry in entries:
            self.take_out(entry)
            if entry in self._leaving:
                self._leaving.remove(entry)

    def _make_room(self) -> Iterator[Eviction]:
        for one in evictions(self._staying(), self.budget, self._may_rest):
            if one.way == "goes":
                yield from (Eviction(entry, "goes") for entry in self.take_out(one.entry))
                continue
            if one.way == "rests":
                one.entry.asleep = one.entry.moving = True
            else:
                one.entry.unberthing = True
            yield one

    def _staying(self) -> list[Entry]:
        return [entry for entry in self if entry.holders or entry in self.shelf]
