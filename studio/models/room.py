"""Room: the books of the model cache: which models are in memory, who works with them, and whether one more fits.

Nothing here waits, loads or locks: the cache asks, under its own lock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from studio.errors import InkstoneError
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.memory import Memory, components, footprint


@dataclass(eq=False)
class Entry:
    """A model in the books: what it takes, and what has become of it."""

    spec: ModelSpec
    components: dict[str, Memory]
    working: Memory
    model: Any = None
    failure: InkstoneError | None = None
    """Why it could not be loaded."""
    loading: bool = True
    arrived: bool = False
    """Whether its weights may lie in memory by now."""
    at_work: bool = False
    """Whether its working memory may be in use by now."""
    holders: Counter[int] = field(default_factory=Counter)
    """Leases of each thread."""
    used_at: float = 0.0
    broken_off: bool = False
    """A job broke off inside it; it is reset before anybody new works with it."""
    resetting: bool = False
    spoilt: bool = False
    """Nobody new may work with it."""

    @classmethod
    def of(cls, spec: ModelSpec, device: Device) -> Entry:
        return cls(spec, components(spec, device), footprint(spec, device)[1])

    @property
    def weights(self) -> Memory:
        return sum(self.components.values(), Memory())

    @property
    def full(self) -> Memory:
        """What it takes while a job works with it."""
        return self.weights + self.working

    @property
    def cost(self) -> Memory:
        """What it takes now."""
        return (self.weights if self.arrived else Memory()) + (self.working if self.at_work else Memory())

    @property
    def state(self) -> Literal["loading", "in use", "idle"]:
        if self.loading:
            return "loading"
        return "in use" if self.holders else "idle"


class Room:
    """All models in memory within a budget: those on the shelf, and those that were taken out but are not gone yet."""

    def __init__(self, budget: Memory) -> None:
        self.budget = budget
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
        return _sum(entry.cost for entry in self)

    def held(self) -> dict[str, Memory]:
        """Memory of all weights by the key of what holds them."""
        held: dict[str, Memory] = {}
        for entry in self:
            for key, memory in entry.components.items() if entry.arrived else ():
                held[key] = held.get(key, Memory()) + memory
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
        return _sum(entry.full for entry in {*held, wanted})

    def admit(self, wanted: Entry, thread: int) -> list[Entry]:
        """Lease `wanted`, which fits beside the others, and put it on the shelf. Gives what has to be unloaded for it:
        another revision of the same model, and idle models, the longest unused first."""
        known = self._shelf.get(wanted.spec.key)
        gone = self.take_out(known) if known and known is not wanted else []
        self._shelf[wanted.spec.key] = wanted
        wanted.holders[thread] += 1
        return gone + self.take_out(*self._in_the_way())

    def may_enter(self, entry: Entry) -> bool:
        """Whether there is room for what a lease of it needs by now, beside what is not yet unloaded. From then on it
        counts."""
        if not (self.used() - entry.cost + entry.full).fits(self.budget):
            return False
        entry.arrived = entry.at_work = True
        return True

    def release(self, entry: Entry, thread: int) -> list[Entry]:
        """End a lease. Gives the entry itself when it has to be unloaded now."""
        entry.holders[thread] -= 1
        entry.holders += Counter()
        entry.at_work = entry.at_work and bool(entry.holders)
        return self.take_out(entry) if entry in self._leaving else []

    def take_out(self, *entries: Entry) -> list[Entry]:
        """Take entries off the shelf; they count until they are forgotten. Gives those that nobody works with."""
        for entry in entries:
            if self._shelf.get(entry.spec.key) is entry:
                del self._shelf[entry.spec.key]
                self._leaving.append(entry)
        return [entry for entry in entries if not entry.holders]

    def spoil(self, entry: Entry) -> None:
        """Let nobody new work with it."""
        entry.spoilt = True
        self.take_out(entry)

    def has_to_be_reset(self, entry: Entry) -> bool:
        """Whether a job broke off in a model that stays, and only one lease of it is left."""
        return entry.broken_off and entry in self.shelf and entry.holders.total() == 1

    def forget(self, *entries: Entry) -> None:
        """Strike entries whose memory is free again."""
        for entry in entries:
            self.take_out(entry)
            if entry in self._leaving:
                self._leaving.remove(entry)

    def _in_the_way(self) -> Iterator[Entry]:
        """Which of the idle models go, so that the rest fits once they are gone."""
        staying = [entry for entry in self if entry.holders or entry in self.shelf]
        booked = _sum(entry.full if entry.holders else entry.weights for entry in staying)
        for entry in sorted(self.shelf, key=lambda entry: entry.used_at):
            if not entry.holders and booked.over(self.budget).shares(entry.weights):
                booked -= entry.weights
                yield entry


def _sum(memory: Iterable[Memory]) -> Memory:
    return sum(memory, Memory())
