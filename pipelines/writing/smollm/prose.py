"""Prose: sentences that begin as a plan says and end as the model says, the best of several."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipelines.writing.smollm import checks
from pipelines.writing.smollm.hero import someone
from pipelines.writing.smollm.scribe import Scribe
from pipelines.writing.smollm.sounds import words_of
from pipelines.writing.smollm.tables import word_set
from pipelines.writing.smollm.topic import Topic

TRIES = 4
ROUNDS = 2
COOL = 0.85
MOST_TOKENS = 32
WORDS = range(2, 24)
"""Words that the model adds to a stem."""
LONG = 11
"""Words from which on a sentence is the worse the longer it is: this model loses its thread."""
# Words alone: no digits, colons, brackets, quotes or line breaks can be written.
SENTENCE = """root ::= " " word ((" " | ", ") word)+ [.!?]
word ::= [a-zA-Z]+ ("'" [a-z]+)?
"""
TELLING = ("said", "says", "say", "asked", "replied")
"""Speech without quotation marks, which the grammar does not allow, only confuses."""


@dataclass
class Prose:
    """One running text: what the model has read so far, and the rules its sentences must keep."""

    scribe: Scribe
    topic: Topic
    prompt: str
    """What goes before the text: examples and request."""
    person: str = "third"
    """third (a story), scene (the action of a script), first (a letter) or any (what someone says)."""
    present: bool = False
    """Whether the present tense is right."""
    names: tuple[str, ...] = ()
    judge: Callable[[str], float] | None = None
    body: str = field(default="")
    """The text so far, as the model reads it."""

    def sentence(self, stem: str, joint: str = " ", rule: str = SENTENCE) -> str:
        """Finish `stem`, write it after `joint`, and return what the model added: nothing to a stem that has ended."""
        joint = joint if self.body else ""
        begun = self.body + joint + stem
        end = "”" if stem.count("“") > stem.count("”") else ""
        best = "" if stem.endswith(".") else self._best(begun, joint + stem, stem, rule)
        self.body += joint + stem + best + end
        self.scribe.write(joint + stem + best + end)
        return best

    def _best(self, begun: str, lead: str, stem: str, rule: str) -> str:
        found: dict[str, float] = {}
        for _ in range(ROUNDS):
            for one in self.scribe.candidates(
                self.prompt + begun, [rule] * TRIES, lead=lead, max_tokens=MOST_TOKENS, cool=COOL
            ):
                text = self._in_voice(one.text, begun, spoken="“" in stem)
                found[text] = one.logprob + self._worth(text, one.finished, stem)
            if sum(worth > -9 for worth in found.values()) >= 2:
                break
        best = max(found, key=lambda text: found[text])
        return best if best.endswith((".", "!", "?")) else _close(best)

    def _worth(self, text: str, finished: bool, stem: str) -> float:
        """Added to the mean log-probability of a candidate."""
        whole, words = stem + text, words_of(text)
        worth = 0.3 * min(2, checks.steers(text, self.topic.words, self.body))
        worth -= 1.2 * checks.repeats(whole, self.body) + 0.7 * checks.stale(text) + 0.7 * checks.echoes(whole)
        worth -= 1.5 * checks.copied(text, self.prompt.rpartition("<|im_start|>user")[0])
        worth -= 3.0 * checks.strange_names(text, (*self.names, self.topic.subject))
        worth -= 1.0 * checks.invented(text, self.topic.words + self.names)
        worth -= 10.0 * (not finished or len(words) not in WORDS or checks.outside_talk(text))
        worth -= 10.0 * checks.dark(text, self.topic.words)
        worth -= 0.12 * max(0, len(words) - LONG)
        worth -= 1.6 * self._wrong_voice(text, "“" in stem) + 1.5 * any(word in TELLING for word in words)
        return worth + (self.judge(text) if self.judge else 0.0)

    def _wrong_voice(self, text: str, spoken: bool) -> int:
        """How many words are in the wrong person or tense."""
        wrong: Sequence[str] = ()
        if not spoken and self.person in ("third", "scene"):
            wrong = [*word_set("words", "first_person"), *word_set("words", "second_person")]
        if not spoken and not self.present:
            wrong = [*wrong, *word_set("words", "present_verbs")]
        pronouns = checks.wrong_pronouns(text, self.topic.hero.she) if self._of_one_hero and not spoken else 0
        return sum(word in wrong for word in words_of(text)) + 2 * pronouns

    @property
    def _of_one_hero(self) -> bool:
        return self.person == "third" and not self.topic.hero.many

    def _in_voice(self, text: str, before: str, spoken: bool) -> str:
        """`text` with the hero's own he or she, where no other person is there to be meant."""
        others = (someone() - {self.topic.hero.noun}).intersection(words_of(f"{self.topic.subject} {before} {text}"))
        if spoken or others or not self._of_one_hero:
            return text
        return checks.with_pronouns(text, self.topic.hero.she)


def _close(text: str) -> str:
    """An unfinished sentence, cut back to where it can end."""
    words = re.sub(r"[^A-Za-z',\s]", "", text).split()
    while words and words[-1].lower().strip(",'") in word_set("words", "weak_end"):
        words.pop()
    return f" {' '.join(words).rstrip(',')}." if words else " went on."
