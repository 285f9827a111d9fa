"""Belongings: which nouns are said of another one: clothes, parts, what it is made of or a flock of."""

from __future__ import annotations

from dataclasses import replace

from pipelines.language.noun import Noun
from pipelines.language.statement import Link, Statement
from pipelines.language.word import children
from pipelines.scene.drawings import Drawings, singulars
from pipelines.scene.read.draft import Draft
from pipelines.scene.read.looks import colours_of, counted
from pipelines.scene.read.prompt import Prompt
from pipelines.scene.read.sense import Sense
from pipelines.scene.read.somebody import beard, expression_of, garment, hair, is_beard, is_glasses
from pipelines.scene.read.words import Term, lexicon
from pipelines.scene.tables import table

_HAVING = ("wear", "have", "don", "show", "sport")
_MEASURES = ("size", "shape", "colour", "color", "height", "form")
_PIECES = ("slice", "piece", "block", "chunk", "bar", "sheet", "drop", "loaf", "head")
_FORMS = ("shape", "form")
_ORDERS = ("ring", "circle", "row", "line", "pile", "queue", "column", "stack", "pair", "group")
"""How several stand: in a ring."""
_STYLE = ("style", "manner", "spirit", "tradition", "technique")


class Belongings:
    """What stands for what, and what belongs to whom, by the indices of the nouns' words."""

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
        self.owners: dict[int, int] = {}
        self.families: set[int] = set()
        """Animals that come as a family."""
        self.inside: list[tuple[int, int]] = []
        """What is in something, and in what: "a bowl of fruit"."""
        for link in statement.links:
            self._compared(link)
            if link.word == "of":
                self._of(link)
        self._own()

    def meant(self, link: Link) -> str:
        """What a preposition of several words meant, or empty."""
        return self._prompt.marks.get(self._statement.words[link.at].start, "")

    def _compared(self, link: Link) -> None:
        """ "Like a flower", "in the style of Hokusai", "painting by Monet"."""
        first = self._senses[link.first]
        second, second_sense = self._statement.nouns[link.second], self._senses[link.second]
        style = self._statement.nouns[link.first].lemma in _STYLE and link.word == "of"
        by = link.word == "by" and first.term.has("art") and second.word[:1].isupper()
        alike = self._statement.nouns[link.first].lemma in _MEASURES and link.word == "of"
        medium = link.word == "on" and first.term.has("art") and second.lemma in ("canvas", "paper", "wood", "silk")
        order = link.word == "in" and second.lemma in _ORDERS and not second.number
        if link.word == "as" and self._senses[link.first].people and any(who.role for who in second_sense.people):
            self.roles[link.first] = next(who.role for who in second_sense.people)
        elif link.word in ("like", "as") or (alike and self._statement.nouns[link.first].lemma in _FORMS):
            self.likened[link.second] = "as" if link.word == "as" else "like"
        if link.word in ("like", "as", "about", "than") or style or by or alike or medium or order:
            self.left_out.add(link.second)

    def _of(self, link: Link) -> None:
        first, second = self._senses[link.first], self._senses[link.second]
        noun = self._statement.nouns[link.first]
        if link.first in self.left_out or link.second in self.left_out:
            return
        whole = f"{noun.word.lower()} of {second.word.lower()}"
        if self._drawings.names(whole):
            self._senses[link.first] = replace(first, word=whole, thing=str(self._drawings.find(whole)))
            self.left_out.add(link.second)
        elif self.meant(link) == "made" or (second.word in _materials() and not second.thing):
            self.made_of[link.first] = (second.word,)
            self.left_out.add(link.second)
        elif second.term.has("number") and (first.people or first.many):
            self.measures[link.first] = int(second.term.get("number"))  # A family of four.
            self.left_out.add(link.second)
        elif measure := _measure(noun.word):
            self.measures[link.second] = measure * (counted(noun.number) or 1 if noun.number else 1)
            self.stands_for[link.first] = link.second
            if noun.lemma == "family":
                self.families.add(link.second)
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
        elif noun.lemma in table("grammar")["contents"]["words"] and self._is_drink(second):
            self.stands_for[link.first] = link.second  # It is drawn in its glass.
            self.measures[link.second] = counted(noun.number) or 1 if noun.number else 1
        elif noun.lemma in table("grammar")["contents"]["words"] and first.thing:
            self.inside.append((link.second, link.first))
        elif (first.place or first.is_scenery) and not first.thing:
            self.measures.setdefault(link.second, 12 if self._statement.nouns[link.second].plural else 1)

    def _is_clothed(self, at: int) -> bool:
        """Whether it is somebody, or what somebody wears."""
        return bool(self._senses[at].people) or (bool(self._senses[at].garment) and at in self.owners)

    def _is_drink(self, sense: Sense) -> bool:
        return bool(sense.thing) and self._drawings[sense.thing].category == "drink"

    def _own(self) -> None:
        for link in self._statement.links:
            worn = bool(self._senses[link.second].garment)
            if link.word == "with" or (worn and (link.word == "in" or self.meant(link) == "wear")):
                self._give(link.second, link.first)
            elif worn and link.word in ("over", "under") and self._is_clothed(link.first):
                self._give(link.second, link.first)  # A jacket over a shirt.
        for deed in self._statement.deeds:
            if deed.verb in _HAVING and deed.doers:
                for at in deed.objects:
                    self._give(at, deed.doers[0])
        for at, noun in self._statement.nouns.items():
            if noun.owner is not None and self._is_of_role(noun):
                self._of_role(at, noun.owner)
            elif noun.owner is not None and noun.lemma in table("grammar")["pass"]["words"]:
                self.stands_for[at] = noun.owner
            elif noun.owner is not None:
                self._give(at, noun.owner)
        for at in self._statement.nouns:
            if at not in self.owners:
                self._listed(at)
            if at not in self.owners and self._senses[at].part:
                self._its(at)

    def _is_of_role(self, noun: Noun) -> bool:
        """Whether it is something of those in a role, and no part of one of them: a chef's hat, a pirate's shoulder."""
        roles = any(who.role for who in self._senses[noun.owner or 0].people)
        return roles and not (self._senses[noun.at].part and not self._senses[noun.at].garment)

    def _of_role(self, at: int, owner: int) -> None:
        """A chef's hat tells which hat, and nothing of a chef."""
        self.left_out.add(owner)
        sense, role = self._senses[at], self._senses[owner].word
        whole = f"{role}'s {sense.word}"
        if key := self._drawings.find(whole):
            self._senses[at] = replace(sense, word=whole, thing=key)
        elif sense.garment:
            self._senses[at] = replace(sense, before=(f"{role}'s", *sense.before))

    def _its(self, at: int) -> None:
        """Parts by a pronoun: "a bell on its collar" is on the cat's, of which the sentence is."""
        words = [one.lower for one in children(self._statement.words, at, "poss")]
        if "its" in words or "their" in words:
            self._give(at, next(one for one in self._statement.nouns if one <= at))
        elif {"his", "her"} & set(words):
            somebody = (one for one in self._statement.nouns if one < at and self._senses[one].people)
            self._give(at, next(somebody, at))

    def _give(self, at: int, owner: int) -> None:
        """Let a garment or a part be its owner's; what a garment has is its wearer's."""
        sense = self._senses[at]
        while owner in self.owners and owner != at:
            owner = self.owners[owner]
        owner = self.stands_for.get(owner, owner)
        mine = self._senses[owner]
        if at == owner or at in self.owners:
            return
        worn = sense.garment and (mine.people or mine.many)
        part = sense.part or (
            mine.people
            and (expression_of(sense.word) or is_glasses(sense.word) or is_beard(sense.word) or hair_style(sense))
        )
        if worn or (part and (mine.people or mine.thing) and not self._shows(sense)):
            self.owners[at] = owner

    def _shows(self, sense: Sense) -> bool:
        """Whether a part is a thing by itself here: a window in a room."""
        return False

    def _listed(self, at: int) -> None:
        """Clothes that are listed behind a person: "a woman with red hair, green dress"."""
        sense, word = self._senses[at], self._statement.words[at]
        if not (sense.garment or sense.part or is_beard(sense.word)):
            return
        if word.dep not in ("appos", "conj", "dep", "ROOT", "npadvmod", "dobj", "nsubj") or self._is_placed(at):
            return
        before = [one for one in self._statement.nouns if one < at and (self._senses[one].people or one in self.owners)]
        commas = {one.text for one in self._statement.words[before[-1] : at]} if before else set()
        if not before or at in self.left_out or not ("," in commas or before[-1] in self.owners):
            return
        owner = self.owners.get(before[-1], before[-1])
        if self._senses[owner].people or before[-1] in self.owners:
            self.owners[at] = owner

    def _is_placed(self, at: int) -> bool:
        direct = (link for link in self._statement.links if link.via is None)
        return any(link.first == at and link.word != "with" for link in direct)

    def given(self, owner: Draft, noun: Noun, sense: Sense, terms: list[Term]) -> str:
        """Give it to its owner. What cannot be shown of it: words for it, "thing" for one that is drawn, or empty."""
        person = owner.person
        colours = colours_of(terms)
        if not person:
            part = sense.part or sense.word
            owner.what["parts"] = (*owner.what.get("parts", ()), (noun.word.lower(), colours[0] if colours else ""))
            return " ".join([*sense.before, noun.word]) if sense.before else "" if part else noun.word
        if is_glasses(sense.word):
            owner.be(glasses=True)
        elif is_beard(sense.word):
            owner.be(**beard(terms))
        elif sense.part == "hair" or hair_style(sense):
            owner.be(**hair(sense, terms))
        elif sense.garment:
            owner.be(garments=(*person.garments, garment(sense, terms)))
        elif expression := expression_of(sense.word) or next(filter(None, map(expression_of, sense.before)), ""):
            owner.be(expression=expression)
        elif sense.before:
            owner.what["parts"] = (*owner.what.get("parts", ()), (noun.word.lower(), colours[0] if colours else ""))
            return " ".join([*sense.before, noun.word])
        elif sense.part and sense.part not in table("grammar")["part"]["usual"]:
            return noun.word  # Freckles and wings are on nobody unasked.
        return ""


def hair_style(sense: Sense) -> bool:
    return any(sense.word in words for words in table("people")["hair_style"].values())


def _measure(word: str) -> int:
    """How many of them "a flock of" is, or 0."""
    for form in (f"{word.lower()} of", *(f"{one} of" for one in singulars(word.lower()))):
        if number := next((value for kind, value in lexicon("english").get(form, ()) if kind == "number"), 0):
            return int(number)
    return 0


def _materials() -> set[str]:
    return {word for words in table("grammar")["material"].values() for word in words}
