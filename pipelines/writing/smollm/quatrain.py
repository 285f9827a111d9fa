"""Quatrain: four lines of four beats that rhyme ABAB or AABB, in patterns whose words the model chooses."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.writing.smollm.lexicon import families
from pipelines.writing.smollm.pattern import four_beats, strong_end
from pipelines.writing.smollm.scribe import Scribe, chat
from pipelines.writing.smollm.sounds import phones, rhyme_part, words_of
from pipelines.writing.smollm.subject import definite, subjects
from pipelines.writing.smollm.tables import table
from pipelines.writing.smollm.topic import Topic
from pipelines.writing.smollm.weaver import Weaver, belongings

SCHEMES = ("ABAB", "AABB")
TRIES = 5
FAMILY = 4
"""Words that a rhyme needs at least, so that the second line has a choice."""
SHARE = 0.25
"""Share of the rhymes that one line may choose from: another draw is another rhyme."""


def write_quatrain(topic: Topic, tone: str, scribe: Scribe) -> tuple[str, str]:
    """Four lines and their rhyme scheme."""
    scribe.ctx.progress("looking_for_words")
    prompt = chat(_examples(tone), f"Write a four-line rhyming poem about {topic.subject}.")
    weaver = Weaver(scribe, topic, prompt, belongings(topic, tone, scribe))
    scheme = scribe.rng.choice(SCHEMES)
    ways = tuple(definite(way) for way in subjects(topic))
    lines: list[str] = []
    for i, letter in enumerate(scheme):
        scribe.ctx.progress("writing_line", i + 1, 4)
        partner = next((lines[j] for j in range(i) if scheme[j] == letter), "")
        ends = endings(partner, lines, scribe)
        patterns = table("patterns")["quatrain"]
        kinds = (("first", four_beats), ("line", four_beats), ("line", strong_end))[i > 0 :]
        line = next(filter(None, (weaver.line(patterns[kind], ways, TRIES, fits, ends) for kind, fits in kinds)))
        lines.append(line[0].upper() + line[1:] + (",", ",", ",", ".")[i])
        scribe.write(lines[-1] + "\n" * (i < 3))
    return scribe.text, scheme


def endings(partner: str, lines: Sequence[str], scribe: Scribe) -> frozenset[str]:
    """Words that may end a line: those that rhyme with `partner`, or, when it is empty, those of new rhymes."""
    taken = {words_of(line)[-1] for line in lines}
    if partner:
        last = words_of(partner)[-1]
        return frozenset(w for w in families()[rhyme_part(last)] if phones(w) != phones(last))
    old = {rhyme_part(word) for word in taken}
    new = [part for part, group in sorted(families().items()) if len(group) >= FAMILY and part not in old]
    return frozenset().union(*(families()[part] for part in scribe.rng.sample(new, round(len(new) * SHARE))))


def _examples(tone: str) -> list[tuple[str, str]]:
    data = table("quatrain")
    return [
        (f"Write a four-line rhyming poem about {about}.", text.replace("|", "\n"))
        for about, text in [*data["general"], data["tone"][tone]]
    ]
