"""Sense: what a noun of an English prompt may stand for. Which of its senses is meant, its sentence decides."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pipelines.language.noun import Noun
from pipelines.scene.drawings import Drawings, singulars
from pipelines.scene.read.words import Term, english, english_term
from pipelines.scene.tables import table


@dataclass(frozen=True)
class Who:
    """Somebody: age and sex as in Person, and a role."""

    age: str = "grown"
    sex: str = ""
    role: str = ""


@dataclass(frozen=True)
class Sense:
    """All that a noun may mean. Empty where it has no such meaning."""

    word: str
    """The words that name it: "hot air balloon"."""
    thing: str = ""
    """Key of a drawing."""
    people: tuple[Who, ...] = ()
    """Those who come together: a couple is two."""
    many: int = 0
    """How many people a crowd is."""
    place: str = ""
    kind: str = ""
    """A kind of picture."""
    furniture: str = ""
    """A piece of furniture that the place has, where no drawing is it: a table, a shelf."""
    garment: str = ""
    part: str = ""
    """Singular name of a part of something else."""
    term: Term = field(default_factory=lambda: Term(""))
    """What the word lists say of it: scenery, time, weather, art."""
    before: tuple[str, ...] = ()
    """The describing words that are no part of its name."""
    said: tuple[Term, ...] = ()
    """The same words, with what they say."""

    @property
    def is_known(self) -> bool:
        marks = (
            self.thing,
            self.people,
            self.many,
            self.place,
            self.kind,
            self.garment,
            self.part,
            self.term.says,
            self.furniture,
        )
        return any(marks)

    @property
    def is_scenery(self) -> bool:
        return bool(self.furniture) or self.term.has("setting", "feature", "daytime", "weather", "season", "sky")


def sense_of(noun: Noun, drawings: Drawings) -> Sense:
    """The senses of the longest name that ends with the noun, and what the words before that name say."""
    texts = [*noun.before, noun.word.lower()]
    for length in range(min(len(texts), 5), 0, -1):
        words = texts[len(texts) - length :]
        if "and" in words:
            continue
        found = named(" ".join(words), drawings, last=length == 1)
        if found is None and length == 2 and drawings.names(joined := "".join(singulars(" ".join(words))[-1].split())):
            found = named(joined, drawings)  # A gold fish, a tea pot.
        if length > 1 and drawings.refused.intersection(singulars(" ".join(words))):
            if english_term(words[0], drawings).has("colour"):
                continue  # A white flower is a flower, whatever emoji has that name.
            return _described(Sense(" ".join(words)), tuple(texts[: len(texts) - length]), drawings)
        if found and length > 1 and found.thing and not found.place and _is_coloured(words, drawings):
            continue  # A red roof is a roof that is red, though a drawing has that keyword.
        if found:
            before = tuple(texts[: len(texts) - length])
            # A graduation cap is a cap.
            garment = found.garment or _lookup("people", "garment").get(words[-1], "")
            part = found.part or _first(singulars(words[-1]), _parts())
            return _described(replace(found, garment=garment, part=part), before, drawings)
    return _described(Sense(noun.word), noun.before, drawings)


def _is_coloured(words: list[str], drawings: Drawings) -> bool:
    return english_term(words[0], drawings).has("colour") and not drawings.names(" ".join(words))


def full_phrase(sense: Sense) -> str:
    """The noun with all that is said before it."""
    return " ".join([*sense.before, sense.word])


def full_name(sense: Sense) -> str:
    """An unknown noun with the words before it that can be nothing but a part of its name: artificial intelligence."""
    kept: list[str] = []
    for word, term in zip(reversed(sense.before), reversed(sense.said), strict=False):
        if (term.says and not term.has("thing")) or not word.isalpha():
            break
        kept.insert(0, word)
    return " ".join([*kept, sense.word])


def named(phrase: str, drawings: Drawings, last: bool = True) -> Sense | None:
    """The senses of a name, or None. Of a name of several words (not `last`), no mere describing counts."""
    forms = singulars(phrase)
    term = english_term(phrase, drawings)
    thing = str(term.get("thing") or "")
    people = next((found for form in forms if (found := _people(form, drawings))), ())
    furniture = _lookup("grammar", "furniture").get(phrase, "") if not drawings.find(phrase) else ""
    sense = Sense(
        word=phrase,
        thing="" if people or furniture else thing,
        furniture=furniture,
        people=people,
        many=next((_lookup("people", "many").get(form, 0) for form in (phrase, *forms)), 0),
        place=_first(forms, _places()),
        kind=_first(forms, _lookup("grammar", "kind")),
        garment=_first([phrase, *forms], _lookup("people", "garment")),
        part=_first(forms, _parts()),
        term=term,
    )
    if last:
        return sense if sense.is_known else None
    told = term.has("thing", "setting", "feature", "sky", "daytime", "weather", "season")
    return sense if people or told or sense.place or sense.kind or sense.garment else None


def _described(sense: Sense, before: tuple[str, ...], drawings: Drawings) -> Sense:
    return replace(sense, before=before, said=tuple(english(list(before), drawings)))


def _first(forms: list[str], meanings: dict[str, str]) -> str:
    return next((meanings[form] for form in forms if form in meanings), "")


@cache
def _lookup(name: str, section: str) -> dict[str, Any]:
    """Words to what they mean, of a table that lists words by meaning."""
    lists = table(name)[section]
    return {word: _number(meaning) for meaning, words in lists.items() for word in words}


def _number(text: str) -> Any:
    return int(text) if text.isdigit() else text


@cache
def _parts() -> dict[str, str]:
    return {word: word for word in table("grammar")["part"]["words"]}


@cache
def _places() -> dict[str, str]:
    return {word: place for place, entry in table("places").items() for word in entry.get("words", ())}


def _people(word: str, drawings: Drawings) -> tuple[Who, ...]:
    lists = table("people")
    if word in lists["groups"]:
        return tuple(Who(*kind.split("/")) for kind in lists["groups"][word])
    if role := _lookup("people", "role").get(word) or _dressed().get(word, ""):
        sex = next((sex for sex, words in lists["sex"].items() if word in words), "")
        return (Who("grown", sex, role),)
    if kind := _lookup("people", "somebody").get(word):
        return (Who(*kind.split("/")),)
    return ()


@cache
def _dressed() -> dict[str, str]:
    """Words to the roles whose clothes are known."""
    return {word: role for role, entry in table("roles").items() for word in entry["words"]}
