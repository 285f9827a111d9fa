"""Haiku: three lines of 5, 7 and 5 syllables, by cutting the model's candidates where the count is exact."""

from __future__ import annotations

import re

from pipelines.verse import checks
from pipelines.verse.scribe import Scribe, chat
from pipelines.verse.sounds import syllables, words_of
from pipelines.verse.tables import table, word_set
from pipelines.verse.topic import Topic

COUNTS = (5, 7, 5)
TRIES = 5
ROUNDS = 4
ENOUGH = 4
"""Usable candidates that are enough to choose from."""
# Lines for the rare case that no candidate can be cut to the count.
SPARE = {5: ("the evening listens", "nothing else is said"), 7: ("a small wind turns the page back",)}


def write_haiku(topic: Topic, tone: str, scribe: Scribe) -> str:
    """The three lines, each with its exact number of syllables by the CMU dictionary."""
    prompt = chat(_examples(tone), f"Write a haiku about {topic.subject}.")
    lines: list[str] = []
    for i, count in enumerate(COUNTS):
        scribe.ctx.progress("writing line", i + 1, len(COUNTS))
        lines.append(_line(prompt + "".join(line + "\n" for line in lines), count, lines, topic, scribe))
        scribe.write(lines[-1] + "\n" * (i < 2))
    return "\n".join(lines)


def cut(line: str, count: int) -> str:
    """The beginning of `line` with exactly `count` syllables, or "" when there is none that can end a line."""
    found, total = "", 0
    for part in re.findall(r"[A-Za-z'’]+|[^A-Za-z'’]+", line):
        found += part
        if not part[0].isalpha():
            continue
        beats = syllables(part.lower())
        total += beats
        if not beats or total > count:
            return ""
        if total == count:
            weak = part.lower() in word_set("words", "weak_end") or part.lower().endswith("'s")
            return "" if weak else found.strip(" ,;:.-–—'’")
    return ""


def _examples(tone: str) -> list[tuple[str, str]]:
    data = table("haiku")
    return [
        (f"Write a haiku about {about}.", text.replace("|", "\n"))
        for about, text in [*data["general"], data["tone"][tone]]
    ]


def _line(prompt: str, count: int, lines: list[str], topic: Topic, scribe: Scribe) -> str:
    usable: dict[str, float] = {}
    examples = prompt.rpartition("<|im_start|>user")[0]
    for _ in range(ROUNDS):
        for found in scribe.candidates(prompt, TRIES, stop=["\n", "<|im_end|>"], max_tokens=16):
            if line := cut(_tidy(found.text, topic), count):
                usable[line] = found.logprob + _worth(line, lines, topic) - 0.8 * checks.copied(line, examples, 3)
        if sum(worth > checks.REJECT / 2 for worth in usable.values()) >= ENOUGH:
            break
    good = {line: worth for line, worth in usable.items() if worth > checks.REJECT / 2}
    if good:
        return max(good, key=lambda line: good[line])
    return next((line for line in SPARE[count] if line not in lines), SPARE[count][0])


def _tidy(text: str, topic: Topic) -> str:
    """Lower case as the examples are, but for names; no dashes, brackets or quotes."""
    text = re.sub(r"[^A-Za-z'’,; ]+", " ", text.replace("’", "'"))
    names = {word for word in topic.subject.split() if word[0].isupper()}
    return " ".join(word if word.strip(",;") in names else word.lower() for word in text.split())


def _worth(line: str, lines: list[str], topic: Topic) -> float:
    """Added to the mean log-probability: what makes a line better or worse than its likelihood."""
    before = "\n".join(lines)
    if checks.outside_talk(line) or checks.echoes(line) or len(words_of(line)) < 2:
        return checks.REJECT
    said = bool(checks.steers(before, topic.words))
    steer = checks.steers(line, topic.words, before)
    missing = -2.0 if not said and not steer else 0.0
    small = sum(word in word_set("words", "function") for word in words_of(line)) / len(words_of(line))
    images = sum(word in word_set("words", "images") for word in words_of(line))
    telling = sum(word in word_set("words", "telling") for word in words_of(line))
    return (
        0.35 * min(2, images)
        - 0.6 * telling
        + missing
        + 0.4 * min(steer, 2)
        - 1.5 * checks.repeats(line, before)
        - 1.0 * checks.stale(line)
        - small
    )
