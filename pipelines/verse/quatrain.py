"""Quatrain: four lines of about eight syllables that rhyme ABAB or AABB, the rhymes forced by a grammar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.verse import checks
from pipelines.verse.scribe import Scribe, chat
from pipelines.verse.sounds import iambic, line_syllables, rhyme_part, words_of
from pipelines.verse.tables import table, word_set
from pipelines.verse.topic import Topic

SCHEMES = ("ABAB", "AABB")
SYLLABLES = range(6, 11)
TRIES = 4
ROUNDS = 3
ENOUGH = 3
CHOICES = 3
"""Rhyme families offered to a line that opens a rhyme: few enough that the second line finds a different tail."""


def write_quatrain(topic: Topic, tone: str, scribe: Scribe) -> tuple[str, str]:
    """Four lines and their rhyme scheme."""
    prompt = chat(_examples(tone), f"Write a four-line rhyming poem about {topic.subject}.")
    scheme = scribe.rng.choice(SCHEMES)
    lines: list[str] = []
    for i, letter in enumerate(scheme):
        scribe.ctx.progress("writing line", i + 1, 4)
        partner = next((lines[j] for j in range(i) if scheme[j] == letter), "")
        stem = _first(topic, scribe) if i == 0 else ""
        ends = tails(partner, lines, scribe)
        line = _line(prompt + "".join(line + "\n" for line in lines), stem, lines, ends, topic, scribe)
        lines.append(_punctuate(line, last=i == 3))
        scribe.write(lines[-1] + "\n" * (i < 3))
    return "\n".join(lines), scheme


def tails(partner: str, lines: Sequence[str], scribe: Scribe) -> list[str]:
    """Phrases that may end a line: those that rhyme with `partner`, or those of a few new families when it is empty."""
    ends = {words_of(line)[-1] for line in lines}
    families = _families()
    if partner:
        family = families[rhyme_part(words_of(partner)[-1])]
    else:
        new = [part for part in families if part not in {rhyme_part(word) for word in ends}]
        family = [tail for part in scribe.rng.sample(new, CHOICES) for tail in families[part]]
    return [tail for tail in family if words_of(tail)[-1] not in ends]


@cache
def _families() -> dict[str, list[str]]:
    rows = [row.split("|") for row in table("rhymes")["families"]]
    return {rhyme_part(words_of(row[0])[-1]): row for row in rows}


def _first(topic: Topic, scribe: Scribe) -> str:
    """Most quatrains begin with what they are about."""
    words = topic.main.split()
    if len(words) > 3 or scribe.rng.random() < 0.3 or not line_syllables(topic.main):
        return ""
    return topic.main if "'s" in words[0] or topic.main[0].isupper() else f"The {topic.main}"


def _grammar(ends: Sequence[str], stem: str) -> str:
    """What follows `stem`: a few free words, then one of `ends`."""
    free = '(" " word){1,3}' if stem else 'word (" " word){1,4}'
    choice = " | ".join(f'"{tail}"' for tail in ends)
    return f"""root ::= {free} ","? " " tail mark? "\\n"
word ::= [A-Za-z] [a-z']*
tail ::= {choice}
mark ::= [.,;]
"""


def _examples(tone: str) -> list[tuple[str, str]]:
    data = table("quatrain")
    return [
        (f"Write a four-line rhyming poem about {about}.", text.replace("|", "\n"))
        for about, text in [*data["general"], data["tone"][tone]]
    ]


def _line(prompt: str, stem: str, lines: list[str], ends: list[str], topic: Topic, scribe: Scribe) -> str:
    found: dict[str, float] = {}
    enough = 0
    for _ in range(ROUNDS):
        for one in scribe.candidates(
            prompt + stem, TRIES, lead=stem, grammar=_grammar(ends, stem), stop=["\n"], max_tokens=24
        ):
            tail = next((tail for tail in ends if one.text.strip(" ,.;").endswith(tail)), "")
            if not tail:
                continue
            line = (stem + one.text).strip()
            found[line] = one.logprob + _worth(line, tail, lines, topic)
        enough = sum(worth > -6 for worth in found.values())
        if enough >= ENOUGH:
            break
    if not found:
        return f"The {topic.main} is here, {ends[0]}"
    return max(found, key=lambda line: found[line])


def _worth(line: str, tail: str, lines: list[str], topic: Topic) -> float:
    """Added to the mean log-probability of a candidate line."""
    before = "\n".join(lines)
    count = line_syllables(line)
    off = 0.4 * abs(count - 8) if count in SYLLABLES else 30.0
    bad = 30.0 if checks.outside_talk(line) or checks.echoes(line) or checks.invented(line, topic.words) else 0.0
    missing = 2.0 if not checks.steers(before + line, topic.words) else 0.0
    clause = words_of(line)[: -len(words_of(tail))]
    dangling = clause[-1] in word_set("words", "weak_end")
    same_start = bool(lines) and words_of(line)[0] in {words_of(other)[0] for other in lines}
    return (
        0.4 * min(2, checks.steers(line, topic.words, before))
        + 1.5 * iambic(line)
        - off
        - bad
        - missing
        - 1.5 * checks.repeats(line, before)
        - checks.stale(line)
        - 0.4 * same_start
        - 6.0 * dangling
    )


def _punctuate(line: str, last: bool) -> str:
    """The last line ends with a full stop. Capitals stay where a name or a sentence begins."""
    line = re.sub(r"\s+([,.;])", r"\1", line.strip())
    return line.rstrip(",;. ") + "." if last else line
