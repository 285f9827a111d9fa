"""Nouns of a parsed text: what each is called, how many there are, what they are like, and whether they are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipelines.language.word import Word, Words, antecedent, children, subtree

Known = Callable[[str], bool]
"""Whether a word may stand for a thing although the parser takes it for a verb."""

_JOINED = ("conj", "appos")
_MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod", "advmod", "npadvmod", "acl", "dep", "intj")
_DETERMINERS = ("det", "predet", "preconj")
_NONE = ("no", "zero", "0", "neither")
_PRONOUNS = ("it", "them", "him", "her", "itself", "himself", "herself", "themselves")


@dataclass(frozen=True)
class Quality:
    """What is said of a noun, as "red" or "very old"."""

    word: str
    """In lower case, as it was written."""
    is_so: bool = True
    """False for "not red"."""


@dataclass(frozen=True)
class Noun:
    """A noun with what belongs to it."""

    at: int
    """Index of its word."""
    word: str
    lemma: str
    before: tuple[str, ...] = ()
    """Words before it that describe it, in lower case and in order: adjectives, other nouns, participles, "and"."""
    after: tuple[Quality, ...] = ()
    """What is said of it later: "a car, red", "the car is red"."""
    number: str = ""
    """As it was written: "two", "10"; empty where none was."""
    determiner: str = ""
    plural: bool = False
    absent: bool = False
    """It was said not to be there: "no dogs", "without a hat"."""
    owner: int | None = None
    """Index of the word of whoever it belongs to: "the girl's dog"."""


def nouns_of(words: Words, known: Known) -> dict[int, Noun]:
    """The nouns by the index of their word, in order. `known` mends what the parser takes for a verb."""
    heads = [word for word in words if _is_head(words, word, known)]
    places = {word.at for word in heads}
    found: dict[int, Noun] = {}
    for word in heads:
        found[word.at] = _noun(words, word, places)
    return {at: replace(noun, absent=_is_absent(words, at, found)) for at, noun in found.items()}


def _is_head(words: Words, word: Word, known: Known) -> bool:
    """Whether a word names something by itself, and does not describe the noun after it."""
    if word.lower in _PRONOUNS or word.dep == "punct":
        return False
    if word.dep in ("compound", "nmod", "amod") and word.head > word.at:
        return _is_listed(words, word)
    if word.is_noun:
        return word.dep != "npadvmod" or not any(_is_age(words, word))
    counted = any(children(words, word.at, "nummod")) or any(one.lower == "the" for one in children(words, word.at))
    counted = counted or (word.tag == "CD" and any(children(words, word.at, "amod")))  # "a blue one"
    if word.tag in ("CD", "JJ") and (word.dep in ("pobj", "dobj", "nsubj", "attr") or counted):
        return word.dep not in ("nummod", "amod")
    if word.tag == "CD" and word.dep in ("appos", "conj") and any(children(words, word.at, "prep", "acl")):
        return True  # "Three birds, one on a fence and two on a tree."
    if word.lower == "another" and word.dep in ("conj", "appos", "nsubj", "dobj", "dep"):
        return True
    if word.tag == "RB" and word.dep in ("pobj", "dobj") and any(children(words, word.at, "det")):
        return True  # "With a tattoo", which the parser does not know.
    if word.tag == "VBG" and word.dep in ("pcomp", "pobj", "dobj") and any(children(words, word.at, "amod", "det")):
        return True  # "With pink frosting."
    if word.tag == "JJ" and known(word.lower):
        # "A carrot and a pink oven", where the parser takes the oven for another quality.
        return word.dep == "ROOT" or (word.dep == "conj" and words[word.head].is_noun and _has_determiner(words, word))
    return word.is_verb and known(word.lower) and not any(children(words, word.at, "nsubj", "dobj", "aux", "prep"))


def _has_determiner(words: Words, word: Word) -> bool:
    return any(one.tag in ("DT", "CD", "PRP$") for one in words[max(0, word.at - 2) : word.at])


def _is_listed(words: Words, word: Word) -> bool:
    """Whether something stands between a noun and the one that it would describe: "a cat, a dog"."""
    between = words[word.at + 1 : word.head]
    apart = any(other.text in ",;:|" or other.dep == "det" for other in between)
    # "a long tail and yellow beak": what follows "and" describes the second noun, so that the first one is whole.
    joined = any(other.dep == "cc" and words[other.at + 1].tag.startswith("JJ") for other in between)
    return word.is_noun and (apart or joined)


def _is_age(words: Words, word: Word) -> list[bool]:
    return [words[word.head].lower in ("old", "tall", "high", "long", "wide", "away")]


def _noun(words: Words, word: Word, heads: set[int]) -> Noun:
    before = _before(words, word, heads)
    numbers = [child for child in children(words, word.at, "nummod") if child.at < word.at]
    determiners = [child.lower for child in children(words, word.at, *_DETERMINERS)]
    owners = [child.at for child in children(words, word.at, "poss") if child.at in heads] or _whose(words, word)
    return Noun(
        at=word.at,
        word=word.text,
        lemma=word.lemma,
        before=tuple(before),
        after=tuple(_after(words, word)),
        number=_number(words, numbers[-1]) if numbers else "",
        determiner=determiners[0] if determiners else "",
        plural=word.tag in ("NNS", "NNPS"),
        owner=owners[0] if owners else None,
    )


def _whose(words: Words, word: Word) -> list[int]:
    """In "a house whose roof is red", the house."""
    if not any(child.tag == "WP$" for child in children(words, word.at, "poss")):
        return []
    verb = words[word.head]
    while verb.dep == "conj" and verb.head != verb.at:
        verb = words[verb.head]
    return [verb.head] if verb.dep == "relcl" else []


def _number(words: Words, word: Word) -> str:
    """ "two hundred" is one number of two words."""
    parts = [child for child in children(words, word.at, "compound", "advmod", "quantmod") if child.tag == "CD"]
    return " ".join(part.lower for part in (*parts, word))


def _before(words: Words, word: Word, heads: set[int]) -> list[str]:
    """The describing words right before a noun, back to its determiner or whatever else is no description."""
    found: list[str] = []
    for other in reversed(words[: word.at]):
        if other.at in heads or not _describes(words, other, word.at):
            break
        if other.dep not in ("nummod", *_DETERMINERS, "punct") and other.lower not in ("'s", "very", "so"):
            found.append(other.lower)
    return found[-2::-1] if found[-1:] == ["and"] else found[::-1]


def _describes(words: Words, word: Word, noun: int) -> bool:
    """Whether a word hangs on the noun by describing relations alone."""
    if word.tag in ("DT", "PDT", "PRP$", "WP$", "IN", "TO", "WDT", "WP") and word.lower not in ("all",):
        return False
    if word.dep == "neg":
        return False
    at = word
    while at.at != noun:
        if (
            at.dep not in (*_MODIFIERS, "conj", "cc", "punct", "case", "quantmod", "npadvmod", "oprd")
            or at.head == at.at
        ):
            return False
        at = words[at.head]
    return word.text not in (";", ":", ".")


def _after(words: Words, word: Word) -> list[Quality]:
    """Adjectives behind the noun, and those that a form of "be" says of it."""
    found = [_quality(words, child) for child in children(words, word.at, "amod", "acomp") if child.at > word.at]
    for verb in _said_of(words, word):
        for child in children(words, verb.at, "acomp", "oprd", "attr", "advmod", "conj"):
            found += _alternatives(words, child, verb) if child.tag.startswith(("JJ", "NN", "VBN")) else []
    return found


def _said_of(words: Words, word: Word) -> list[Word]:
    """Verbs whose subject a noun is, itself or by "which"."""
    verbs = [words[word.head]] if word.dep in ("nsubj", "nsubjpass") else []
    if word.dep == "conj" and words[word.head].dep == "nsubj":
        verbs.append(words[words[word.head].head])
    relative = [
        one
        for one in words
        if one.dep == "relcl" and antecedent(words, one) == word.at and not _has_subject(words, one)
    ]
    relative += [child for child in children(words, word.at, "acl") if child.is_verb]
    return [verb for verb in (*verbs, *relative) if verb.is_verb]


def _has_subject(words: Words, verb: Word) -> bool:
    """Whether a relative clause is about a noun of its own: "whose roof is red"."""
    return any(one.is_noun for one in children(words, verb.at, "nsubj", "nsubjpass"))


def _alternatives(words: Words, word: Word, verb: Word) -> list[Quality]:
    negated = any(children(words, verb.at, "neg"))
    others = [child for child in children(words, word.at, "conj") if child.tag.startswith("JJ")]
    return [_quality(words, one, negated) for one in (word, *others)]


def _quality(words: Words, word: Word, negated: bool = False) -> Quality:
    closer = [child.lower for child in children(words, word.at, "advmod", "amod", "npadvmod", "compound")]
    said_not = negated or any(children(words, word.at, "neg"))
    return Quality(" ".join([*closer, word.lower]), not said_not)


def _is_absent(words: Words, at: int, nouns: dict[int, Noun]) -> bool:
    """Whether a noun is said not to be there, by its own words or by those that it is listed with."""
    word = words[at]
    own = [child.lower for child in children(words, at) if child.at < at]
    if {"only", "just"} & set(own):
        return False  # "No trees, only a house."
    if any(one in _NONE for one in own) or _is_denied(words, at):
        return not _is_but(words, word)
    if word.dep == "pobj" and words[word.head].lower in ("without", "except", "minus"):
        return True
    if word.dep == "dobj" and any(children(words, word.head, "neg")):
        return True
    if word.dep == "attr" and any(children(words, word.head, "neg")):
        return True
    if word.dep in _JOINED and word.head in nouns:
        return _continues(words, word) and _is_absent(words, word.head, nouns)
    return False


def _is_denied(words: Words, at: int) -> bool:
    """Whether "not" stands right before the noun with all that describes it."""
    mine = subtree(words, at)
    first = at
    while first and first - 1 in mine and words[first - 1].lower not in ("not", ",", "nor"):
        first -= 1
    return first > 0 and words[first - 1].lower in ("not", "nor")


def _is_but(words: Words, word: Word) -> bool:
    """ "nothing but a cat"."""
    return word.at > 1 and words[word.at - 1].lower == "but"


def _continues(words: Words, word: Word) -> bool:
    """Whether a listed noun is part of the same absence: "no dogs, cats or birds", but not "no dogs and a cat"."""
    last = word
    while followers := list(children(words, last.at, *_JOINED)):
        last = followers[-1]
    between = [one.lower for one in words[word.head + 1 : word.at]]
    if {"only", "just", "but"} & set(between):
        return False
    fresh = any(child.lower in ("a", "an", "the", "some") for child in children(words, word.at, "det"))
    counted = any(children(words, word.at, "nummod"))
    if {"nor", "or"} & {one.lower for one in words[word.head + 1 : last.at]}:
        return True
    return not (fresh or counted or {",", ";"} & set(between))
