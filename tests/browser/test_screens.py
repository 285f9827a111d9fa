"""On all screens, in each language: no serious fault and no words of another one. In one file, since each walk is long
and both look at what was seen on it."""

from __future__ import annotations

import pytest

from studio.words import ENGLISH
from tests.browser.conftest import WalkIn
from tests.browser.test_languages import OTHERS, english_of
from tests.browser.walk import told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_screen_has_a_serious_fault(walk_in: WalkIn, language: str) -> None:
    walked = walk_in(language)
    assert not walked.faults, told(walked.faults)
    assert len(walked.texts) > 20, "it has gone past all screens"


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left_on_any_screen(walk_in: WalkIn, language: str) -> None:
    found = english_of(walk_in(language), language)
    assert not found, told(found)


@pytest.mark.parametrize("language", OTHERS)
def test_what_looks_for_english_finds_it(walk_in: WalkIn, language: str) -> None:
    walked = walk_in(ENGLISH)
    found = english_of(walked, language)
    assert set(found) == set(walked.texts), "every screen says something"
    assert {"Make", "Options", "Library", "Prompt"} <= set(found["image"])
