"""Reads terms from left to right into subjects and surroundings.

What is said before a noun (number, size, colour, a participle) waits for it; what is said after it (place, verb) is
given to the nouns of the clause. It is how English is read where no parser is at hand.
"""

from __future__ import annotations

from typing import get_args

from pipelines.scene.read.sentence import COUNT, Sentence, Waiting
from pipelines.scene.read.words import Term
from pipelines.scene.scene import Setting
from pipelines.scene.tables import table

SCENERY = ("setting", "feature", "daytime", "weather", "season")
_MODIFIERS = ("number", "size", "colour", "determiner", "adjective")
_END = Term("", (("stop", ""),))


class Reader(Sentence):
    """Reads terms from left to right into subjects and surroundings."""

    def read(self, found: list[Term]) -> None:
        """Read all terms of a prompt. The result is in subjects, said, palette and unknown."""
        self.prose = any(term.has("determiner", "relation", "number", "of") for term in found)
        for before, term, after in zip([_END, *found], found, [*found[1:], _END], strict=False):
            self._read(term, after, before)
        self.stop(_END)

    def _read(self, term: Term, after: Term, before: Term) -> None:
        if self.negated and term.has("thing", "unknown", *SCENERY):
            self.negated = False
        elif term.has("stop"):
            self.stop(term)
        elif term.has("unknown"):
            self.miss(term)
        elif term.has("thing") and self._is_thing(term, after, before):
            self.add(term, before)
        else:
            self._words(term, after, before)

    def _is_thing(self, term: Term, after: Term, before: Term) -> bool:
        """Choose between a thing and the other sense of the same word: fly, orange, moon."""
        if term.has("emoji"):
            return True
        if term.has("colour"):
            follows = after.has("thing", "unknown", "adjective", "size", "colour", *SCENERY)
            return not follows and (term.plural or before.has("determiner", "number", "size"))
        if term.has("size") and after.has("thing", "unknown", "adjective", "colour"):
            return False
        if term.has("verb"):
            return before.has(*_MODIFIERS)
        if term.has("feature"):
            return bool(self.waiting.colours) or 1 < self.waiting.number < 12
        # In "a stone castle" the first noun only describes; in a bare list of nouns each counts.
        describes = self.prose and after.has("thing") and not after.has("verb", "emoji")
        return not describes or self.drawings[str(term.get("thing"))].category.startswith(("animal", "person"))

    def _words(self, term: Term, after: Term, before: Term) -> None:
        self._modify(term)
        self._scenery(term, after)
        self.say(term, "mood", "camera", "palette", "season", "daytime", "weather", "setting")
        self._position(term, after)
        if term.has("verb"):
            self._verb(term, after, before)
        if term.has("join"):
            self.joined = True
            self.holder = self.owner
        if term.has("with"):
            self.joined = True
            self.holder = self.owner = next((at for at in self.heads[-1:] if self.moves(at)), None)
        if term.has("family"):
            self._family(term, before)
        if term.has("pronoun") and self.relation and self.before:
            self.relate(self.relation[0], self.relation[1], self.before[0])
            self.relation = None
        if term.has("away"):
            self.negated = True
        if term.has("is"):
            self.waiting.predicate = True

    def _family(self, term: Term, before: Term) -> None:
        """A penguin family, a family of foxes, or people."""
        if before.has("thing") and isinstance(self.last, int):
            self.have_young(self.last)
        elif term.text.lower().endswith(" of"):
            self.waiting.family = True
        else:
            self.add_people(table("aliases")["family"]["people"], term.text)

    def _walks(self, at: int) -> bool:
        """Whether somebody keeps to the ground."""
        concept = self.drawings[self.subjects[at].drawing]
        return concept.category in ("person", "person-activity", "person-role") and concept.place == "ground"

    def _modify(self, term: Term) -> None:
        waiting = self.waiting
        if term.has("number") and not term.has("adjective"):
            waiting.number = _combined(waiting.number, int(term.get("number")))
        if term.has("size"):
            waiting.size = float(term.get("size"))
        waiting.colours += term.all("colour")[:1]

    def _scenery(self, term: Term, after: Term) -> None:
        """Words of the surroundings: what a preposition may refer to. They use up what waits for a noun."""
        features = term.all("feature")
        self.said["feature"] += features
        if not term.has("setting", "feature"):
            if term.has("daytime", "season", "weather"):
                self.relation, self.last = None, ""
            return
        if after.has("thing", "setting", "feature", "unknown"):
            return  # It only describes the next word: snowy mountains, a sea turtle.
        word = str((features or term.all("setting"))[0])
        if self.relation:
            relation, placed = self.relation
            self.relation = None
            if places(relation, word):
                self.relate(relation, placed or self.heads, word)
        self.last = word
        self.palette += [
            colour for colour in self.waiting.colours if colour not in table("colours")["usual"].get(word, ())
        ]
        self.waiting = Waiting(horizontal=self.waiting.horizontal)
        self.joined = False

    def _position(self, term: Term, after: Term) -> None:
        if term.has("horizontal") or term.has("vertical"):
            self._side(term)
        elif term.has("sky"):
            self._in_the_sky()
        elif term.has("beside"):
            self.waiting.horizontal = str(term.get("beside"))
            self._preposition("beside", term)
        elif term.has("relation"):
            self._preposition(str(term.get("relation")), term)

    def _preposition(self, relation: str, term: Term) -> None:
        self.owner = None
        free = [at for at in self.heads if self.subjects[at].relation is None]
        tail = [self.last] if isinstance(self.last, int) else []
        self.relation = (relation, free or [at for at in tail if self.subjects[at].relation is None])
        if term.has("beside"):
            self.give(self.relation[1], horizontal=self.waiting.horizontal)
            self.waiting.horizontal = ""

    def _side(self, term: Term) -> None:
        for kind in ("horizontal", "vertical"):
            side = str(term.get(kind) or "")
            if side and self.heads:
                self.give(self.heads[-1:] if kind == "horizontal" else self.heads, **{kind: side})
            elif side:
                setattr(self.waiting, kind, side)
        self.relation = None

    def _in_the_sky(self) -> None:
        if self.relation and self.relation[0] in ("in", "over", "on"):
            self.give(self.relation[1], vertical="top")
        self.palette += [colour for colour in self.waiting.colours if colour not in table("colours")["usual"]["sky"]]
        self.relation, self.waiting = None, Waiting()

    def _verb(self, term: Term, after: Term, before: Term) -> None:
        verb = str(term.get("verb"))
        # A child flies a kite, and stays on the ground.
        if verb == "fly" and self.heads and self._walks(self.heads[-1]):
            self.holder, self.joined = self.heads[-1], True
            return
        inside = before.has(*_MODIFIERS)
        if isinstance(self.last, str) and not self.heads and not inside:
            return  # The scenery moves: snow falling, stars shining.
        if inside or not self.heads:
            self.waiting.verb = verb
            return
        doers = self.heads if any(map(self.moves, self.heads)) else [at for at in self.clause if self.moves(at)][:1]
        self.heads = doers or self.heads
        free = [at for at in self.heads if not self.subjects[at].verb]
        self.give(free or ([self.last] if isinstance(self.last, int) else []), verb=verb)


def _combined(first: int, second: int) -> int:
    """Twenty, three: 23. Two, hundred: many. A, dozen: 12."""
    if first >= 20 and first % 10 == 0 and second < 10:
        return first + second
    return min(COUNT, max(first, 1) * second) if second >= 12 else second


def places(relation: str, word: str) -> bool:
    """Whether a word of the scenery is more than the ground one stands on anyway."""
    if relation == "in":
        return word in ("sea", "river", "clouds", "trees")
    return relation not in ("on", "beside") or word in ("sea", "mountain") or word not in get_args(Setting)
