"""Words that the lists lack: which of them are nouns, and the drawing nearest in meaning to each noun."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.scene.drawings import Drawings, searchable, singulars
from pipelines.scene.read.meaning import Meaning
from pipelines.scene.read.words import NO_NOUN, Term

LIKENESS = 0.8
"""Cosine from which a drawing stands for a word. Of 100 nouns that no list has, those from 0.64 on are right two times
in three (an ottoman became a turkey), those above it nearly always. What is left out is named, with the nearest."""
MENTIONED = 0.54
"""Cosine from which it is said that there is a drawing near a word."""
ALIKE = 2
"""Letters at the beginning that a word may not share with a drawing it is only near to: the model reads rare words by
their pieces, and takes a sardine for a sari."""
ASKED = 24
"""Words of one prompt whose meaning is looked for."""

_VERB = re.compile(r".+(?:s|ed)$", re.IGNORECASE)


def read_nouns(found: list[Term], drawings: Drawings, meaning: Meaning | None) -> list[Term]:
    """The terms, where each noun that nothing was known of now says `thing` or `unknown`."""
    nouns = _nouns(found)
    near = nearest_of([found[at].text for at in nouns], drawings, meaning)
    keys = {word: one.key for word, one in near.items() if one.is_it}
    result = list(found)
    for at in nouns:
        key = keys.get(_plain(found[at].text))
        result[at] = replace(found[at], says=(("thing", key),) if key else (("unknown", True),))
    return result


def _nouns(found: list[Term]) -> list[int]:
    """Where the words without a known sense are that a person would miss in the picture."""
    nouns: list[int] = []
    # From the end, since of several such words in a row only the last one is named: the others describe it.
    for at in range(len(found) - 1, -1, -1):
        after = found[at + 1] if at + 1 < len(found) else None
        described = after is not None and (after.has("thing", "feature") or (bool(nouns) and nouns[-1] == at + 1))
        if not found[at].says and _may_be_noun(found[at], found[at - 1] if at else None, after, described):
            nouns.append(at)
    return nouns[::-1]


def _may_be_noun(term: Term, before: Term | None, after: Term | None, described: bool) -> bool:
    if described or (len(term.text) < 3 and term.text.isascii()) or NO_NOUN.fullmatch(term.text.lower()):
        return False
    return not (before and before.has("thing") and _VERB.fullmatch(term.text))


def _plain(text: str) -> str:
    return singulars(text.lower())[-1]


@dataclass(frozen=True)
class Nearest:
    """The drawing that is nearest in meaning to a word."""

    key: str
    likeness: float
    """Cosine, -1 to 1."""
    word: str = ""
    """What was looked for."""

    @property
    def is_it(self) -> bool:
        """Whether it may stand for the word."""
        return self.likeness >= LIKENESS

    @property
    def is_near(self) -> bool:
        """Whether it is worth a mention."""
        return self.likeness >= (MENTIONED if self.word[:ALIKE] != self.key[:ALIKE] else LIKENESS)


def nearest_of(texts: list[str], drawings: Drawings, meaning: Meaning | None) -> dict[str, Nearest]:
    """The nearest drawing of each English word, as far as ASKED; none for words that no drawing may stand for."""
    words = [word for word in dict.fromkeys(map(_plain, texts)) if word.isascii()][:ASKED]
    if not words or meaning is None:
        return {}
    found = {}
    for word, vector in zip(words, meaning.encode(words), strict=True):
        near = [(key, how) for key, how in drawings.nearest(vector, 3) if searchable(drawings[key])]
        if near:
            likeness = min(near[0][1], LIKENESS - 0.01) if word in drawings.refused else near[0][1]
            found[word] = Nearest(near[0][0], likeness, word)
    return found
