"""Colour: things in the colours, patterns and materials that were asked for, and the light that lies over a picture."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.figure import Figure, figure
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render, render_layer, scene_svg
from pipelines.scene.paint.tint import tinting
from pipelines.scene.palette import chroma, hue, to_oklab
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, Detail, Layer, Scene, Subject
from tests.judges.colours import has, shares
from tests.pipelines.language.model import parser

COLOURS = {
    "red": "#e03131", "orange": "#f08c00", "yellow": "#f6c90e", "green": "#2f9e44", "blue": "#1c7ed6",
    "purple": "#8b3fd1", "pink": "#e64980", "brown": "#8b5a2b", "white": "#ffffff", "grey": "#868e96",
    "black": "#24242b",
}  # fmt: skip
THINGS = (
    "cat", "horse", "rabbit", "automobile", "sailboat", "house", "umbrella", "handbag", "luggage", "rose", "bouquet",
    "red-apple", "chair", "top-hat", "keyboard", "telephone",
)  # fmt: skip


@cache
def pack() -> Drawings:
    return Drawings.load()


def flat(key: str) -> Figure:
    return figure(pack(), key, "flat")


def scene_of(*subjects: Subject, detail: Detail = "usual", moving: bool = False, **brief: Any) -> Scene:
    asked = Brief("a test", subjects, **{"setting": "meadow", **brief})
    return compose(asked, 256, 256, 3, "flat", pack(), detail=detail, moving=moving)


def thing(scene: Scene) -> Layer:
    return next(layer for layer in scene.layers if layer.subject)


def seen(**what: Any) -> np.ndarray[Any, Any]:
    scene = scene_of(Subject(**what))
    return render_layer(scene, thing(scene), 1.0)


@pytest.mark.parametrize("name", COLOURS)
def test_things_have_the_colour_that_was_asked_for(name: str) -> None:
    for key in THINGS:
        pixels = seen(drawing=key, word=key, colour=COLOURS[name])
        assert has(pixels, (name,)), f"{name} {key}: {shares(pixels)}"


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("automobile", "#26c9fc"),
        ("cat", "#2b2233"),
        ("tulip", "#86d72f"),
        ("deciduous-tree", "#6d4534"),
        ("candle", "#fcd53f"),
    ],
)
def test_windows_eyes_leaves_trunks_and_flames_keep_their_own(key: str, kept: str) -> None:
    assert kept in flat(key).body
    assert tinting(flat(key), COLOURS["yellow"])(kept) == kept


def test_the_shades_of_yellow_are_amber_and_never_khaki() -> None:
    dark = to_oklab(tinting(flat("cat"), COLOURS["yellow"])("#d3883e"))
    assert dark[0] < to_oklab(COLOURS["yellow"])[0] - 0.05
    assert hue(dark) < hue(to_oklab(COLOURS["yellow"])) - 4 and chroma(dark) > 0.12


def test_the_eyes_of_a_black_cat_are_light() -> None:
    assert to_oklab(tinting(flat("cat"), COLOURS["black"])("#2b2233"))[0] > 0.6


@pytest.mark.parametrize("key", ["sailboat", "cat", "balloon", "t-shirt"])
def test_a_thing_of_two_colours_shows_both(key: str) -> None:
    pixels = seen(drawing=key, word=key, colour=COLOURS["blue"], accents=(COLOURS["white"],))
    assert has(pixels, ("blue", "white")), shares(pixels)


@pytest.mark.parametrize("surface", ["stripes", "dots", "checks"])
def test_a_pattern_shows_its_second_colour_on_the_body_alone(surface: str) -> None:
    what = {"drawing": "t-shirt", "word": "shirt", "colour": COLOURS["blue"], "accents": (COLOURS["red"],)}
    found = shares(seen(**what, surface=surface))
    assert found["red"] > 0.1 and found["blue"] > 0.3
    wheels = scene_of(Subject("automobile", "car", colour=COLOURS["blue"], surface=surface))
    assert thing(wheels).svg.count("surface-") == len(set(_blues(wheels)))


def _blues(scene: Scene) -> list[str]:
    """The fills of the car's body: its colour and that of its shadowed parts."""
    tint = tinting(flat("automobile"), COLOURS["blue"])
    body = flat("automobile").body
    return [tint(c) for c in ("#f8312f", "#ca0b4a") if c in body]


