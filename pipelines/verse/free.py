"""Free verse: stanzas of short lines, each begun by a stem and broken where the breath is."""

from __future__ import annotations

import re

from pipelines.verse import checks
from pipelines.verse.scribe import Scribe, chat
from pipelines.verse.sounds import words_of
from pipelines.verse.tables import table, word_set
from pipelines.verse.topic import Topic

WORDS_A_LINE = 5.5
LINE = """root ::= [a-zA-Z] [a-zA-Z', ]* [a-z] [.,]? "\\n"
"""
AFTER_STEM = """root ::= " " [a-zA-Z] [a-zA-Z', ]* [a-z] [.,]? "\\n"
"""
TRIES = 3
ROUNDS = 2


def write_free(topic: Topic, tone: str, words: int, scribe: Scribe) -> str:
    """A poem of about `words` words in stanzas of three to five lines."""
    prompt = chat(_examples(tone), f"Write a poem about {topic.subject}.")
    stems = _stems(topic, words, scribe)
    number, last = 0, False
    while not last and len(words_of(scribe.text)) < words * 0.95:
        if number:
            scribe.write("\n\n")
        left = round((words - len(words_of(scribe.text))) / WORDS_A_LINE)
        size = max(1, left) if left <= 5 else min(scribe.rng.randint(3, 5), left - 2)
        last = size >= left
        _stanza(prompt, _opening(number, last, stems, topic, scribe), size, words, topic, scribe)
        number += 1
    return scribe.text


def _stanza(prompt: str, stem: str, size: int, words: int, topic: Topic, scribe: Scribe) -> None:
    """Write `size` lines, the first from `stem`."""
    begun = len(scribe.text)
    for i in range(size):
        scribe.ctx.progress("writing words", min(words, len(words_of(scribe.text))), words)
        line = _line(prompt + scribe.text, stem if i == 0 else "", scribe.text, topic, scribe)
        last = i == size - 1
        scribe.write(_shape(line, scribe.text[begun:], last) + "\n" * (not last))


def _opening(number: int, last: bool, stems: list[str], topic: Topic, scribe: Scribe) -> str:
    if number == 0:
        return scribe.rng.choice(_first(topic))
    if last:
        return str(scribe.rng.choice(table("free")["endings"]))
    return stems[number % len(stems)]


def _first(topic: Topic) -> list[str]:
    """Ways to begin with what the poem is about."""
    main = topic.main
    bare = main if main[0].isupper() or len(main.split()) > 1 else f"the {main}"
    return [bare[0].upper() + bare[1:]] if not topic.hero.noun else [topic.hero.role[0].upper() + topic.hero.role[1:]]


def _stems(topic: Topic, words: int, scribe: Scribe) -> list[str]:
    stems = list(table("free")["openings"])
    scribe.rng.shuffle(stems)
    # What the prompt names comes back in the second stanza, then every third.
    for i, thing in enumerate([*topic.things, topic.place][: max(1, words // 44)]):
        if thing:
            stems.insert(3 * i, thing[0].upper() + thing[1:])
    return stems


def _examples(tone: str) -> list[tuple[str, str]]:
    data = table("free")
    return [(f"Write a poem about {about}.", text) for about, text in [*data["general"], data["tone"][tone]]]


def _line(prompt: str, stem: str, before: str, topic: Topic, scribe: Scribe) -> str:
    found: dict[str, float] = {}
    for _ in range(ROUNDS):
        for one in scribe.candidates(
            prompt + stem, TRIES, lead=stem, grammar=AFTER_STEM if stem else LINE, stop=["\n"], max_tokens=16
        ):
            line = stem + one.text.rstrip()
            found[line] = (
                one.logprob
                + _worth(line, before, topic, one.finished)
                - 1.5 * checks.copied(line, prompt.rpartition("<|im_start|>user")[0])
            )
        if sum(worth > -9 for worth in found.values()) >= 2:
            break
    return max(found, key=lambda line: found[line])


def _worth(line: str, before: str, topic: Topic, finished: bool) -> float:
    """Added to the mean log-probability of a candidate line."""
    words = words_of(line)
    if len(words) < 2 or checks.outside_talk(line):
        return checks.REJECT
    weak = words[-1] in word_set("words", "weak_end")
    starts = [words_of(other)[0] for other in before.split("\n")[-4:] if words_of(other)]
    images = sum(word in word_set("words", "images") for word in words)
    return (
        0.3 * min(2, checks.steers(line, topic.words, before))
        + 0.2 * min(2, images)
        - 1.2 * checks.repeats(line, before)
        - 0.8 * checks.stale(line)
        - 0.8 * checks.echoes(line)
        - 1.0 * checks.invented(line, topic.words)
        - 2.0 * checks.strange_names(line, (topic.subject, topic.hero.name))
        - 1.5 * weak
        - 0.4 * line.endswith(".")
        - 0.5 * (words[0] in starts)
        - 10.0 * (not finished or len(words) > 10)
    )


def _shape(line: str, stanza: str, last: bool) -> str:
    """Capitals where a sentence begins, a full stop where the stanza ends."""
    line = re.sub(r"\s+", " ", line).strip(" ")
    begins = not stanza or stanza.rstrip().endswith((".", "!", "?"))
    head = line[0].upper() if begins else line[0].lower()
    keep = (
        re.match(r"(?:I\b|[A-Z][a-z]*\b)", line)
        and not begins
        and line.split()[0].lower() not in word_set("words", "function")
    )
    line = line if keep or line.startswith(("I ", "I'")) else head + line[1:]
    return line.rstrip(",. ") + "." if last else line
