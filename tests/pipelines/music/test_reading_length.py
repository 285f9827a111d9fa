"""Lengths that are read in descriptions: whole kinds of phrases, and what must not be read into others."""

from __future__ import annotations

import pytest

from pipelines.music.ask import MusicParams
from pipelines.music.composer.making import _lasting
from pipelines.music.composer.read.reading import Wishes, read
from tests.pipelines.music.described import heard, missed


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("two minutes", 120), ("30 seconds long", 30), ("90秒", 90), ("2分钟", 120), ("1:30 long", 90),
     ("a 45-second loop", 45),
     ("length: 90 seconds", 90), ("半分钟", 30), ("a one-minute piece", 60), ("2 min 30 s piece", 150),
     ("两分钟的音乐", 120)],
)  # fmt: skip
def test_a_length_that_is_said_is_read(words: str, seconds: float) -> None:
    reading = heard(f"pop, {words}")
    assert reading.seconds == seconds
    assert _lasting(MusicParams(prompt="pop"), reading.seconds).seconds == seconds
    assert _lasting(MusicParams(prompt="pop", seconds=50), reading.seconds).seconds == 50, "the form decides"


@pytest.mark.parametrize(
    "words", ["two minutes to midnight", "in five minutes", "80s synths", "the last 10 seconds of it"]
)
def test_other_times_are_no_length(words: str) -> None:
    assert heard(f"pop, {words}").seconds is None


def test_a_length_that_cannot_be_is_said() -> None:
    assert missed("pop, 1 hour long") == ["length"]
    assert missed("pop, 2 seconds long") == ["length"]


def test_what_the_form_decides_is_not_missed() -> None:
    said = read("pop, 1 hour long", Wishes(seconds=50), 1).missed
    assert [sentence.key for sentence in said] == []
