"""Script: one scene in screenplay layout, slot by slot."""

from __future__ import annotations

import random
from itertools import count

from pipelines.verse.prose import Prose
from pipelines.verse.scribe import Scribe, chat
from pipelines.verse.sounds import words_of
from pipelines.verse.tables import table, word_set
from pipelines.verse.topic import Topic

WORDS_AT_END = 34
"""Room for the last two lines that are said and the last action."""


def write_script(topic: Topic, tone: str, words: int, scribe: Scribe) -> str:
    """A slug line, action, dialogue of two in turn, a last action and a closing; about `words` words."""
    scribe.ctx.progress("planning the scene")
    data, rng = table("script"), scribe.rng
    values = _values(topic, rng)
    about = f"{topic.hero.name} and {values['b']}. It is about {topic.subject}."
    prompt = chat([(data["example"]["request"], data["example"]["text"])], f"Write a scene for a film about {about}")
    names = (topic.hero.name, values["b"], values["hero"], values["other"])
    action = Prose(scribe, topic, prompt, person="any", present=True, names=names)
    action.body = _slug(topic, rng)
    scribe.write(action.body)
    action.sentence(rng.choice(data["opening"]).format(**values), "\n\n")
    action.sentence(rng.choice(data["entrance"]).format(**values), "\n\n")
    lines, acts = _lines(tone, values["thing"], rng), rng.sample(data["action"], len(data["action"]))
    for turn in count():
        written = len(words_of(action.body))
        scribe.ctx.progress("writing words", min(written, words), words)
        last = turn > 0 and turn % 2 == 1 and written > words - WORDS_AT_END
        stem = rng.choice(data["last"]) if last else lines[turn % len(lines)]
        action.sentence(stem.format(**values), f"\n\n{values['hero'] if turn % 2 else values['other']}\n")
        if last:
            break
        if turn % 4 == 3:
            action.sentence(acts[turn // 4 % len(acts)].format(**values), "\n\n")
    action.sentence(rng.choice(data["ending"]).format(**values), "\n\n")
    closing = "\n\n" + rng.choice(data["closing"])
    scribe.write(closing)
    return action.body + closing


def _lines(tone: str, thing: str, rng: random.Random) -> list[str]:
    """Stems of what is said: about the thing first, then the tone's own among replies and questions."""
    data = table("script")
    replies, questions = (
        rng.sample(data["reply"], len(data["reply"])),
        rng.sample(data["question"], len(data["question"])),
    )
    mixed = [line for pair in zip(questions, replies[1:], strict=False) for line in pair]
    return [rng.choice(data["first" if thing else "first_of_all"]), replies[0], rng.choice(data[tone]), *mixed]


def _slug(topic: Topic, rng: random.Random) -> str:
    data = table("script")
    hour = rng.choice(data["hours"])
    if not topic.place:
        return f"{rng.choice(data['slugs'])} - {hour}"
    place = " ".join(word for word in topic.place.split()[1:] if word not in ("a", "an", "the", "my", "his", "her"))
    outside = set(words_of(place)) & word_set("script", "outdoors")
    return f"{'EXT' if outside else 'INT'}. {place.upper()} - {hour}"


def _values(topic: Topic, rng: random.Random) -> dict[str, str]:
    other = rng.choice([name for name in table("script")["others"] if name.lower() != topic.hero.noun])
    thing = topic.things[0] if topic.things else f"the {topic.main}" if not topic.hero.role else ""
    hero = topic.hero
    return {
        **hero.pronouns,
        "a": hero.name,
        "b": other,
        "hero": hero.name.upper(),
        "other": other.upper(),
        "role": hero.role or f"about {rng.randrange(20, 70, 10)}",
        "thing": thing,
        "place": topic.place,
    }
