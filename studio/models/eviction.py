"""Eviction: who makes room for a model, and how. The whole policy stands here.

- Only idle models are touched. What a job works with stays, however large.
- Where system memory is short, the copies of their last rest that awake models still have there go first, also of those
  that jobs work with: all that is lost is time at their next rest.
- The longest unused goes first: people come back to what they have just worked with.
- Only who frees memory where it is short: room on the accelerator is not made by dropping what lies in system memory,
  and a component that another model holds as well is not freed by either alone.
- Who lies on an accelerator rests in system memory, if there is room: to come back from there takes a tenth of the time
  that the disk takes. Where system memory is short, those that rest are the longest unused as a rule, and go for good.
- Nobody in vain: who need not have gone, once the others are away, stays.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from studio.models.entry import Entry
from studio.models.memory import Memory, together

Books = dict[Entry, dict[Hashable, Memory]]
Way = Literal["unberthed", "rests", "goes"]
"""Its copy in system memory is freed; it rests there; it goes for good."""


@dataclass(frozen=True)
class Eviction:
    """One model that makes room."""

    entry: Entry
    way: Way

    def left(self) -> dict[Hashable, Memory]:
        """What it takes after that."""
        if self.way == "unberthed":
            return self.entry.bare()
        return self.entry.takes(False, True, False) if self.way == "rests" else {}


def evictions(staying: Iterable[Entry], budget: Memory, may_rest: Callable[[Entry], bool]) -> list[Eviction]:
    """Which of those who would stay make room, so that the rest fits the budget; as far as that can be had."""
    before = {entry: entry.settled() for entry in staying}
    after = dict(before)
    steps: dict[Entry, Eviction] = {}
    while over := together(after.values()).over(budget):
        step = next(_steps(after, over, may_rest), None)
        if step is None:
            break
        steps[step.entry], after[step.entry] = step, step.left()
    _spare(before, after, steps, budget)
    return [steps[entry] for entry in before if after[entry] != before[entry]]


def _steps(books: Books, over: Memory, may_rest: Callable[[Entry], bool]) -> Iterator[Eviction]:
    """What would free some of what is short, best first. Room on the accelerator first: who rests for it takes system
    memory."""
    short = Memory(accelerator=over.accelerator) or over
    oldest = sorted(books, key=lambda entry: entry.used_at)
    for entry in oldest if not over.accelerator else ():
        step = Eviction(entry, "unberthed")
        if books[entry] == entry.settled() != step.left() and _freed(books, step).shares(short):
            yield step
    for entry in oldest:
        if entry.holders or not _freed(books, Eviction(entry, "goes")).shares(short):
            continue
        is_awake = books[entry] != entry.takes(False, True, False)
        yield Eviction(entry, "rests" if over.accelerator and is_awake and may_rest(entry) else "goes")


def _freed(books: Books, step: Eviction) -> Memory:
    return together(books.values()) - together({**books, step.entry: step.left()}.values())


def _spare(before: Books, after: Books, steps: dict[Entry, Eviction], budget: Memory) -> None:
    """Take back what turned out not to be needed, for the last used first; copies come last."""
    is_copy = {entry: entry in steps and steps[entry].way == "unberthed" for entry in before}
    for entry in sorted(before, key=lambda entry: (is_copy[entry], -entry.used_at)):
        if after[entry] != before[entry] and together([*({**after, entry: before[entry]}).values()]).fits(budget):
            after[entry] = before[entry]
