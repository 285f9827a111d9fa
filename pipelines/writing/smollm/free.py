"""Free verse: stanzas of short lines, in patterns whose words the model chooses."""

from __future__ import annotations

import re

from pipelines.writing.smollm.pattern import Subject
from pipelines.writing.smollm.scribe import Scribe, chat
from pipelines.writing.smollm.subject import definite, subjects
from pipelines.writing.smollm.tables import table
from pipelines.writing.smollm.topic import Topic
from pipelines.writing.smollm.weaver import Weaver, belongings

TRIES = 2
WORDS_A_STANZA = 14
AGAIN = 3
"""Every so many stanzas the subject comes back."""


def write_free(topic: Topic, tone: str, words: int, scribe: Scribe) -> str:
    """A poem of about `words` words in stanzas of two to four lines."""
    scribe.ctx.progress("looking_for_words")
    prompt = chat(_examples(tone), f"Write a poem about {topic.subject}.")
    weaver = Weaver(scribe, topic, prompt, belongings(topic, tone, scribe))
    way = subjects(topic)[0]
    number = max(2, round(words / WORDS_A_STANZA))
    for i in range(number):
        scribe.ctx.progress("writing_stanza", i + 1, number)
        kind = "opening" if i == 0 else "ending" if i == number - 1 else "again" if i % AGAIN == 2 else "stanza"
        _stanza(kind, way if i == 0 else definite(way), weaver, "\n\n" * (i > 0))
        # A long poem comes round to its patterns again, with other words.
        if i % 12 == 11:
            weaver.spent.clear()
    return scribe.text


def _stanza(kind: str, subject: Subject, weaver: Weaver, joint: str) -> None:
    weaver.scribe.write(joint)
    stanzas = ["\n".join(lines) for lines in table("patterns")["free"][kind]]
    weaver.scribe.write(capitals(weaver.line(stanzas, (subject,), TRIES, None)))


def capitals(text: str) -> str:
    """Capitals where a sentence begins."""
    return re.sub(r"(^|[.?:]\s+)([a-z])", lambda found: found.group(1) + found.group(2).upper(), text)


def _examples(tone: str) -> list[tuple[str, str]]:
    data = table("free")
    return [(f"Write a poem about {about}.", text) for about, text in [*data["general"], data["tone"][tone]]]
