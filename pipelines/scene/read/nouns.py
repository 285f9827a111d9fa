"""Words that the lists lack: which of them are nouns, and the drawing nearest in meaning to each noun."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.scene.drawings import Drawings, searchable, singulars
from pipelines.scene.read.meaning import Meaning
from pipelines.scene.read.words import NO_NOUN, Term

LIKENESS = 0.57
"""Cosine from which a drawing stands for a word. Measured on some 120 nouns with and without a near drawing."""
ASKED = 24
"""Words of one prompt whose meaning is looked for."""

_VERB = re.compile(r".+(?:s|ed)$", re.IGNORECASE)


def read_nouns(found: list[Term], drawings: Drawings, meaning: Meaning | None) -> list[Term]:
    """The terms, where each noun that nothing was known of now says `thing` or `unknown`."""
    nouns = _nouns(found)
    keys = _nearest([found[at].text for at in nouns if not found[at].chinese], drawings, meaning)
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
    if term.chinese:
        return len(term.text) > 1 and not (after and after.has("of"))
    if described or (len(term.text) < 3 and term.text.isascii()) or NO_NOUN.fullmatch(term.text.lower()):
        return False
    return not (before and before.has("thing") and _VERB.fullmatch(term.text))


def _plain(text: str) -> str:
    return singulars(text.lower())[-1]


def _nearest(texts: list[str], drawings: Drawings, meaning: Meaning | None) -> dict[str, str]:
    words = [word for word in dict.fromkeys(map(_plain, texts)) if word.isascii() and word not in drawings.refused][
        :ASKED
    ]
    if not words or meaning is None:
        return {}
    found = {}
    for word, vector in zip(words, meaning.encode(words), strict=True):
        near = [(key, how) for key, how in drawings.nearest(vector, 3) if searchable(drawings[key])]
        if near and near[0][1] >= LIKENESS:
            found[word] = near[0][0]
    return found
