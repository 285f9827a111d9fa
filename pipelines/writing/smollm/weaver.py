"""Weaver: writes the lines of one poem, each the likeliest of several patterns that the model has filled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pipelines.runtimes.llama_server import Completion
from pipelines.writing.smollm import checks
from pipelines.writing.smollm.lexicon import things, tone_words
from pipelines.writing.smollm.pattern import Fits, Loom, Part, Subject, grammar, read, settings, trie
from pipelines.writing.smollm.scribe import Scribe, chat
from pipelines.writing.smollm.sounds import words_of
from pipelines.writing.smollm.tables import table, word_set
from pipelines.writing.smollm.topic import Topic, content_words

THINGS = 8
MOST_TOKENS = 60
COOL = 0.7
"""The temperature of verse is lower: the draw of words gives variety already, and unlikely pairs make no sense."""


@dataclass
class Weaver:
    """One poem at work: what it is drawn from, and what it has used up."""

    scribe: Scribe
    topic: Topic
    prompt: str
    """What goes before the poem: examples and request."""
    theme: frozenset[str]
    used: set[str] = field(default_factory=set)
    spent: set[str] = field(default_factory=set)

    def line(
        self,
        patterns: Sequence[str],
        subjects: Sequence[Subject],
        tries: int,
        fits: Fits | None,
        ends: Collection[str] | None = None,
    ) -> str:
        """The best of `tries` lines of different patterns; "" when no pattern fits. Patterns are used once."""
        found: dict[str, tuple[float, str]] = {}
        plans = self._plans(patterns, subjects, tries, fits, ends)
        loom = Loom(self.scribe.rng, self.theme, self.used)
        grammars = [grammar(parts, loom, ends) for _, parts in plans]
        done = self.scribe.candidates(self.prompt + self.scribe.text, grammars, max_tokens=MOST_TOKENS, cool=COOL)
        for (pattern, _), one in zip(plans, done, strict=True):
            found[one.text.strip("\n")] = (self._worth(one), pattern)
        if not found:
            return ""
        best = max(found, key=lambda text: found[text][0])
        self.spent.add(found[best][1])
        self.used |= set(content_words(best))
        return best

    def _plans(
        self,
        patterns: Sequence[str],
        subjects: Sequence[Subject],
        tries: int,
        fits: Fits | None,
        ends: Collection[str] | None,
    ) -> list[tuple[str, list[Part]]]:
        fresh = [pattern for pattern in patterns if pattern not in self.spent]
        plans: list[tuple[str, list[Part]]] = []
        for pattern in self.scribe.rng.sample(fresh, len(fresh)):
            ways = [s for s in subjects] if set(pattern) & set("XYZ") else [Subject("")]
            for subject in ways:
                parts = read(pattern, subject, self.scribe.rng)
                options = settings(parts, fits, ends) if fits else [parts]
                if options:
                    plans.append((pattern, self.scribe.rng.choice(options)))
                    break
            if len(plans) == tries:
                break
        return plans

    def _worth(self, one: Completion) -> float:
        examples = self.prompt.rpartition("<|im_start|>user")[0]
        worth = one.logprob + 0.25 * min(2, sum(word in self.theme for word in words_of(one.text)))
        worth -= 2.0 * checks.echoes(one.text) + 5.0 * _copies(one.text, examples)
        return worth - 10.0 * (not one.finished)


def belongings(topic: Topic, tone: str, scribe: Scribe) -> frozenset[str]:
    """Things that belong to a subject, as the model sees it, with the words of the tone and of the prompt."""
    data = table("lexicon")["belongings"]
    examples = [(_ask(about), things) for about, things in scribe.rng.sample(data, 3)]
    own = set(content_words(topic.subject))
    known = [word for word in things() if word not in own]
    rule = f'root ::= thing (", " thing){{{THINGS - 1}}} "\\n"\nthing ::= {trie(known)}\n'
    [one] = scribe.candidates(chat(examples, _ask(topic.subject)), [rule], max_tokens=MOST_TOKENS, shown=False)
    named = set(words_of(one.text)) & set(known)
    return frozenset(named | tone_words(tone) | own)


def _ask(subject: str) -> str:
    return f"Name things that belong to {subject}."


def _copies(text: str, examples: str) -> bool:
    """Whether a line is taken from an example: four words in a row, or seven in ten of its words from one line."""
    mine = [word for word in words_of(text) if word not in word_set("words", "function")]
    lines = [set(words_of(line)) for line in examples.split("\n")]
    return bool(checks.copied(text, examples)) or any(
        len(mine) > 2 and sum(word in line for word in mine) >= 0.7 * len(mine) for line in lines
    )
