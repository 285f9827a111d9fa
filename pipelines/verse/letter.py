"""Letter: a greeting, a body in the first person, a closing and a name."""

from __future__ import annotations

import random
import re

from pipelines.verse.prose import Prose
from pipelines.verse.scribe import Scribe, chat
from pipelines.verse.sounds import words_of
from pipelines.verse.tables import table
from pipelines.verse.topic import Topic

ADDRESSEE = re.compile(
    r"\bto\s+(?:my|the|a|an|our)?\s*([A-Za-z][\w'-]*(?:\s(?!about|for|from|who|that|on|in|at|of|and|with|before|after)[\w'-]+){0,2})",
)
DEAR = re.compile(r"^[Dd]ear\s+((?:[\w-]+\s?){1,2}?)(?:,|$)")
SENDER = re.compile(r"\bfrom\s+([A-Z][\w'-]+)")
WORDS_OUTSIDE = 8
"""Greeting, closing and name."""


def write_letter(topic: Topic, tone: str, words: int, scribe: Scribe) -> str:
    """A letter of about `words` words."""
    scribe.ctx.progress("planning the letter")
    data, rng = table("letter"), scribe.rng
    to, sender = addressee(topic.subject) or rng.choice(data["friends"]), _sender(topic)
    values = {"to": to, "thing": _thing(topic, to), "place": topic.place}
    request = f"Write a letter to {to}. It is about {topic.subject}."
    prompt = chat([(data["example"]["request"], data["example"]["text"])], request)
    prose = Prose(scribe, topic, prompt, person="first", present=True, names=(to, sender))
    prose.body = rng.choice(data["greetings"]).format(**values)
    scribe.write(prose.body)
    stems = _stems(topic, to, tone, words - WORDS_OUTSIDE, rng)
    for i, stem in enumerate(stems):
        scribe.ctx.progress("writing sentence", i + 1, len(stems))
        last = i == len(stems) - 1
        if not last and i > 1 and len(words_of(prose.body)) > words - 20:
            continue
        prose.sentence(stem.format(**values), "\n\n" if i == 0 or (last and words >= 60) or i % 6 == 5 else " ")
    closing = f"\n\n{rng.choice(data['closing'][tone])}\n{sender}"
    scribe.write(closing)
    return prose.body + closing


def addressee(subject: str) -> str:
    """Whom the prompt writes to, as a greeting names them: "Grandmother"; "" when it does not say."""
    match = DEAR.search(subject) or ADDRESSEE.search(subject)
    if not match:
        return ""
    return " ".join(word[0].upper() + word[1:] for word in match.group(1).split())


def _thing(topic: Topic, to: str) -> str:
    """What the letter is about, other than the one it goes to."""
    others = [thing for thing in topic.things if to.lower() not in thing.lower() and not thing.startswith("the dear")]
    return others[0] if others else topic.place.split(" ", 1)[-1] if topic.place else f"the {topic.main}"


def _sender(topic: Topic) -> str:
    match = SENDER.search(topic.subject)
    return match.group(1) if match else topic.hero.name


def _stems(topic: Topic, to: str, tone: str, words: int, rng: random.Random) -> list[str]:
    """Opening, what it is about, the body and the ending, as many as the length allows."""
    data = table("letter")
    number = max(2, round(words / 13))
    body = rng.sample(data["body"], len(data["body"]))
    body[1:1] = data["tone"][tone]
    body = [body[i % len(body)] for i in range(max(0, number - 3))]
    about = rng.choice(data["about"])
    opening = [] if number < 3 else [rng.choice(data["opening"])]
    return [*opening, about, *body, rng.choice(data["ending"])]
