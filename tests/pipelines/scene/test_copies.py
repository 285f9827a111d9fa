"""Copies: no two of one kind are alike, and what was asked for stays."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.paint.compose import compose, set_stage
from pipelines.scene.paint.render import render_layer
from pipelines.scene.palette import to_oklab
from pipelines.scene.scene import Brief, Scene, Subject
from pipelines.scene.tables import table
from tests.judges.colours import has, shares


@cache
def pack() -> Drawings:
    return Drawings.load()


def scene_of(*subjects: Subject, moving: bool = False, **brief: Any) -> Scene:
    asked = Brief("a test", subjects, **{"setting": "meadow", **brief})
    return compose(asked, 384, 384, 3, "flat", pack(), moving=moving)


def looks(scene: Scene) -> list[Any]:
    """The mean colour of each thing, red, green and blue of 0 to 255."""
    painted = [render_layer(scene, layer, 1.0) for layer in scene.layers if layer.subject]
    return [pixels[pixels[..., 3] > 250][:, :3].mean(axis=0) for pixels in painted]


def nearest(found: list[Any]) -> float:
    return min(float(np.abs(one - two).max()) for one, two in combinations(found, 2))


@pytest.mark.parametrize("key", ["pig", "horse", "red-apple", "blossom", "mug", "butterfly"])
def test_no_two_copies_are_painted_alike(key: str) -> None:
    found = looks(scene_of(Subject(key, key, 4)))
    assert len(found) == 4 and nearest(found) > 1.5


def test_copies_of_a_colour_that_was_asked_for_all_have_it() -> None:
    scene = scene_of(blue := Subject("horse", "horse", 4, colour="#1c7ed6"))
    for layer in (layer for layer in scene.layers if layer.subject == blue):
        pixels = render_layer(scene, layer, 1.0)
        assert has(pixels, ("blue",)), shares(pixels)


def test_one_cat_of_four_sleeps_but_none_does_in_a_film_where_it_would_walk() -> None:
    still, film = (
        [
            layer.box[2] / layer.box[3]
            for layer in scene_of(Subject("cat", "cat", 4), moving=moving).layers
            if layer.subject
        ]
        for moving in (False, True)
    )
    assert max(still) > 1.3 * min(still) and max(film) < 1.1 * min(film)


def test_every_drawing_of_the_table_is_in_the_pack_and_every_colour_a_colour() -> None:
    named = table("copies")
    keys = {*named["hues"], *named["others"], *(key for keys in named["others"].values() for key in keys)}
    assert keys <= {concept.key for concept in pack()}
    for colour in (colour for colours in named["hues"].values() for colour in colours if colour):
        assert 0.15 < to_oklab(colour)[0] < 0.99


def test_the_side_away_from_the_light_is_darker() -> None:
    """An egg, with the light at the left and at the right of it."""
    sides = set()
    for seed in range(3, 9):
        asked = Brief("a test", (Subject("egg", "egg"),), setting="meadow")
        scene = compose(asked, 256, 256, seed, "flat", pack())
        layer = next(layer for layer in scene.layers if layer.subject)
        pixels = render_layer(scene, layer, 2.0).astype(np.float32)
        grey, ink = pixels[..., :3].mean(axis=2), pixels[..., 3] > 250
        across = np.arange(ink.shape[1])[None] / ink.shape[1] + 0 * grey
        left, right = grey[ink & (across < 0.25)].mean(), grey[ink & (across > 0.75)].mean()
        from_left = set_stage(asked, 256, 256, seed).lit_from_left
        assert left > right + 5 if from_left else right > left + 5
        sides.add(from_left)
    assert sides == {True, False}
