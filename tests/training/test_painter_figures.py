"""The shipped painter before its judge, on a sample; `python -m training painter judge` asks for everything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from pipelines.image.painter.concepts import Concepts
from pipelines.image.painter.icon import COLOURS, Icon, Thing
from pipelines.runtimes.transformers import Pair
from studio.models.catalog import STARTER
from training.painter import colour_judge
from training.painter.curriculum import held_out
from training.painter.drawings import PACK
from training.painter.export import load
from training.painter.judge import Judge, verdict
from training.painter.judged import painted, parts, set_together
from training.painter.kept_judge import read
from training.painter.lessons import Syllabus
from training.painter.text import minilm

KEPT = Path(__file__).parent / "painter_judge" / "judge.safetensors"
SHIPPED = STARTER / "painter"
NAMES: dict[str, str] = json.loads((SHIPPED / "concepts.json").read_text(encoding="utf-8"))
SAMPLE = list(NAMES.values())[::40]


@pytest.fixture(scope="module")
def pipe() -> Any:
    torch.set_num_threads(1)
    return load(SHIPPED, minilm())


@pytest.fixture(scope="module")
def judge() -> Judge:
    judge, names = read(KEPT)
    assert names == list(NAMES.values())
    return judge


def places(names: list[str]) -> list[int]:
    known = list(NAMES.values())
    return [known.index(name) for name in names]


@pytest.fixture(scope="module")
def things(pipe: Any) -> NDArray[np.uint8]:
    return painted(pipe, [Icon((Thing(name),)).words for name in SAMPLE])


def test_what_was_asked_for_is_among_the_five_that_a_judge_of_other_styles_names(
    things: NDArray[np.uint8], judge: Judge
) -> None:
    assert verdict(judge, things, places(SAMPLE)).five >= 0.6
    # The judge looks: pictures of other things do not pass.
    assert verdict(judge, np.roll(things, 1, axis=0), places(SAMPLE)).five < 0.2


def test_a_thing_has_the_colour_that_was_asked_for_though_it_was_never_taught_in_it(pipe: Any) -> None:
    unseen = {icon.things[0].colour: icon for icon in held_out(Syllabus(list(NAMES.values())))}
    assert set(unseen) == set(COLOURS)
    shown = painted(pipe, [icon.words for icon in unseen.values()])
    right = [colour in colour_judge.named(picture)[:2] for colour, picture in zip(unseen, shown, strict=True)]
    assert np.mean(right) >= 0.7
    shifted = [colour in colour_judge.named(picture)[:2] for colour, picture in zip(unseen, shown[1:], strict=False)]
    assert np.mean(shifted) < 0.5


def test_both_things_of_a_pair_stand_in_their_places(pipe: Any, judge: Judge) -> None:
    pairs = Syllabus(list(NAMES.values())).pairs("3d", 10, seed=1)
    shown = parts(set_together(pipe, [tuple(icon.asked) for icon in pairs]))
    found = [verdict(judge, part, places([icon.things[at].name for icon in pairs])) for at, part in enumerate(shown)]
    swapped = verdict(judge, shown[0], places([icon.things[1].name for icon in pairs]))
    assert min(each.five for each in found) >= 0.6
    assert swapped.five < 0.2


def test_it_paints_what_is_asked_for_in_chinese(pipe: Any, judge: Judge) -> None:
    chinese = {entry["key"]: entry["zh"] for entry in json.loads((PACK / "index.json").read_text(encoding="utf-8"))}
    asked = dict(list(NAMES.items())[7::60])
    known = Concepts(NAMES, Pair(pipe.text_encoder, pipe.tokenizer))
    shown = painted(pipe, [known.subject(f"一个{chinese[key]}").words for key in asked])
    assert verdict(judge, shown, places(list(asked.values()))).five >= 0.6
