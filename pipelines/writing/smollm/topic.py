"""Topic: what a prompt is about, as the forms need it: subject, hero, things, place, words that must come back."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from pipelines.writing.request import plain_request
from pipelines.writing.smollm.hero import Hero, find_hero, someone
from pipelines.writing.smollm.tables import word_set
from pipelines.writing.smollm.tense import past_clause

MOST_WORDS = 18
LONGEST_WORD = 24
"""Letters; what is longer is no word, and would fill the model's context."""
WORD = re.compile(r"[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9'-]*,?")
DETERMINERS = word_set("words", "determiners")
LINKS = word_set("words", "links")
PREPOSITIONS = word_set("words", "prepositions")
HOURS = {
    "night",
    "dawn",
    "dusk",
    "noon",
    "midnight",
    "sunrise",
    "sunset",
    "winter",
    "spring",
    "summer",
    "autumn",
    "love",
}
"""One can be in these, but not live there."""
REQUEST = re.compile(
    r"^(?:(?:please|can you|could you|would you|i want you to|i want|i would like|i'd like)\s+)*"
    r"(?:(?:write|make|compose|tell|create|give|generate|draft)\s+)?(?:(?:me|us)\s+)?"
    r"(?:(?:a|an|the|some|one)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:poem|story|haiku|quatrain|verses?|letter|script|scene|tale|rhyme|screenplay)\s+"
    r"(?:about|of|on|where|in which|for)\s+",
    re.IGNORECASE,
)
LETTER = re.compile(
    r"^(?:please\s+)?(?:write\s+)?(?:(?:me|us)\s+)?(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}?letter\s+", re.IGNORECASE
)


@dataclass(frozen=True)
class Topic:
    """A prompt as the forms need it. Every text is plain words: no quotes, braces or special tokens."""

    subject: str
    """What it is about, a phrase that can stand after "about"."""
    main: str
    """The first thing it names, without article: "old lighthouse keeper"."""
    things: tuple[str, ...]
    """Other things, with a definite article where they had one: "the lost seagull"."""
    place: str
    """A phrase of place, "in a library", or empty."""
    premise: str
    """What the hero did, in the past tense: "befriended a lost seagull"; empty when the prompt does not say."""
    words: tuple[str, ...]
    """The content words in order, lower case."""
    hero: Hero


def read_topic(prompt: str, rng: random.Random) -> Topic:
    """Understand `prompt`; what it leaves open (a name, he or she) is drawn from `rng`."""
    subject = _subject(prompt)
    hero, rest = find_hero(subject, prompt, rng)
    phrases = _phrases(subject)
    words = content_words(subject)
    main = " ".join(_strip_determiner(phrases[0][1])) if phrases else subject
    place = next(
        (
            _place(before, phrase)
            for before, phrase in phrases
            if before in PREPOSITIONS and phrase[-1].lower() not in HOURS
        ),
        "",
    )
    things = tuple(
        _definite(phrase, hero)
        for i, (before, phrase) in enumerate(phrases)
        if (i == 0 or before in LINKS or phrase[0].lower() in DETERMINERS)
        and before not in PREPOSITIONS
        and not (before == "to" and len(phrase) == 1)
        and not _is_hero(phrase, hero)
    )
    return Topic(subject, main, things, place, past_clause(rest), words, hero)


def content_words(text: str) -> tuple[str, ...]:
    """Words that carry meaning, lower case, each once."""
    found = re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
    kept = [w.removesuffix("'s") for w in found if len(w) > 2 and w not in word_set("words", "function")]
    return tuple(dict.fromkeys(kept))


