"""Words that the lists lack: which of them are nouns, and the drawing nearest in meaning to each noun."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.illustration.drawings import Drawings, searchable, singulars
from pipelines.illustration.meaning import Meaning
from pipelines.illustration.words import NO_NOUN, Term

LIKENESS = 0.57
"""Cosine from which a drawing stands for a word. Measured on some 120 nouns with and without a near drawing."""
ASKED = 24
"""Words of one prompt whose meaning is looked for."""

_VERB = re.compile(r".+(?:s|ed)$", re.IGNORECASE)


def read_nouns(found: list[Term], drawings: Drawings, meaning: Meaning | None) -> list[Term]:
    """The terms, where each noun that nothing was known of now says `thing` or `unknown`."""
    nouns = [at for at in range(len(found)) if _is_noun(found, at)]
    keys = _nearest([found[at].text for at in nouns if not found[at].chinese], drawings, meaning)
    result = list(found)
    for at in nouns:
        key = keys.get(_plain(found[at].text))
        result[at] = replace(found[at], says=(("thing", key),) if key else (("unknown", True),))
    return result


def _is_noun(found: list[Term], at: int) -> bool:
    """Whether a word with no known sense is a noun that a person would miss in the picture."""
    term = found[at]
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    if term.says:
        return False
    if term.chinese:
        return len(term.text) > 1 and not (after and after.has("of"))
    if len(term.text) < 3 and term.text.isascii():
        return False
    if NO_NOUN.fullmatch(term.text.lower()):
        return False
    if after and (after.has("thing", "feature") or (not after.says and not after.chinese and _is_noun(found, at + 1))):
        return False
    return not (before and before.has("thing") and _VERB.fullmatch(term.text))


def _plain(text: str) -> str:
    return singulars(text.lower())[-1]


def _nearest(texts: list[str], drawings: Drawings, meaning: Meaning | None) -> dict[str, str]:
    words = [word for word in dict.fromkeys(map(_plain, texts)) if word.isascii() and word not in drawings.refused][:ASKED]
    if not words or meaning is None:
        return {}
    found = {}
    for word, vector in zip(words, meaning.encode(words), strict=True):
        near = [(key, how) for key, how in drawings.nearest(vector, 3) if searchable(drawings[key])]
        if near and near[0][1] >= LIKENESS:
            found[word] = near[0][0]
    return found
