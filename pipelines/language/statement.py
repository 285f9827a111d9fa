"""Statement: a text as nouns, what they do, and where they are to each other.

    text -> words (parser.py) -> nouns (noun.py) -> links and deeds (here)

Nothing here knows what a noun means: whoever reads a statement maps it to a picture, a piece of music or a story.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.language.deed import Deed
from pipelines.language.gap import regained
from pipelines.language.noun import Known, Noun, nouns_of
from pipelines.language.word import Word, Words, antecedent, children

_LISTS = ("conj", "appos")
_PLACING = ("prep", "dative", "agent", "prt", "advmod")
_PRONOUNS = ("it", "them", "him", "her", "he", "she", "they")
_ONES = ("one", "other", "another")
_RELATIVES = ("WDT", "WP")
_CONTAINED = ("in", "inside", "within")


@dataclass(frozen=True)
class Link:
    """A preposition between two nouns."""

    first: int
    """Index of the word of the noun that is placed."""
    word: str
    """The preposition, in lower case."""
    at: int
    """Index of its word."""
    second: int
    via: int | None = None
    """Index of the verb that it belongs to: "sitting on"."""
    absent: bool = False


@dataclass(frozen=True)
class Statement:
    """All that was read of a text."""

    words: Words
    nouns: dict[int, Noun]
    links: tuple[Link, ...]
    deeds: tuple[Deed, ...]


def stated(words: Words, known: Known) -> Statement:
    """The statement of parsed words. `known` says which words may be things although they look like verbs."""
    nouns = nouns_of(words, known)
    reader = _Reader(words, nouns)
    return Statement(words, nouns, tuple(reader.links()), tuple(regained(words, nouns, reader.deeds())))


class _Reader:
    """Walks through the words once for the verbs and once for the prepositions."""

    def __init__(self, words: Words, nouns: dict[int, Noun]) -> None:
        self._words = words
        self._nouns = nouns

    def deeds(self) -> Iterator[Deed]:
        for word in self._words:
            if word.is_verb and word.at not in self._nouns and word.dep not in ("aux", "auxpass", "amod", "compound"):
                doers, objects = self._doers(word), self._objects(word)
                if self._is_passive(word):
                    doers, objects = self._agents(word), doers
                yield Deed(word.at, word.lemma, word.lower, doers, objects, self._is_denied(word))

    def links(self) -> Iterator[Link]:
        for word in self._words:
            leads = word.tag == "IN" and word.dep == "ROOT"
            if word.tag not in ("IN", "TO", "RP", "RB", "VBG") or (word.dep not in _PLACING and not leads):
                continue
            seconds = self._listed([one.at for one in children(self._words, word.at, "pobj", "pcomp")])
            firsts, via = self._governed(word)
            denied = via is not None and self._is_denied(self._words[via])
            for second in seconds:
                for first in firsts:
                    if first != second:
                        yield Link(first, word.lower, word.at, second, via, denied or self._denies(word))

    def _denies(self, word: Word) -> bool:
        return any(children(self._words, word.at, "neg"))

    def _governed(self, word: Word) -> tuple[tuple[int, ...], int | None]:
        """The nouns that a preposition places, and the verb between them."""
        above = self._words[word.head]
        leads = (word.at, above.at) if above.tag == "JJR" and above.head == above.at else (word.at,)
        measures = [one for at in leads for one in children(self._words, at, "npadvmod")]
        led = [one for one in measures if one.at in self._nouns and one.at < word.at]
        if led:
            return self._with_list(led[-1], word), None  # "A donut above a toilet" is no measure of above.
        if word.at and word.at - 1 in self._nouns and self._words[word.at - 1].lower in _ONES:
            return (word.at - 1,), None  # "One elephant on a ball and another under it."
        at = self._words[word.head]
        while at.at not in self._nouns and not at.is_verb and at.head != at.at:
            at = self._words[at.head]
        if at.at in self._nouns:
            return self._with_list(at, word), None
        near = self._words[word.at - 1] if word.at else word
        if word.lower in _CONTAINED and near.at in self._nouns and near.dep in ("dobj", "pobj"):
            return (near.at,), None
        if at.is_verb:
            doers = self._doers(at)
            return (doers or self._objects(at) or self._fronted(at)), at.at
        return (), None

    def _fronted(self, verb: Word) -> tuple[int, ...]:
        """ "there is a cat": what is there stands behind the verb."""
        return self._listed([one.at for one in children(self._words, verb.at, "attr", "nsubj", "dobj")])

    def _with_list(self, noun: Word, word: Word) -> tuple[int, ...]:
        """The noun before a preposition; where it ends a list that has no place yet, the whole list."""
        found = [noun.at, *self._listed_before(noun, word)]
        at = noun
        while at.dep in _LISTS and at.head in self._nouns and word.at > at.at:
            at = self._words[at.head]
            if at.dep == "dobj" and word.is_verb:
                break  # "a man wearing a hat and a woman wearing a scarf"
            told = [one for one in children(self._words, at.at, "prep", "acl", "relcl") if one.lower != "of"]
            if word.lower in ("with", "of") or told:
                break
            found.append(at.at)
        return tuple(sorted(found))

    def _listed_before(self, noun: Word, word: Word) -> list[int]:
        """What is listed with a noun before the preposition behind them all: "balls and boxes on a table"."""
        listed = [one for one in children(self._words, noun.at, *_LISTS) if one.at in self._nouns and one.at < word.at]
        placed = [one for one in listed if any(children(self._words, one.at, "prep", "acl", "relcl"))]
        return [] if word.lower == "with" or placed else [one.at for one in listed]

    def _listed(self, places: list[int]) -> tuple[int, ...]:
        """The nouns at some places and those that are listed with them."""
        found: list[int] = []
        for at in places:
            if at in self._nouns:
                found.append(at)
            elif self._words[at].lower in _PRONOUNS:
                found += self._meant(at)
            elif self._words[at].tag in _RELATIVES and self._words[at].dep == "pobj":
                found += self._spoken_of(at)
            joined = [one.at for one in children(self._words, at, "conj") if not self._acts_apart(at, one)]
            found += self._listed(joined)
        return tuple(dict.fromkeys(found))

    def _acts_apart(self, at: int, word: Word) -> bool:
        """ "wearing a hat and a woman wearing ...": what is listed with an object does something itself."""
        own = any(one.tag == "VBG" for one in children(self._words, word.at, "acl"))
        return (own and self._words[at].dep == "dobj") or word.lower in _ONES

    def _meant(self, at: int) -> tuple[int, ...]:
        """What a pronoun stands for: what its noun belongs to or is listed with, else the first noun before it that a
        clause is about, but not its own clause."""
        if (near := self._near(at)) is not None:
            return (near,)
        own = self._words[at]
        while (
            own.head != own.at and not (own.is_verb and own.dep not in ("acl", "xcomp")) and own.at not in self._nouns
        ):
            own = self._words[own.head]
        mine = {own.at, *(one.at for one in children(self._words, own.at, "nsubj"))}
        about = ("ROOT", "nsubj", "appos", "conj", "attr", "dobj", "dep")
        found = [one for one in self._nouns if one < at and one not in mine and self._words[one].dep in about]
        return tuple(found[:1])

    def _near(self, at: int) -> int | None:
        """In "a carriage with a couple in it" the carriage, in "a fork by a plate and a knife by it" the plate."""
        noun = self._words[self._words[at].head]
        while noun.at not in self._nouns and noun.head != noun.at and noun.dep in ("prep", "acl"):
            noun = self._words[noun.head]
        if noun.at not in self._nouns:
            return None
        above = self._words[noun.head]
        if noun.dep == "pobj" and above.lower == "with":
            return self._had_by(above)
        if self._words[at].lower != "it" or not (noun.lower in _ONES or noun.dep == "conj"):
            return None
        if noun.dep == "conj" and above.dep == "pobj" and above.at in self._nouns:
            prep = self._words[above.head]
            return self._had_by(prep) if prep.lower == "with" else above.at
        placed = [one for one in self._nouns if one < noun.at and self._words[one].dep == "pobj"]
        return placed[-1] if placed and self._words[self._words[placed[-1]].head].lower not in ("with", "of") else None

    def _had_by(self, word: Word) -> int | None:
        """What has something: the noun before "with", or what is done to by the verb before it."""
        above = self._words[word.head]
        if above.at in self._nouns:
            return above.at
        objects = [one.at for one in children(self._words, above.at, "dobj") if one.at < word.at]
        return next((one for one in objects if one in self._nouns), None)

    def _spoken_of(self, at: int) -> list[int]:
        """What the clause of "on which a cat sleeps" is about."""
        verb = self._words[self._words[at].head]
        while verb.dep != "relcl" and verb.head != verb.at:
            verb = self._words[verb.head]
        return [verb.head] if verb.dep == "relcl" and verb.head in self._nouns else []

    def _doers(self, verb: Word) -> tuple[int, ...]:
        """Whoever does it: its subject, the noun that it describes, or those of the verb that it goes with."""
        subjects = [one.at for one in children(self._words, verb.at, "nsubj", "nsubjpass")]
        for at in subjects:
            if self._words[at].tag in _RELATIVES and verb.dep == "relcl":
                about = antecedent(self._words, verb)
                return self._with_list(self._words[about], verb) if about in self._nouns else ()
        if verb.tag == "VBG" and verb.head == verb.at and not subjects:  # "A clown juggling three balls."
            subjects = [one.at for one in children(self._words, verb.at, "npadvmod") if one.at < verb.at]
        if found := self._listed(subjects):
            return found
        above = self._words[verb.head]
        if above.at == verb.at:
            return self._fronted_here(verb)
        if above.at in self._nouns:
            return self._with_list(above, verb)
        return self._doers(above) if above.is_verb and above.at != verb.at else ()

    def _fronted_here(self, verb: Word) -> tuple[int, ...]:
        """ "there is a cat sleeping"."""
        there = any(one.lower == "there" for one in children(self._words, verb.at, "expl"))
        return self._fronted(verb) if there else ()

    def _objects(self, verb: Word) -> tuple[int, ...]:
        return self._listed([one.at for one in children(self._words, verb.at, "dobj")])

    def _agents(self, verb: Word) -> tuple[int, ...]:
        by = [one.at for one in children(self._words, verb.at, "agent", "prep") if one.lower == "by"]
        return self._listed([one.at for at in by for one in children(self._words, at, "pobj")])

    def _is_passive(self, verb: Word) -> bool:
        told = any(children(self._words, verb.at, "auxpass", "nsubjpass", "agent"))
        return told or (verb.tag == "VBN" and verb.dep in ("acl", "relcl"))

    def _is_denied(self, verb: Word) -> bool:
        return any(children(self._words, verb.at, "neg")) or any(
            one.lower == "never" for one in children(self._words, verb.at, "advmod")
        )
