"""Sentence: the subjects of a prompt, and what the clause that is being read is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from pipelines.scene.drawings import Drawings
from pipelines.scene.read.words import Term
from pipelines.scene.scene import Subject

SUBJECTS = 12
COUNT = 60
UNKNOWN = 12
YOUNG = 0.5
"""Size of the young of a family."""


@dataclass
class Waiting:
    """What was said of a noun that is still to come."""

    number: int = 0
    size: float = 1.0
    colours: list[str] = field(default_factory=list)
    verb: str = ""
    horizontal: str = ""
    vertical: str = ""
    family: bool = False
    """A family of them."""
    predicate: bool = False
    """A colour after "is" belongs to the noun before it."""


class Sentence:
    """What was read so far. Bounded: SUBJECTS things of at most COUNT each, UNKNOWN words."""

    def __init__(self, drawings: Drawings) -> None:
        self.drawings = drawings
        self.prose = False
        """Whether the prompt is made of phrases, and not a bare list of nouns."""
        self.subjects: list[Subject] = []
        self.said: dict[str, list[str]] = defaultdict(list)
        self.unknown: list[str] = []
        self.palette: list[str] = []
        self.waiting = Waiting()
        self.before: list[int] = []
        """What the clause before this one was about: "it"."""
        self.clause: list[int] = []
        """All subjects since the last comma."""
        self.heads: list[int] = []
        """The nouns that the clause is about."""
        self.last: int | str | None = None
        """The noun read last: a subject or a word of the scenery."""
        self.relation: tuple[str, list[int]] | None = None
        """A preposition whose noun is still to come, and the subjects it places."""
        self.leading: tuple[str, int | str] | None = None
        """A place that was said before what stands there: "under the moon, a fox"."""
        self.joined = False
        self.holder: int | None = None
        """Whoever a thing that comes next is held by: "a girl with an umbrella"."""
        self.owner: int | None = None
        """Whoever the things are held by that are being listed: "with an umbrella and a balloon"."""
        self.negated = False

    def say(self, term: Term, *kinds: str) -> None:
        """Note what a term says of the surroundings."""
        for kind in kinds:
            self.said[kind] += term.all(kind)

    def add(self, term: Term, before: Term) -> None:
        """A thing, with all that was said before it."""
        key = str(term.get("thing"))
        self.say(term, "season", "daytime")
        known = [at for at, subject in enumerate(self.subjects) if subject.drawing == key]
        if known and (before.text.lower() == "the" or self._same_again(known[-1], term)):
            at = known[-1]
        elif len(self.subjects) < SUBJECTS:
            self.subjects.append(self._subject(key, term))
            at = len(self.subjects) - 1
        else:
            return
        kin, told, self.waiting = self.waiting.family, self.waiting.number, Waiting()
        self._place(at)
        owner = self.subjects[at].other
        if self.subjects[at].relation == "with" and isinstance(owner, int) and term.plural and not told:
            # Two boys with kites have one each.
            self.subjects[at] = replace(self.subjects[at], count=max(2, self.subjects[owner].count))
        if kin:
            self.have_young(at)

    def _same_again(self, at: int, term: Term) -> bool:
        """The same noun once more and nothing new said of it: more of them, not another subject."""
        old, new = self.subjects[at], self._subject(str(term.get("thing")), term)
        if self.relation or self.leading or old.relation or replace(new, count=old.count, word=old.word) != old:
            return False
        self.subjects[at] = replace(old, count=min(COUNT, old.count + new.count))
        return True

    def _subject(self, key: str, term: Term) -> Subject:
        waiting = self.waiting
        usual = 3 if term.plural else 1
        return Subject(
            drawing=key,
            word=term.text,
            count=max(1, min(COUNT, waiting.number or term.get("number") or usual)),
            size=waiting.size,
            colour=waiting.colours[0] if waiting.colours else "",
            horizontal=waiting.horizontal,  # type: ignore[arg-type]
            vertical=waiting.vertical,  # type: ignore[arg-type]
            verb=waiting.verb,
        )

    def _place(self, at: int) -> None:
        """Give a noun its part in the clause: what a preposition refers to, or what the clause is about."""
        self.last = at
        self.clause.append(at)
        holder, self.holder = self.holder, None
        if self.relation:
            self.relate(self.relation[0], self.relation[1], at)
            self.relation = None
        elif holder is not None and holder != at and self._handy(at):
            self.relate("with", [at], holder)
        else:
            if self.leading:
                self.relate(self.leading[0], [at], self.leading[1])
                self.leading = None
            self.heads = [*self.heads, at] if self.joined else [at]
        self.joined = False

    def relate(self, relation: str, placed: list[int], other: int | str) -> None:
        """Place subjects relative to something; what stands there is still to come where `placed` is empty."""
        if not placed:
            self.leading = (relation, other)
        for at in placed:
            if at != other and self.subjects[at].relation is None:
                high = relation in ("over", "above") and isinstance(other, str)
                vertical = "top" if high else self.subjects[at].vertical
                self.subjects[at] = replace(
                    self.subjects[at],
                    relation=relation,  # type: ignore[arg-type]
                    other=other,
                    vertical=vertical,
                )

    def miss(self, term: Term) -> None:
        """A noun that nothing stands for."""
        if len(self.unknown) < UNKNOWN and term.text not in self.unknown:
            self.unknown.append(term.text)
        self.waiting, self.relation = Waiting(), None

    def give(self, to: list[int], **what: str) -> None:
        """Say more of subjects: colour, verb, horizontal, vertical."""
        for at in to:
            self.subjects[at] = replace(self.subjects[at], **what)  # type: ignore[arg-type]

    def _handy(self, at: int) -> bool:
        """Whether a subject is something to hold."""
        concept = self.drawings[self.subjects[at].drawing]
        rooted = concept.category.startswith(("place", "plant-other", "geometric", "sky-weather"))
        return concept.metres <= 1 and not self.moves(at) and (not rooted or "umbrella" in concept.key)

    def have_young(self, at: int) -> None:
        """A family of animals: two grown ones and as many young as there is need of."""
        grown = self.subjects[at]
        if len(self.subjects) < SUBJECTS:
            young = max(2, min(COUNT, grown.count) - 2) if grown.count > 3 else 2
            self.subjects[at] = replace(grown, count=2)
            self.subjects.append(replace(grown, count=young, size=grown.size * YOUNG, relation="beside", other=at))
            self.heads.append(len(self.subjects) - 1)

    def add_people(self, keys: list[str], word: str) -> None:
        """A family of people, each beside the one before."""
        for number, key in enumerate(keys[: SUBJECTS - len(self.subjects)]):
            at = len(self.subjects)
            self.subjects.append(Subject(drawing=key, word=word))
            self._place(at)
            if number and self.subjects[at].relation is None:
                self.relate("beside", [at], at - 1)
            self.joined = True
        self.joined, self.waiting = False, Waiting()

    def moves(self, at: int) -> bool:
        """Whether a subject can do things by itself: "a girl with an umbrella, walking" is about the girl."""
        return self.drawings[self.subjects[at].drawing].category.startswith(
            ("animal", "person", "transport", "face-costume")
        )

    def stop(self, term: Term) -> None:
        """The end of a clause, or of the sentence."""
        waiting = self.waiting
        if waiting.predicate and waiting.colours:
            self.give(self.heads, colour=waiting.colours[0])
        else:
            self.palette += waiting.colours
        keep = not self.heads
        self.waiting = Waiting(horizontal=waiting.horizontal, vertical=waiting.vertical) if keep else Waiting()
        self.joined = "、" in term.text
        if not self.joined:
            self.before = self.heads or self.before
            self.heads, self.clause, self.relation, self.last = [], [], None, None
            self.holder = self.owner = None
        if set(term.text) & set(".!?。！？\n"):
            self.leading = None
