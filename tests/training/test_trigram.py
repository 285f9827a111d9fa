"""The baseline is a proper one: its probabilities sum to one, and it learns what follows what."""

from __future__ import annotations

import numpy as np
import pytest

from training.poet.trigram import Trigram, perplexity

POEMS = [
    ("白日依山盡", "黃河入海流"),
    ("白日依山盡", "欲窮千里目"),
    ("黃河入海流", "更上一層樓"),
    ("千山鳥飛絕", "萬徑人蹤滅"),
] * 3
CHARACTERS = sorted({c for poem in POEMS for line in poem for c in line})


@pytest.mark.parametrize("ends", [False, True])
@pytest.mark.parametrize("context", ["白日", "日依", "山白", "流流"])
def test_the_probabilities_of_all_that_may_follow_sum_to_one(context: str, ends: bool) -> None:
    assert Trigram(POEMS, CHARACTERS, ends).distribution(*context).sum() == pytest.approx(1)


def test_what_was_seen_is_likelier_than_what_was_not() -> None:
    trigram = Trigram(POEMS, CHARACTERS)
    known, strange = (
        perplexity(trigram.nats([lines]), 10) for lines in (("白日依山盡", "黃河入海流"), ("流海入河黃", "盡山依日白"))
    )
    assert known < 3 < len(CHARACTERS) / 2 < strange


def test_line_ends_are_told_unless_they_are_asked_for() -> None:
    lines = [("白日依山盡", "黃河入海流")]
    told, asked = (Trigram(POEMS, CHARACTERS, ends).nats(lines) for ends in (False, True))
    assert (len(told), len(asked)) == (10, 12)
    assert np.exp(asked.sum() / 10) > np.exp(told.sum() / 10)
