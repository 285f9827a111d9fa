"""What a prompt names and the picture will not show is said, and nothing else is drawn for it."""

from __future__ import annotations

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.paint.compose import compose
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief
from tests.pipelines.language.model import parser
from tests.pipelines.scene.facts import facts

DRAWINGS = Drawings.load()


def read(prompt: str) -> Brief:
    return understand(prompt, DRAWINGS, None, parser())


@pytest.mark.parametrize(
    ("prompt", "word", "why"),
    [
        ("a library on a beach", "beach", "part"),
        ("a red pavement and green grass", "red pavement", "part"),
        ("a bear frying an egg and yawning", "yawning", "part"),
        ("trees seen through a car window", "car window", "part"),
        ("a hot air balloon with a chameleon logo", "chameleon logo", "part"),
        ("a diplodocus in front of the Hoover Dam", "hoover Dam", "no drawing"),
        ("a red gizmo above a dashed line", "gizmo", "no drawing"),
        ("a sign that says Deep Learning", "“Deep Learning”", "part"),
        ("the clock reads 11:44", "“11:44”", "part"),
        ("101", "“101”", "part"),
        ("xylophagous", "xylophagous", "not understood"),
        ("a dog on a leash", "dog on leash", "placed elsewhere"),
        ("artificial intelligence", "artificial intelligence", "no drawing"),
        ("a horse race", "horse race", "no drawing"),
        ("a stapler and a hole punch", "hole punch", "no drawing"),
        ("a cat and a coat rack", "coat rack", "no drawing"),
        ("a woman with freckles", "freckles", "part"),
        ("a man with a tattoo on his arm", "tattoo", "no drawing"),
        ("a horse bucking", "bucking", "part"),
        ("a steampunk dragon", "steampunk dragon", "part"),
        ("a cloud in the shape of a dog", "like dog", "part"),
        ("a dog dressed as a wizard", "as wizard", "part"),
        ("a hand holding a lantern", "hand", "part"),
        ("a tree and its reflection on a table", "reflection", "no drawing"),
        ("a rose in the style of Mucha", "Mucha", "part"),
        ("a raccoon holding a garbage bag", "garbage bag", "part"),
        ("half an apple on a plate", "half apple", "part"),
        ("a painting of a boat hangs above the sofa", "painting of boat", "part"),
        ("a wall made of books", "wall of books", "part"),
        ("a cat with wings", "wings", "part"),
        ("the handle of the mug is broken", "broken handle", "part"),
        ("a girl with a butterfly on her nose", "butterfly on nose", "placed elsewhere"),
        ("a robot chef cooking pasta", "robot chef", "part"),
        ("the shadow of a bird on the ground", "shadow", "part"),
        ("a turtle upside down", "upside down", "part"),
        ("a bear and a rabbit having a tea party", "tea party", "part"),
        ("a cup of coffee spilled on a laptop", "spilled", "part"),
        ("a bus parked in front of a bakery", "bakery", "part"),
        ("半个西瓜放在桌上", "半个西瓜", "part"),
        ("一幅梵高风格的向日葵", "梵高风格", "part"),
    ],
)
def test_it_is_said(prompt: str, word: str, why: str) -> None:
    assert (word, why) in [(one.word, one.why) for one in read(prompt).missed]


@pytest.mark.parametrize(
    "prompt",
    [
        "a mountain lion",
        "four pine cones",
        "a donation in a park",
        "a traffic jam",
        "a bowling alley",
        "a soldering iron case",
        "a man of steel grandeur and ease",
    ],
)
def test_no_other_thing_stands_for_it(prompt: str) -> None:
    assert {subject.drawing for subject in read(prompt).subjects} <= {"person"}


def test_a_thing_is_what_is_done_with_it() -> None:
    assert {one.drawing for one in read("a boy swinging a bat").subjects} == {"person", "baseball-bat"}
    assert [one.drawing for one in read("a bat in a cave").subjects] == ["bat"]


@pytest.mark.parametrize(
    "prompt",
    [
        "serenity",
        "a round pizza",
        "a mug in watercolour style",
        "a cat on a table at night",
        "cows grazing by a lake",
        "a pink sky",
        "a jellyfish made of glass",
        "a dragon with wings",
        "grey pavement",
        "footprints in the sand leading to the sea",
        "poster of a mountain with space for text",
        "cozy reading nook",
        "a knight riding towards a castle",
        "",
    ],
)
def test_nothing_is_said_where_nothing_is_missing(prompt: str) -> None:
    assert read(prompt).missed == ()


def test_only_what_is_as_large_as_the_picture_gives_it_its_colour() -> None:
    assert read("a pink sky over the sea").palette and not read("a red roof and grey pavement").palette


def test_a_pile_is_one_on_another() -> None:
    assert facts(read("three trucks piled on top of each other")) == {"1 trucks", "trucks on trucks"}


@pytest.mark.parametrize(
    ("prompt", "word"), [("clouds in a room", "clouds"), ("a path in space", "path"), ("trees in a meadow", "")]
)
def test_a_part_of_the_background_that_no_layer_shows_is_said(prompt: str, word: str) -> None:
    scene = compose(read(prompt), 256, 256, 7, "flat", DRAWINGS)
    assert [one.word for one in scene.brief.missed] == [word] * bool(word)


@pytest.mark.parametrize("prompt", ["a whale near a mountain", "mountains by the sea"])
def test_mountains_stand_behind_the_sea(prompt: str) -> None:
    scene = compose(read(prompt), 256, 256, 7, "flat", DRAWINGS)
    assert {"sea", "mountains"} <= {layer.name for layer in scene.layers} and not scene.brief.missed
