"""A verb that is said once and meant twice is done by both."""

from __future__ import annotations

import pytest

from pipelines.language.statement import Statement, stated
from tests.pipelines.language.model import parser


def read(text: str) -> Statement:
    return stated(parser().read(text), lambda word: False)


def deeds(text: str) -> set[tuple[str, str, str]]:
    """Each deed as its doers, its verb and its objects."""
    said = read(text)

    def words(places: tuple[int, ...]) -> str:
        return "+".join(said.words[at].text for at in places)

    return {(words(deed.doers), deed.verb, words(deed.objects)) for deed in said.deeds}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man sips a latte and a woman a beer.", {("man", "sip", "latte"), ("woman", "sip", "beer")}),
        (
            "A man gives a woman a laptop and a boy a book.",
            {("man", "give", ""), ("woman", "hold", "laptop"), ("boy", "hold", "book")},
        ),
        ("A man gives a woman a laptop.", {("man", "give", "laptop")}),
    ],
)
def test_the_verb_is_regained(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert deeds(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("a horse pulling a carriage with a couple in it", "couple", "carriage"),
        ("a fork by a plate and a knife behind it", "knife", "plate"),
        ("the sofa, on which a cat sleeps, is green", "cat", "sofa"),
        ("one elephant standing on a ball and another under an umbrella", "another", "umbrella"),
    ],
)
def test_what_a_little_word_stands_for(text: str, first: str, second: str) -> None:
    said = read(text)
    assert (first, second) in [(said.words[link.first].text, said.words[link.second].text) for link in said.links]
