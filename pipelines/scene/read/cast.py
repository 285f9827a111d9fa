"""Cast: characters with names, told once and the same in every picture.

A character is a line "Mira: a girl with red braids and a green coat". In a prompt the name stands for a word that the
readers know, "a girl", and afterwards the one that this word named is made to look as the line says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.scene.drawings import Drawings
from pipelines.scene.pictograms import built
from pipelines.scene.read.mending import verb_in
from pipelines.scene.read.somebody import pose_of
from pipelines.scene.read.tongue import has_chinese
from pipelines.scene.scene import Brief, Garment, Missed, Person, Subject
from pipelines.scene.tables import table

Reading = Callable[[str], Brief]
"""A prompt understood."""
MOST = 12
"""Characters that are known at once."""
LONGEST_NAME = 40

_ENDS = re.compile(r"[\n;；]")
_LINE = re.compile(r"^\s*(?:[-*•]\s*)?([^:：=]+?)\s*[:：=]\s*(.+?)[\s.。]*$")
_TOLD = re.compile(r"(?:^|(?<=[.!?]\s))([A-Z][\w'-]+) (?:is|was) (an? [^.!?]+)[.!?]+(?:\s+|$)")
_DOES = re.compile(r"(?:^|(?<=[.!?] ))([A-Z][a-z]{2,}(?: and [A-Z][a-z]{2,})?) (?:is |are )?([a-z]+)\b")
_PRONOUN = re.compile(r"^\s*(?:he|she|it)\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(an? [\w -]+?) (?:named|called) ([A-Z][\w'-]+)")


@dataclass(frozen=True)
class Character:
    """Somebody with a name, or an animal or a thing with one."""

    name: str
    looks: Subject


@dataclass(frozen=True)
class Casting:
    """A prompt with words in place of names, and whom those words mean."""

    prompt: str
    played: dict[str, Character]


def characters(lines: str, read: Reading, drawings: Drawings) -> tuple[list[Character], list[Missed]]:
    """The characters of a text, one a line or between semicolons, and the lines that nobody could be read from."""
    found: dict[str, Character] = {}
    missed: list[Missed] = []
    for line in filter(str.strip, _ENDS.split(lines)):
        told = _LINE.match(line)
        if told and len(told[1]) <= LONGEST_NAME and (looks := _looks(read(told[2]), drawings)):
            found[told[1]] = Character(told[1], looks)
        else:
            missed.append(Missed(line.strip(), "not understood"))
    return list(found.values())[:MOST], missed


def introduced(prompt: str) -> tuple[str, str]:
    """A prompt without the sentences that only say who somebody is, and those as lines of characters."""
    lines: list[str] = []

    def told(match: re.Match[str]) -> str:
        lines.append(f"{match[1]}: {match[2]}")
        return ""

    def also(match: re.Match[str]) -> str:
        lines.append(f"{match[2]}: {match[1]}")
        return match[2]

    rest = _TOLD.sub(told, prompt)
    rest = _ALSO.sub(also, rest)
    if lines:
        rest = _PRONOUN.sub(lines[0].partition(":")[0], rest)
    # Where nothing else is said, it is a picture of them.
    return rest.strip() or " and ".join(line.partition(":")[0] for line in lines), "\n".join(lines)


def strangers(prompt: str, known: Sequence[Character], is_word: Callable[[str], bool]) -> list[Character]:
    """Characters of whom nothing was told: names that do something, and are no words of the language."""
    named = {character.name for character in known}
    found = [name for match in _DOES.finditer(prompt) if pose_of(_lemma(match[2])) for name in match[1].split(" and ")]
    fresh = [name for name in dict.fromkeys(found) if name not in named and not is_word(name.lower())]
    return [Character(name, Subject("person", name, person=Person())) for name in fresh]


def _lemma(verb: str) -> str:
    """The verb of its third person or of its form in -ing."""
    stems = (verb, verb.removesuffix("s"), verb.removesuffix("es"), verb.removesuffix("ies") + "y", verb_in(verb))
    return next((stem for stem in stems if pose_of(stem)), verb)


def cast(prompt: str, known: Sequence[Character]) -> Casting:
    """The prompt with the names of known characters as words."""
    played: dict[str, Character] = {}
    text = prompt
    for character in sorted(known, key=lambda one: -len(one.name)):
        name = _named(character.name)
        if not name.search(text):
            continue
        word = next((word for word in _words(character, prompt) if word not in played), "")
        if word:
            played[word] = character
            text = _spoken(name, word, text)
    return Casting(text, played)


def performed(brief: Brief, casting: Casting, prompt: str) -> Brief:
    """The brief of a casting as one of the prompt itself: everybody has their own looks and name."""
    found = [_as(subject, casting.played.get(subject.word)) for subject in brief.subjects]
    missed = tuple(replace(one, word=_unspoken(one.word, casting)) for one in brief.missed)
    return replace(_once(replace(brief, subjects=tuple(found))), prompt=prompt, missed=missed)


def _looks(brief: Brief, drawings: Drawings) -> Subject | None:
    """Who or what a line tells of: a person where there is one."""
    found = [built(subject, drawings) for subject in brief.subjects]
    return next((one for one in found if one.person), next(iter(found), None))


def _named(name: str) -> re.Pattern[str]:
    edge = "" if has_chinese(name) else r"\b"
    return re.compile(f"{edge}{re.escape(name)}{edge}")


def _words(character: Character, prompt: str) -> Iterator[str]:
    """Words for somebody of that kind that are not in the prompt already."""
    language = "chinese" if has_chinese(prompt) else "english"
    person = character.looks.person
    kind = f"{person.age}/{person.sex}" if person else ""
    words: list[str] = table("cast")[language].get(kind, [character.looks.word] if not person else [])
    return (word for word in words if word.lower() not in prompt.lower())


def _spoken(name: re.Pattern[str], word: str, text: str) -> str:
    """The text with "a girl" for the first mention of a name, and "the girl" later."""
    if has_chinese(text):
        return name.sub(word, text)
    first = name.sub(f"{'an' if word[0] in 'aeiou' else 'a'} {word}", text, count=1)
    return name.sub(f"the {word}", first)


def _unspoken(words: str, casting: Casting) -> str:
    for word, character in casting.played.items():
        words = re.sub(rf"\b(?:an? |the )?{re.escape(word)}\b", character.name, words)
    return words


def _as(subject: Subject, character: Character | None) -> Subject:
    """The subject with the looks of a character, and all that the prompt says besides."""
    if character is None:
        return subject
    looks = character.looks
    said = replace(
        subject,
        word=character.name,
        drawing=looks.drawing,
        size=looks.size if subject.size == 1.0 else subject.size,
        colour=subject.colour or looks.colour,
        parts=(*looks.parts, *subject.parts),
    )
    return replace(said, person=_dressed(looks.person, subject.person, character.name)) if looks.person else said


def _dressed(looks: Person, said: Person | None, name: str) -> Person:
    """Who a character is, doing what the prompt says; clothes that it names are put on over their own."""
    if said is None:
        return replace(looks, name=name)
    worn: tuple[Garment, ...] = (*looks.garments, *said.garments)
    return replace(
        looks,
        name=name,
        garments=worn,
        pose=said.pose or looks.pose,
        expression=said.expression or looks.expression,
        build=said.build or looks.build,
        seen=said.seen,
        hair=said.hair or looks.hair,
        hair_style=said.hair_style or looks.hair_style,
        glasses=said.glasses or looks.glasses,
        beard=said.beard or looks.beard,
    )


def _once(brief: Brief) -> Brief:
    """The brief where whoever has a name is there once, though named twice."""
    subjects = brief.subjects
    first = {subject.word: at for at, subject in reversed([*enumerate(subjects)]) if _name(subject)}
    same = [first.get(subject.word, at) if _name(subject) else at for at, subject in enumerate(subjects)]
    kept = [at for at in range(len(subjects)) if same[at] == at]
    place = {at: kept.index(same[at]) for at in range(len(subjects))}

    def moved(subject: Subject) -> Subject:
        other = place.get(subject.other) if isinstance(subject.other, int) else subject.other
        looks_at = place.get(subject.looks_at) if subject.looks_at is not None else None
        beyond = place.get(subject.beyond) if subject.beyond is not None else None
        return replace(
            subject, beyond=beyond, other=other, holds=tuple(place[at] for at in subject.holds), looks_at=looks_at
        )

    return replace(brief, subjects=tuple(moved(_both(subjects, at, same)) for at in kept))


def _both(subjects: Sequence[Subject], at: int, same: list[int]) -> Subject:
    """A subject with what a later mention of it says it does."""
    subject = subjects[at]
    for later in (subjects[other] for other in range(at + 1, len(subjects)) if same[other] == at):
        if subject.person and later.person and not subject.person.pose:
            subject = replace(subject, person=replace(subject.person, pose=later.person.pose))
        if subject.relation is None:
            subject = replace(subject, relation=later.relation, other=later.other, holds=later.holds)
    return subject


def _name(subject: Subject) -> str:
    return subject.person.name if subject.person else ""
