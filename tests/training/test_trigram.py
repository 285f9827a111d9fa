"""The baseline is a proper one: its probabilities sum to one, and it learns what follows what."""

from __future__ import annotations

import math

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


@pytest.fixture(scope="module")
def trigram() -> Trigram:
    return Trigram(POEMS, CHARACTERS)


@pytest.mark.parametrize("context", [(0, 0), (3, 4), (5, 1), (7, 7)])
def test_the_probabilities_of_all_that_may_follow_sum_to_one(trigram: Trigram, context: tuple[int, int]) -> None:
    follows = np.arange(1, len(CHARACTERS) + 3)
    rows = np.stack([np.full_like(follows, context[0]), np.full_like(follows, context[1]), follows], 1)
    assert trigram.probabilities(rows).sum() == pytest.approx(1)


def test_what_was_seen_is_likelier_than_what_was_not(trigram: Trigram) -> None:
    known, _ = perplexity(trigram, [("白日依山盡", "黃河入海流")])
    strange, _ = perplexity(trigram, [("流海入河黃", "盡山依日白")])
    assert known < 3 < len(CHARACTERS) / 2 < strange


def test_only_characters_count_for_the_text(trigram: Trigram) -> None:
    scores, text = trigram.scores(("白日依山盡", "黃河入海流"))
    assert len(scores) == 12 and text.sum() == 10
    plain, every = perplexity(trigram, [("白日依山盡", "黃河入海流")])
    assert plain == pytest.approx(math.exp(-scores[text].mean()))
    assert every == pytest.approx(math.exp(-scores.mean()))
