"""Characters: told once, the same in every picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.scene.lay.acting import acted
from pipelines.scene.lay.somebody import somebody
from pipelines.scene.people.character import character
from pipelines.scene.read.briefing import drawings
from pipelines.scene.read.cast import Casting, Character, cast, characters, introduced, performed, strangers
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, Person, Subject
from tests.pipelines.language.model import parser

LINES = "Mira: a girl with a green coat; Tom: an old man\n米拉：穿绿色外套的女孩\nnothing of this kind"


def read(text: str) -> Brief:
    return understand(text, drawings(), None, parser())


def played(prompt: str, lines: str = LINES) -> Brief:
    known, _ = characters(lines, read, drawings())
    casting = cast(prompt, known)
    return performed(read(casting.prompt), casting, prompt)


def test_a_line_that_tells_of_nobody_is_named() -> None:
    known, missed = characters(LINES, read, drawings())
    assert [one.name for one in known] == ["Mira", "Tom", "米拉"]
    assert [one.word for one in missed] == ["nothing of this kind"]


@pytest.mark.parametrize("prompt", ["Mira reads under a tree", "Mira sleeps. Mira dreams.", "米拉在公园里"])
def test_a_name_is_one_person_with_the_looks_of_its_line(prompt: str) -> None:
    brief = played(prompt)
    people = [subject.person for subject in brief.subjects if subject.person]
    assert [person.name for person in people] == ["米拉" if "米" in prompt else "Mira"]
    assert people[0].age == "child" and people[0].sex == "woman"
    assert brief.prompt == prompt


def test_each_name_is_somebody_of_their_own() -> None:
    subjects = played("Mira, Ada and Tom in a garden", "Mira: a girl\nAda: a girl\nTom: an old man").subjects
    told = [(one.word, one.person and one.person.name, one.person and one.person.age) for one in subjects]
    assert told == [("Mira", "Mira", "child"), ("Ada", "Ada", "child"), ("Tom", "Tom", "old")]


def test_whoever_is_named_twice_is_there_once_and_does_both() -> None:
    girl, known = Person(age="child", sex="woman"), Character("Mira", Subject("person", "girl", person=Person()))
    read_as = (
        Subject("person", "girl", person=girl),
        Subject("kite", "kite", relation="with", other=2),
        Subject("person", "girl", person=replace(girl, pose="run"), relation="holding", other=1, holds=(1,)),
    )
    mira, kite = performed(Brief("", read_as), Casting("", {"girl": known}), "").subjects
    assert mira.person == Person(name="Mira", pose="run") and mira.holds == (1,)
    assert (kite.relation, kite.other) == ("with", 0)


def test_a_character_looks_the_same_at_every_seed_and_in_every_picture() -> None:
    mira = Person(age="child", sex="woman", name="Mira")
    assert character(mira, "girl", 1) == character(mira, "anything", 99)
    assert character(mira, "girl", 1) != character(Person(age="child", sex="woman", name="Ada"), "girl", 1)
    bodies = set()
    for seed, prompt in ((1, "Mira in a garden"), (2, "a castle and Mira")):
        subjects = acted(played(prompt), drawings()).subjects
        index = next(at for at, one in enumerate(subjects) if one.person)
        bodies.add(somebody(drawings(), subjects, index, seed).body)
    assert len(bodies) == 1


def test_somebody_is_introduced_in_the_prompt_itself() -> None:
    assert introduced("Ada is a woman with red hair. Ada waves.") == ("Ada waves.", "Ada: a woman with red hair")
    assert introduced("a boy named Finn runs") == ("Finn runs", "Finn: a boy")
    assert introduced("Ada is a woman.") == ("Ada", "Ada: a woman")
    assert introduced("a cat on a mat") == ("a cat on a mat", "")


def test_a_name_of_whom_nothing_is_told_is_somebody() -> None:
    def is_word(word: str) -> bool:
        return word == "children"

    assert [one.name for one in strangers("Mira and Tom dance", [], is_word)] == ["Mira", "Tom"]
    assert not strangers("Children play. Paris at night", [], is_word)
