"""The shipped poet before its judge: a fifth of the 200 themes; `python -m training poet judge` asks them all."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipelines.writing.poet.poet import Poet
from training.poet.figures import Neighbours, write
from training.poet.judge import Lines, Verdict, judge, report
from training.poet.judge_sounds import Sounds
from training.poet.judge_themes import themes

TABLES = Path(__file__).parent / "poet_tables"
SHIPPED = Path(__file__).parents[2] / "starter" / "poet"


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    poems = write(Poet.load(SHIPPED), themes()[::5])
    return judge(poems, Sounds.load(), Neighbours.load(TABLES / "near.json"), Lines([]))


def test_every_line_has_its_length_and_its_rhyme(verdict: Verdict) -> None:
    assert verdict.length == verdict.rhyme == 1, report(verdict)


def test_the_tonal_pattern_holds(verdict: Verdict) -> None:
    assert verdict.tones >= 0.98, report(verdict)


def test_the_theme_is_kept(verdict: Verdict) -> None:
    assert verdict.theme >= 0.8, report(verdict)


def test_no_line_comes_twice(verdict: Verdict) -> None:
    assert verdict.no_repeat == 1, report(verdict)


def test_held_out_poems_surprise_it_half_as_much_as_a_trigram() -> None:
    """A hundred poems of the test split, with what the trigram of training/poet made of them."""
    held_out = json.loads((TABLES / "held_out.json").read_text(encoding="utf-8"))
    poet = Poet.load(SHIPPED)
    lost = [_nats(poet, poem) for poem in held_out["poems"]]
    count = sum(len(line) for poem in held_out["poems"] for line in poem["lines"])
    assert math.exp(sum(lost) / count) <= held_out["trigram"] / 2


def _nats(poet: Poet, poem: dict[str, Any]) -> float:
    """What the characters of a poem cost the poet, told its wishes; line ends are told to both."""
    wishes = poet.vocabulary.wishes(poem["form"], poem["dynasty"], poem["author"], poem["rhyme"], poem["themes"])
    text = poet.vocabulary.lines(poem["lines"])
    logits = poet.llama.scores(np.array([wishes + text], np.int64))[0, len(wishes) - 1 : -1].astype(float)
    likely = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    ends = (poet.vocabulary.line, poet.vocabulary.end)
    return -sum(likely[place, token] for place, token in enumerate(text) if token not in ends)
