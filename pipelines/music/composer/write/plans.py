"""The forms that pieces can have, read from their table, and how the bars of a piece are shared out among sections."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from pipelines.music.composer.tables import read_table
from pipelines.music.score.instruments import Role
from pipelines.music.score.score import Section

Layout = tuple[tuple[str, int], ...]
"""Labels with their bars, in order."""
SCALE_COST = {0.25: 4.0, 0.5: 1.2, 1: 0.0, 2: 1.8}
CROWDED = 6
"""Sections at which it weighs twice that they are shorter or longer than usual."""
VARIETY = 0.9
"""What another kind of section is worth, in bars that an intro or an outro is longer or shorter than usual."""
NEAR = 1.0
"""Layouts that are worse than the best by no more than this are as good."""
MOST_ROUNDS = 24
FARTHEST = 24
"""Bars that an intro and an outro have at most together."""
AGAIN = 0.05
"""How much louder a section is when it returns."""
LEAST = 2
"""Bars of the shortest section within a plan."""


@dataclass(frozen=True)
class Label:
    """What a kind of section is. See data/forms.toml."""

    energy: float
    players: frozenset[Role]
    more: frozenset[Role]
    group: str
    chords: str
    into: str
    close: str


@dataclass(frozen=True)
class Form:
    """How a piece is laid out. See data/forms.toml."""

    key: str
    plans: tuple[str, ...]
    ends: tuple[int, int]
    scales: tuple[float, ...]
    arch: float
    labels: dict[str, Label]
    loops: bool = False

    def players(self, label: str) -> frozenset[Role]:
        """Who is heard in the first section of a label."""
        return self.labels[label.rstrip("′")].players

    def layouts(self, bars: int) -> list[tuple[float, Layout]]:
        """The ways to fill so many bars, each with what it costs; one section where there is room for nothing else."""
        wanted = sum(self.ends)
        found = []
        for core, scale in self._cores(bars):
            spare = bars - sum(length for _, length in core)
            usual = wanted * min(scale, 1.0)
            variety = VARIETY * len({label for label, _ in core})
            cost = abs(spare - usual) + SCALE_COST[scale] * (1 + len(core) / CROWDED) - variety
            found.append((cost, self._framed(core, spare)))
        last = _tokens(self.plans[0].replace("(", "").replace(")", ""))[-1][0]
        return found or [(0.0, ((last, bars),))]

    def _cores(self, bars: int) -> Iterator[tuple[Layout, float]]:
        for tokens in _expanded(self.plans):
            total = sum(length for _, length in tokens)
            for scale in self.scales:
                lengths = [length * scale for _, length in tokens]
                if bars - FARTHEST <= total * scale <= bars and all(n >= LEAST and n == int(n) for n in lengths):
                    yield tuple((label, int(n)) for (label, _), n in zip(tokens, lengths, strict=True)), scale

    def _framed(self, core: Layout, spare: int) -> Layout:
        """With an intro before it and an outro behind it, which share the bars that are left."""
        intro = int(spare * self.ends[0] / max(1, sum(self.ends)))
        if intro > 1:
            intro -= intro % 2
        ends = ("intro", intro), ("outro", spare - intro)
        return tuple(part for part in (ends[0], *core, ends[1]) if part[1])

    def sections(self, layout: Layout) -> tuple[Section, ...]:
        """The sections of a layout: what comes again is fuller, and each is a little louder than what it answers."""
        sections: list[Section] = []
        heard: list[str] = []
        start = 0
        for index, (name, bars) in enumerate(layout):
            label, again = self.labels[name], name in heard
            place = index / max(1, len(layout) - 1)
            energy = label.energy + self.arch * (place - 0.4) + (AGAIN if again else 0.0)
            energy = round(min(1.0, max(0.1, energy)), 3)
            shown = name + "′" if again and len(name) == 1 else name
            players = label.players | (label.more if again else frozenset())
            into = label.into if index + 1 < len(layout) else ""
            sections.append(Section(shown, start, bars, energy, players, label.group, into))
            heard.append(name)
            start += bars
        return tuple(sections)


def drawn(layouts: Sequence[tuple[float, Layout]], rng: random.Random) -> Layout:
    """One of those that cost least."""
    least = min(cost for cost, _ in layouts)
    near = [layout for cost, layout in layouts if cost <= least + NEAR]
    return rng.choice(near)


@cache
def forms() -> dict[str, Form]:
    """All forms by key."""
    table = read_table("forms")
    usual = table.pop("labels")
    return {key: _form(key, entry, usual) for key, entry in table.items()}


def _form(key: str, entry: dict[str, Any], usual: dict[str, Any]) -> Form:
    labels = {label: _label({**values, **entry.get(label, {})}) for label, values in usual.items()}
    first, last = entry["ends"]
    scales, plans = tuple(entry["scales"]), tuple(entry["plans"])
    return Form(key, plans, (first, last), scales, entry["arch"], labels, entry.get("loops", False))


def _label(values: dict[str, Any]) -> Label:
    plain = {name: values[name] for name in ("energy", "group", "chords", "into")}
    more, close = values.get("more", ""), values.get("close", "")
    return Label(**plain, players=_roles(values["players"]), more=_roles(more), close=close)


def _roles(names: str) -> frozenset[Role]:
    return frozenset(cast("list[Role]", names.split()))


@cache
def _expanded(plans: tuple[str, ...]) -> tuple[Layout, ...]:
    """Every plan, with what may be repeated in it once, twice, and so on."""
    return tuple(
        _tokens(_repeated(plan, rounds)) for plan in plans for rounds in range(1, MOST_ROUNDS + 1 if "(" in plan else 2)
    )


@cache
def _tokens(plan: str) -> Layout:
    """The plan "A:8 B:4" as labels with bars."""
    parts = (token.split(":") for token in plan.split())
    return tuple((label, int(bars)) for label, bars in parts)


def _repeated(plan: str, rounds: int) -> str:
    """The plan with what stands in parentheses played so many times."""
    return re.sub(r"\(([^)]*)\)", lambda found: " ".join([found[1]] * rounds), plan)
