"""Free verse: stanzas of short lines, each begun by a stem and broken where the breath is."""

from __future__ import annotations

import re
from itertools import count

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
    total = max(3, round(words / WORDS_A_LINE))
    stems = _stems(topic, total, scribe)
    poem = ""
    for number in count():
        left = words - len(words_of(poem))
        lines_left = round(left / WORDS_A_LINE)
        size = lines_left if lines_left <= 5 else min(scribe.rng.randint(3, 5), lines_left - 2)
        last = size >= lines_left
        stanza = ""
        for i in range(max(1, size)):
            scribe.ctx.progress("writing line", min(total, poem.count("\n") + i + 1), total)
            stem = "" if i else _opening(number, last, stems, topic, scribe)
            line = _line(prompt + poem + stanza, stem, poem + stanza, topic, scribe)
            line = _shape(line, stanza, i == size - 1)
            stanza += line + "\n" * (i < size - 1)
            scribe.write(line + "\n" * (i < size - 1))
        poem += stanza
        if last or len(words_of(poem)) >= words * 0.95:
            return poem
        poem += "\n\n"
        scribe.write("\n\n")


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


def _stems(topic: Topic, total: int, scribe: Scribe) -> list[str]:
    stems = list(table("free")["openings"])
    scribe.rng.shuffle(stems)
    # What the prompt names comes back in the second stanza, then every third.
    for i, thing in enumerate([*topic.things, topic.place][: max(1, total // 8)]):
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
            found[line] = one.logprob + _worth(line, before, topic, one.finished)
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
