"""Goal: what a judge wants of what is made, and what it found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A part that is to be kept, and the part that is."""

    name: str
    wanted: float
    kept: int
    asked: int

    @property
    def part(self) -> float:
        return self.kept / self.asked if self.asked else 0.0

    @property
    def reached(self) -> bool:
        return bool(self.asked) and self.part >= self.wanted


def table(goals: Iterable[Goal], before: Mapping[str, str]) -> str:
    """Markdown: each goal that something was asked of, with what it was before the work, and what it is."""
    head = "| goal | wanted | before | now | |\n| --- | ---: | ---: | ---: | --- |"
    return "\n".join([head, *(_row(goal, before.get(goal.name, "")) for goal in goals if goal.asked)])


def _row(goal: Goal, before: str) -> str:
    now = f"{goal.kept}/{goal.asked} ({goal.part:.0%})"
    return f"| {goal.name} | {goal.wanted:.0%} | {before} | {now} | {'reached' if goal.reached else 'missed'} |"
