"""Facts: what a brief says, each in a few words, so that a reading can be compared with what a person wrote down.

2 cats · cats blue · cats on sofa · girl child · girl coat=red · @kitchen · night · -trees (left out) · ?piano (missed)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipelines.scene.read.words import lexicon
from pipelines.scene.scene import Brief, Person, Subject
from pipelines.scene.tables import table

SIZES = {0.45: "tiny", 0.7: "small", 1.5: "big", 2.2: "huge"}


def facts(brief: Brief) -> set[str]:
    """All that a brief says of its subjects, and of what is around them where that is not the usual."""
    found = {fact for subject in brief.subjects for fact in _subject(subject, brief)}
    found |= {f"-{word}" for word in brief.without} | {f"?{one.word}" for one in brief.missed}
    found |= {f"@{brief.place}"} if brief.place else set()
    usual = ("scene", "day", "clear", "")
    found |= {said for said in (brief.kind, brief.daytime, brief.weather, brief.season) if said not in usual}
    return found


def _subject(subject: Subject, brief: Brief) -> Iterator[str]:
    name = _name(subject)
    yield f"{subject.count} {name}"
    for colour in dict.fromkeys((*subject.colours, *((subject.colour,) if subject.colour else ()))):
        yield f"{name} {_colour(colour)}"
    for said in (SIZES.get(subject.size, ""), subject.horizontal):
        if said:
            yield f"{name} {said}"
    if subject.relation:
        other = subject.other
        yield f"{name} {subject.relation} {_name(brief.subjects[other]) if isinstance(other, int) else other}"
    if subject.beyond is not None:
        yield f"{name} {subject.relation} {_name(brief.subjects[subject.beyond])}"
    yield from (f"{name} has {_name(brief.subjects[at])}" for at in subject.holds)
    if subject.looks_at is not None:
        yield f"{name} sees {_name(brief.subjects[subject.looks_at])}"
    yield from (f"{name} {part}={_colour(colour)}" for part, colour in subject.parts if colour)
    if subject.person:
        yield from (f"{name} {fact}" for fact in _person(subject.person))


def _name(subject: Subject) -> str:
    """The last of the words that named it; a couple is told apart by sex."""
    person = subject.person
    word = subject.word.lower().rpartition(" ")[2]
    return f"{word}/{person.sex or person.age}" if person and word in table("people")["groups"] else word


def _person(person: Person) -> Iterator[str]:
    yield from (said for said in (person.age if person.age != "grown" else "", person.sex, person.role) if said)
    colours = {"hair": person.hair, "beard": person.beard}
    yield from (f"{name}={_colour(colour)}" for name, colour in colours.items() if colour)
    yield from (said for said in (person.hair_style, person.pose, person.expression) if said)
    yield from ("glasses",) if person.glasses else ()
    for garment in person.garments:
        yield f"{garment.kind}={_colour(garment.colour)}" if garment.colour else garment.kind


def _colour(colour: str) -> str:
    return _names().get(colour, colour)


@cache
def _names() -> dict[str, str]:
    """A word for each colour that a prompt can give: the first of the lists, and for hair what it is called there."""
    found: dict[str, str] = {}
    for word, says in lexicon("english").items():
        for kind, value in says:
            if kind == "colour":
                found.setdefault(str(value), word)
    for section in (table("grammar")["material"], table("people")["hair"]):
        for colour, words in section.items():
            found.setdefault(colour, words[0])
    return found | {"#5b3a24": "brown", "#eef0f2": "white", "#b5512a": "red", "#e3c26b": "blonde"}
