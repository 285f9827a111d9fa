"""What a parsed sentence says: its nouns, what they do, and where they are to each other."""

from __future__ import annotations

import pytest

from pipelines.language.statement import Statement, stated
from tests.pipelines.language.model import parser


def read(text: str) -> Statement:
    return stated(parser().read(text), lambda word: False)


def links(statement: Statement) -> set[str]:
    words = statement.words
    return {f"{words[link.first].text} {link.word} {words[link.second].text}" for link in statement.links}


def deeds(statement: Statement) -> set[str]:
    """Doers, verb, objects; "not" before what is not done."""
    words = statement.words

    def named(places: tuple[int, ...]) -> str:
        return "+".join(words[at].text for at in places)

    return {
        f"{'not ' if deed.absent else ''}{named(deed.doers)} {deed.verb} {named(deed.objects)}".strip()
        for deed in statement.deeds
    }


def absent(statement: Statement) -> set[str]:
    return {noun.word for noun in statement.nouns.values() if noun.absent}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a cat and a dog on a mat", {"cat on mat", "dog on mat"}),
        ("a cat sitting on a chair looking at a bird in a cage", {"cat on chair", "cat at bird", "bird in cage"}),
        ("there are three apples in a bowl on the table", {"apples in bowl", "bowl on table"}),
        ("a castle on a hill, a dragon flying above it", {"castle on hill", "dragon above castle"}),
        ("under a tree a cat sleeps", {"cat under tree"}),
        (
            "a lion, a tiger and a bear standing around a fire",
            {"lion around fire", "tiger around fire", "bear around fire"},
        ),
    ],
)
def test_where_things_are(text: str, expected: set[str]) -> None:
    assert links(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a girl walking her dog", {"girl walk dog"}),
        ("a small dog chased by a big cat", {"cat chase dog"}),
        ("a man wearing a hat and a woman wearing a scarf", {"man wear hat", "woman wear scarf"}),
        ("a bird but not flying", {"not bird fly"}),
        ("a dog that does not sleep", {"not dog sleep"}),
        ("a man and a woman dancing in the rain", {"man+woman dance"}),
    ],
)
def test_who_does_what(text: str, expected: set[str]) -> None:
    assert deeds(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("neither boats nor swans on the lake", {"boats", "swans"}),
        ("a city without people or cars", {"people", "cars"}),
        ("one cat and no dogs", {"dogs"}),
        ("a dog, not a cat", {"cat"}),
        ("not a cat but a dog", {"cat"}),
        ("there is no cat on the sofa", {"cat"}),
        ("no dogs and a cat", {"dogs"}),
        ("0 cats", {"cats"}),
        ("a girl not wearing a hat", {"hat"}),
        ("nothing but a cat", set()),
    ],
)
def test_what_is_not_there(text: str, expected: set[str]) -> None:
    assert absent(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("the car is red and the house is blue", "car", {("red", True)}),
        ("the car is red and the house is blue", "house", {("blue", True)}),
        ("a cat that is not black", "cat", {("black", False)}),
        ("a car, red", "car", {("red", True)}),
        ("a bird that is red and a bird that is blue", "bird", {("blue", True)}),
    ],
)
def test_what_is_said_of_a_noun_behind_it(text: str, noun: str, expected: set[tuple[str, bool]]) -> None:
    found = [one for one in read(text).nouns.values() if one.word == noun]
    assert {(said.word, said.is_so) for said in found[-1].after} == expected


@pytest.mark.parametrize(
    ("text", "noun", "before", "number"),
    [
        ("a red, fluffy cat", "cat", ("red", "fluffy"), ""),
        ("red and blue balloons", "balloons", ("red", "and", "blue"), ""),
        ("three tennis rackets", "rackets", ("tennis",), "three"),
        ("a car on Route 66", "Route", (), ""),
    ],
)
def test_what_is_said_of_a_noun_before_it(text: str, noun: str, before: tuple[str, ...], number: str) -> None:
    found = next(one for one in read(text).nouns.values() if one.word == noun)
    assert (found.before, found.number) == (before, number)


def test_a_word_that_the_parser_takes_for_a_verb_may_be_a_thing() -> None:
    words = parser().read("old fisherman with a beard, portrait")
    assert "portrait" in {noun.word for noun in stated(words, lambda word: word == "portrait").nouns.values()}
