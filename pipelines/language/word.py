"""Word: one word of a parsed text, and how to walk from word to word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word as the parser sees it: tags of the Penn treebank, relations of ClearNLP, as spaCy's models have them."""

    at: int
    """Its index in the text."""
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    """Index of the word that it depends on; its own for the root of a sentence."""
    start: int
    """Where it begins in the text, in characters."""

    @property
    def is_noun(self) -> bool:
        return self.tag in ("NN", "NNS", "NNP", "NNPS")

    @property
    def is_verb(self) -> bool:
        return self.tag.startswith("VB")

    @property
    def lower(self) -> str:
        return self.text.lower()


Words = tuple[Word, ...]


def children(words: Words, at: int, *deps: str) -> Iterator[Word]:
    """The words that depend on one, in order; of those relations alone where some are given."""
    return (word for word in words if word.head == at != word.at and (not deps or word.dep in deps))


def antecedent(words: Words, verb: Word) -> int:
    """What a relative clause is about: the noun right before its "which", though the parser may go further back."""
    which = next((one for one in children(words, verb.at, "nsubj", "nsubjpass") if one.tag in ("WDT", "WP")), None)
    near = words[which.at - 1] if which and which.at else None
    return near.at if near and near.is_noun else verb.head


def subtree(words: Words, at: int) -> set[int]:
    """Indices of a word and all that hangs on it."""
    found, waiting = {at}, [at]
    while waiting:
        new = [word.at for word in children(words, waiting.pop()) if word.at not in found]
        found.update(new)
        waiting += new
    return found
