"""The poet: a small Llama whose every character is held to the form while it writes.

Some two dozen poems are written side by side, each with its own tonal pattern and rhyme; the one that the model
itself finds likeliest, and that keeps the theme, is the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.runtimes.transformer import Llama
from pipelines.writing.poet.forms import FREE, Form, Pattern
from pipelines.writing.poet.known import KnownLines
from pipelines.writing.poet.rhyme import LEVEL, OBLIQUE, Rhymes
from pipelines.writing.poet.vocabulary import Vocabulary
from studio.errors import LoadFailed
from studio.words import say

Flags = NDArray[np.bool_]
Scores = NDArray[np.float32]
NEVER = np.float32(-1e9)

ROWS = 24
THEME_PULL = 1.2
AGAIN = 3.0
# Groups with enough common words for any poem; a narrow one is used only when it is asked for.
BROAD = (
    "一東",
    "四支",
    "五微",
    "七虞",
    "十灰",
    "十一真",
    "十四寒",
    "一先",
    "五歌",
    "六麻",
    "七陽",
    "八庚",
    "十一尤",
    "十二侵",
)


@dataclass(frozen=True)
class Wish:
    """What a poem should be. Text is in the poet's (traditional) characters; `rhyme` is a level group or empty."""

    form: Form
    themes: tuple[str, ...] = ()
    dynasty: str = "唐"
    author: str = ""
    rhyme: str = ""
    first_line: str = ""
    heads: str = ""
    temperature: float = 0.8


@dataclass
class _Row:
    """One poem on its way."""

    pattern: Pattern
    group: str
    lines: list[str] = field(default_factory=lambda: [""])
    score: float = 0.0
    rhymes: set[str] = field(default_factory=set)


