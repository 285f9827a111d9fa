"""The shipped painter before its judge: every tenth name; `python -m training painter judge` asks all 200."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from training.painter.export import load
from training.painter.judge import verdict
from training.painter.judged import painted
from training.painter.kept_judge import read
from training.painter.text import minilm

KEPT = Path(__file__).parent / "painter_judge" / "judge.safetensors"
SHIPPED = Path(__file__).parents[2] / "starter" / "painter"


@pytest.fixture(scope="module")
def pictures() -> NDArray[np.uint8]:
    names = json.loads((SHIPPED / "concepts.json").read_text(encoding="utf-8"))
    return painted(load(SHIPPED, minilm()), names[::10])


def test_what_was_asked_for_is_among_the_five_that_a_judge_of_other_styles_names(pictures: NDArray[np.uint8]) -> None:
    judge, places = read(KEPT)
    assert verdict(judge, pictures, places[::10]).five >= 0.6
    # The judge looks: pictures of other things do not pass.
    assert verdict(judge, np.roll(pictures, 1, axis=0), places[::10]).five < 0.2
