"""Belongings: which nouns are said of another one: clothes, parts, what it is made of or a flock of."""

from __future__ import annotations

from dataclasses import replace

from pipelines.language.noun import Noun
from pipelines.language.statement import Statement
from pipelines.language.word import children
from pipelines.scene.drawings import Drawings
from pipelines.scene.read.comparing import Comparing
from pipelines.scene.read.draft import Draft
from pipelines.scene.read.lacking import lacks
from pipelines.scene.read.looks import colours_of
from pipelines.scene.read.prompt import Prompt
from pipelines.scene.read.sense import Sense
from pipelines.scene.read.somebody import beard, expression_of, garment, hair, is_beard, is_glasses
from pipelines.scene.read.words import Term
from pipelines.scene.tables import table

_COMPARING = ("contrast", "compare", "compete", "blend", "clash")
"""Verbs of which "with" gives nobody anything."""
_HAVING = ("wear", "have", "don", "show", "sport")


class Belongings(Comparing):
    """What belongs to whom as well."""

    def __init__(self, statement: Statement, senses: dict[int, Sense], prompt: Prompt, drawings: Drawings) -> None:
        super().__init__(statement, senses, prompt, drawings)
        self._own()

    def _is_clothed(self, at: int) -> bool:
        """Whether it is somebody, or what somebody wears."""
        return bool(self._senses[at].people) or (bool(self._senses[at].garment) and at in self.owners)

    def _own(self) -> None:
        for link in self._statement.links:
            worn = bool(self._senses[link.second].garment)
            via = next((deed.verb for deed in self._statement.deeds if deed.at == link.via), "")
            if via in _COMPARING:
                continue
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
            if at not in self.owners:
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
        if not self._senses[at].part:
            self._piece(at, next(one for one in self._statement.nouns if one <= at), words)
        elif "its" in words or "their" in words or (not words and self._is_on_the_body(at)):
            self._give(at, next(one for one in self._statement.nouns if one <= at))
        elif {"his", "her"} & set(words):
            somebody = (one for one in self._statement.nouns if one < at and self._senses[one].people)
            self._give(at, next(somebody, at))

    def _is_on_the_body(self, at: int) -> bool:
        """Whether a part of a body with "the" is of whom the sentence is: a kangaroo with a sign on the chest."""
        first, sense = next(iter(self._statement.nouns)), self._senses[at]
        usual = sense.part in table("grammar")["part"]["usual"] and self._statement.nouns[at].determiner == "the"
        thing = self._senses[first].thing
        alive = bool(self._senses[first].people) or (thing and self._drawings[thing].category.startswith("animal"))
        return bool(usual and alive and first < at and any(link.second == at for link in self._statement.links))

    def _piece(self, at: int, owner: int, words: list[str]) -> None:
        """What something without life has, and another thing is in or on, is a part of it: the bell of a tuba."""
        thing, sense = self._senses[owner].thing, self._senses[at]
        lifeless = bool(thing) and not self._drawings[thing].category.startswith(("animal", "person"))
        placed = any(link.second == at and link.word in ("from", "on", "in") for link in self._statement.links)
        if "its" in words and lifeless and placed and sense.thing and not sense.people:
            self.owners[at] = owner

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
        if worn or self._includes(mine, sense) or (part and (mine.people or mine.thing) and not self._shows(sense)):
            self.owners[at] = owner

    def _includes(self, whole: Sense, sense: Sense) -> bool:
        """Whether the drawing of a thing shows another thing already: the bow of a present."""
        return sense.thing in table("grammar")["including"].get(whole.thing, {})

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
            true = table("grammar")["including"].get(owner.drawing, {}).get(sense.thing, ())
            said = [one for one in (*sense.before, *(one.word for one in noun.after if one.is_so)) if one not in true]
            shown = not said and part and not lacks(owner.drawing, part, self._drawings)
            return "" if shown else " ".join([*said, noun.word])
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
        elif set(sense.before) - {"left", "right"}:
            owner.what["parts"] = (*owner.what.get("parts", ()), (noun.word.lower(), colours[0] if colours else ""))
            return " ".join([*sense.before, noun.word])
        elif sense.part and sense.part not in table("grammar")["part"]["usual"]:
            return noun.word  # Freckles and wings are on nobody unasked.
        return ""


def hair_style(sense: Sense) -> bool:
    return any(sense.word in words for words in table("people")["hair_style"].values())
