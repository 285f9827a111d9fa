"""Metres that are read in descriptions: whole kinds of phrases, and what must not be read into others."""

from __future__ import annotations

import pytest

from pipelines.music.ask import MusicParams
from pipelines.music.composer.tables import read_table
from pipelines.music.score.score import GROUPS, Metre
from tests.pipelines.music.described import heard, missed


@pytest.mark.parametrize(
    ("words", "metre"),
    [
        ("5/4", "5/4"), ("in 7/8", "7/8"), ("12/8", "12/8"), ("seven eight", "7/8"), ("five four time", "5/4"),
        ("in five", "5/4"), ("in seven, driving", "7/8"), ("waltz time", "3/4"), ("compound metre", "6/8"),
        ("八七拍", "7/8"), ("七八拍", "7/8"), ("四三拍", "3/4"), ("四分之三拍", "3/4"), ("八六拍", "6/8"),
        ("十二八拍", "12/8"),
        ("a jig", "6/8"), ("slip jig", "9/8"), ("2/4", "2/4"), ("nine-eight", "9/8"), ("7 / 8", "7/8"),
        ("not 3/4, in 5/4", "5/4"), ("三拍子", "3/4"), ("minuet", "3/4"), ("６/８", "6/8"),
    ],
)  # fmt: skip
def test_a_metre_is_read_in_figures_and_words(words: str, metre: str) -> None:
    assert heard(f"pop, {words}").metre == metre
    assert not missed(f"pop, {words}")


@pytest.mark.parametrize(
    "words",
    [
        "1/2 the speed",
        "24/7",
        "3/4 of an hour",
        "in five minutes",
        "in three parts",
        "not a waltz",
        "每分钟六十拍",
        "6/10",
    ],
)
def test_other_fractions_are_no_metre(words: str) -> None:
    assert heard(f"pop, {words}").metre == "4/4"
    assert not missed(f"pop, {words}")


def test_a_metre_that_is_not_written_in_is_said() -> None:
    assert missed("pop in 13/16") == ["metre"]
    assert missed("pop in 3/8 time") == ["metre_near"]
    assert heard("pop in 3/8 time").metre == "3/4"
    assert not missed("pop in 13/16", metre="4/4")
    assert set(read_table("wording")["metre_nearest"].values()) <= GROUPS.keys()


def test_every_metre_of_the_form_is_written_in() -> None:
    for name in GROUPS:
        assert MusicParams.read({"prompt": "pop", "metre": name}).metre == name
        assert Metre(name).pulse > 0
