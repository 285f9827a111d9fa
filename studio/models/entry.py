"""Entry: a model in the books of the cache: what it takes, and what has become of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Literal

from studio.errors import InkstoneError
from studio.models.adapter import Adapters
from studio.models.catalog import ModelSpec
from studio.models.ladder import Plan
from studio.models.memory import NONE, Memory, together

State = Literal["loading", "in use", "idle", "resting"]


@dataclass(eq=False)
class Entry:
    """A model in the books."""

    spec: ModelSpec
    plan: Plan
    model: Any = None
    failure: InkstoneError | None = None
    """Why it could not be loaded."""
    loading: bool = True
    """Whether it is on its way to where it works, from the disk or from its rest."""
    arrived: bool = False
    """Whether its weights may lie where they work by now."""
    asleep: bool = False
    """Whether its weights may lie in system memory, to rest."""
    moving: bool = False
    """Whether it is on its way to rest."""
    berthed: bool = False
    """Whether its copy in system memory may stay there while it is awake."""
    unberthing: bool = False
    """Whether that copy is being freed."""
    at_work: bool = False
    """Whether its working memory may be in use by now."""
    holders: Counter[int] = field(default_factory=Counter)
    """Leases of each thread."""
    adapters: Adapters = ()
    """What is on it, or about to be, as long as it is leased."""
    borrowed: Memory = NONE
    """What they take."""
    attached: bool = False
    used_at: float = 0.0
    broken_off: bool = False
    """A job broke off inside it; it is reset before anybody new works with it."""
    resetting: bool = False
    """Whether it is being made as it was: reset, or freed from adapters."""
    spoilt: bool = False
    """Nobody new may work with it."""

    @property
    def state(self) -> State:
        if self.loading:
            return "loading"
        return "in use" if self.holders else "resting" if self.asleep else "idle"

    @property
    def cost(self) -> Memory:
        """What it takes now."""
        return together([self.now()])

    def now(self) -> dict[Hashable, Memory]:
        """What it takes now, by what lies there."""
        return self.takes(self.arrived, self.asleep or self.berthed, self.at_work)

    def full(self) -> dict[Hashable, Memory]:
        """What it needs while a job works with it. The copy of its last rest is no need: it may go any time."""
        return self.takes(True, False, True)

    def settled(self) -> dict[Hashable, Memory]:
        """What it takes once all that is under way has happened. One who wakes takes both places until then."""
        return {**self.bare(), **self.takes(False, self.berthed and not self.unberthing, False)}

    def bare(self) -> dict[Hashable, Memory]:
        """The same without the copy of its last rest, if it is awake."""
        return self.takes(bool(self.holders) or not self.asleep, self.asleep, bool(self.holders))

    def takes(self, awake: bool, asleep: bool, at_work: bool) -> dict[Hashable, Memory]:
        """What it would take."""
        taken: dict[Hashable, Memory] = {}
        for name, memory in self.plan.components.items():
            key = name if name in self.plan.shared else (self, name)
            if awake or (asleep and not memory.accelerator):
                taken[key] = memory
            if asleep and memory.accelerator:
                taken[key, "asleep"] = Memory(system=memory.accelerator)
        return {**taken, self: self.plan.working + self.borrowed} if at_work else taken

    def common(self, other: Entry) -> bool:
        """Whether both hold a component in common."""
        return not self.plan.shared.isdisjoint(other.plan.shared)
