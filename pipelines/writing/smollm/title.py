"""Titles: short, sensible, in title case, drawn from what the prompt names."""

from __future__ import annotations

import random

from pipelines.writing.smollm.tables import word_set
from pipelines.writing.smollm.topic import Topic

MOST_WORDS = 7


def title_of(topic: Topic, rng: random.Random) -> str:
    """A title for a piece about `topic`."""
    if len(topic.subject.split()) <= MOST_WORDS and not topic.premise:
        return title_case(topic.subject)
    named = topic.main.split(",")[0]
    choices = [named, f"the {named}"] if len(named.split()) > 1 and named.islower() else [named]
    if topic.place and len(named.split()) < 4:
        choices = [f"{named} {topic.place}"]
    return title_case(rng.choice(choices))


def hero_title(topic: Topic, rng: random.Random) -> str:
    """A title for a piece that tells of somebody: it names them, where the prompt does."""
    hero, thing = topic.hero, topic.things[0] if topic.things else ""
    if thing and (hero.role or hero.name in topic.subject):
        return title_case(f"{hero.name} and {thing}")
    if hero.noun and not hero.many:
        return title_case(f"{hero.name} the {hero.noun}")
    return title_of(topic, rng)


def title_case(text: str) -> str:
    """Capitals on all but small words inside; at most seven words."""
    words = text.split()[:MOST_WORDS]
    while len(words) > 1 and words[-1].lower() in word_set("words", "weak_end"):
        words.pop()
    return " ".join(
        word if i and word in word_set("words", "title_small") else word[0].upper() + word[1:]
        for i, word in enumerate(words)
    )
