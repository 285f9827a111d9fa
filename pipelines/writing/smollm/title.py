"""Titles: short, sensible, in title case, drawn from what the prompt names."""

from __future__ import annotations

import random

from pipelines.writing.smollm.tables import word_set
from pipelines.writing.smollm.topic import Topic

MOST_WORDS = 7


def title_of(topic: Topic, kind: str, rng: random.Random) -> str:
    """A title for a piece of `kind` about `topic`."""
    thing = topic.things[0] if topic.things else ""
    if kind in ("story", "script") and thing and (topic.hero.role or topic.hero.name in topic.subject):
        return title_case(f"{topic.hero.name} and {thing}")
    if kind in ("story", "script") and topic.hero.noun and not topic.hero.many:
        return title_case(f"{topic.hero.name} the {topic.hero.noun}")
    if len(topic.subject.split()) <= MOST_WORDS and not topic.premise:
        return title_case(topic.subject)
    named = topic.main.split(",")[0]
    choices = [named, f"the {named}"] if len(named.split()) > 1 and named.islower() else [named]
    if topic.place and len(named.split()) < 4:
        choices = [f"{named} {topic.place}"]
    return title_case(rng.choice(choices))


def title_case(text: str) -> str:
    """Capitals on all but small words inside; at most seven words."""
    words = text.split()[:MOST_WORDS]
    while len(words) > 1 and words[-1].lower() in word_set("words", "weak_end"):
        words.pop()
    return " ".join(
        word if i and word in word_set("words", "title_small") else word[0].upper() + word[1:]
        for i, word in enumerate(words)
    )
