"""Tokens: a Chinese text as terms, each with what it says, numbers joined with what they count.

text -> words (language.segmenter) -> those that nothing is known of, taken apart into known ones -> terms
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from pipelines.scene.drawings import Drawings
from pipelines.scene.read.vocabulary import Vocabulary
from pipelines.scene.read.words import Says, Term, chinese_number, english
from pipelines.scene.tables import table

_NUMBER = re.compile("[零〇一二两三四五六七八九十百千万几]+|[0-9]{1,9}")
_PEOPLE = ("somebody", "role", "groups")
_STOP = re.compile(r"[.,;:!?()\[\]\n—–，。；：！？（）…\"“”《》「」『』【】|/·~～]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z]+)*")
_NOUNS = ("n", "vn", "j")
"""Starts of the tags of nouns and names."""
_TRADES = "家师员手匠者人工"
"""Endings of words of three characters and more that are somebody: 书法家, 程序员."""
_PHRASES = ("l", "i", "s")
"""Tags of sayings, and of places that are no known ones: 井里."""
_AFTER_VERBS = ("在", "着", "了", "过", "到", "给")
_NEVER = frozenset("心手人头风天")
"""What a verb before it makes another word of: 放心."""
_MODIFIES = ("colour", "size", "number", "age", "sex", "material", "texture")
_NAMES = (
    "thing",
    "somebody",
    "role",
    "part",
    "garment",
    "hair",
    "beard",
    "feature",
    "setting",
    "place",
    "furniture",
    "kind",
)
_MASSES = ("drink", "sky-weather", "state")
"""Starts of the categories of what nobody counts."""
FULL = 7
"""How many a thing is full of, where no number is said."""
AGES = ((2, "baby"), (12, "child"), (19, "young"), (59, "grown"))


class Tokens:
    """Makes terms of a text in simplified characters."""

    def __init__(self, vocabulary: Vocabulary, drawings: Drawings) -> None:
        self._known = vocabulary
        self._drawings = drawings

    def read(self, text: str) -> list[Term]:
        """The terms of a text, in order."""
        return list(_counted(self._filled(_titled(_plurals(self._terms(text))))))

    def _filled(self, terms: Iterator[Term]) -> Iterator[Term]:
        """What something is full of is several: 挂满灯笼."""
        full = False
        for term in terms:
            if full and self._is_countable(term):
                yield Term("许多", (("number", FULL),))
            full = (term.has("deed") and term.text.endswith("满")) or (full and term.has("particle", "of", *_MODIFIES))
            yield term

    def _is_countable(self, term: Term) -> bool:
        crowd = term.plural or term.has("many", "groups", "feature", "setting", "place")
        if crowd or term.text in table("chinese")["masses"]["words"]:
            return False
        thing = str(term.get("thing") or "")
        return term.has("somebody", "role") or bool(thing and not self._drawings[thing].category.startswith(_MASSES))

    def _terms(self, text: str) -> Iterator[Term]:
        words = self._known.segmenter.read(text)
        for latin, group in groupby(words, key=lambda word: bool(_LATIN.fullmatch(word[0]))):
            if latin:
                yield from english([word for word, _ in group if word.strip()], self._drawings)
            else:
                for word, tag in group:
                    yield from self._term(word, tag)

    def _term(self, word: str, tag: str) -> Iterator[Term]:
        if not word.strip():
            yield Term(" ", (("space", True),))
        elif word in self._known.spelled:
            verb, *rest = map(self._known_term, self._known.spelled[word].split())
            yield replace(verb, says=(*self._known.pose(word), *verb.says))
            yield from rest
        elif word in self._known:
            yield self._known_term(word)
        elif _STOP.fullmatch(word):
            yield Term(word, (("stop", word),))
        elif parts := self._parts(word):
            yield from map(self._known_term, parts)
        elif word in self._known.refused:
            yield Term(word, (("vague", True),))
        else:
            yield Term(word, _guessed(word, tag) if len(word) > 1 else ())

    def _known_term(self, word: str) -> Term:
        return Term(word, self._says(word))

    def _says(self, word: str) -> Says:
        if _NUMBER.fullmatch(word):
            return (("number", int(word) if word.isdecimal() and word.isascii() else chinese_number(word)),)
        return self._known.says(word)

    def _parts(self, word: str) -> list[str]:
        """A word that nothing is known of as several that are known: 红头发, 两棵树. Empty where that is none."""
        best: list[list[str] | None] = [[], *([None] * len(word))]
        for end in range(1, len(word) + 1):
            for start in range(end):
                before, piece = best[start], word[start:end]
                if before is None or not self._says(piece):
                    continue
                shorter = best[end]
                if shorter is None or len(before) + 1 < len(shorter):
                    best[end] = [*before, piece]
        found = best[-1] or []
        return found if found and self._may_be(found) else []

    def _may_be(self, parts: list[str]) -> bool:
        """Whether the parts of a word mean what it means, and it is no other word that they happen to make up."""
        terms = list(map(self._known_term, parts))
        if any(term.has("number") for term in terms[:1]):
            return True
        things = [term.has("thing") and not term.has("material", *_PEOPLE) for term in terms]
        if any(map(all, pairwise(things))) or (terms[-1].has("thing") and terms[0].has(*_PEOPLE)):
            return False  # 婴儿车 is neither a baby nor a car.
        if max(map(len, parts)) > 1:
            return True
        if len(terms) != 2:
            return False
        first, second = terms
        if first.has("colour") and second.has("colour"):
            return True
        if first.text in ("无", "没"):
            return second.has(*_NAMES)
        if first.has("classifier") and second.has(*_NAMES):
            return True  # 一本书: the dictionary has 本书.
        if first.has("join") and second.has("thing"):
            return True  # 和龙: the dictionary has a town of that name.
        if first.has("deed", "pose", "verb") and second.text in _AFTER_VERBS:
            return True
        if first.has("deed") and second.has("thing"):
            return second.text not in _NEVER
        named, placed = second.has(*_NAMES), first.has(*_NAMES) and second.has("after")
        return placed or (named and first.has(*_MODIFIES))


def _guessed(word: str, tag: str) -> Says:
    """What a word that no list has may be, by its tag and its ending."""
    if len(word) > 2 and word[-1] in _TRADES and tag == "n":
        return (("somebody", "grown/"),)
    if tag == "v":
        return (("undone", True),)
    kind = "noun" if tag.startswith(_NOUNS) else "phrase" if tag in _PHRASES else ""
    return (("unknown", kind),) if kind else ()


def _plurals(terms: Iterator[Term]) -> Iterator[Term]:
    """孩子们 are several."""
    held: Term | None = None
    for term in terms:
        if term.text == "们" and held:
            held = replace(held, plural=True)
            continue
        if held:
            yield held
        held = term
    if held:
        yield held


def _titled(terms: Iterator[Term]) -> Iterator[Term]:
    """警察叔叔 is one."""
    held: Term | None = None
    for term in terms:
        if held and held.has("role") and term.text in table("chinese")["titles"]["words"]:
            held = replace(held, text=held.text + term.text)
            continue
        if held:
            yield held
        held = term
    if held:
        yield held


def _counted(terms: Iterator[Term]) -> Iterator[Term]:
    """Numbers with their classifiers and measures: what only measures is left out, and an age is one."""
    found = list(terms)
    at = 0
    while at < len(found):
        term = found[at]
        after = found[at + 1] if at + 1 < len(found) else Term("")
        if term.text == "第" and after.has("number"):
            at += 3 if at + 2 < len(found) and found[at + 2].has("classifier") else 2
        elif not term.has("number") or term.has("setting", "somebody"):
            yield term
            at += 1
        elif after.has("unit") and not after.has("after"):
            yield from _aged(int(term.get("number")), term.text + after.text) if after.text in "岁" else ()
            at += 2
        else:
            number, at = _number(found, at)
            yield number


def _number(found: list[Term], at: int) -> tuple[Term, int]:
    """A number with its measure or classifier, and where it ends. 三五 stars are some; 一大群 is a large flock."""
    total, text, start = int(found[at].get("number")), found[at].text, at
    at += 1
    while at < len(found) and found[at].has("number") and total > 1 and not found[at].has("measure"):
        total, text, at = int(found[at].get("number")), text + found[at].text, at + 1
    if at + 1 < len(found) and found[at].has("size") and found[at + 1].has("measure", "classifier"):
        at += 1
    if at < len(found) and (measure := found[at].get("measure")):
        return Term(text + found[at].text, (("number", total * int(measure)),), plural=True), at + 1
    counts = at < len(found) and found[at].has("classifier")
    says: Says = (("number", total), ("classifier", found[at].text)) if counts else (("number", total),)
    return Term(text + (found[at].text if counts else ""), says), at + counts if at > start else at


def _aged(years: int, text: str) -> Iterator[Term]:
    age = next((age for limit, age in AGES if years <= limit), "old")
    yield Term(text, (("age", age),))
