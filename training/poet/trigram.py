"""The baseline: a trigram of characters with interpolated modified Kneser-Ney smoothing (Chen & Goodman, 1998)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]
LINE, OPEN, END = 0, 1, 2  # the tokens before the characters: a line's end, a poem's beginning, its end
FIRST = 3
BITS = 16


@dataclass(frozen=True)
class Level:
    """Counts of one context length: (context, token) pairs and contexts, each sorted by key."""

    pairs: Numbers
    counts: Numbers
    contexts: Numbers
    totals: Numbers
    rest: Shares  # what each context leaves to the shorter one
    discounts: Shares  # by count 0, 1, 2, 3 and more

    def mix(self, contexts: Numbers, tokens: Numbers, shorter: Shares) -> Shares:
        """Probability of each token after its context, given what the shorter context says."""
        count = _look(self.pairs, self.counts, _key(contexts, tokens))
        total = _look(self.contexts, self.totals, contexts)
        place = np.searchsorted(self.contexts, contexts).clip(max=len(self.contexts) - 1)
        own = (count - self.discounts[count.clip(max=3)]) / np.maximum(total, 1)
        return np.where(total > 0, own + self.rest[place] * shorter, shorter)


class Trigram:
    """Learns from poems as lists of lines; each character is predicted from the two tokens before it.

    Line ends are tokens of the context, so the beginning of a line and of a poem is known. With `ends` the ends are
    predicted as well; without, they are told, as to a writer who knows the form.
    """

    def __init__(self, poems: Sequence[Sequence[str]], characters: Sequence[str], ends: bool = False) -> None:
        self._ids = {character: FIRST + place for place, character in enumerate(characters)}
        self._ends = ends
        self.choices = len(characters) + (2 if ends else 0)
        tokens, before, earlier = self._events(poems)
        self._levels = _levels(tokens, [np.zeros_like(tokens), before, _key(before, earlier)])

    def nats(self, poems: Sequence[Sequence[str]]) -> Shares:
        """Minus the logarithm of the probability of each predicted token of the poems, in order."""
        return -np.log(self._probability(*self._events(poems)))

    def distribution(self, earlier: str, before: str) -> Shares:
        """Probability of every token that may follow these two characters, ends included where they are predicted."""
        tokens = np.array([*([LINE, END] if self._ends else []), *self._ids.values()], dtype=np.int64)
        context = [np.full_like(tokens, self._ids[c]) for c in (before, earlier)]
        return self._probability(tokens, *context)

    def _probability(self, tokens: Numbers, before: Numbers, earlier: Numbers) -> Shares:
        result: Shares = np.full(len(tokens), 1 / self.choices)
        contexts = (np.zeros_like(tokens), before, _key(before, earlier))
        for level, context in zip(self._levels, contexts, strict=True):
            result = level.mix(context, tokens, result)
        return result

    def _events(self, poems: Sequence[Sequence[str]]) -> tuple[Numbers, Numbers, Numbers]:
        """Tokens and the two before each, all [events]."""
        row = [token for lines in poems for token in (OPEN, OPEN, *self._row(lines))]
        whole = np.array(row, dtype=np.int64)
        asked = np.flatnonzero((whole >= FIRST) | (self._ends & (whole != OPEN)))
        return whole[asked], whole[asked - 1], whole[asked - 2]

    def _row(self, lines: Sequence[str]) -> list[int]:
        return [*[token for line in lines for token in (*(self._ids[c] for c in line), LINE)][:-1], END]


def perplexity(nats: Shares, characters: int) -> float:
    """Per character: the predicted line ends, if any, are paid for by the characters."""
    return float(np.exp(nats.sum() / characters))


def _levels(tokens: Numbers, contexts: list[Numbers]) -> list[Level]:
    """Shortest context first. The longest counts occurrences, each shorter one the longer contexts it is seen in."""
    found = []
    for place in reversed(range(len(contexts))):
        keys, first, counts = np.unique(_key(contexts[place], tokens), return_index=True, return_counts=True)
        found.append(_level(contexts[place][first], keys, counts))
        tokens, contexts = tokens[first], [context[first] for context in contexts]
    return found[::-1]


def _level(context: Numbers, pairs: Numbers, counts: Numbers) -> Level:
    discounts = _discounts(counts)
    contexts, inverse = np.unique(context, return_inverse=True)
    totals = np.bincount(inverse, weights=counts).astype(np.int64)
    rest = np.bincount(inverse, weights=discounts[counts.clip(max=3)]) / totals
    return Level(pairs, counts, contexts, totals, rest, discounts)


def _discounts(counts: Numbers) -> Shares:
    """What is taken from counts of 0, 1, 2 and of 3 and more; from sparse data, where they cannot be told, 0.5."""
    one, two, three, four = (int((counts == n).sum()) for n in (1, 2, 3, 4))
    if not (one and two and three and four):
        return np.array([0, 0.5, 0.5, 0.5])
    base = one / (one + 2 * two)
    found = [1 - 2 * base * two / one, 2 - 3 * base * three / two, 3 - 4 * base * four / three]
    return np.array([0.0, *(min(max(value, 0.0), n) for n, value in enumerate(found, 1))])


def _key(context: Numbers, token: Numbers) -> Numbers:
    return (context << BITS) | token


def _look(keys: Numbers, values: Numbers, asked: Numbers) -> Numbers:
    """The value of each asked key; 0 for one that is not there."""
    place = np.searchsorted(keys, asked).clip(max=len(keys) - 1)
    return np.where(keys[place] == asked, values[place], 0)
