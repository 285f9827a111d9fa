"""Script: one scene in screenplay layout, slot by slot."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import count

from pipelines.writing.smollm.hero import find_partner
from pipelines.writing.smollm.prose import Prose
from pipelines.writing.smollm.scribe import Scribe, chat
from pipelines.writing.smollm.sounds import words_of
from pipelines.writing.smollm.tables import table, word_set
from pipelines.writing.smollm.topic import Topic

WORDS_AT_END = 34
"""Room for the last two lines that are said and the last action."""


@dataclass(frozen=True)
class Cast:
    """Who speaks: the hero and another, or the two or three heroes among themselves."""

    names: tuple[str, ...]
    """As the action tells of them, in the order in which they speak: "Juniper", "Basil"."""
    roles: tuple[str, ...]
    """What each is, with article; one for all who are of one kind: "two cats"."""

    @property
    def values(self) -> dict[str, str]:
        """Template values: {hero} and {other} in capitals, {all} who share one role, {role}, {other_role}."""
        capitals = [name.upper() for name in self.names]
        first, last = capitals[:-1], capitals[-1]
        roles = {"role": self.roles[0], "other_role": self.roles[-1]}
        return {**roles, "hero": capitals[0], "other": capitals[1], "all": f"{', '.join(first)} and {last}"}


def write_script(topic: Topic, tone: str, words: int, scribe: Scribe) -> str:
    """A slug line, action, dialogue of two in turn, a last action and a closing; about `words` words."""
    scribe.ctx.progress("planning_scene")
    data, rng = table("script"), scribe.rng
    cast = cast_of(topic, rng)
    values = {**cast.values, "thing": _thing(topic, cast), "place": topic.place}
    scene = _begin(topic, cast, scribe)
    for stem in _entrances(cast, rng):
        _act(scene, stem.format(**values))
    lines, acts = _lines(tone, values["thing"], rng), rng.sample(data["action"], len(data["action"]))
    for turn in count():
        written = len(words_of(scene.body))
        scribe.ctx.progress("writing_words", min(written, words), words)
        last = turn > 0 and turn % 2 == 1 and written > words - WORDS_AT_END
        stem = rng.choice(data["last"]) if last else lines[turn % len(lines)]
        _say(scene, cast.names[turn % len(cast.names)], stem.format(**values))
        if last:
            break
        if turn % 4 == 3:
            _act(scene, acts[turn // 4 % len(acts)].format(**values))
    _act(scene, rng.choice(data["ending"]).format(**values))
    closing = "\n\n" + rng.choice(data["closing"])
    scribe.write(closing)
    return scene.body + closing


def cast_of(topic: Topic, rng: random.Random) -> Cast:
    """The two whom the prompt brings together; a visitor is drawn only where it has just one."""
    hero = topic.hero
    if hero.many:
        return Cast(hero.names, (hero.role,))
    partner, role = find_partner(topic.subject, hero)
    visitors = [name for name in table("script")["others"] if name.lower() != hero.noun]
    # Drawn always, so that what else the seed draws does not hang on the partner.
    visitor = rng.choice(visitors)
    return Cast((hero.name, partner or visitor), (hero.role, role))


def _begin(topic: Topic, cast: Cast, scribe: Scribe) -> Prose:
    """The scene with its slug line, and what the model reads before it."""
    data = table("script")
    request = f"Write a scene for a film about {' and '.join(cast.names)}. It is about {topic.subject}."
    prompt = chat([(data["example"]["request"], data["example"]["text"])], request)
    names = (*cast.names, *(name.upper() for name in cast.names))
    scene = Prose(scribe, topic, prompt, present=True, names=names)
    scene.body = _slug(topic, scribe.rng)
    scribe.write(scene.body)
    return scene


def _act(scene: Prose, stem: str) -> None:
    """A paragraph of what is seen."""
    scene.person = "scene"
    scene.sentence(stem, "\n\n")


def _say(scene: Prose, name: str, stem: str) -> None:
    """A line that somebody says."""
    scene.person = "any"
    scene.sentence(stem, f"\n\n{name.upper()}\n")


def _entrances(cast: Cast, rng: random.Random) -> tuple[str, str]:
    """The two beginnings of the first actions, which show everybody who will speak."""
    data = table("script")
    if len(cast.roles) == 1:
        return rng.choice(data["opening_of_all"]), rng.choice(data["beside"])
    opening = rng.choice(data["opening" if cast.roles[0] else "opening_by_name"])
    return opening, rng.choice(data["entrance_as" if cast.roles[1] else "entrance"])


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


def _thing(topic: Topic, cast: Cast) -> str:
    """What they talk about: none of those who talk, and not where they are."""
    own = {word for text in (*cast.names, *cast.roles) for word in words_of(text)} - {"the", "a", "an"}
    things = [thing for thing in topic.things if own.isdisjoint(words_of(thing)) and thing.startswith("the ")]
    return (
        things[0]
        if things
        else f"the {topic.main}"
        if not topic.hero.role and own.isdisjoint(words_of(topic.main))
        else ""
    )
