"""Story: a plan of beats whose sentences the model ends."""

from __future__ import annotations

import random

from pipelines.writing.smollm.prose import SENTENCE, Prose
from pipelines.writing.smollm.scribe import Scribe, chat
from pipelines.writing.smollm.sounds import words_of
from pipelines.writing.smollm.tables import table
from pipelines.writing.smollm.topic import Topic

PLANS = {
    3: ("opening", "spark", "ending"),
    4: ("opening", "wish", "spark", "ending"),
    5: ("opening", "wish", "spark", "turn", "ending"),
    7: ("opening", "wish", "spark", "obstacle", "turn", "action", "ending"),
    9: ("opening", "wish", "spark", "obstacle", "attempt", "low", "turn", "action", "ending"),
}
"""Beats by their number; a longer story has more sentences in each."""
WISHES = 8
"""Verbs that a wish may begin with, drawn for each story."""
WORDS_A_SENTENCE = 16


def write_story(topic: Topic, tone: str, words: int, scribe: Scribe) -> str:
    """A story of about `words` words, in paragraphs."""
    scribe.ctx.progress("planning_story")
    values = _values(topic, tone, scribe.rng)
    prose = Prose(scribe, topic, _prompt(topic, tone, values), names=(topic.hero.name,))
    beats = plan(words, bool(topic.premise))
    details = _fitting(_details(tone, scribe.rng), values)
    used: list[str] = []
    for i, beat in enumerate(beats):
        scribe.ctx.progress("writing_beat", i + 1, len(beats))
        joint = "\n\n" if _new_paragraph(beat, words) else " "
        added = prose.sentence(
            _stem(beat, values, scribe.rng), joint, _wish_rule(scribe.rng) if beat == "wish" else SENTENCE
        )
        if beat == "wish":
            values["wish"] = added.strip(" .!?")
        due = (words - WORDS_A_SENTENCE) * (i + 1) / (len(beats) - 1)
        while i < len(beats) - 1 and len(words_of(prose.body)) < due - WORDS_A_SENTENCE / 2:
            if len(used) == len(details):
                used.clear()
            used.append(details[len(used)])
            prose.sentence(used[-1].format(**values))
    return prose.body


def _wish_rule(rng: random.Random) -> str:
    """A wish that the ending can repeat word for word: a verb and a few words, none of which points elsewhere."""
    verbs = rng.sample(table("story")["wishes"], WISHES)
    choice = " | ".join(f'" {verb}"' for verb in verbs)
    return f'root ::= ({choice}) (" " word){{1,4}} "."\nword ::= [a-z]+\n'


def plan(words: int, has_premise: bool) -> tuple[str, ...]:
    """The beats for a length. What the prompt tells takes the place of the spark."""
    number = max((n for n in PLANS if n * WORDS_A_SENTENCE <= words + WORDS_A_SENTENCE / 2), default=3)
    beats = PLANS[number]
    return tuple("premise" if has_premise and beat == "spark" else beat for beat in beats)


def _values(topic: Topic, tone: str, rng: random.Random) -> dict[str, str]:
    data = table("story")
    # A place inside the premise is where that happens, not where the hero lives.
    own = "" if topic.place in topic.premise else topic.place
    place = own or rng.choice([*data["places"].get(tone, ()), *data["places"]["any"]])
    # A thing nobody asked for is brought in by the spark; a premise leaves no room for that.
    thing = topic.things[0] if topic.things else "" if topic.premise else rng.choice(data["things"])
    return {
        **topic.hero.pronouns,
        "role": topic.hero.role,
        "place": place,
        "place_c": place[0].upper() + place[1:],
        "thing": thing,
        "premise": topic.premise,
        "time": rng.choice(data["times"]),
        "wish": "",
    }


def _stem(beat: str, values: dict[str, str], rng: random.Random) -> str:
    if beat == "opening" and not values["role"]:
        beat = "named"
    if beat == "ending" and not values["wish"]:
        beat = "plain_ending"
    return str(rng.choice(_fitting(table("story")["beats"][beat], values))).format(**values)


def _fitting(stems: list[str], values: dict[str, str]) -> list[str]:
    """The stems that can be filled. A thing without an article does nothing beside the hero: "Ida and love"."""
    thing = values["thing"]
    return [s for s in stems if (thing or "{thing}" not in s) and (thing.startswith("the ") or "and {thing}" not in s)]


def _details(tone: str, rng: random.Random) -> list[str]:
    """Stems for the sentences between, the tone's own first and then all of them in a drawn order."""
    data = table("story")["detail"]
    own, common = list(data[tone]), list(data["any"])
    rng.shuffle(common)
    for i, stem in enumerate(own):
        common.insert(2 * i + rng.randrange(2), stem)
    return common


def _new_paragraph(beat: str, words: int) -> bool:
    return words >= 60 and beat in ("spark", "premise", "low", "turn", "ending")


def _prompt(topic: Topic, tone: str, values: dict[str, str]) -> str:
    example = ("Write a short story.", str(table("story")["tone"][tone]))
    manner = "" if tone == "plain" else f"{tone} "
    about = f"{', '.join(filter(None, (values['name'], values['role'])))}. It is about {topic.subject}."
    return chat([example], f"Write a short {manner}story in the past tense about {about}")
