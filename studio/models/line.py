"""Line: those who wait for room in the model cache, and whose turn it is.

Whoever holds no lease waits for the turn, first come, first served; so nobody starves. Whoever holds one goes as soon
as there is room, since others may wait for that very lease to end. When all who hold leases wait for more, the last of
them is refused: nothing that they wait for would ever come.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.errors import DoesNotFit
from studio.models.adapter import Adapters
from studio.models.device import GIBIBYTE
from studio.models.entry import Entry
from studio.models.memory import NONE, Memory, together
from studio.models.room import Room
from studio.words import say


@dataclass(eq=False)
class Asked:
    """One who asks for a model."""

    thread: int
    fresh: Entry
    """What is put into the room where the model is not in it."""
    adapters: Adapters = ()
    more: Memory = NONE
    """What they take."""


class Line:
    """Not thread-safe: the cache locks."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._asking: list[Asked] = []

    def join(self, asked: Asked) -> None:
        self._asking.append(asked)

    def leave(self, asked: Asked) -> None:
        self._asking.remove(asked)

    def turn(self, asked: Asked) -> Entry | None:
        """The entry that it may lease now; None while it has to wait. Raises DoesNotFit where waiting is in vain."""
        wanted = self._wanted(asked)
        alone = self._beside(asked, wanted, asked.thread)
        if not alone.fits(self._room.budget):
            raise _does_not_fit(wanted, alone, self._room.budget)
        following = self._next()
        if following is not asked and self._in_vain(asked, following):
            raise _does_not_fit(wanted, self._beside(asked, wanted), self._room.budget)
        return wanted if following is asked else None

    def _next(self) -> Asked | None:
        """Who goes next; None while nobody can."""
        return next(filter(self._fits, self._holding() or self._asking[:1]), None)

    def _in_vain(self, asked: Asked, following: Asked | None) -> bool:
        holding = self._holding()
        if following or not holding or holding[-1] is not asked:
            return False
        return self._room.holders() <= {other.thread for other in holding}

    def _fits(self, asked: Asked) -> bool:
        wanted = self._wanted(asked)
        # One who holds a lease does not wait for a reset, which may wait for that very lease.
        ready = not wanted.resetting and (not wanted.broken_off or self._room.leases(asked.thread) > 0)
        ready = ready and not wanted.moving and self._room.agrees(wanted, asked.thread, asked.adapters)
        return ready and self._beside(asked, wanted).fits(self._room.budget)

    def _beside(self, asked: Asked, wanted: Entry, thread: int | None = None) -> Memory:
        """Memory of what is wanted, beside all that is leased in any thread or in the one that is given."""
        return self._room.beside(wanted, thread) + (NONE if wanted.adapters else asked.more)

    def _wanted(self, asked: Asked) -> Entry:
        return self._room.find(asked.fresh.spec) or asked.fresh

    def _holding(self) -> list[Asked]:
        holders = self._room.holders()
        return [asked for asked in self._asking if asked.thread in holders]


def _does_not_fit(wanted: Entry, taken: Memory, budget: Memory) -> DoesNotFit:
    where = "system" if taken.system > budget.system else "accelerator"
    mine, all_of_it, limit = (getattr(memory, where) for memory in (together([wanted.full()]), taken, budget))
    sizes = {"mine": mine / GIBIBYTE, "limit": limit / GIBIBYTE, "others": (all_of_it - mine) / GIBIBYTE}
    smaller = say("hint.relative", model=wanted.spec.smaller) if wanted.spec.smaller else None
    return DoesNotFit(say(f"model.over_budget.{where}", title=wanted.spec.title, **sizes), hint=smaller)
