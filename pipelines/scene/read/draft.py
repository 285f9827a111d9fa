"""Draft: a subject while its sentence is being read, and the picture that gathers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from pipelines.language.noun import Noun
from pipelines.scene.drawings import Drawings
from pipelines.scene.read.sense import Sense
from pipelines.scene.read.sentence import SUBJECTS
from pipelines.scene.scene import Missed, Person, Relation, Subject, Why

TOGETHER = 10_000
"""Added to the index of a word for each further subject that it names."""
BEHIND = 1_000_000
"""Added to the index of what no word names: it comes behind all that is written."""
MISSED = 24
_MOVING = ("animal", "person", "face-costume")
_TOYS = ("snowman", "teddy-bear", "nesting-dolls")
_PLACES = (
    "on",
    "under",
    "above",
    "behind",
    "in front of",
    "beside",
    "in",
    "over",
    "between",
    "around",
    "left of",
    "right of",
    "near",
)
"""Relations that say where something is; the rest say what it does."""


@dataclass
class Draft:
    """One subject: what is known of it so far. Others are named by the index of their word."""

    noun: Noun
    sense: Sense
    drawing: str
    what: dict[str, Any] = field(default_factory=dict)
    """Fields of Subject."""
    person: Person | None = None
    relation: str = ""
    other: int | str | None = None
    holds: list[int] = field(default_factory=list)
    looks_at: int | None = None
    beyond: int | None = None

    @property
    def is_placed(self) -> bool:
        return self.relation in _PLACES

    def relate(self, relation: str, other: int | str) -> None:
        """Say where it is or what it does to another; a place is stronger than a deed, a thing than a part of the
        background, and the first one stays."""
        closer = isinstance(other, int) and (isinstance(self.other, str) or self.relation == "near")
        closer = closer and relation in _PLACES and relation != "near"
        if self.relation and not closer and (self.is_placed or relation not in _PLACES):
            return
        self.relation, self.other = relation, other

    def be(self, **what: Any) -> None:
        """Say more of somebody."""
        if self.person:
            self.person = replace(self.person, **what)


@dataclass(frozen=True)
class Named:
    """A word of the prompt for what is around the things, and all that it may mean: pairs of kind and value."""

    word: str
    meanings: tuple[tuple[str, str], ...]


class Picture:
    """All that was read of a prompt."""

    def __init__(self, drawings: Drawings) -> None:
        self.drawings = drawings
        self.drafts: dict[int, Draft] = {}
        self.same: dict[int, int] = {}
        """Nouns that stand for another one: a flock for its birds."""
        self.said: dict[str, list[str]] = defaultdict(list)
        self.places: list[str] = []
        self.kinds: list[str] = []
        self.palette: list[str] = []
        self.missed: list[Missed] = []
        self.unknown: list[str] = []
        self.named: list[Named] = []
        self.without: list[str] = []
        """Features and keys of drawings that are said not to be there."""

    def draft(self, at: int | None) -> Draft | None:
        """The subject that a noun stands for, if it is one."""
        return self.drafts.get(self.resolved(at)) if at is not None else None

    def resolved(self, at: int) -> int:
        seen = set()
        while at in self.same and at not in seen:
            seen.add(at)
            at = self.same[at]
        return at

    def miss(self, word: str, why: Why, nearest: str = "") -> None:
        """Note what will not be there, once."""
        if word and len(self.missed) < MISSED and all(one.word != word for one in self.missed):
            self.missed.append(Missed(word, why, nearest))

    def say(self, terms: Iterable[Any], *kinds: str) -> None:
        """Note what terms say of the surroundings."""
        for term in terms:
            for kind in kinds:
                self.said[kind] += term.all(kind)

    def moves(self, draft: Draft) -> bool:
        """Whether it can do things by itself."""
        category = self.drawings[draft.drawing].category
        return draft.person is not None or category.startswith(_MOVING) or draft.drawing.startswith(_TOYS)

    def subjects(self) -> tuple[Subject, ...]:
        """The subjects in the order of their words. What is one too many is missed."""
        order = sorted(self.drafts, key=lambda at: (at % TOGETHER + at // BEHIND * BEHIND, at))
        for at in order[SUBJECTS:]:
            self.miss(self.drafts[at].sense.word, "too many")
        places = {at: index for index, at in enumerate(order[:SUBJECTS])}
        return tuple(self._subject(at, places) for at in order[:SUBJECTS])

    def _subject(self, at: int, places: dict[int, int]) -> Subject:
        draft = self.drafts[at]
        other = places.get(self.resolved(draft.other)) if isinstance(draft.other, int) else draft.other
        other = None if other == places[at] else other  # Nothing is where it is itself.
        relation: Any = draft.relation if other is not None and draft.relation in get_args(Relation) else None
        looks_at = places.get(self.resolved(draft.looks_at)) if draft.looks_at is not None else None
        beyond = places.get(self.resolved(draft.beyond)) if draft.beyond is not None else None
        holds = (places.get(self.resolved(at)) for at in draft.holds)
        return Subject(
            drawing=draft.drawing,
            word=draft.sense.word,
            relation=relation,
            other=other if relation else None,
            person=draft.person,
            holds=tuple(dict.fromkeys(at for at in holds if at is not None)),
            looks_at=looks_at,
            beyond=beyond if relation == "between" else None,
            **draft.what,
        )
