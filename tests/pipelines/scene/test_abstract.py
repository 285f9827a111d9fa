"""Pictures of no thing: families of forms, chosen by words and feelings; and empty places for what has no drawing."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.feeling import feeling_of, is_feeling
from pipelines.scene.isolines import isolines
from pipelines.scene.paint.abstract import families, family_of
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, Missed, Scene
from pipelines.scene.tables import table

SIDE = 256


@cache
def pack() -> Drawings:
    return Drawings.load()


def picture_of(prompt: str, seed: int = 2, **more: object) -> Scene:
    return compose(Brief(prompt, abstract=True, **more), SIDE, SIDE, seed, "flat", pack())  # type: ignore[arg-type]


def pixels(scene: Scene) -> npt.NDArray[np.float64]:
    return np.asarray(render(scene, SIDE, SIDE)).astype(np.float64)


def busy(prompt: str) -> float:
    """How much there is to see, on average over some seeds."""
    return float(np.mean([np.abs(np.diff(pixels(picture_of(prompt, seed)), axis=0)).mean() for seed in range(4)]))


WORDS = {
    "flowing ribbons": "stripes", "a wave": "waves", "mosaic tiles": "tiles", "bauhaus circles": "bauhaus",
    "sound wave pulse": "strings", "glowing orbs": "orbs", "topographic contours": "contours",
    "tangled threads": "threads", "woven textile": "weave", "drizzle": "rain", "stained glass": "glass",
    "a golden ratio spiral": "spiral", "petals": "petals", "sunburst": "rays", "colour field": "field",
    "ink blots": "ink", "bold brush strokes": "strokes", "marbling": "marbling", "paper layers": "paper hills",
    "constellations": "stars", "螺旋": "spiral", "水墨": "ink", "编织": "weave",
}  # fmt: skip


def test_words_of_forms_name_every_family() -> None:
    assert {prompt: family_of(prompt) for prompt in WORDS} == WORDS
    assert set(WORDS.values()) == set(families()) and len(families()) >= 16


def test_no_two_families_look_alike_and_each_fills_the_sheet() -> None:
    scenes = {family: picture_of(prompt) for prompt, family in WORDS.items() if prompt.isascii()}
    parts = {frozenset(layer.name.rstrip(" 0123456789") for layer in scene.layers) for scene in scenes.values()}
    assert len(parts) == len(scenes)
    pictures = {family: pixels(scene) for family, scene in scenes.items()}
    for family, picture in pictures.items():
        assert picture.std(axis=(0, 1)).max() > 6, family
    for one, two in combinations(pictures, 2):
        assert np.abs(pictures[one] - pictures[two]).mean() > 8, (one, two)


def test_feelings_are_told_in_both_languages_and_their_forms_are_known() -> None:
    entries = table("feelings").values()
    assert sum(len(entry["english"]) for entry in entries) >= 120
    assert sum(len(entry["chinese"]) for entry in entries) >= 120
    assert {family for entry in entries for family in entry["families"]} <= set(families())
    assert all(len(palette.split()) == 6 for entry in entries for palette in entry["palettes"])


@pytest.mark.parametrize(
    ("word", "same"), [("loneliness", "孤独"), ("joy", "快乐"), ("anger", "愤怒"), ("time", "时间")]
)
def test_a_feeling_is_the_same_in_both_languages(word: str, same: str) -> None:
    assert feeling_of(word) == feeling_of(f"关于{same}的画") is not None


def test_loneliness_is_emptier_and_paler_than_joy() -> None:
    assert busy("loneliness") < 0.6 * busy("joy")
    lonely, glad = (
        np.mean([np.ptp(pixels(picture_of(word, seed)), axis=2).mean() for seed in range(4)])
        for word in ("loneliness", "joy")
    )
    assert lonely < 0.5 * glad


def test_what_is_felt_is_not_missing() -> None:
    assert is_feeling("grief") and not is_feeling("glove")
    assert not understand("anger and betrayal", pack(), None).missed
    assert understand("anger and zibbers", pack(), None).missed


def test_words_and_seeds_give_different_pictures() -> None:
    pictures = [pixels(picture_of(word, seed)) for word in ("nothing much", "quixel", "whatever") for seed in (1, 2)]
    for one, two in combinations(pictures, 2):
        assert np.abs(one - two).mean() > 3


def test_a_thing_without_a_drawing_leaves_an_empty_place_and_no_forms() -> None:
    missed = (Missed("frobs", "no drawing"),)
    scenes = [picture_of("a photo of two frobs", seed, missed=missed) for seed in range(5)]
    assert not any(layer.role == "shape" for scene in scenes for layer in scene.layers)
    assert np.abs(np.diff(np.stack([pixels(scene) for scene in scenes]), axis=0)).mean() > 3
    formed = picture_of("frobs in stained glass", missed=missed)
    assert any(layer.role == "shape" for layer in formed.layers)


def test_isolines_of_a_cone_are_circles() -> None:
    y, x = np.mgrid[0:41, 0:41]
    (line,) = isolines(20 - np.hypot(x - 20, y - 20), 10.0)
    assert line[0] == line[-1]
    assert all(abs(np.hypot(px - 20, py - 20) - 10) < 0.1 for px, py in line)


@pytest.mark.parametrize(
    ("prompt", "abstract"),
    [
        ("abstract circles in red and blue", True),
        ("concentric rings", True),
        ("an abstract red square and a blue triangle", True),
        ("a red circle", False),
        ("a diamond ring on a table", False),
        ("abstract cat and circles", False),
    ],
)
def test_circles_are_forms_in_an_abstract_picture_and_things_elsewhere(prompt: str, abstract: bool) -> None:
    brief = understand(prompt, pack(), None)
    assert (brief.abstract, bool(brief.subjects)) == (abstract, not abstract)
    assert not (abstract and brief.missed)
