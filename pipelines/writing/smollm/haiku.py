"""Haiku: three lines of 5, 7 and 5 syllables, in patterns whose words the model chooses."""

from __future__ import annotations

from pipelines.writing.smollm.pattern import counted
from pipelines.writing.smollm.scribe import Scribe, chat
from pipelines.writing.smollm.subject import subjects
from pipelines.writing.smollm.tables import table
from pipelines.writing.smollm.topic import Topic
from pipelines.writing.smollm.weaver import Weaver, belongings

COUNTS = (5, 7, 5)
TRIES = 5
PLANS = (("name", "clause", "close"), ("setting", "name_clause", "close"), ("name", "clause", "close"))
SPARE = ("setting", "clause", "close")
"""Kinds of lines, by data/patterns.toml."""


def write_haiku(topic: Topic, tone: str, scribe: Scribe) -> str:
    """The three lines, each with its exact number of syllables by the CMU dictionary."""
    scribe.ctx.progress("looking_for_words")
    prompt = chat(_examples(tone), f"Write a haiku about {topic.subject}.")
    weaver = Weaver(scribe, topic, prompt, belongings(topic, tone, scribe))
    ways = subjects(topic)
    kinds = list(scribe.rng.choice(PLANS))
    patterns = table("patterns")["haiku"]
    for i, count in enumerate(COUNTS):
        scribe.ctx.progress("writing_line", i + 1, len(COUNTS))
        line = weaver.line(patterns[kinds[i]], ways, TRIES, counted(count))
        if not line:
            # The subject is too long or its sound unknown: it may fit into the next line.
            kinds[i + 1 : i + 2] = [("name_clause", "name")[i]] if i < 2 else []
            line = weaver.line(patterns[SPARE[i]], (), TRIES, counted(count))
        scribe.write(line + "\n" * (i < 2))
    return scribe.text


def _examples(tone: str) -> list[tuple[str, str]]:
    data = table("haiku")
    return [
        (f"Write a haiku about {about}.", text.replace("|", "\n"))
        for about, text in [*data["general"], data["tone"][tone]]
    ]
