"""The shipped poet before its judge: a fifth of the 200 themes; `python -m training poet judge` asks them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.poetry.poet import Poet
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
