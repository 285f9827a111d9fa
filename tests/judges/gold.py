"""Gold: what a prompt asks for, read by a person, one line each.

    2 hot dog; plate =green; hot dog > on > plate; @park; %portrait

Parts stand between semicolons. A thing is its noun, singular, with a number before it: none for one, "+" for two or
more, "*" for as many as one likes; then its colours (=black+white), what it does (~walk), and in braces what is said of
a person ({age=old,hair=red,wears=coat:red}). "one > how > other" is a relation between two nouns; "flag#2" is a second
entry of one noun, and where there is none another copy of the first. "@" is a place, a time or a weather, "%" a kind of
picture.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "gold.tsv"
MANY = 10_000

_THING = re.compile(r"(?:(\d+|\+|\*) )?(.+?)(?: =([a-z+]+))?(?: ~([a-z]+))?(?: \{(.*)\})?")


@dataclass(frozen=True)
class Thing:
    """Something asked for: from `low` to `high` of it."""

    label: str
    low: int
    high: int
    colours: tuple[str, ...] = ()
    verb: str = ""
    traits: tuple[tuple[str, str], ...] = ()

    @property
    def noun(self) -> str:
        return self.label.partition("#")[0]


@dataclass(frozen=True)
class Tie:
    """A relation: the label of one thing, how it stands, and the label of the other."""

    one: str
    how: str
    other: str


@dataclass(frozen=True)
class Gold:
    """A prompt of the sample with all that it asks for."""

    id: str
    category: str
    prompt: str
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]
    around: tuple[str, ...]
    kind: str


def sample() -> tuple[Gold, ...]:
    """All prompts that are judged, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(read(row["gold"], row["id"], row["category"], row["prompt"]) for row in rows)


def read(line: str, id: str = "", category: str = "", prompt: str = "") -> Gold:
    """One line of gold."""
    parts = [part.strip() for part in line.split(";")]
    ties = tuple(Tie(*re.split(r"\s>\s", part)) for part in parts if " > " in part)
    around = tuple(part[1:].strip() for part in parts if part.startswith("@"))
    kind = next((part[1:] for part in parts if part.startswith("%")), "")
    things = tuple(_thing(part) for part in parts if " > " not in part and part[0] not in "@%")
    return Gold(id, category, prompt, things, ties, around, kind)


def _thing(part: str) -> Thing:
    found = _THING.fullmatch(part)
    assert found, part
    number, label, colours, verb, traits = found.groups(default="")
    low, high = {"": (1, 1), "+": (2, MANY), "*": (1, MANY)}.get(number) or (int(number), int(number))
    return Thing(label, low, high, tuple(filter(None, colours.split("+"))), verb, _traits(traits))


def _traits(said: str) -> tuple[tuple[str, str], ...]:
    """age=old,glasses -> (age, old), (glasses, yes)"""
    pairs = [trait.strip().partition("=") for trait in said.split(",") if trait.strip()]
    return tuple((name, value or "yes") for name, _, value in pairs)
