"""Where things stand, judged from the pixels: a picture is compared with the same one without the thing."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy import ndimage

from pipelines.scene.drawings import Drawings, Style
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render
from pipelines.scene.scene import Box, Brief, Relation, Subject

SIDE = 320
SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.judge) for seed in range(2, 20))]


@cache
def pack() -> Drawings:
    return Drawings.load()


def painted(
    *subjects: Subject, seed: int = 3, side: int = SIDE, style: str = "flat", prompt: str = "test", **brief: Any
) -> npt.NDArray[np.int16]:
    scene = compose(Brief(prompt, tuple(subjects), **brief), SIDE, SIDE, seed, "flat", pack())
    return np.asarray(render(scene, SIDE, SIDE), dtype=np.int16)


def ink(*subjects: Subject, seed: int = 3, **brief: Any) -> npt.NDArray[np.bool_]:
    """The pixels that the things changed."""
    return np.abs(painted(*subjects, seed=seed, **brief) - painted(seed=seed, **brief)).max(axis=2) > 60


def middle(mask: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Centre of the marked pixels as parts of width and height."""
    ys, xs = np.nonzero(mask)
    assert len(xs) > 50, "nothing was drawn"
    return float(xs.mean()) / mask.shape[1], float(ys.mean()) / mask.shape[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_left_right_and_centre_are_where_they_say(seed: int) -> None:
    across = [
        middle(ink(Subject("balloon", "balloon", horizontal=side), seed=seed))[0]
        for side in ("left", "centre", "right")
    ]
    assert across[0] < 0.38 < across[1] < 0.62 < across[2]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_top_is_above_the_bottom(seed: int) -> None:
    top, bottom = (
        middle(ink(Subject("balloon", "balloon", vertical=part), seed=seed))[1] for part in ("top", "bottom")
    )
    assert top < bottom - 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_birds_fly_and_foxes_stand(seed: int) -> None:
    bird = middle(ink(Subject("bird", "bird"), seed=seed, setting="meadow"))
    fox = middle(ink(Subject("fox", "fox"), seed=seed, setting="meadow"))
    assert bird[1] < 0.5 < fox[1]


def lone(word: Relation) -> tuple[Subject, ...]:
    """A house, and a cat in some relation to it."""
    return (Subject("house", "house"), Subject("cat", "cat", relation=word, other=0, colour="#1030ff"))


def cat_and_house(word: Relation, seed: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Centres of the blue cat and of the red roof."""
    # At noon, when colours are themselves.
    picture = painted(*lone(word), seed=seed, prompt="noon", setting="desert")
    red, green, blue = (picture[..., c] for c in range(3))
    # Blue and dark enough to be no sky.
    return middle((blue > red + 90) & (green < 120)), middle((red > green + 110) & (red > blue + 110) & (green < 90))


@pytest.mark.parametrize("seed", SEEDS)
def test_on_is_above_and_in_front_of_is_below(seed: int) -> None:
    cat, roof = cat_and_house("on", seed)
    assert cat[1] < roof[1] and abs(cat[0] - roof[0]) < 0.2
    cat, roof = cat_and_house("in front of", seed)
    assert cat[1] > roof[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_beside_is_to_one_side_on_the_same_level(seed: int) -> None:
    cat, roof = cat_and_house("beside", seed)
    assert abs(cat[0] - roof[0]) > 0.1
    assert cat[1] > roof[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_behind_is_partly_hidden(seed: int) -> None:
    """Some of the cat is seen beside the house, but less of it than of a cat next to it."""
    seen = []
    words: tuple[Relation, ...] = ("behind", "beside")
    for word in words:
        picture = painted(*lone(word), seed=seed, setting="desert")
        blue = int(((picture[..., 2] > picture[..., 0] + 90) & (picture[..., 1] < 120)).sum())
        brief = Brief("test", lone(word), setting="desert")
        (cat,) = (
            layer
            for layer in compose(brief, SIDE, SIDE, seed, "flat", pack()).layers
            if layer.subject and layer.name == "cat"
        )
        seen.append(blue / (cat.box[2] * cat.box[3]))
    assert 0.1 * seen[1] < seen[0] < 0.9 * seen[1]


@pytest.mark.parametrize("count", [1, 3, 5, 9])
def test_as_many_birds_as_asked_for(count: int) -> None:
    """Counted as separate spots over a sky without clouds in their colour."""
    mask = ink(Subject("black-bird", "birds", count), seed=5, setting="sea")
    spots, found = ndimage.label(ndimage.binary_closing(mask, iterations=2))
    sizes = ndimage.sum_labels(mask, spots, range(1, found + 1))
    assert int((sizes > 0.2 * sizes.max()).sum()) == count


def test_things_do_not_pile_up() -> None:
    """Eight sheep are eight separate spots, or one pair of them touches."""
    spots = []
    for seed in range(6):
        mask = ink(Subject("ewe", "sheep", 8), seed=seed, setting="meadow")
        spots.append(ndimage.label(ndimage.binary_opening(mask, iterations=2))[1])
    assert np.mean(spots) > 7, spots


def test_big_is_larger_than_small() -> None:
    small, usual, big = (ink(Subject("balloon", "balloon", size=size)).sum() for size in (0.6, 1.0, 1.5))
    assert small < 0.75 * usual < 0.75 * big


def test_a_house_is_larger_than_a_cat() -> None:
    picture = painted(
        Subject("house", "house", colour="#ff2020"), Subject("cat", "cat", colour="#1030ff"), setting="desert"
    )
    red, green, blue = (picture[..., c] for c in range(3))
    assert ((red > blue + 90) & (green < 110)).sum() > 1.5 * ((blue > red + 90) & (green < 120)).sum()


def test_the_colour_of_a_thing_follows_the_word() -> None:
    def redness(colour: str) -> float:
        picture = painted(Subject("balloon", "balloon", colour=colour, size=1.5))
        return float(((picture[..., 0] > picture[..., 1] + 70) & (picture[..., 0] > picture[..., 2] + 70)).mean())

    assert redness("#e02020") > 0.02
    assert redness("#2040e0") < 0.2 * redness("#e02020")


def test_another_seed_is_another_composition() -> None:
    pictures = [painted(Subject("fox", "fox"), seed=seed, setting="meadow") for seed in (1, 2, 3)]
    for one, two in ((0, 1), (1, 2), (0, 2)):
        assert np.abs(pictures[one] - pictures[two]).mean() > 10
    assert np.array_equal(pictures[0], painted(Subject("fox", "fox"), seed=1, setting="meadow"))


@pytest.mark.parametrize("style", ["flat", "noto"])
def test_every_drawing_can_be_placed(style: Style) -> None:
    """All of the pack, sixty at a time: nothing raises and something is drawn."""
    keys = [concept.key for concept in pack()]
    for start in range(0, len(keys), 110):
        subjects = tuple(Subject(key, key) for key in keys[start : start + 110 : 9])
        scene = compose(Brief("test", subjects), 512, 512, start, style, pack())
        assert {layer.subject.word for layer in scene.layers if layer.subject} == {subject.word for subject in subjects}


def held(holder: str, thing: str, seed: int) -> tuple[Box, Box]:
    """The boxes of somebody and of what is held."""
    group = (Subject(holder, holder), Subject(thing, thing, relation="with", other=0))
    layers = compose(Brief("test", group, setting="desert"), SIDE, SIDE, seed, "flat", pack()).layers
    boxes = {layer.name: layer.box for layer in layers if layer.subject}
    return boxes[holder], boxes[thing]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_umbrella_is_over_the_head_of_its_holder(seed: int) -> None:
    (x, top, wide, _), (left, over, across, tall) = held("girl", "umbrella", seed)
    assert over < top < over + tall
    assert left < x + wide / 2 < left + across


@pytest.mark.parametrize("seed", SEEDS)
def test_a_balloon_rises_from_the_hand(seed: int) -> None:
    (x, top, wide, tall), (left, upper, across, height) = held("girl", "balloon", seed)
    assert top + 0.4 * tall < upper + height < top + 0.9 * tall
    assert 0.2 * wide < abs(left + across / 2 - (x + wide / 2)) < wide


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_held_overlaps_its_holder(seed: int) -> None:
    (x, top, wide, tall), (left, upper, across, height) = held("bear", "guitar", seed)
    assert x - across / 2 < left + across / 2 < x + wide + across / 2
    assert top < upper + height / 2 < top + tall


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rider_sits_on_the_back(seed: int) -> None:
    mount = Subject("elephant", "elephant")
    rider = Subject("woman-standing", "woman", relation="on", other=0)
    layers = compose(Brief("test", (mount, rider), setting="desert"), SIDE, SIDE, seed, "flat", pack()).layers
    boxes = {layer.name: layer.box for layer in layers if layer.subject}
    (x, top, wide, tall), (left, back, across, _) = boxes["woman"], boxes["elephant"]
    assert top < back < top + tall and left < x + wide / 2 < left + across


def test_a_bridge_over_a_river_stands_on_the_ground() -> None:
    bridge = Subject("bridge", "bridge", relation="over", other="river", vertical="top")
    scene = compose(Brief("test", (bridge,), setting="meadow", features=("river",)), SIDE, SIDE, 2, "flat", pack())
    (layer,) = (layer for layer in scene.layers if layer.subject)
    assert layer.box[1] + layer.box[3] > scene.horizon * SIDE


def test_a_relation_that_runs_in_a_circle_is_no_trap() -> None:
    ring = (Subject("cat", "cat", relation="on", other=1), Subject("dog", "dog", relation="on", other=0))
    assert ink(*ring).any()
