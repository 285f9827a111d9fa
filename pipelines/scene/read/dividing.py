"""Dividing: several that are told of one by one, and nouns whose sentence says which of two things they are."""

from __future__ import annotations

from dataclasses import replace

from pipelines.language.noun import Noun
from pipelines.scene.read.draft import Draft
from pipelines.scene.read.looks import after, colours_of, counted
from pipelines.scene.read.naming import Naming
from pipelines.scene.read.sense import Sense
from pipelines.scene.read.words import Term
from pipelines.scene.tables import table

ONES = ("one", "other", "others", "ones", "another")


class Dividing(Naming):
    """What "one" and "the other" stand for."""

    def _grounds(self) -> None:
        """The ice that somebody is on is the place and no block of it."""
        grounds = {word: place for place, words in table("grammar")["grounds"].items() for word in words}
        for link in self.statement.links:
            noun = self.statement.nouns[link.second]
            if link.word in ("on", "across", "over") and noun.determiner == "the" and noun.lemma in grounds:
                self.senses[link.second] = replace(
                    self.senses[link.second], thing="", place=grounds[noun.lemma], term=Term(noun.word)
                )

    def _homonyms(self) -> None:
        """The bat that somebody swings, or that lies beside a ball, is no animal."""
        things = {sense.thing for sense in self.senses.values()}
        by_people = {
            (at, deed.verb)
            for deed in self.statement.deeds
            for at in deed.objects
            if any(self.senses[doer].people for doer in deed.doers)
        }
        for at, sense in self.senses.items():
            known = table("grammar")["homonyms"].get(sense.thing)
            if known and " " not in sense.word:
                done = any((at, verb) in by_people for verb in known["verbs"])
                if (done or things & set(known["beside"])) and known["drawing"] in self.drawings:
                    self.senses[at] = replace(sense, thing=known["drawing"])

    def _is_one_of(self, at: int, noun: Noun, sense: Sense) -> bool:
        if noun.lemma in ONES or noun.word.lower() in ONES:
            return True
        if self.statement.words[at].tag == "CD" and counted(noun.word.lower()) and self._several(at) is not None:
            return True  # "Three birds, one on a fence and two on a tree."
        told = noun.number in ("one", "two", "three") or {"another", "other"} & {noun.determiner, *noun.before}
        return bool(told) and sense.term.has("colour") and not noun.plural and self._several(at) is not None

    def _several(self, at: int) -> Draft | None:
        """The last subject before a word that is more than one."""
        many = [draft for key, draft in self.picture.drafts.items() if key < at and draft.what.get("count", 1) > 1]
        return many[-1] if many else None

    def _one_of(self, at: int, noun: Noun, sense: Sense) -> None:
        """ "Two cats, one blue and one orange"."""
        several = self._several(at)
        colours = colours_of([sense.term, *sense.said, *after(noun, self.drawings)])
        if any(at in deed.doers and deed.verb == "miss" for deed in self.statement.deeds):
            self.picture.miss(f"{noun.word} missing", "part")
        elif self._acts(at) or (not several and self._is_target(at, noun)):
            self._apart(at, noun, colours)
        elif several and colours:
            told = several.what.get("colours", ())
            number = {"two": 2, "three": 3}.get(noun.number, 1)
            several.what["colours"] = (*told, *colours[:1] * number)[: several.what["count"]]
            several.what["colour"] = ""
        elif noun.after and not noun.number:
            self.picture.miss(" ".join([noun.word, *(one.word for one in noun.after)]), "part")

    def _acts(self, at: int) -> bool:
        """Whether something more than its colour is said of one of several."""
        deeds = any(at in deed.doers and deed.verb != "be" for deed in self.statement.deeds)
        return deeds or any(link.first == at and link.word != "of" for link in self.statement.links)

    def _is_target(self, at: int, noun: Noun) -> bool:
        """Whether something stands in front of it or beside it: "a red ball in front of a blue one"."""
        another = noun.determiner in ("a", "an", "another")
        return another and any(
            link.second == at and link.word not in ("of", "with", "like", "as") for link in self.statement.links
        )

    def _apart(self, at: int, noun: Noun, colours: list[str]) -> None:
        """ "Two boys, one holding a kite and the other a ball": each is drawn by itself."""
        drafts = self.picture.drafts
        before = [key for key in drafts if key < at]
        several = [key for key in before if key in self.divided]
        several = several or [key for key in before if drafts[key].what.get("count", 1) > 1]
        if not before:
            return
        of = several[-1] if several else before[0]
        model, count = drafts[of], drafts[of].what.get("count", 1)
        mine = counted(noun.word.lower()) or 1
        what = {**model.what, "count": mine, "colours": (), "colour": (colours or [model.what.get("colour", "")])[0]}
        drafts[at] = Draft(noun, model.sense, model.drawing, what, model.person)
        if several:
            self.divided.add(of)
            model.what |= {"count": max(1, count - mine), "colours": ()}
        if several and count <= mine:
            del drafts[of]
            self.picture.same[of] = at