class Poet:
    """The loaded model with its tables; holds nothing between poems."""

    def __init__(
        self,
        llama: Llama,
        vocabulary: Vocabulary,
        rhymes: Rhymes,
        known: KnownLines,
        words: list[str],
        variants: dict[str, str],
    ) -> None:
        self.llama, self.vocabulary, self.rhymes, self.known = llama, vocabulary, rhymes, known
        self.words, self.variants = frozenset(words), str.maketrans(variants)
        tokens = vocabulary.tokens
        self.writable: Flags = np.array([len(t) == 1 and t in rhymes for t in tokens])
        self._tones = {tone: np.array([tone in rhymes.tones(t) for t in tokens]) for tone in (LEVEL, OBLIQUE)}
        self._groups = {name: np.array([name in rhymes.groups(t) for t in tokens]) for name in rhymes.level}

    @classmethod
    def load(cls, folder: Path) -> Poet:
        """From a folder as training/poet/export.py writes it. Raises LoadFailed."""
        try:
            vocab = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
            table = json.loads((folder / "rhymes.json").read_text(encoding="utf-8"))
            variants = json.loads((folder / "variants.json").read_text(encoding="utf-8"))
            words = (folder / "words.txt").read_text(encoding="utf-8").split()
            known = KnownLines.load(folder / "lines.npz")
        except (OSError, ValueError, KeyError) as error:
            raise LoadFailed(say("poet.unreadable", words=str(error))) from error
        tokens = Vocabulary(sorted(vocab, key=vocab.__getitem__))
        return cls(Llama.load(folder), tokens, Rhymes(table), known, words, variants)

    def write(self, wish: Wish, seed: int, heard: Callable[[list[str]], None] = lambda lines: None) -> list[str]:
        """The lines of a new poem. `heard` gets the lines so far of one of the candidates, after each line.

        Form and rhyme always hold, a line of the training set is never given, no line comes twice.
        """
        draw = np.random.default_rng(seed)
        best: list[str] = []
        for _ in range(4):
            rows = self._candidates(wish, draw, heard)
            good = [row for row in rows if not self._flaw(row, wish)]
            if good:
                return max(good, key=lambda row: self._worth(row, wish)).lines
            best = best or rows[0].lines
        return best

    def _candidates(self, wish: Wish, draw: np.random.Generator, heard: Callable[[list[str]], None]) -> list[_Row]:
        rows = self._rows(wish, draw)
        prefix = [
            self.vocabulary.wishes(wish.form.name, wish.dynasty, wish.author, row.group, wish.themes) for row in rows
        ]
        logits, state = self.llama.start(np.array(prefix, np.int64))
        lengths = wish.form.patterns[0].lengths
        for line, length in enumerate(lengths):
            for place in range(length):
                chosen = self._choose(rows, logits, wish, line, place, draw)
                logits = self.llama.step(state, chosen)
            heard(rows[0].lines)
            if line + 1 < len(lengths):
                for row in rows:
                    row.lines.append("")
                logits = self.llama.step(state, np.full(len(rows), self.vocabulary.line))
        return rows

    def _rows(self, wish: Wish, draw: np.random.Generator) -> list[_Row]:
        """Each row its own pattern and rhyme, among those that the wish leaves open."""
        patterns = _fitting(wish, self.rhymes)
        groups = self._open_groups(wish)
        rhymed = bool(patterns[0].rhymed)
        return [
            _Row(patterns[draw.integers(len(patterns))], groups[draw.integers(len(groups))] if rhymed else "")
            for _ in range(ROWS)
        ]

    def _open_groups(self, wish: Wish) -> list[str]:
        if wish.rhyme:
            return [wish.rhyme]
        last = wish.first_line[-1:]
        if own := [name for name in self.rhymes.level if name in self.rhymes.groups(last)]:
            return own
        # A theme word makes a good rhyme word.
        near = [g for word in wish.themes for g in BROAD if g in self.rhymes.groups(word[-1])]
        return [*BROAD, *near * 3]

    def _choose(
        self, rows: list[_Row], logits: Scores, wish: Wish, line: int, place: int, draw: np.random.Generator
    ) -> NDArray[np.int64]:
        """The next character of every row [rows]; adds it to the row, with its log-probability."""
        likely = logits - _logsumexp(logits)
        given = _given(wish, line, place)
        chosen = np.empty(len(rows), np.int64)
        for number, row in enumerate(rows):
            if given:
                token = self.vocabulary.ids.get(given, self.vocabulary.also)
            else:
                allowed = self._allowed(row, line, place)
                scores = np.where(allowed, likely[number] + self._pull(row, wish), NEVER)
                token = _sample(scores, wish.temperature, draw)
            character = given or self.vocabulary.tokens[token]
            chosen[number] = token
            row.score += float(likely[number, token])
            row.lines[-1] += character
            if place + 1 == len(row.pattern.tones[line]) and line in row.pattern.rhymed:
                row.rhymes.add(character)
        return chosen

    def _allowed(self, row: _Row, line: int, place: int) -> Flags:
        """Characters [vocab] that fit the form at this place."""
        tones = row.pattern.tones[line]
        fits = self.writable.copy()
        if tones[place] in self._tones:
            fits &= self._tones[tones[place]]
        if place + 1 < len(tones):
            return fits
        if line in row.pattern.rhymed:
            fits &= self._groups[row.group]
            fits[[self.vocabulary.ids[c] for c in row.rhymes if c in self.vocabulary]] = False
        return fits

    def _pull(self, row: _Row, wish: Wish) -> Scores:
        """What is added to the scores [vocab]: towards theme characters not yet used, away from used ones."""
        pull = np.zeros(len(self.vocabulary), np.float32)
        text, ids = "".join(row.lines), self.vocabulary.ids
        for character in {c for word in wish.themes for c in word} - set(text):
            if character in ids:
                pull[ids[character]] = THEME_PULL
        # A character may be doubled at once (紛紛), but hardly comes back later.
        for character in set(text[:-1]):
            if character in ids:
                pull[ids[character]] = -AGAIN
        return pull

    def _flaw(self, row: _Row, wish: Wish) -> bool:
        """Whether a line comes twice, or stands in a poem that the model learned from; a line that was given may."""
        own = [line for line in row.lines if line != wish.first_line]
        return len(set(row.lines)) < len(row.lines) or any(line in self.known for line in own)

    def _worth(self, row: _Row, wish: Wish) -> float:
        """Mean log-probability of a character, and a reward for each theme word that is kept."""
        text = "".join(row.lines)
        kept = [max(word in text, 0.6 * sum(c in text for c in word) / len(word)) for word in wish.themes]
        return row.score / len(text) + 0.5 * (sum(kept) / len(kept) if kept else 0.0)


def _fitting(wish: Wish, rhymes: Rhymes) -> list[Pattern]:
    """Patterns that the given first line fits, best first line for line; all of them when none is given."""
    patterns = list(wish.form.patterns)
    if not wish.first_line:
        return patterns
    misses = {
        pattern: sum(
            tone != FREE and tone not in rhymes.tones(character)
            for character, tone in zip(wish.first_line, pattern.tones[0], strict=True)
        )
        for pattern in patterns
    }
    return [pattern for pattern in patterns if misses[pattern] == min(misses.values())]


def _given(wish: Wish, line: int, place: int) -> str:
    """The character that the person asked for at this place, or nothing."""
    if line == 0 and wish.first_line:
        return wish.first_line[place]
    if place == 0 and wish.heads:
        return wish.heads[line]
    return ""


def _sample(scores: Scores, temperature: float, draw: np.random.Generator, nucleus: float = 0.92) -> int:
    """One token, of the smallest set that holds `nucleus` of the probability (Holtzman et al., 2020)."""
    top = np.argpartition(scores, -64)[-64:]
    top = top[np.argsort(-scores[top])]
    weights = np.exp((scores[top] - scores[top[0]]) / max(temperature, 1e-3))
    weights /= weights.sum()
    kept = int(np.searchsorted(np.cumsum(weights), nucleus)) + 1
    return int(draw.choice(top[:kept], p=weights[:kept] / weights[:kept].sum()))


def _logsumexp(scores: Scores) -> Scores:
    peak = scores.max(-1, keepdims=True)
    return np.asarray(peak + np.log(np.exp(scores - peak).sum(-1, keepdims=True)), np.float32)
