"""Naming: nouns that become subjects: things and people, how many of them, and which were named before."""

from __future__ import annotations

from dataclasses import replace

from pipelines.language.noun import Noun
from pipelines.language.statement import Statement, stated
from pipelines.language.word import Words
from pipelines.scene.drawings import Drawings, singulars
from pipelines.scene.read.belonging import Belongings
from pipelines.scene.read.draft import TOGETHER, Draft, Picture
from pipelines.scene.read.looks import after, colours_of, count_of, looks, material_of, size_of, surface_of, textures_of
from pipelines.scene.read.mending import mended, verb_in
from pipelines.scene.read.prompt import Prompt
from pipelines.scene.read.sense import Sense, Who, named, sense_of
from pipelines.scene.read.sentence import YOUNG
from pipelines.scene.read.somebody import somebody
from pipelines.scene.read.surroundings import Surroundings
from pipelines.scene.read.words import Term, english_term
from pipelines.scene.tables import table

MEMBERS = 8
"""Of the largest family."""
_LARGER = ((2.0, 2.2), (1.2, 1.5), (0.8, 1.0), (0.5, 0.7), (0.0, 0.45))
"""How many times as tall another thing usually is, and the size of what is as large as that."""
_DEFINITE = ("the", "this", "that", "these", "those")

MOTLEY = 5
"""From so many colours on something is as colourful as one of its kind can be."""


