"""Subjects: how a poem may call what it is about, as phrases that a verb can follow."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.writing.smollm.pattern import Subject
from pipelines.writing.smollm.tables import word_set
from pipelines.writing.smollm.topic import DETERMINERS, Topic

MOST_WORDS = 5
CLAUSE = re.compile(r",|\s(?:who|that|which|where|when|because|while|after|before|and\s+(?:her|his|their))\s")
NUMBERS = re.compile(r"^(?:the\s+|my\s+|our\s+)?(?:two|three|four|five|six|seven|ten|many|some|both|these|those)\s")
MANY = {"children", "men", "women", "people", "feet", "geese", "mice", "teeth", "leaves", "wolves", "lives", "stairs"}
ONE = {"paris", "james", "chess", "mars", "news", "lens", "bus", "tennis", "thomas", "lisbon"}


def subjects(topic: Topic) -> tuple[Subject, ...]:
    """Ways to name what a poem is about, the fullest first."""
    head = CLAUSE.split(topic.subject)[0].strip()
    if topic.premise:
        head = topic.hero.role if topic.hero.noun else topic.hero.name
    ways = [head] if len(head.split()) <= MOST_WORDS and not _has_verb(head) else []
    phrase = _first_phrase(head)
    ways += [phrase, " ".join(_keep_known(phrase.split()))]
    alive = bool(topic.hero.noun) or topic.hero.name in topic.subject
    return tuple(_subject(way, alive, topic) for way in dict.fromkeys(w for w in ways if w))


def _subject(way: str, alive: bool, topic: Topic) -> Subject:
    many = _many(way)
    return Subject(way, many, alive, "they" if many else topic.hero.pronouns["he"] if alive else "it")


def definite(subject: Subject) -> Subject:
    """ "a dragon" is "the dragon" from the second time on."""
    return replace(subject, text=re.sub(r"^an?\s", "the ", subject.text))


def _first_phrase(text: str) -> str:
    """Up to the first preposition; "the smell of rain" is one thing."""
    return re.split(r"\s(?:in|at|on|under|from|to|with|by|near|for|over|about|into|through|like)\s", text)[0]


def _keep_known(words: list[str]) -> list[str]:
    from pipelines.writing.smollm.lexicon import beat

    kept = [word for word in words if beat(word)]
    return kept if kept and kept[-1].lower() not in word_set("words", "function") else []


def _has_verb(text: str) -> bool:
    """Whether a phrase may hold a finite verb: "Anna meets her teacher"."""
    from pipelines.writing.smollm.tense import past

    words = text.split()
    return any(past(w) and w.lower() not in DETERMINERS and words[i + 1 :] for i, w in enumerate(words) if i)


def _many(text: str) -> bool:
    low = text.lower()
    if NUMBERS.match(low) or " and " in low:
        return True
    head = re.split(r"\s(?:of|in|at|on|under|from|to|with|by|near|for|over)\s", low)[0].split()[-1]
    if head in MANY:
        return True
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "'s", "ous")) and head not in ONE
