"""Letter: a greeting, a body that speaks to its reader, a closing and a name."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from pipelines.writing.smollm.hero import someone
from pipelines.writing.smollm.prose import Prose
from pipelines.writing.smollm.scribe import Scribe, chat
from pipelines.writing.smollm.sounds import words_of
from pipelines.writing.smollm.tables import table, word_set
from pipelines.writing.smollm.tense import past_clause
from pipelines.writing.smollm.title import title_case
from pipelines.writing.smollm.topic import Topic

ADDRESSEE = re.compile(
    r"\bto\s+((?:my|the|a|an|our|his|her|their)\b)?\s*([A-Za-z][\w'-]*(?:\s(?!about|for|from|who|that|on|in|at|of|and|with|before|after)[\w'-]+){0,2})",
)
DEAR = re.compile(r"^[Dd]ear\s+((?:[\w-]+\s?){1,2}?)(?:,|$)")
SENDER = re.compile(r"\bfrom\s+([A-Z][\w'-]+)")
SENDER_KIND = re.compile(r"\bfrom\s+(?:an?|the)\s+([a-z][a-z' -]*?)(?=\s+to\b|$)")
HOME = re.compile(r"\b(?:moved|went|lives|living|far away)\s+(to|in|at|by|on|near)\s+((?:the|an?)\s+[a-z]+)")
CLAUSE = re.compile(r"\bto\s[^,]*?\b((?:who|that)\s.+)")
WORDS_OUTSIDE = 8
"""Greeting, closing and name."""
WORDS_A_SENTENCE = 15
PARTS = ("opening", "about", "news", "memory", "wish")
"""The paragraphs, one purpose each; opening and about share the first."""
THIRD_PERSON = frozenset(("he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their"))


def write_letter(topic: Topic, tone: str, words: int, scribe: Scribe) -> str:
    """A letter of about `words` words."""
    scribe.ctx.progress("planning_letter")
    data, rng = table("letter"), scribe.rng
    to = addressee(topic.subject) or rng.choice(data["friends"])
    sender = _sender(topic, to, rng)
    values = {"to": to, "thing": _thing(topic, to), "since": _since(topic)}
    request = f"Write a letter to {to}. It is about {topic.subject}."
    prompt = chat([(data["example"]["request"], data["example"]["text"])], request)
    prose = Prose(scribe, topic, prompt, person="first", present=True, names=(to, sender), judge=_judge(topic, to))
    prose.body = rng.choice(data["greetings"]).format(**values)
    scribe.write(prose.body)
    _write_parts(prose, topic, tone, words - WORDS_OUTSIDE, values)
    closing = f"\n\n{rng.choice(data['closing'][tone])}\n{sender}"
    scribe.write(closing)
    return prose.body + closing


def letter_title(topic: Topic) -> str:
    """A title that says to whom or for what: "An Apology to My Neighbour", "To a Friend by the Sea"."""
    whom = _whom(topic.subject)
    if not whom:
        return title_case(f"a letter about {_thing(topic, '')}")
    home = HOME.search(topic.subject)
    if home and purpose_of(topic) == "news":
        before = "by" if set(words_of(home.group(2))) & word_set("letter", "waters") else home.group(1)
        return title_case(f"to {whom} {'in' if before == 'to' else before} {home.group(2)}")
    return title_case(f"{table('letter')['purpose'][purpose_of(topic)]['title']} {whom}")


def purpose_of(topic: Topic) -> str:
    """Why it is written: apology, thanks, invitation, farewell, complaint, love, or news when the prompt names none."""
    said = set(words_of(topic.subject))
    purposes = table("letter")["purpose"].items()
    return next((name for name, purpose in purposes if said.intersection(purpose["words"].split())), "news")


def addressee(subject: str) -> str:
    """Whom the prompt writes to, as a greeting names them: "Grandmother"; "" when it does not say."""
    match = DEAR.search(subject)
    name = match.group(1) if match else _match_to(subject)[1]
    return " ".join(word[0].upper() + word[1:] for word in name.split())


def _whom(subject: str) -> str:
    """The addressee as a title names them: "my neighbour"; "" when the prompt does not say."""
    if match := DEAR.search(subject):
        noun = match.group(1)
        return noun if noun != noun.lower() else f"{'my' if noun in someone() else 'the'} {noun}"
    return " ".join(_match_to(subject)).strip()


def _match_to(subject: str) -> tuple[str, str]:
    """The determiner and the noun after "to", without what follows them ("a friend who moved to the sea")."""
    match = ADDRESSEE.search(subject)
    return (match.group(1) or "", match.group(2)) if match else ("", "")


def _thing(topic: Topic, to: str) -> str:
    """What the letter is about, other than the one it goes to and why it is written."""
    reasons = {word for purpose in table("letter")["purpose"].values() for word in purpose["words"].split()}
    sender = SENDER_KIND.search(topic.subject)
    own = reasons.union(words_of(to), words_of(sender.group(1)) if sender else (), word_set("words", "instruction"))
    own -= {"the"}
    others = [thing for thing in topic.things if own.isdisjoint(words_of(thing)) and not thing.startswith("the dear")]
    if others:
        return others[0]
    if topic.place:
        return topic.place.split(" ", 1)[-1]
    named = [word for word in topic.words if word not in own]
    return f"the {named[-1]}" if named and named[-1] in topic.main else "all that has happened"


def _since(topic: Topic) -> str:
    """What the prompt says of the reader, said to them: "you moved to the sea"; "" when it does not say."""
    clause = CLAUSE.search(topic.subject)
    said = past_clause(clause.group(1)) if clause else ""
    said = re.sub(r"^was ", "were ", re.sub(r"\b(?:his|her|their)\b", "your", said))
    return f"you {said}" if said else ""


def _sender(topic: Topic, to: str, rng: random.Random) -> str:
    """Who signs: whom the prompt names, or a plausible name that is neither the reader's nor another's."""
    people = table("people")
    names = [
        name for name in f"{people['given_she']} {people['given_he']}".split() if name not in (to, topic.hero.name)
    ]
    drawn = rng.choice(names)
    if match := SENDER.search(topic.subject):
        return match.group(1)
    if match := SENDER_KIND.search(topic.subject):
        return title_case(f"the {match.group(1)}")
    return drawn


def _judge(topic: Topic, to: str) -> Callable[[str], float]:
    """A letter speaks to its reader: better with "you", worse where the reader or a stranger is spoken of."""
    strangers = frozenset() if len(someone().intersection(topic.words) - set(words_of(to))) else THIRD_PERSON

    def worth(text: str) -> float:
        words = words_of(text)
        you = not word_set("words", "second_person").isdisjoint(words)
        spoken_of = sum(word in strangers for word in words) + sum(word in words_of(to) for word in words)
        return 0.5 * you - 1.2 * spoken_of

    return worth


def _write_parts(prose: Prose, topic: Topic, tone: str, words: int, values: dict[str, str]) -> None:
    """Each part with its sentences: one purpose a paragraph, as many sentences as the length allows."""
    number = max(2, round(words / WORDS_A_SENTENCE))
    stems = _stems(topic, tone, values, prose.scribe.rng)
    # Who apologises or complains comes to the point at once.
    counts = sentences(number, purpose_of(topic) not in ("apology", "complaint"))
    done = 0
    for part in PARTS:
        for i in range(counts[part]):
            done += 1
            prose.scribe.ctx.progress("writing_sentence", done, number)
            # The model runs long or short: what is not needed any more is left out.
            full = len(words_of(prose.body)) > words - WORDS_A_SENTENCE
            if full and (i or part in ("opening", "news")):
                continue
            begins = i == 0 and not (part == "about" and counts["opening"])
            prose.sentence(stems[part][i % len(stems[part])].format(**values), "\n\n" if begins else " ")


def sentences(number: int, opens: bool = True) -> dict[str, int]:
    """How many sentences each part has when there are `number` in all (2 or more): about and wish have one."""
    counts = {"opening": 0, "about": 1, "news": 0, "memory": 0, "wish": 1}
    order = ("memory", "opening" if opens else "news", "news", "memory", "news")
    for i in range(number - 2):
        counts[order[i] if i < len(order) else ("memory", "news", "wish")[i % 3]] += 1
    return counts


def _stems(topic: Topic, tone: str, values: dict[str, str], rng: random.Random) -> dict[str, list[str]]:
    """Beginnings for each part in a drawn order: the purpose's own first, the tone's among the news."""
    data = table("letter")
    purpose = data["purpose"][purpose_of(topic)]
    drawn = {part: rng.sample(data[part], len(data[part])) for part in ("opening", "news", "memory", "wish")}
    about = rng.sample(purpose["about"], len(purpose["about"]))
    if values["since"]:
        drawn["opening"] = rng.sample(data["since"], len(data["since"]))
    news = [*rng.sample(purpose.get("news", []), len(purpose.get("news", []))), *data["tone"][tone], *drawn["news"]]
    wish = rng.sample(purpose["wish"], len(purpose["wish"]))
    return {**drawn, "about": about, "news": news, "wish": [*wish, *drawn["wish"]]}
