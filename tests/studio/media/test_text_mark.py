"""The mark in texts, as numbers: what chance gives is known, and no text is accused by it."""

from __future__ import annotations

import numpy as np
import pytest

from studio.media.text_mark import DEPTH, NGRAM, SIZE, TextKey, threshold

KEY = TextKey("a" * 64)


def drawn(seed: int, count: int = 204, words: int = 50_000) -> list[int]:
    return [int(token) for token in np.random.default_rng(seed).integers(0, words, count)]


def test_a_secret_gives_the_same_key_for_ever() -> None:
    assert KEY.keys[:3] == (2931, 45797, 20230) and KEY.table[:8].tolist() == [0, 0, 1, 1, 1, 1, 0, 0]
    other = TextKey("b" * 64)
    assert len(set(KEY.keys)) == DEPTH and max(KEY.keys) < SIZE
    assert other.keys != KEY.keys and 0.45 < (other.table == KEY.table).mean() < 0.55


def test_chance_gives_what_it_is_said_to() -> None:
    strengths = np.array([KEY.leaning(drawn(seed)).strength for seed in range(1000)])
    assert abs(strengths.mean()) < 0.15 and 0.93 < strengths.std() < 1.07
    assert (strengths > threshold(1)).mean() < 0.001


def test_runs_that_begin_alike_count_once() -> None:
    text = drawn(1, 30)
    once, often = KEY.leaning(text), KEY.leaning(text * 40)
    assert once.tokens == 30 - NGRAM + 1 and often.tokens == 30
    assert abs(often.strength - once.strength) < 1.5, "saying it again makes it no surer"


@pytest.mark.parametrize("tokens", [[], [1], [1] * (NGRAM - 1)])
def test_where_there_is_no_run_there_is_nothing_to_tell(tokens: list[int]) -> None:
    assert (KEY.leaning(tokens).tokens, KEY.leaning(tokens).strength) == (0, 0.0)


def test_whoever_tries_often_has_to_find_more() -> None:
    assert 3.7 < threshold(1) < threshold(2) < threshold(12) < 4.5
