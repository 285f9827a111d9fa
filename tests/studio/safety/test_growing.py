"""A text that is being written: shown as far as it was looked at, and nothing of it once something was held back."""

from __future__ import annotations

import pytest

from studio.safety import growing
from studio.safety.growing import Growing


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(growing, "EVERY", 0.0)
    return []


def one(looked: list[str]) -> Growing:
    return Growing(lambda part: looked.append(part) or "bad" not in part)  # type: ignore[func-returns-value]


def test_what_was_held_back_once_is_not_shown_however_it_goes_on(looked: list[str]) -> None:
    text = one(looked)
    assert text.shown("All was good") == "All was good"
    assert text.shown("All was good, then bad") == ""
    assert text.shown("All was good, then bad" + ", and on it went" * 100) == ""


def test_what_is_new_is_looked_at_with_a_little_before_it(looked: list[str]) -> None:
    text = one(looked)
    text.shown("x" * 5000 + " b")
    text.shown("x" * 5000 + " bad")
    assert len(looked[1]) < 200 and text.shown("anything") == "", "the word stood on the border"
    other = one(looked)
    other.shown("x" * 2000)
    other.shown("written anew: " + "y" * 3000)
    assert looked[-1].startswith("written anew"), "of a text that was written anew all is looked at"


def test_between_two_looks_nothing_more_is_shown(looked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "EVERY", 60.0)
    text = one(looked)
    assert [text.shown("x" * long) for long in (1, 2, 3)] == ["x"] * 3 and looked == ["x"]
