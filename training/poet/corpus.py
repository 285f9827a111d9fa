"""Prepared poems as token rows, with theme words drawn from each poem."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.writing.poet.vocabulary import SPECIAL, Vocabulary
from training.poet.prepare import Poem

RARE = 10_700
FREQUENT_AUTHOR = 250
# What hardly says what a poem is about.
PLAIN = set(
    "不無有一何人是來得自去與如為誰已未更相此欲莫時可復只還應似今多生上中下知見亦從能將豈且又於非然所之以其也者我君吾汝爾而"
)


@dataclass(frozen=True)
class Lexicon:
    """Two-character words that stand out in the corpus, and single characters that carry meaning."""

    words: frozenset[str]

    def themes(self, poem: Poem, draw: random.Random, most: int = 4) -> list[str]:
        """Up to `most` theme words of this poem, in no order."""
        words = [word for line in poem.lines for word in _pairs(line) if word in self.words]
        single = [c for line in poem.lines for c in line if c not in PLAIN]
        found: list[str] = []
        for _ in range(draw.randint(0, most)):
            pool = words if words and draw.random() < 0.7 else single
            if pool:
                found.append(draw.choice(pool))
        return list(dict.fromkeys(found))


def lexicon(poems: Iterable[Poem], least: int = 30, strength: float = 2.0) -> Lexicon:
    """Pairs at word places seen `least` times, whose pointwise mutual information is at least `strength` nats."""
    pairs: Counter[str] = Counter()
    single: Counter[str] = Counter()
    for poem in poems:
        for line in poem.lines:
            pairs.update(_pairs(line))
            single.update(line)
    total, pair_total = sum(single.values()), sum(pairs.values())

    def information(pair: str) -> float:
        return math.log(pairs[pair] / pair_total) - sum(math.log(single[c] / total) for c in pair)

    common = (pair for pair, count in pairs.items() if count >= least and not PLAIN & set(pair))
    return Lexicon(frozenset(pair for pair in common if information(pair) >= strength))


def vocabulary(poems: Iterable[Poem], frequent: int = FREQUENT_AUTHOR) -> Vocabulary:
    """Characters seen at least once in RARE poems, and a token for each wish."""
    poems = list(poems)
    least = max(1, len(poems) // RARE)
    characters = Counter(c for poem in poems for line in poem.lines for c in line)
    authors = Counter(poem.author for poem in poems)
    wishes = [
        *dict.fromkeys(f"<{poem.form}>" for poem in poems),
        *dict.fromkeys(f"<{poem.dynasty}>" for poem in poems),
        *(f"<author:{name}>" for name, count in authors.most_common() if count >= frequent and name != "無名氏"),
        *sorted({f"<rhyme:{poem.rhyme}>" for poem in poems if poem.rhyme}),
    ]
    return Vocabulary([*SPECIAL, *wishes, *(c for c, count in characters.most_common() if count >= least)])


def row(poem: Poem, words: Lexicon, vocab: Vocabulary, draw: random.Random) -> tuple[list[int], list[int]]:
    """Wishes and poem as tokens. Each wish is sometimes withheld, so that the poet also writes without it."""
    dynasty, author, rhyme = (text if draw.random() > 0.1 else "" for text in (poem.dynasty, poem.author, poem.rhyme))
    return vocab.wishes(poem.form, dynasty, author, rhyme, words.themes(poem, draw)), vocab.lines(poem.lines)


def known(poems: Iterable[Poem], vocab: Vocabulary) -> list[Poem]:
    """Poems whose every character is in the vocabulary."""
    return [poem for poem in poems if all(c in vocab for line in poem.lines for c in line)]


def _pairs(line: str) -> list[str]:
    """Two-character words by the caesura of verse: 2+2+1 and 2+1+2, behind another 2 in lines of seven."""
    start = len(line) - 5 if len(line) in (5, 7) else 0
    places = {*range(0, start + 4, 2), start + 3} if len(line) in (5, 7) else set(range(len(line) - 1))
    return [line[i : i + 2] for i in sorted(places)]
