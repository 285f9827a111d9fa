"""The shipped poet before its judge: a few of the 200 themes; scripts/judge asks them all."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
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


def judged(asked: Sequence[str]) -> Verdict:
    """A quatrain and a poem of eight lines on every theme."""
    poems = write(Poet.load(SHIPPED), asked)
    return judge(poems, Sounds.load(), Neighbours.load(TABLES / "near.json"), Lines([]))


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return judged(themes()[::40])


def test_every_line_has_its_length_and_its_rhyme(verdict: Verdict) -> None:
    assert verdict.length == verdict.rhyme == 1, report(verdict)


def test_the_tonal_pattern_holds(verdict: Verdict) -> None:
    assert verdict.tones >= 0.98, report(verdict)


def test_the_theme_is_kept(verdict: Verdict) -> None:
    assert verdict.theme >= 0.8, report(verdict)


def test_no_line_comes_twice(verdict: Verdict) -> None:
    assert verdict.no_repeat == 1, report(verdict)


@pytest.mark.judge
def test_every_theme_is_written_on_without_a_fault(record_property: Callable[[str, object], None]) -> None:
    verdict = judged(themes())
    for name in ("poems", "length", "rhyme", "tones", "theme", "no_repeat", "slowest"):
        record_property(name, round(getattr(verdict, name), 3))
    assert verdict.passed, report(verdict)


def surprise(every: int) -> tuple[float, float]:
    """Perplexity over poems of the test split, and that of the trigram of training/poet over all hundred."""
    held_out = json.loads((TABLES / "held_out.json").read_text(encoding="utf-8"))
    poet, poems = Poet.load(SHIPPED), held_out["poems"][::every]
    lost = sum(_nats(poet, poem) for poem in poems)
    return math.exp(lost / sum(len(line) for poem in poems for line in poem["lines"])), held_out["trigram"]


def test_held_out_poems_surprise_it_half_as_much_as_a_trigram() -> None:
    poet, trigram = surprise(every=4)
    assert poet <= trigram / 2


@pytest.mark.judge
def test_a_hundred_held_out_poems_surprise_it_half_as_much_as_a_trigram(
    record_property: Callable[[str, object], None],
) -> None:
    poet, trigram = surprise(every=1)
    record_property("poet", round(poet, 1))
    record_property("trigram", round(trigram, 1))
    assert poet <= trigram / 2


def _nats(poet: Poet, poem: dict[str, Any]) -> float:
    """What the characters of a poem cost the poet, told its wishes; line ends are told to both."""
    wishes = poet.vocabulary.wishes(poem["form"], poem["dynasty"], poem["author"], poem["rhyme"], poem["themes"])
    text = poet.vocabulary.lines(poem["lines"])
    logits = poet.llama.scores(np.array([wishes + text], np.int64))[0, len(wishes) - 1 : -1].astype(float)
    likely = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    ends = (poet.vocabulary.line, poet.vocabulary.end)
    return -sum(likely[place, token] for place, token in enumerate(text) if token not in ends)
