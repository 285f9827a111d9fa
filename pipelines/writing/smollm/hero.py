"""Hero: who a piece is about, named by the prompt or given a name."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

from pipelines.writing.smollm.tables import table, word_set

NUMBERS = {"two": 2, "three": 3}
SINGULAR = {"children": "child", "wolves": "wolf", "mice": "mouse", "geese": "goose", "men": "man", "women": "woman"}
SEVERAL = tuple(re.compile(rf"(two|three)\s((?:[a-z]+\s){{{n}}})([a-z]+)\b", re.IGNORECASE) for n in range(3))
"""With no word, one or two between: "two friends", "three brave foxes"."""
BESIDE = re.compile(
    r"\b(?:and|with|meets?|versus|asks|visits|interviews|teaches|befriends|confronts)\s+"
    r"(?:(?:an?|the|another|his|her|their|my)\s+)?((?:[A-Za-zÀ-ÿ'-]+\b\s?){1,4})"
)
"""What joins a second person to the hero: "a detective and a ghost"."""
NAMED = re.compile(r"\b(?:named|called)\s+([A-ZÀ-Þ][\w'-]+)")


@dataclass(frozen=True)
class Hero:
    """A name, what they are, and the pronoun to speak of them."""

    name: str
    noun: str
    """Head of the role: "keeper"; empty for someone only named."""
    role: str
    """With article: "an old lighthouse keeper"; empty for someone only named."""
    she: bool
    many: bool = False
    """Two or more: "Ida and Otto", two friends."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each: ("Ida", "Otto") for "Ida and Otto"."""
        return tuple(re.split(r", | and ", self.name)) if self.many else (self.name,)

    @property
    def pronouns(self) -> dict[str, str]:
        """Template values: name, he, him, his, He, His."""
        he, him, his = ("she", "her", "her") if self.she else ("he", "him", "his")
        if self.many:
            he, him, his = "they", "them", "their"
        forms = {"name": self.name, "he": he, "him": him, "his": his, "He": he.capitalize(), "His": his.capitalize()}
        return {**forms, "was": "were" if self.many else "was"}


def find_hero(subject: str, prompt: str, rng: random.Random) -> tuple[Hero, str]:
    """The hero of a prompt, and the words that follow them ("who befriends a lost seagull")."""
    if several := _several(subject, rng):
        return several
    noun, role, rest = _role(subject)
    name, after_name = _name(subject, prompt)
    if name and subject.startswith(name):
        # "Maria and her brother": whoever comes later is not what Maria is.
        noun = role = ""
    # A name alone leads: "Maria counts the stars".
    if name and not noun:
        rest = after_name
    elif name:
        rest = re.sub(rf"^\s*,?\s*(?:named|called)?\s*{re.escape(name)}\b\s*,?", "", rest)
    she = _is_she(name, noun, prompt, rng)
    return Hero(name or _given(noun, she, rng), noun, role, she), rest.strip(" ,")


def find_partner(subject: str, hero: Hero) -> tuple[str, str]:
    """Who else the prompt brings in beside one hero, by name and role: ("Ghost", ""), ("Vera", "an old ghost").

    Two empty texts when there is nobody.
    """
    names = word_set("people", "names_she") | word_set("people", "names_he")
    at = max(0, subject.find(hero.noun or hero.name))
    for match in BESIDE.finditer(subject, at):
        words = match.group(1).split()
        for n, word in enumerate(words):
            if word in word_set("words", "function"):
                break
            if word in names and word != hero.name:
                return word, ""
            if word in someone() and word != hero.noun:
                return _partner(" ".join(words[: n + 1]), subject[match.start(1) :].partition(word)[2])
    return "", ""


def _partner(described: str, rest: str) -> tuple[str, str]:
    """Name and role of "old ghost", which `rest` may name: "named Vera", "Vera"."""
    if called := re.match(r"(?:\s(?:named|called))?\s([A-ZÀ-Þ][\w'-]+)", rest):
        return called.group(1), f"{_article(described)} {described}"
    # Called by what it is, nobody needs to be told: "GHOST, a ghost".
    return described.split()[-1].capitalize(), ""


def _several(subject: str, rng: random.Random) -> tuple[Hero, str] | None:
    """The heroes of "two friends" or "three brave foxes" and what follows; None where they are no people or animals."""
    for pattern in SEVERAL:
        if (match := pattern.match(subject)) and (noun := _singular(match.group(3))) in someone():
            return _heroes(match, noun, rng), subject[match.end() :].strip(" ,")
    return None


