"""Comparing: nouns that stand for another one, are made of it, or are only compared with something."""

from __future__ import annotations

from dataclasses import replace

from pipelines.language.statement import Link, Statement
from pipelines.scene.drawings import Drawings, singulars
from pipelines.scene.read.looks import counted
from pipelines.scene.read.prompt import Prompt
from pipelines.scene.read.sense import Sense
from pipelines.scene.read.words import english, lexicon
from pipelines.scene.tables import table

_HANGING = ("hang", "lean", "mount", "display", "decorate")
_MEASURES = ("size", "shape", "colour", "color", "height", "form")
_PIECES = ("slice", "piece", "block", "chunk", "bar", "sheet", "drop", "loaf", "head")
_FORMS = ("shape", "form")
_ORDERS = ("ring", "circle", "row", "line", "pile", "queue", "column", "stack", "pair", "group")
"""How several stand: in a ring."""
STYLE = ("style", "manner", "spirit", "tradition", "technique")


class Comparing:
    """What stands for what, by the indices of the nouns' words."""

    def __init__(self, statement: Statement, senses: dict[int, Sense], prompt: Prompt, drawings: Drawings) -> None:
        self._statement = statement
        self._senses = senses
        self._prompt = prompt
        self._drawings = drawings
        self.left_out = {at for at, noun in statement.nouns.items() if noun.absent}
        """Nouns that are not there, or only compared with."""
        self.likened: dict[int, str] = {}
        """What something is said to look like, by "like" or "as"."""
        self.roles: dict[int, str] = {}
        """Roles that people are dressed as."""
        self.stands_for: dict[int, int] = {}
        self.measures: dict[int, int] = {}
        """How many a measure says: a flock of birds."""
        self.made_of: dict[int, tuple[str, ...]] = {}
        self.as_large: dict[int, int] = {}
        """What something is said to be as large as, or larger than."""
        self.depicted: dict[int, int] = {}
        """What a picture that hangs in the picture shows, and that picture."""
        self.owners: dict[int, int] = {}
        self.families: set[int] = set()
        """Animals that come as a family."""
        self.wholes: dict[int, int] = {}
        """Of what is drawn in one with what it is a piece of, or in, that noun: a slice of pizza, a bottle of wine."""
        self.inside: list[tuple[int, int]] = []
        """What is in something, and in what: "a bowl of fruit"."""
        for link in statement.links:
            self._compared(link)
            if link.word == "of":
                self._of(link)

    def meant(self, link: Link) -> str:
        """What a preposition of several words meant, or empty."""
        return self._prompt.marks.get(self._statement.words[link.at].start, "")

    def _compared(self, link: Link) -> None:
        """ "Like a flower", "in the style of Hokusai", "painting by Monet"."""
        first = self._senses[link.first]
        second, second_sense = self._statement.nouns[link.second], self._senses[link.second]
        style = self._statement.nouns[link.first].lemma in STYLE and link.word == "of"
        by = link.word == "by" and first.term.has("art") and second.word[:1].isupper()
        alike = self._statement.nouns[link.first].lemma in _MEASURES and link.word == "of"
        medium = link.word == "on" and first.term.has("art") and second.lemma in ("canvas", "paper", "wood", "silk")
        order = link.word == "in" and second.lemma in _ORDERS and not second.number
        if link.word == "as" and self._senses[link.first].people and any(who.role for who in second_sense.people):
            self.roles[link.first] = next(who.role for who in second_sense.people)
        elif (large := self._large(link)) is not None:
            self.as_large[large] = link.second
        elif link.word in ("like", "as") or (alike and self._statement.nouns[link.first].lemma in _FORMS):
            self.likened[link.second] = "as" if link.word == "as" else "like"
        if link.word in ("like", "as", "about", "than") or style or by or alike or medium or order:
            self.left_out.add(link.second)

    def _large(self, link: Link) -> int | None:
        """What is said to be as large as something: "as big as", "the size of", "taller than"."""
        noun, words = self._statement.nouns[link.first], self._statement.words
        if link.word == "of" and noun.lemma == "size":
            before = [one for one in self._statement.nouns if one < link.first and one not in self.left_out]
            return before[-1] if before else None
        adjective = words[words[link.at].head].lower
        if link.word == "as" and words[link.at].head != link.first:
            return link.first if any(term.has("size") for term in english([adjective], self._drawings)) else None
        larger = table("grammar")["larger"]["words"]
        return link.first if link.word == "than" and adjective in larger else None

    def _of(self, link: Link) -> None:
        first, second = self._senses[link.first], self._senses[link.second]
        noun = self._statement.nouns[link.first]
        if link.first in self.left_out or link.second in self.left_out:
            return
        whole = f"{noun.word.lower()} of {second.word.lower()}"
        if self._drawings.names(whole):
            key = str(self._drawings.find(whole))
            self._senses[link.first] = replace(first, word=whole, thing=key)
            self.wholes[link.second] = link.first
            if noun.lemma == "pair":  # What is said of the boots is said of the pair.
                before, said = (*first.before, *second.before), (*first.said, *second.said)
                self._senses[link.first] = replace(self._senses[link.first], before=before, said=said)
            self.left_out.add(link.second)
        elif self.meant(link) == "made" or (second.word in _materials() and not second.thing):
            self.made_of[link.first] = (second.word,)
            if second.thing and self._statement.nouns[link.second].plural and not self._is_alive(first):
                self.inside.append((link.second, link.first))  # A tornado of tigers has tigers in it.
            else:
                self.left_out.add(link.second)
        elif second.term.has("number") and (first.people or first.many):
            self.measures[link.first] = int(second.term.get("number"))  # A family of four.
            self.left_out.add(link.second)
        elif measure := _measure(noun.word):
            self.measures[link.second] = measure * (counted(noun.number) or 1 if noun.number else 1)
            self.stands_for[link.first] = link.second
            if noun.lemma == "family":
                self.families.add(link.second)
        elif first.term.has("art") and self._hangs(link.first):
            self.depicted[link.second] = link.first
            self.left_out.add(link.second)
        elif first.part and first.thing and self._drawings[first.thing].category == "body-parts":
            self.owners[link.first] = link.second  # The nose of a rhino is no nose by itself.
        elif first.thing and not second.is_known:
            pass  # A statue of somebody whom nobody knows is still a statue.
        elif (
            first.kind
            or first.term.has("art")
            or noun.lemma in table("grammar")["pass"]["words"]
            or first.term.has("vague")
        ):
            self.stands_for[link.first] = link.second
            if noun.lemma in _PIECES and noun.number:
                self.measures[link.second] = counted(noun.number) or 1
        elif first.part and not first.people and not first.place:
            self.owners[link.first] = link.second
        elif noun.lemma in table("grammar")["contents"]["words"] and self._is_served(noun.lemma, second):
            self.stands_for[link.first] = link.second  # It is drawn in its glass.
            self.measures[link.second] = counted(noun.number) or 1 if noun.number else 1
        elif noun.lemma in table("grammar")["contents"]["words"] and first.thing and not self._is_full(link.first):
            self.inside.append((link.second, link.first))
        elif (first.place or first.is_scenery) and not first.thing:
            self.measures.setdefault(link.second, 12 if self._statement.nouns[link.second].plural else 1)

    def _is_alive(self, sense: Sense) -> bool:
        alive = bool(sense.thing) and self._drawings[sense.thing].category.startswith(("animal", "person"))
        return bool(sense.people) or alive

    def _hangs(self, at: int) -> bool:
        """Whether a picture hangs somewhere, as a thing in the picture."""
        return any(at in deed.doers and deed.verb in _HANGING for deed in self._statement.deeds)

    def _is_full(self, vessel: int) -> bool:
        return vessel in self.wholes.values() or vessel in self.stands_for

    def _is_served(self, vessel: str, sense: Sense) -> bool:
        """Whether its drawing shows it in such a vessel: a drink, a bowl of noodles."""
        if not sense.thing:
            return False
        served: dict[str, list[str]] = table("grammar")["served"]
        return self._drawings[sense.thing].category == "drink" or vessel in served.get(sense.thing, ())


def _measure(word: str) -> int:
    """How many of them "a flock of" is, or 0."""
    for form in (f"{word.lower()} of", *(f"{one} of" for one in singulars(word.lower()))):
        if number := next((value for kind, value in lexicon("english").get(form, ()) if kind == "number"), 0):
            return int(number)
    return 0


def _materials() -> set[str]:
    return {word for words in table("grammar")["material"].values() for word in words}
