"""Pattern: one way to build a line of verse, made into a grammar that the model fills with words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from pipelines.writing.smollm.inflect import with_article
from pipelines.writing.smollm.lexicon import SORTED, beat, by_beat, sorts, words
from pipelines.writing.smollm.sounds import words_of

OF_SUBJECT = {"Y": ("V do", "D do"), "Z": ("T hold", "U hold"), "W": ("T cross", "U cross")}
"""Verbs of the subject: their kind when it is one, and when it is many."""
NOUNS = "NML"
THEMED = 0.5
"""How often a place in a line takes only words that belong to the subject and the tone."""
FEWEST = 3
ONLY = ("moon", "sun", "sea", "sky", "ocean", "horizon")
"""There is one of these: "the", never "a"."""
SHARE = 0.35
"""Share of the other words that one line may draw from: another draw makes another poem."""
Fits = Callable[[str], bool]


@dataclass(frozen=True)
class Subject:
    """What a poem is about, as a phrase that a verb can follow."""

    text: str
    many: bool = False
    alive: bool = False
    pronoun: str = "it"


@dataclass(frozen=True)
class Part:
    """A piece of a line: fixed words, or a class of words and the beat they have."""

    text: str
    """Fixed words; empty for a class."""
    kind: str = ""
    beat: str | None = None
    """None where the beat does not matter."""
    article: bool = False
    after: str = " "


@dataclass(frozen=True)
class Loom:
    """What the words of a poem are drawn from."""

    rng: random.Random
    theme: Set[str]
    used: Set[str]

    def draw(self, pool: Sequence[str]) -> list[str]:
        """Some of a pool: words of the theme alone, or those and a share of the rest. Nothing used before."""
        free = [text for text in pool if self.used.isdisjoint(words_of(text))] or list(pool)
        themed = [text for text in free if not self.theme.isdisjoint(words_of(text))]
        if len(themed) >= FEWEST and self.rng.random() < THEMED:
            return themed
        rest = [text for text in free if text not in themed]
        return themed + self.rng.sample(rest, max(min(len(rest), FEWEST), round(len(rest) * SHARE)))


def read(pattern: str, subject: Subject, rng: random.Random) -> list[Part]:
    """The parts of a pattern of data/patterns.toml: the subject filled in, a sort drawn for each noun and its verbs."""
    tokens = re.findall(r"\n|[^\s,.:?]+|[,.:?]", pattern)
    kinds = _kinds(tokens, subject, rng)
    parts: list[Part] = []
    article = False
    for token, kind in zip(tokens, kinds, strict=True):
        if token in "\n,.:?":
            after = parts[-1].after.strip(" ") + token + ("" if token == "\n" else " ")
            parts[-1] = replace(parts[-1], after=after)
        elif token == "a":
            article = True
        else:
            text = {"X": subject.text, "XX": subject.pronoun}.get(token, "" if kind else token)
            parts.append(Part(text, kind, None, article))
            article = False
    return parts


def _kinds(tokens: Sequence[str], subject: Subject, rng: random.Random) -> list[str]:
    """For each token its kind of words, "" for a fixed one. A noun and the verbs after it are of one sort."""
    kinds, sort = [], ""
    for i, token in enumerate(tokens):
        if token in OF_SUBJECT:
            kinds.append(OF_SUBJECT[token][subject.many] + "_alive" * subject.alive)
        elif token in SORTED:
            if token in NOUNS or not sort:
                verbs = "".join(takewhile(lambda t: t not in NOUNS, (t for t in tokens[i + 1 :] if t in SORTED)))
                sort = rng.choice(sorts(token + verbs))
            kinds.append(f"{token} {sort}")
        else:
            kinds.append(token if len(token) == 1 and token.isupper() and token not in "IX" else "")
    return kinds


def settings(parts: Sequence[Part], fits: Fits, ends: Collection[str] | None = None) -> list[list[Part]]:
    """Every choice of beats for the classes in `parts` that makes a line which `fits`.

    `ends`: the words of which one must end the line, where it rhymes.
    """
    return list(_settings(tuple(parts), fits, "", frozenset(ends) if ends is not None else None))


def _settings(parts: tuple[Part, ...], fits: Fits, before: str, ends: frozenset[str] | None) -> Iterator[list[Part]]:
    if not parts:
        if fits(before):
            yield []
        return
    part, rest = parts[0], parts[1:]
    for mark in _beats(part, ends if not rest else None):
        weak = "x" if part.article else ""
        if len(before + weak + mark) > 10:
            continue
        for tail in _settings(rest, fits, before + weak + mark, ends):
            yield [replace(part, beat=mark), *tail]


def _beats(part: Part, ends: frozenset[str] | None) -> list[str]:
    if part.text:
        fixed = beat(part.text)
        # Of two stresses side by side the first yields: "the last train home" is spoken x/x/.
        return [fixed[::-1].replace("//", "/x")[::-1]] if fixed and ends is None else []
    return [
        mark
        for mark, group in by_beat(part.kind).items()
        if ends is None or any(words_of(w)[-1] in ends for w in group)
    ]


def grammar(parts: Sequence[Part], loom: Loom, ends: Collection[str] | None = None) -> str:
    """GBNF for a line: fixed words, and for each class what the loom draws."""
    texts = []
    for i, part in enumerate(parts):
        last = i == len(parts) - 1
        after = part.after.rstrip(" ") if last else part.after
        if part.text:
            texts.append(_quote((with_article(part.text) if part.article else part.text) + after))
            continue
        pool = by_beat(part.kind)[part.beat] if part.beat is not None else words(part.kind)
        if part.article:
            pool = tuple(word for word in pool if word not in ONLY)
        drawn = [w for w in pool if words_of(w)[-1] in ends] if last and ends is not None else loom.draw(pool)
        texts.append(f"({trie([with_article(w) if part.article else w for w in drawn])}) {_quote(after)}")
    return f'root ::= {" ".join(texts)} "\\n"\n'


def trie(group: Sequence[str]) -> str:
    """Alternatives that share their beginnings: the fewer ways lie open, the faster the model is checked."""
    heads: dict[str, list[str]] = {}
    for word in sorted(set(group)):
        heads.setdefault(word[:1], []).append(word[1:])
    options = []
    for head, tails in heads.items():
        if not head:
            options.append('""')
        elif len(tails) == 1:
            options.append(_quote(head + tails[0]))
        else:
            options.append(f"{_quote(head)} ({trie(tails)})")
    return " | ".join(options)


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "").replace('"', "").replace("\n", "\\n") + '"'


@cache
def counted(number: int) -> Fits:
    """Lines of exactly `number` syllables."""
    return lambda marks: len(marks) == number


def four_beats(marks: str) -> bool:
    """Four beats with one or two weak syllables between them, the last on the end: ballad metre, roughly."""
    return bool(re.fullmatch(r"x{0,2}/(?:x{1,2}/){3}", marks)) and len(marks) <= 10


def strong_end(marks: str) -> bool:
    """Up to ten syllables of which the last is stressed."""
    return marks.endswith("/") and 6 <= len(marks) <= 10