def _singular(word: str) -> str:
    low = word.lower()
    if low in SINGULAR:
        return SINGULAR[low]
    return low[:-2] if low.endswith(("xes", "ches", "shes", "sses")) else low.removesuffix("s")


def _heroes(match: re.Match[str], noun: str, rng: random.Random) -> Hero:
    kind = "given_animal" if noun in word_set("people", "animal") else "given"
    she, he = (table("people")[f"{kind}_{sex}"].split() for sex in ("she", "he"))
    pool = she if noun in word_set("people", "she") else he if noun in word_set("people", "he") else she + he
    names = rng.sample(pool, NUMBERS[match.group(1).lower()])
    return Hero(f"{', '.join(names[:-1])} and {names[-1]}", noun, match.group(0), False, many=True)


def _role(subject: str) -> tuple[str, str, str]:
    """Head noun, whole role with its article, and the rest, of the first person or animal in `subject`."""
    animate = someone()
    tokens = list(re.finditer(r"[\w'-]+", subject))
    for i, token in enumerate(tokens):
        if token.group().lower() not in animate:
            continue
        start = i
        # At most three words before it describe it: "an old lighthouse keeper".
        while start > 0 and i - start < 4 and tokens[start - 1].group().lower() not in word_set("words", "function"):
            start -= 1
        before = tokens[start - 1].group().lower() if start else ""
        article = before if before in ("a", "an") else ""
        place_at = start - 1 if before in ("a", "an", "the") else start
        leads = tokens[place_at - 1].group().lower() if place_at > 0 else ""
        if leads in word_set("people", "place_before"):
            continue
        bare = subject[tokens[start].start() : token.end()]
        # A hero is introduced, so an indefinite article stands before even "the last baker".
        role = f"{article or _article(bare)} {bare}"
        return token.group().lower(), role, subject[token.end() :]
    return "", "", ""


@cache
def someone() -> frozenset[str]:
    """All words for a person or an animal, in the singular."""
    return frozenset().union(*(word_set("people", key) for key in ("he", "she", "either", "animal")))


def _article(phrase: str) -> str:
    return "an" if phrase[0].lower() in "aeiou" else "a"


def _name(subject: str, prompt: str) -> tuple[str, str]:
    """A person's name in the prompt and what follows it, or two empty texts."""
    if match := NAMED.search(prompt):
        name = match.group(1).removesuffix("'s")
        return name, subject.partition(name)[2]
    names = word_set("people", "names_she") | word_set("people", "names_he")
    places = word_set("people", "place_before") | {"of", "the"}
    for match in re.finditer(r"[A-ZÀ-Þ][a-zà-ÿ]+", subject):
        words_before = subject[: match.start()].split()
        before = words_before[-1].lower() if words_before else ""
        if match.group() in names or (before not in places and not _is_title(match, subject)):
            return match.group(), subject[match.end() :]
    return "", ""


def _is_title(match: re.Match[str], subject: str) -> bool:
    """Capitals in a row are a title or a place, not a first name; so are days, months and holidays."""
    beside = re.search(rf"\b[A-Z]\S*\s{match.group()}|{match.group()}\s[A-Z]", subject)
    calendar = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    calendar += r"|September|October|November|December|Christmas|Easter|Halloween|English|Earth|Moon|Mars"
    return bool(beside) or bool(re.fullmatch(calendar, match.group()))


def _is_she(name: str, noun: str, prompt: str, rng: random.Random) -> bool:
    # Drawn always, so that what else the seed draws does not hang on the prompt's pronouns.
    drawn = rng.random() < 0.5
    low = f" {prompt.lower()} "
    if noun in word_set("people", "she") or noun in word_set("people", "he"):
        return noun in word_set("people", "she")
    if re.search(r"\b(?:she|her|hers)\b", low) or re.search(r"\b(?:he|his|him)\b", low):
        return bool(re.search(r"\b(?:she|her|hers)\b", low))
    if name in word_set("people", "names_she") or name in word_set("people", "names_he"):
        return name in word_set("people", "names_she")
    return drawn


def _given(noun: str, she: bool, rng: random.Random) -> str:
    key = "given_she" if she else "given_he"
    if noun in word_set("people", "animal"):
        key = "given_animal_she" if she else "given_animal_he"
    elif noun in word_set("people", "machines"):
        key = "given_machine"
    return rng.choice(table("people")[key].split())