class Naming:
    """The subjects that the nouns of one prompt name. They are gathered in `picture`."""

    def __init__(self, prompt: Prompt, words: Words, drawings: Drawings) -> None:
        self.prompt = prompt
        self.drawings = drawings
        self.statement: Statement = stated(mended(words, drawings), self._may_be_thing)
        self.picture = Picture(drawings)
        self.divided: set[int] = set()
        """Those of several that some are told of one by one."""
        self.senses = {at: sense_of(noun, drawings) for at, noun in self.statement.nouns.items()}
        self.belongings = Belongings(self.statement, self.senses, self.prompt, drawings)
        self.surroundings = Surroundings(self.picture, self.statement)

    def _may_be_thing(self, word: str) -> bool:
        found = named(word, self.drawings)
        return (
            found is not None
            and bool(found.thing or found.kind or found.people or found.place)
            and not found.term.has("verb", "colour", "adjective", "size")
            and not verb_in(word)
        )

    def _thing(self, at: int, noun: Noun, sense: Sense) -> None:
        key = self._single(noun, sense)
        terms = [*sense.said, *after(noun, self.drawings)]
        known = self._mentioned(noun, key, colours_of(terms))
        if known is None and noun.determiner == "" and noun.word[:1].isupper() and (near := self._just_named(at, key)):
            known = near  # The geyser Old Faithful.
        if known is not None:
            self.picture.same[at] = known
            self._again(known, terms)
            return
        self._bare_list(at, sense)
        self.picture.drafts[at] = Draft(noun, sense, key, self._what(noun, sense, terms))
        self.picture.say([sense.term], "season", "daytime")
        if self.belongings.families & {at}:
            self._have_young(at)
        self.surroundings.described(sense, thing=True)

    def _just_named(self, at: int, key: str) -> int | None:
        """The same thing, as the noun right before this one and its own words named it."""
        before = [one for one, draft in self.picture.drafts.items() if one < at and draft.drawing == key]
        return next((one for one in before if at - one <= 1 + len(self.statement.nouns[at].before)), None)

    def _single(self, noun: Noun, sense: Sense) -> str:
        """Three books are three of a book, not three stacks."""
        if noun.plural and noun.number:
            single = [self.drawings.find(form) for form in singulars(sense.word)[1:]]
            return next((key for key in single if key), sense.thing)
        return sense.thing

    def _what(self, noun: Noun, sense: Sense, terms: list[Term]) -> dict[str, object]:
        count = count_of(noun, sense, self.drawings, self.belongings.measures.get(noun.at, 0))
        words = [
            *sense.before,
            *(one.word for one in noun.after if one.is_so),
            *self.belongings.made_of.get(noun.at, ()),
        ]
        colours = colours_of(terms) or [colour for colour in [material_of(words)] if colour]
        if sense.thing in table("grammar")["colourful"]["drawings"] and len(colours) >= MOTLEY:
            colours = []
        animal = self.drawings[sense.thing].category.startswith("animal") if sense.thing else False
        for stuff in self.belongings.made_of.get(noun.at, ()):
            if not (material_of([stuff]) or surface_of([stuff])):
                self.picture.miss(f"{sense.word} of {stuff}", "part")
        natural = table("grammar")["texture"]["natural"] if animal else ()
        for texture in [] if sense.people else textures_of(words):
            if texture not in (*natural, *_shape_of(noun)) and texture not in self.belongings.made_of.get(noun.at, ()):
                self.picture.miss(f"{texture} {sense.word}", "part")
        if kind := self._kind_of(noun, sense):
            self.picture.miss(kind, "part")
        numbered = bool(noun.number) or any(term.has("number") for term in sense.said)
        if "half" in (noun.determiner, *sense.before):
            self.picture.miss(f"half {sense.word}", "part")
        what = looks(colours, count, noun.plural, numbered)
        toy = 0.45 if "toy" in sense.before else 1.0
        size = self._as_large(noun.at, sense) or size_of(terms) * toy
        verb = next((str(term.get("verb")) for term in sense.said if term.has("verb")), "")
        side = next((word for word in sense.before if word in ("left", "right")), "")
        surface = "" if sense.people else surface_of([*words, *self._name_of(sense)], colours)
        return {**what, "surface": surface, "size": size, "verb": verb, "horizontal": side}

    def _name_of(self, sense: Sense) -> list[str]:
        """The words of a name that may say what it is made of; an oak tree is made of no planks."""
        grows = bool(sense.thing) and self.drawings[sense.thing].category.startswith("plant")
        return [] if grows else sense.word.partition(" of ")[0].split()[:-1]

    def _as_large(self, at: int, sense: Sense) -> float:
        """The size of what is said to be as large as something else; 0 where nothing was said of that."""
        if at not in self.belongings.as_large:
            return 0.0
        other = self.senses[self.belongings.as_large[at]]
        if not other.thing or not sense.thing:
            self.picture.miss(f"as large as {other.word}", "part")
            return 0.0
        mine, theirs = self.drawings[sense.thing].metres, self.drawings[other.thing].metres
        return next((size for limit, size in _LARGER if theirs >= limit * mine), 1.0)

    def _kind_of(self, noun: Noun, sense: Sense) -> str:
        """The kind of thing that it is by names that nobody here knows: a Millennium Wheel. Empty for none."""
        before = self.statement.words[max(0, noun.at - len(noun.before)) : noun.at]
        names = [word for word in before if word.tag in ("NNP", "NNPS") and word.at and word.text[:1].isupper()]
        strange = [word for word in names if word.lower in sense.before]
        known = any(english_term(word.lower, self.drawings).says for word in strange)
        return " ".join([*(word.text for word in strange), noun.word]) if strange and not known else ""

    def _bare_list(self, at: int, sense: Sense) -> None:
        """In "fox tree moon" each noun counts; in "stone castle" the first one describes."""
        if self._is_prose():
            return
        for number, term in enumerate(sense.said, start=1):
            key = str(term.get("thing") or "")
            if key and not term.has("colour", "size"):
                noun = Noun(at, term.text, term.text)
                self.picture.drafts[at + number * TOGETHER] = Draft(noun, Sense(term.text, thing=key), key)
            self.picture.say([term], "feature", "setting")

    def _is_prose(self) -> bool:
        return any(word.tag in ("DT", "IN", "CD", "PRP$", "VBG", "VBZ", "CC") for word in self.statement.words)

    def _mentioned(self, noun: Noun, key: str, colours: list[str], sex: str = "") -> int | None:
        """The subject that "the cat" speaks of again."""
        if noun.determiner not in _DEFINITE:
            return None
        for at, draft in sorted(self.picture.drafts.items(), key=lambda item: item[1].noun.lemma != noun.lemma):
            other = draft.what.get("colour") or ""
            same = (
                draft.drawing == key
                and (key != "person" or draft.noun.lemma == noun.lemma)
                and draft.noun.plural == noun.plural
                and (not draft.person or draft.person.sex == sex)
            )
            if same and not (colours and other and other not in colours):
                return at
        return None

    def _again(self, known: int, terms: list[Term]) -> None:
        draft = self.picture.drafts[known]
        if (colours := colours_of(terms)) and not draft.what.get("colour"):
            draft.what["colour"] = colours[0]

    def _people(self, at: int, noun: Noun, sense: Sense) -> None:
        terms = [*sense.said, *after(noun, self.drawings)]
        whos = self._members(at, noun, sense)
        animal = next((str(term.get("thing")) for term in sense.said if term.has("thing")), "")
        if noun.lemma == "family" and animal:
            self.picture.drafts[at] = Draft(noun, replace(sense, word=sense.before[-1]), animal)
            self._have_young(at)
            return
        known = self._mentioned(noun, "person", [], whos[0].sex)
        if known is not None:
            self.picture.same[at] = known
            return
        own = sense.word.split()[:-1]  # A "pregnant woman" is one noun.
        words = [*sense.before, *own, *(word for one in noun.after if one.is_so for word in one.word.split())]
        what = self._what(noun, sense, terms) if len(whos) == 1 else {}
        for number, who in enumerate(whos):
            key = at + number * TOGETHER
            person = somebody(who, words, terms)
            self.picture.drafts[key] = Draft(noun, sense, "person", {**what, "size": 1.0}, person)
            if number:
                self.picture.drafts[key].relate("beside", key - TOGETHER)
        self.surroundings.described(sense, thing=True)

    def _members(self, at: int, noun: Noun, sense: Sense) -> tuple[Who, ...]:
        """Those whom a noun names: of a family of three, both parents and a child."""
        whos = sense.people or (Who(role="athlete" if noun.lemma == "team" else ""),)
        if role := self.belongings.roles.get(at):
            whos = tuple(replace(who, role=role) for who in whos)
        told = self.belongings.measures.get(at, 0) if noun.lemma == "family" else 0
        return (whos * MEMBERS)[: min(told, MEMBERS)] if told else whos

    def _have_young(self, at: int) -> None:
        """A family of animals: two grown ones and their young."""
        grown = self.picture.drafts[at]
        count = int(grown.what.get("count", 1))
        grown.what["count"] = 2
        young = {**grown.what, "count": max(2, count - 2), "size": YOUNG * float(grown.what.get("size", 1.0))}
        self.picture.drafts[at + TOGETHER] = Draft(grown.noun, grown.sense, grown.drawing, young)
        self.picture.drafts[at + TOGETHER].relate("beside", at)


def _shape_of(noun: Noun) -> tuple[str, ...]:
    """Words for the shape that a thing has in any picture: a pizza is round."""
    shapes = table("grammar")["shaped"].items()
    return tuple(word for words, things in shapes if noun.lemma in things for word in words.split())
