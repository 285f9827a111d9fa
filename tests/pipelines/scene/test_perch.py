"""Perches: a bird that is up in the air with its feet together sits on a branch."""

from __future__ import annotations

from functools import cache

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.paint.compose import compose
from pipelines.scene.scene import Brief, Layer, Setting, Subject


@cache
def pack() -> Drawings:
    return Drawings.load()


def branches(setting: Setting, *, moving: bool = False, said: str = "owls") -> tuple[list[Layer], list[Layer]]:
    owls = Brief(said, (Subject("owl", "owl", 2, verb="fly"),), setting=setting)
    layers = compose(owls, 320, 320, 5, "flat", pack(), moving=moving).layers
    return [one for one in layers if one.name.startswith("branch")], [one for one in layers if one.subject]


def test_each_owl_in_the_wood_has_a_branch_below_its_feet_that_comes_from_beyond_the_frame() -> None:
    found, owls = branches("forest")
    assert len(found) == len(owls) == 2
    for branch, owl in zip(found, owls, strict=True):
        x, y, wide, _ = branch.box
        assert x < 0 or x + wide > 320
        assert x < owl.box[0] + owl.box[2] / 2 < x + wide and abs(y - owl.box[1] - owl.box[3]) < 0.2 * owl.box[3]


@pytest.mark.parametrize(
    ("setting", "moving", "said"),
    [
        ("sea", False, "owls"),
        ("forest", True, "owls"),
        ("forest", False, "owls fly"),
        ("forest", False, "猫头鹰在飞"),
    ],
)
def test_no_branch_hangs_over_the_sea_or_below_one_that_flies(setting: Setting, moving: bool, said: str) -> None:
    assert not branches(setting, moving=moving, said=said)[0]
