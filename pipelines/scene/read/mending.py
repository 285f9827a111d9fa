"""Mending: words that the parser took for another kind of word, as a picture needs them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipelines.language.word import Word, Words, children
from pipelines.scene.drawings import Drawings
from pipelines.scene.read.looks import materials, surfaces
from pipelines.scene.read.sense import Sense, named
from pipelines.scene.read.somebody import pose_of
from pipelines.scene.read.words import english_term, lexicon
from pipelines.scene.tables import table

_LINKED = ("det", "amod", "nummod", "poss", "compound", "nmod", "predet", "cc", "conj")
"""What describes a noun and stays with it."""


SPORTS = {
    "skating": ("ice", "roller", "figure", "inline"),
    "climbing": ("rock", "tree"),
    "diving": ("sky", "scuba"),
    "surfing": ("wind", "kite"),
}
"""What stands before a sport, and is no thing that is there."""


def mended(words: Words, drawings: Drawings) -> Words:
    """The words, where "a robot cooking" is somebody who does something, and "a glass bird feeder" one thing."""
    words = _sports(words)
    for word in words:
        if word.at and _is_name(words, word, drawings):
            words = _joined(words, word)
    for word in words:
        if stuff := _listed_stuff(words, word):
            words = _parted(words, word, stuff)
    for word in words:
        if word.at and (_is_deed(words, word, drawings) or _is_doing(words, word, drawings)):
            words = _turned(words, word)
        elif word.at and _has_object(words, word, drawings):
            words = _given(words, word)
        elif word.at and _is_swallowed(words, word, drawings):
            words = _freed(words, word)
        elif word.at and _is_in_name(words, word, drawings):
            words = _freed(_as_deed(words, word), word)
        elif word.at and _is_second_deed(words, word):
            words = _coupled(words, word)
        elif word.at and _is_lost_verb(words, word):
            words = _hung(words, word)
    return tuple(replace(word, lemma=_lemma(word)) for word in words)


def _lemma(word: Word) -> str:
    """Of a word in -ing, a verb that is known, where the parser made up one: "texting" is no form of "texte"."""
    known = word.tag != "VBG" or pose_of(word.lemma) or word.lemma in _verbs()
    return word.lemma if known else verb_in(word.lower) or word.lemma


def _sports(words: Words) -> Words:
    """Without the first word of "ice skating": the parser takes the skater for a part of its name."""
    kept = [
        word
        for word, after in zip(words, (*words[1:], None), strict=False)
        if not after or word.lower not in SPORTS.get(after.lower, ())
    ]
    if len(kept) == len(words):
        return words
    place = {word.at: at for at, word in enumerate(kept)}
    gone = {word.at: word.at + 1 for word in words if word.at not in place}
    return tuple(replace(word, at=at, head=place[gone.get(word.head, word.head)]) for at, word in enumerate(kept))


def _is_swallowed(words: Words, word: Word, drawings: Drawings) -> bool:
    """Whether "a girl jumping rope" was taken for a rope of jumping girls."""
    doer = words[word.at - 1]
    last = words[doer.head]
    if word.tag != "VBG" or word.dep != "acl" or word.head != doer.at or doer.dep not in ("nmod", "compound"):
        return False
    found = named(doer.lower, drawings)
    return last.at > word.at and last.is_noun and found is not None and bool(found.people) and bool(pose_of(word.lemma))


def _is_in_name(words: Words, word: Word, drawings: Drawings) -> bool:
    """Whether "a skeleton playing chess" was taken for a kind of chess."""
    doer, last = words[word.at - 1], words[word.head]
    both = word.dep == doer.dep == "compound" and word.head == doer.head == word.at + 1 and last.is_noun
    if not both or not verb_in(word.lower) or drawings.find(f"{word.lower} {last.lower}"):
        return False
    found = named(doer.lower, drawings)
    return found is not None and bool(found.thing or found.people)


def _as_deed(words: Words, word: Word) -> Words:
    """The words with that one as a verb of the noun before it."""
    return (*words[: word.at], replace(word, tag="VBG", dep="acl", head=word.at - 1), *words[word.at + 1 :])


def _is_second_deed(words: Words, word: Word) -> bool:
    """Whether "chanting slogans and waving signs" was taken for slogans and signs that wave."""
    thing = words[word.head]
    listed = word.tag == "VBG" and word.dep == "amod" and thing.at > word.at and thing.dep == "conj"
    return listed and words[word.at - 1].dep == "cc" and words[thing.head].dep == "dobj" and word.lemma in _done()


def _coupled(words: Words, word: Word) -> Words:
    """The verb goes with the one before it, and the thing is what it is done to."""
    thing = words[word.head]
    changed = {word.at: ("conj", words[thing.head].head), thing.at: ("dobj", word.at)}
    return tuple(
        replace(old, dep=changed[old.at][0], head=changed[old.at][1]) if old.at in changed else old for old in words
    )


def _is_lost_verb(words: Words, word: Word) -> bool:
    """Whether the verb of a list was taken for one more of its nouns: "the cat and the dog nap on a rug"."""
    near, after = words[word.at - 1], words[word.at + 1] if word.at + 1 < len(words) else None
    bare = word.tag in ("NN", "VBP", "VB") and word.dep in ("appos", "conj", "dep") and near.is_noun
    if not bare or after is None or after.tag not in ("IN", "RB", "RP"):
        return False
    listed = near.dep == "conj" and not any(one.is_verb for one in words if one.dep in ("ROOT", "relcl", "acl"))
    return listed and not any(children(words, word.at, "det", "amod")) and bool(pose_of(word.lemma))


def _hung(words: Words, word: Word) -> Words:
    """The noun as a verb of those before it, with what follows it."""
    about = words[word.at - 1].head
    behind = words[word.at + 1 :]
    later = {one.at for one in behind if one.head in (about, word.at - 1) and one.dep in ("prep", "advmod")}

    def one(old: Word) -> Word:
        if old.at == word.at:
            return replace(old, tag="VBP", dep="acl", head=about)
        return replace(old, head=word.at) if old.at in later else old

    return tuple(map(one, words))


def _freed(words: Words, word: Word) -> Words:
    """The doer takes the place of the thing, which hangs on the verb."""
    doer = words[word.at - 1]
    return _succeeded(words, doer, replace(words[doer.head], dep="dobj", head=word.at))


def _succeeded(words: Words, heir: Word, old: Word) -> Words:
    """`heir` takes the place of a word, with what describes that word before it; `old`: what that word is now."""
    place = words[old.at]
    mine = {one.at for one in children(words, old.at, *_LINKED) if one.at < heir.at}
    changed = {
        heir.at: replace(heir, dep=place.dep, head=heir.at if place.head == place.at else place.head),
        old.at: old,
    }
    return tuple(changed.get(word.at, replace(word, head=heir.at) if word.at in mine else word) for word in words)


def _has_object(words: Words, word: Word, drawings: Drawings) -> bool:
    """Whether "children flying kites" was taken for children and kites that fly."""
    doer, thing = words[word.at - 1], words[word.head]
    if word.tag != "VBG" or word.dep != "amod" or thing.head != doer.at or not doer.is_noun:
        return False
    found = named(doer.lower, drawings)
    return found is not None and bool(found.people) and bool(pose_of(word.lemma))


def _given(words: Words, word: Word) -> Words:
    """The verb hangs on who does it, and what it is done to on the verb."""
    doer, thing = word.at - 1, word.head
    changed = {word.at: ("acl", doer), thing: ("dobj", word.at)}
    return tuple(
        replace(old, dep=changed[old.at][0], head=changed[old.at][1]) if old.at in changed else old for old in words
    )


def _is_name(words: Words, word: Word, drawings: Drawings) -> bool:
    """Whether a noun and the one right before it, that the parser holds apart, are the name of a drawing."""
    first = words[word.at - 1]
    phrase = f"{first.lower} {word.lower}"
    somebody = named(phrase, drawings, last=False)
    several = word.tag == "VBZ" and drawings.names(f"{first.lower} {word.lemma}")  # "Teddy bears on a bed."
    whole = several or phrase in drawings.refused or bool(somebody and somebody.people)
    nouns = first.tag in ("NN", "NNP") and (word.is_noun or (whole and word.tag in ("VB", "VBP", "VBG", "VBZ")))
    does = whole and not word.is_noun and first.dep == "nsubj"  # "A coat rack" was taken for a coat that racks.
    apart = word.head != first.at and (first.head != word.at or does)
    coloured = english_term(first.lower, drawings).has("colour")  # "A orange donut."
    known = whole or drawings.find(phrase) or drawings.names(phrase.replace(" ", ""))
    return nouns and apart and (coloured or bool(known))


def _joined(words: Words, word: Word) -> Words:
    """The first of both describes the second, which takes its place in the sentence."""
    first = words[word.at - 1]
    tag = word.tag if word.is_noun else "NNS" if word.tag == "VBZ" else "NN"
    if first.head == word.at:
        changed = {word.at: replace(word, tag=tag), first.at: replace(first, dep="compound")}
        return tuple(changed.get(old.at, old) for old in words)
    root = first.head == first.at
    crossed = first.head if words[first.head].head == word.at else -1  # What was taken to do the second one.

    def one(old: Word) -> Word:
        if old.at == crossed:
            return replace(old, dep="ROOT", head=old.at)
        if old.at == word.at:
            return replace(old, tag=tag, dep=first.dep, head=old.at if root or crossed == old.at else first.head)
        if old.at == first.at:
            return replace(old, dep="compound", head=word.at)
        return replace(old, head=word.at) if old.head == first.at else old

    return tuple(map(one, words))


def _is_deed(words: Words, word: Word, drawings: Drawings) -> bool:
    """Whether a noun that ends in -ing is what the noun right before it does."""
    doer = words[word.at - 1]
    joined = any(one.lower == "and" for one in words[max(0, doer.at - 2) : doer.at])
    if word.tag == "NNS" or (word.tag == "NN" and joined and not word.lower.endswith("ing")):
        return _is_third_person(words, word, drawings)
    if word.tag != "NN" or doer.head != word.at or doer.dep not in ("compound", "nsubj"):
        return False
    found = named(doer.lower, drawings)
    phrase = f"{doer.lower} {word.lower}"
    if not verb_in(word.lower) and not _may_do(words, word, found, drawings):
        return False
    return found is not None and bool(found.thing or found.people or found.many) and not drawings.names(phrase)


def _is_doing(words: Words, word: Word, drawings: Drawings) -> bool:
    """Whether "a train crossing a bridge" was taken for a crossing of trains."""
    doer = words[word.at - 1]
    if word.tag != "VBG" or word.dep != "ROOT" or doer.head != word.at or doer.dep not in ("compound", "amod"):
        return False
    return doer.is_noun and bool(verb_in(word.lower)) and not drawings.names(f"{doer.lower} {word.lower}")


def _may_do(words: Words, word: Word, doer: Sense | None, drawings: Drawings) -> bool:
    """Whether an unknown word in -ing is what an animal or somebody does: "a horse bucking"."""
    one = any(child.lower in ("a", "an") or child.tag == "CD" for child in children(words, word.at, "det", "nummod"))
    alive = doer is not None and (
        bool(doer.people) or (doer.thing and drawings[doer.thing].category.startswith("animal"))
    )
    return one and bool(alive) and word.lower.endswith("ing") and named(word.lower, drawings) is None


def _is_third_person(words: Words, word: Word, drawings: Drawings) -> bool:
    """Whether "a woman dances" was taken for several dances, or "he and she dance" for one of hers."""
    doer = words[word.at - 1]
    found = named(doer.lower, drawings) if doer.tag == "NN" and doer.head == word.at else None
    if found is None:
        return False
    one = any(child.lower in ("a", "an") for child in children(words, word.at, "det"))
    whole = drawings.names(f"{doer.lower} {word.lower}")
    if word.tag == "NNS" and doer.dep == "nsubj":
        return bool(pose_of(word.lemma)) or word.lemma in _verbs()  # Flies of which a rocket is the subject.
    if one and word.tag == "NNS" and doer.dep == "compound" and found.thing and not whole:
        return bool(pose_of(word.lemma)) or word.lemma in _verbs()  # "A ship sinks" is no kind of sinks.
    return bool(found.people) and bool(pose_of(word.lemma))


def _listed_stuff(words: Words, word: Word) -> Word | None:
    """In "the wooden chair and fabric curtain", the fabric, where the chair was taken for a part of the name."""
    last = words[word.head]
    if not word.is_noun or word.dep not in ("nmod", "compound") or last.at <= word.at or not last.is_noun:
        return None
    listed = [one for one in children(words, word.at, "conj") if one.at == last.at - 1]
    stuffs = {*materials(), *surfaces(), *table("grammar")["texture"]["words"]}
    return next((one for one in listed if one.lower in stuffs), None)


def _parted(words: Words, word: Word, stuff: Word) -> Words:
    """The first noun takes the place of the last one, which is listed behind it and made of the stuff."""
    last = words[word.head]
    parted = _succeeded(words, word, replace(last, dep="conj", head=word.at))
    return tuple(replace(old, dep="compound", head=last.at) if old.at == stuff.at else old for old in parted)


def _turned(words: Words, word: Word) -> Words:
    """The noun before it takes its place, and it hangs on that as a verb."""
    doer = words[word.at - 1]
    lemma = verb_in(word.lower) or word.lemma
    return _succeeded(words, doer, replace(word, tag="VBG", dep="acl", head=doer.at, lemma=lemma))


def verb_in(word: str) -> str:
    """The verb of a word in -ing for something that can be seen to be done, or empty."""
    if not word.endswith("ing"):
        return ""
    stem = word[:-3]
    forms = (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return next((form for form in forms if form in _verbs() or pose_of(form)), "")


@cache
def _verbs() -> frozenset[str]:
    """Verbs that something seen can do, besides those of people."""
    known = {verb for verbs in table("grammar")["deed"].values() for verb in verbs}
    known |= {word for word, says in lexicon("english").items() if any(kind == "verb" for kind, _ in says)}
    listed = {verb for name in ("verbs", "silent") for verb in table("grammar")["unposed"][name]}
    return frozenset((known | listed) - {"paint", "draw"})


@cache
def _done() -> frozenset[str]:
    """Verbs of what is done to something."""
    return frozenset(verb for verbs in table("grammar")["deed"].values() for verb in verbs)
