"""The shipped painter before its judge: a few icons in few steps; scripts/judge asks for hundreds as people get them.

`python -m training painter judge` asks for everything, beside real drawings.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

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


@dataclass(frozen=True)
class Size:
    """How much is asked for: one in `things` names, in `chinese` names, `pairs` of two, in so many steps."""

    things: int
    chinese: int
    pairs: int
    colours: int
    """Icons of each colour."""
    steps: int


FEW = Size(things=80, chinese=120, pairs=3, colours=1, steps=8)
MANY = Size(things=8, chinese=12, pairs=40, colours=6, steps=20)


@pytest.fixture(scope="module", params=[FEW, pytest.param(MANY, marks=pytest.mark.judge)], ids=["few", "many"])
def size(request: pytest.FixtureRequest) -> Size:
    chosen: Size = request.param
    return chosen


Record = Callable[[str, object], None]


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


def test_what_was_asked_for_is_among_the_five_that_a_judge_of_other_styles_names(
    pipe: Any, judge: Judge, size: Size, record_property: Record
) -> None:
    asked = list(NAMES.values())[:: size.things]
    shown = painted(pipe, [Icon((Thing(name),)).words for name in asked], steps=size.steps)
    found = verdict(judge, shown, places(asked)).five
    others = verdict(judge, np.roll(shown, 1, axis=0), places(asked)).five
    record(record_property, icons=len(asked), found=found, others=others)
    assert found >= 0.6
    assert others < 0.2, "the judge looks: pictures of other things do not pass"


def test_a_thing_has_the_colour_that_was_asked_for_though_it_was_never_taught_in_it(
    pipe: Any, size: Size, record_property: Record
) -> None:
    unseen: dict[str, list[Icon]] = {}
    for icon in reversed(held_out(Syllabus(list(NAMES.values())))):
        unseen.setdefault(icon.things[0].colour, []).append(icon)
    assert set(unseen) == set(COLOURS)
    asked = [
        (colour, icon) for at in range(size.colours) for colour, icons in unseen.items() for icon in icons[at : at + 1]
    ]
    shown = painted(pipe, [icon.words for _, icon in asked], steps=size.steps)
    seen = [colour_judge.named(picture)[:2] for picture in shown]
    right = np.mean([colour in names for (colour, _), names in zip(asked, seen, strict=True)])
    shifted = np.mean([colour in names for (colour, _), names in zip(asked, seen[1:], strict=False)])
    record(record_property, icons=len(asked), right=right, shifted=shifted)
    assert right >= 0.7
    assert shifted < 0.5


def test_both_things_of_a_pair_stand_in_their_places(
    pipe: Any, judge: Judge, size: Size, record_property: Record
) -> None:
    pairs = Syllabus(list(NAMES.values())).pairs("3d", size.pairs, seed=1)
    shown = parts(set_together(pipe, [tuple(icon.asked) for icon in pairs]))
    front, back = (
        verdict(judge, part, places([icon.things[at].name for icon in pairs])).five for at, part in enumerate(shown)
    )
    swapped = verdict(judge, shown[0], places([icon.things[1].name for icon in pairs])).five
    record(record_property, pairs=len(pairs), front=front, back=back, swapped=swapped)
    assert min(front, back) >= 0.6
    assert swapped < 0.2


def test_it_paints_what_is_asked_for_in_chinese(pipe: Any, judge: Judge, size: Size, record_property: Record) -> None:
    chinese = {entry["key"]: entry["zh"] for entry in json.loads((PACK / "index.json").read_text(encoding="utf-8"))}
    asked = dict(list(NAMES.items())[7 :: size.chinese])
    known = Concepts(NAMES, Pair(pipe.text_encoder, pipe.tokenizer))
    shown = painted(pipe, [known.subject(f"一个{chinese[key]}").words for key in asked], steps=size.steps)
    found = verdict(judge, shown, places(list(asked.values()))).five
    record(record_property, icons=len(asked), found=found)
    assert found >= 0.6


def record(record_property: Record, **figures: float) -> None:
    for name, value in figures.items():
        record_property(name, value if isinstance(value, int) else round(float(value), 3))