def _subject(prompt: str) -> str:
    text = plain_request(prompt).replace("’", "'")
    text = LETTER.sub("", REQUEST.sub("", text))
    parts = re.split(r"[.!?;:]\s|\s-\s|[()\[\]{}]", text)
    # "Hello! A fox dances": the first part that says something.
    text = next((part for part in parts if len(content_words(part)) > 1), text)
    words = [word for word in WORD.findall(text) if len(word) <= LONGEST_WORD][:MOST_WORDS]
    while words and words[-1].lower().strip(",") in DETERMINERS | PREPOSITIONS | LINKS | {"or", "but", "who", "that"}:
        words.pop()
    if not words:
        return "a quiet day"
    return _lower_first(" ".join(words).strip(",'- "))


def _lower_first(text: str) -> str:
    """A prompt often begins with a capital that no name asks for."""
    first = text.split(" ")[0].strip(",").removesuffix("'s")
    names = word_set("people", "names_she") | word_set("people", "names_he")
    proper = first in names or first == "I" or (first.isupper() and len(first) > 1)
    # Two capitals in a row begin a name: "San Francisco".
    if proper or (re.match(r"[A-Z]\S*\s[A-Z]", text) and first.lower() not in word_set("words", "function")):
        return text
    from pipelines.writing.smollm.sounds import known

    return text[0].lower() + text[1:] if known(first) else text


def _phrases(subject: str) -> list[tuple[str, list[str]]]:
    """Noun phrases with the word before each. No grammar is parsed: small words and verb endings end a phrase."""
    tokens = re.findall(r"[^\s,]+|,", subject)
    found: list[tuple[str, list[str]]] = []
    before = ""
    phrase: list[str] = []
    for token in [*tokens, ","]:
        low = token.lower()
        # A person or an animal ends a phrase: "two friends stuck" is not three nouns; "a robot dog" is one.
        named = bool(phrase) and _someone(phrase[-1]) and not _someone(low)
        ends = (
            named
            or low == ","
            or (low in word_set("words", "function") and low not in DETERMINERS)
            or _looks_verb(low, phrase)
        )
        if ends or (low in DETERMINERS and phrase):
            if _strip_determiner(phrase):
                found.append((before, phrase))
            before, phrase = low, [token] if low in DETERMINERS else []
        else:
            phrase = [*phrase, token]
    return found


def _someone(word: str) -> bool:
    return word.lower() in someone() or word.lower().removesuffix("s") in someone()


def _looks_verb(word: str, phrase: list[str]) -> bool:
    """After "a" or "an" and a noun, a word in -s, -ing or -ed is no noun: "a boat sails", "a girl riding"."""
    if len(_strip_determiner(phrase)) < 1 or phrase[0].lower() not in ("a", "an"):
        return False
    return word.endswith(("ing", "ed")) or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")))


def _strip_determiner(phrase: list[str]) -> list[str]:
    return phrase[1:] if phrase and phrase[0].lower() in DETERMINERS else phrase


def _definite(phrase: list[str], hero: Hero) -> str:
    bare = " ".join(_strip_determiner(phrase))
    noun_group = phrase[0].lower() in DETERMINERS or (len(phrase) > 1 and bare.islower())
    if "'s " in bare and phrase[0].lower() in ("my", "our"):
        # A story is told of somebody else: "my father's garden" is his or hers.
        return f"{hero.pronouns['his']} {bare}"
    return f"the {bare}" if noun_group and "'s " not in bare else bare


def _place(before: str, phrase: list[str]) -> str:
    """Snow falls on a city; somebody lives in it."""
    before = (
        "in" if before == "on" and phrase[-1].lower() in ("city", "town", "village", "forest", "garden") else before
    )
    return f"{before} {' '.join(phrase)}"


def _is_hero(phrase: list[str], hero: Hero) -> bool:
    words = {w.lower() for w in phrase}
    if hero.many:
        return " ".join(phrase) in hero.role
    # Someone who is only somebody's ("her brother") is no thing either.
    relative = phrase[0].lower() in ("her", "his", "their", "my") and _someone(
        phrase[-1] if len(phrase) == 2 else phrase[1]
    )
    return hero.name.lower() in words or bool(hero.noun and hero.noun in words) or relative
