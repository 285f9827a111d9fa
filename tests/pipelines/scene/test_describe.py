"""The sentence that stands for a picture where it cannot be seen."""

from __future__ import annotations

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.describe import describe
from pipelines.scene.paint.compose import compose
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, Missed, Scene, Subject

DRAWINGS = Drawings.load()


def picture(brief: Brief) -> Scene:
    return compose(brief, 512, 512, 3, "flat", DRAWINGS)


@pytest.mark.parametrize(
    ("prompt", "sentence"),
    [
        ("three birds over the sea at dawn", "Three birds flying over the sea at dawn."),
        ("an owl", "An owl flying in the woods."),
        ("a cat on a house in the city at night", "A cat on a house in a city at night."),
        ("a girl with a red umbrella in the rain", "A girl with an umbrella in a flower field in the rain."),
        ("a monkey riding an elephant", "A monkey riding an elephant on the savanna."),
        ("a teapot and two cups", "A teapot and two cups."),
        ("a family of foxes in the forest", "A family of five foxes in a forest."),
        ("a family in the park", "A family in a meadow."),
        ("seven sheep in autumn", "Seven sheep on a farm in autumn."),
        ("two whales in the sea and a boat in the sea", "Two whales and a boat in the sea."),
        ("a castle on a hill with a river", "A castle on a hill in a meadow with a river."),
        ("a foggy forest at night", "A view of a forest at night in fog."),
        ("fifteen fish", "15 fish swimming under water."),
        ("flowing lines", "An abstract picture."),
        ("🦊🌲", "A fox and an evergreen tree in a forest."),
        ("黎明的大海上有三只鸟", "黎明，大海：三只鸟。"),
        ("企鹅一家", "北极：四只企鹅。"),
        ("一个男孩骑自行车", "街道：骑自行车的男孩。"),
        ("两个女孩在雨中", "雨中，公园：两个女孩。"),
    ],
)
def test_a_sentence_that_a_person_would_say(prompt: str, sentence: str) -> None:
    assert describe(picture(understand(prompt, DRAWINGS, None))) == sentence


@pytest.mark.parametrize(
    ("brief", "sentence"),
    [
        (Brief("x", (Subject("cat", "cat"),), setting="meadow", kind="portrait"), "A portrait of a cat."),
        (Brief("x", (Subject("cat", "cat", 3),), setting="meadow", kind="pattern"), "A pattern of three cats."),
        (Brief("x", (Subject("fox", "fox"),), setting="snow", kind="poster"), "A poster of a fox in the snow."),
        (Brief("x", setting="city", daytime="night", kind="pixel"), "Pixel art of a city at night."),
        (Brief("x", abstract=True, kind="map"), "A map."),
        (Brief("猫", (Subject("cat", "猫"),), setting="meadow", kind="sticker"), "贴纸：猫。"),
        (Brief("frobs", abstract=True, missed=(Missed("frobs", "no drawing"),)), "An empty place."),
    ],
)
def test_the_kind_of_picture_is_said(brief: Brief, sentence: str) -> None:
    assert describe(picture(brief)) == sentence


def test_things_that_refer_to_each_other_are_both_named() -> None:
    ring = (Subject("cat", "cat", relation="on", other=1), Subject("dog", "dog", relation="on", other=0))
    said = describe(picture(Brief("test", ring, setting="meadow")))
    assert "cat" in said and "dog" in said
