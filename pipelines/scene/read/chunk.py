"""Chunk: a noun phrase of a Chinese clause, and the units that a clause is made of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from pipelines.scene.read.words import Term

Role = Literal[
    "noun",
    "verb",
    "at",
    "of",
    "join",
    "has",
    "is",
    "away",
    "loc",
    "open",
    "adj",
    "side",
    "like",
    "except",
    "also",
    "toward",
    "passive",
    "object",
    "background",
]
PEOPLE = ("somebody", "role", "groups", "many")
BELONGING = ("garment", "part", "hair", "beard", "glasses")
SCENERY = ("setting", "feature", "sky", "furniture", "place")


@dataclass(frozen=True)
class Chunk:
    """A noun with what was said before it."""

    at: int
    """Index of its term in the whole prompt."""
    head: Term
    before: tuple[Term, ...] = ()

    @property
    def number(self) -> int:
        """As it was said; 0 where it was not."""
        return next((int(term.get("number")) or -1 for term in self.before if term.has("number")), 0)

    @property
    def classifier(self) -> str:
        return next((str(term.get("classifier")) for term in self.before if term.has("classifier")), "")

    @property
    def colours(self) -> list[str]:
        """#rrggbb, in order, each once."""
        return list(dict.fromkeys(str(term.get("colour")) for term in self.before if term.has("colour")))

    @property
    def text(self) -> str:
        """The describing words and the noun, without its number."""
        return "".join(term.text for term in self.before if not term.has("number")) + self.head.text

    def has(self, *kinds: str) -> bool:
        return self.head.has(*kinds)

    def with_before(self, terms: tuple[Term, ...]) -> Chunk:
        return replace(self, before=(*terms, *self.before))


@dataclass(frozen=True)
class Unit:
    """A noun phrase, or a word between two of them."""

    role: Role
    term: Term
    chunk: Chunk | None = None
    said: tuple[Term, ...] = field(default=())
    """Describing words whose noun comes later, or before."""


def belong(first: Chunk, second: Chunk) -> bool:
    owners = (*PEOPLE, "thing")
    mine, other = is_belonging(first), is_belonging(second)
    return (mine and not other and second.has(*owners)) or (other and not mine and first.has(*owners))


def is_belonging(chunk: Chunk) -> bool:
    """Whether it is said of somebody or something: clothes, hair, parts."""
    return chunk.has(*BELONGING) and not chunk.has(*PEOPLE)
