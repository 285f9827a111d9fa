"""Stuffs: a thing that is said to be of leather, glass or paper looks like it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render_layer
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, Subject
from pipelines.scene.tables import table
from tests.judges.colours import shares
from tests.pipelines.language.model import parser


@cache
def pack() -> Drawings:
    return Drawings.load()


@cache
def seen(key: str, surface: str, colour: str = "") -> np.ndarray[Any, Any]:
    asked = Brief("a test", (Subject(key, key, surface=surface, colour=colour),), setting="meadow")
    scene = compose(asked, 256, 256, 3, "flat", pack())
    return render_layer(scene, next(layer for layer in scene.layers if layer.subject), 2.0, 8.0)


@pytest.mark.parametrize("surface", table("surfaces")["words"])
def test_each_surface_that_has_a_word_is_another_picture_than_the_plain_thing(surface: str) -> None:
    plain, other = (seen("vase", one).astype(np.int16) for one in ("", surface))
    assert np.abs(plain - other).max(axis=2).mean() > 0.8


def _outline(pixels: np.ndarray[Any, Any]) -> int:
    """How many pixels of the thing have a neighbour beside them that is none of it."""
    ink = pixels[..., 3] > 200
    return int((ink[:, 1:] != ink[:, :-1]).sum())


def test_a_fluffy_cat_has_a_ragged_outline() -> None:
    assert _outline(seen("cat", "fluffy")) > 1.25 * _outline(seen("cat", ""))


def test_leather_is_brown_unless_a_colour_is_said() -> None:
    brown, red = shares(seen("jacket", "leather")), shares(seen("jacket", "leather", "#e03131"))
    assert brown["brown"] > 0.6 and red["red"] > 0.5 > red["brown"]


@pytest.mark.parametrize(
    ("prompt", "surface"),
    [
        ("a leather jacket", "leather"),
        ("a cardboard box", "cardboard"),
        ("a fabric sofa", "fabric"),
        ("a knitted sweater", "wool"),
        ("a paper boat", "paper"),
        ("a ball made of glass", "glass"),
        ("a glass of milk", ""),
        ("一只毛茸茸的小狗", "fluffy"),
        ("一个玻璃瓶", "glass"),
    ],
)
def test_what_it_is_of_is_read_and_nothing_said_to_be_missing(prompt: str, surface: str) -> None:
    brief = understand(prompt, pack(), None, parser())
    assert brief.subjects[0].surface == surface and not brief.missed


def test_the_sails_of_a_wooden_boat_stay_white() -> None:
    assert shares(seen("sailboat", "wood", "#a8763e"))["white"] > 0.08