def test_what_stands_behind_glass_is_seen() -> None:
    clear, solid = (seen(drawing="balloon", word="ball", surface=surface)[..., 3] for surface in ("glass", ""))
    assert (solid > 250).mean() > 0.4
    assert (clear > 250).mean() < 0.1 and (clear > 60).mean() > 0.4


def test_white_on_white_has_an_edge() -> None:
    """An egg in the snow: between it and the ground lies a line that is darker than both."""
    scene = scene_of(Subject("egg", "egg", colour="#ffffff"), setting="snow")
    pixels = render_layer(scene, thing(scene), 3.0).astype(np.float32)
    ink = pixels[..., 3] > 200
    inner = ink.copy()
    for axis, step in ((0, 1), (0, -1), (1, 1), (1, -1)):
        inner &= np.roll(ink, step, axis)
    assert np.median(pixels[ink & ~inner][:, :3]) < np.median(pixels[inner][:, :3]) - 40


@pytest.mark.parametrize(
    ("prompt", "colour", "accents", "surface"),
    [
        ("a striped umbrella", "", (), "stripes"),
        ("a polka-dot dress", "", (), "dots"),
        ("a red and white boat on the sea", COLOURS["red"], (COLOURS["white"],), ""),
        ("a blue and white striped t-shirt", COLOURS["blue"], (COLOURS["white"],), "stripes"),
        ("a marble vase", "#e9e6e0", (), "marble"),
        ("一把条纹雨伞", "", (), "stripes"),
        ("红白相间的小船", COLOURS["red"], (COLOURS["white"],), ""),
        ("一把木头椅子", "#a8763e", (), "wood"),
    ],
)
def test_patterns_materials_and_second_colours_are_read(
    prompt: str, colour: str, accents: tuple[str, ...], surface: str
) -> None:
    brief = understand(prompt, pack(), None, parser())
    assert (brief.subjects[0].colour, brief.subjects[0].accents, brief.subjects[0].surface) == (
        colour,
        accents,
        surface,
    )
    assert not brief.missed


def test_a_black_and_white_cat_is_two_colours_and_no_black_and_white_picture() -> None:
    brief = understand("a black and white cat", pack(), None, parser())
    assert len(brief.subjects[0].accents) == 1 and not brief.palette
    assert understand("a black and white photo of a cat", pack(), None, parser()).palette


def test_more_detail_is_more_paint_and_the_same_things() -> None:
    scenes = {detail: scene_of(Subject("dog", "dog"), detail=detail) for detail in ("simple", "usual", "rich")}
    lengths = [len(scene_svg(scene)) for scene in scenes.values()]
    assert lengths == sorted(lengths) and len(set(lengths)) == 3
    assert len({thing(scene).box for scene in scenes.values()}) == 1
    assert [sum(layer.role == "air" for layer in scene.layers) for scene in scenes.values()] == [0, 1, 2]


def test_the_side_towards_the_sun_is_the_lighter_one() -> None:
    scene = scene_of(Subject("egg", "egg"))
    x, _, wide, _ = next(layer.box for layer in scene.layers if layer.name == "sun")
    pixels = render_layer(scene, thing(scene), 2.0).astype(np.float32)
    bright = np.where(pixels[..., 3] > 250, pixels[..., :3].mean(axis=2), np.nan)
    left, right = np.split(bright[:, : bright.shape[1] // 2 * 2], 2, axis=1)
    lit, shaded = (left, right) if x + wide / 2 < scene.width / 2 else (right, left)
    assert np.nanmedian(lit) > np.nanmedian(shaded) + 2


def test_films_have_no_air_that_each_frame_would_pay_for() -> None:
    assert not [layer for layer in scene_of(Subject("dog", "dog"), moving=True).layers if layer.role == "air"]


def test_moods_have_skies_of_their_own() -> None:
    skies = [
        np.asarray(render(scene_of(mood=mood), 64, 64), np.float32)[:16].mean(axis=(0, 1))
        for mood in ("", "gloomy", "dreamy", "warm", "cold")
    ]
    for number, one in enumerate(skies):
        for two in skies[number + 1 :]:
            assert np.abs(one - two).max() > 6


@pytest.mark.parametrize("key", ["cow", "panda"])
def test_what_is_black_and_white_by_nature_is_not_tinted(key: str) -> None:
    found = shares(seen(drawing=key, word=key, colour=COLOURS["black"], accents=(COLOURS["white"],)))
    assert found["white"] > found["black"] > 0
