"""Tabletops: small things are seen from near, on what suits them, large, grouped and in depth."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from random import Random

import numpy as np
import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.footing import still_life
from pipelines.scene.paint.compose import compose, set_stage
from pipelines.scene.paint.render import render
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.place.tabletops.tabletops import BELOW, EDGE, TABLETOPS, fitting
from pipelines.scene.scene import Box, Brief, Layer, Scene, Subject
from pipelines.scene.tables import table

SIDE = 400
FRUIT = ("red-apple", "banana", "lemon", "pear", "cherries", "mango", "peach", "melon")


@cache
def pack() -> Drawings:
    return Drawings.load()


def thing(key: str, **said: object) -> Subject:
    return Subject(key, key, **said)  # type: ignore[arg-type]


def scene(*subjects: Subject, seed: int = 5, moving: bool = False, **said: object) -> Scene:
    brief = Brief(" ".join(one.word for one in subjects), subjects, **said)  # type: ignore[arg-type]
    return compose(brief, SIDE, SIDE, seed, "flat", pack(), moving=moving)


def shown(picture: Scene) -> list[Layer]:
    return [layer for layer in picture.layers if layer.subject is not None]


def covered(one: Box, two: Box) -> float:
    """Part of the smaller box under the other."""
    wide = min(one[0] + one[2], two[0] + two[2]) - max(one[0], two[0])
    tall = min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1])
    return max(0.0, wide) * max(0.0, tall) / min(one[2] * one[3], two[2] * two[3])


def test_every_small_thing_has_tabletops_that_are_painted() -> None:
    for concept in (one for one in pack() if one.place == "floor"):
        names = fitting(Brief("", (thing(concept.key),)), [concept])
        assert names and set(names) <= set(TABLETOPS), concept.key
    assert set(table("tabletops")["colours"]) == set(TABLETOPS)


@pytest.mark.parametrize("name", TABLETOPS)
def test_each_is_a_picture_by_itself(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.scene.place.tabletops.tabletops.fitting", lambda *_: [name])
    picture = scene(thing("red-apple"))
    assert EDGE[0] <= picture.horizon <= EDGE[1]
    assert [layer.role for layer in picture.layers].count("ground") >= 1
    empty = Scene(SIDE, SIDE, 5, picture.brief, tuple(one for one in picture.layers if not one.subject), picture.defs)
    grey = np.asarray(render(empty, 64, 64).convert("L"), np.float32)
    assert grey.std() > 8 and 45 < grey.mean() < 235


def test_neighbours_are_seen_on_different_tops() -> None:
    pictures = {tuple(one.name for one in scene(thing(key)).layers[:-2]) for key in FRUIT}
    walls = {re.sub(r"-\d+", "", scene(thing(key)).layers[0].svg) for key in FRUIT}
    assert len(pictures) >= 3 and len(walls) == len(FRUIT)


def test_what_a_thing_is_says_where_it_is_seen() -> None:
    for key, name in (
        ("hammer", "workbench"),
        ("toothbrush", "bathroom"),
        ("laptop", "desk"),
        ("baseball-bat", "ground"),
    ):
        assert name in fitting(Brief("", (thing(key),)), [pack()[key]])
    both = [pack()[key] for key in ("laptop", "teacup")]
    assert fitting(Brief("", (thing("laptop"), thing("teacup"))), both)


def test_without_a_window_there_is_a_wall() -> None:
    apple = Brief("", (thing("red-apple"),), without=("window",), weather="rain")
    assert not {"sill", "kitchen", "breakfast", "study"} & set(fitting(apple, [pack()["red-apple"]]))


def test_rain_is_behind_the_window_and_the_evening_has_lamps() -> None:
    cup = [pack()["teacup"]]
    apple, panes = [pack()["red-apple"]], {"sill", "kitchen", "breakfast", "study"}
    assert set(fitting(Brief("", (thing("red-apple"),), weather="rain"), apple)) <= panes
    assert set(fitting(Brief("", (thing("teacup"),), daytime="night"), cup)) <= {"sill", "cafe"}
    wet = scene(thing("teacup"), weather="rain")
    assert not [layer for layer in wet.layers if layer.role == "weather"]
    day, night = (scene(thing("teacup"), daytime=hour) for hour in ("day", "night"))
    light, dark = (np.asarray(render(one, 64, 64).convert("L")).mean() for one in (day, night))
    assert dark < light - 15
    red, _, blue = (int(night.palette["lamp"][at : at + 2], 16) for at in (1, 3, 5))
    assert red > blue


def test_a_rainy_day_alone_does_not_put_a_cup_in_the_grass() -> None:
    assert still_life(Brief("", (thing("teacup"),), setting="meadow", weather="rain", unsaid=True), pack())
    assert not still_life(Brief("", (thing("teacup"),), setting="meadow"), pack())


@pytest.mark.parametrize("key", ["red-apple", "laptop", "bowl", "vase", "spoon", "wine-glass"])
def test_one_thing_is_large_and_a_little_off_the_middle(key: str) -> None:
    for seed in range(4):
        picture = scene(thing(key), seed=seed)
        x, y, w, h = shown(picture)[0].box
        assert max(w, h) > 0.38 * SIDE and w < 0.76 * SIDE and h < 0.6 * SIDE
        assert 0.01 < abs((x + w / 2) / SIDE - 0.5) < 0.09
        assert picture.horizon * SIDE < y + h < 0.96 * SIDE and x > 0 and y > 0


def test_two_things_are_on_one_top_in_their_sizes() -> None:
    berry, apple = sorted(
        shown(scene(thing("strawberry"), thing("red-apple"))), key=lambda layer: layer.name != "strawberry"
    )
    assert apple.box[2] * apple.box[3] > 2 * berry.box[2] * berry.box[3] and covered(berry.box, apple.box) < 0.2
    assert apple.box[2] + berry.box[2] > 0.5 * SIDE


@pytest.mark.parametrize("count", [2, 3, 4, 5, 7, 10, 12])
@pytest.mark.parametrize("key", ["red-apple", "hot-beverage", "candle"])
def test_many_can_be_counted(key: str, count: int) -> None:
    picture = scene(thing(key, count=count))
    boxes = [layer.box for layer in shown(picture)]
    assert len(boxes) == count
    assert all(covered(one, two) <= 1 / 3 for one, two in combinations(boxes, 2))
    assert all(x > 0 and x + w < SIDE and picture.horizon * SIDE < y + h < 0.96 * SIDE for x, y, w, h in boxes)
    assert sum(w * h for _, _, w, h in boxes) > 0.14 * SIDE * SIDE


def test_a_side_that_was_said_is_kept() -> None:
    for relation, way in (("left of", 1), ("right of", -1)):
        picture = scene(thing("closed-book", relation=relation, other=1), thing("teacup"))
        book, cup = sorted(shown(picture), key=lambda layer: layer.name != "closed-book")
        assert way * (cup.box[0] - book.box[0]) > 0.2 * SIDE and not picture.brief.missed


def test_food_lies_on_a_plate_unless_there_is_one() -> None:
    def plates(*subjects: Subject, without: tuple[str, ...] = ()) -> int:
        return sum(layer.name.startswith("dish") for layer in scene(*subjects, without=without).layers)

    assert plates(thing("pizza")) == 1 and plates(thing("doughnut", count=2)) == 2
    assert plates(thing("red-apple")) == 0
    assert plates(thing("pizza"), thing("plate")) == 0
    assert plates(thing("pizza"), without=("plate",)) == 0


def test_no_prop_could_be_taken_for_what_was_asked_for() -> None:
    stage = set_stage(Brief("", (thing("closed-book"),), without=("plant",)), SIDE, SIDE, 3)
    setup = Setup(stage, Random(1), (), ())
    for names in (("book", "books"), ("plant", "pot"), ("lamp", "lights")):
        setup.put("<g/>", *names)
    assert len(setup.parts) == 1


def test_what_is_behind_reaches_beyond_the_frame_of_a_film_alone() -> None:
    wide = []
    for moving in (False, True):
        found = re.search(r'<filter[^>]* width="([\d.]+)"', scene(thing("hammer"), moving=moving).defs)
        assert found
        wide.append(float(found[1]))
    assert wide[0] < 1.1 * SIDE < 1.4 * SIDE < wide[1]


def test_what_stands_on_a_pedestal_fills_it() -> None:
    x, y, w, h = shown(scene(thing("lotion-bottle"), place="pedestal", kind="still life"))[0].box
    assert h > 0.4 * SIDE and abs(x + w / 2 - SIDE / 2) < 0.1 * SIDE and y > 0
    assert BELOW[1] < EDGE[0]


def test_a_close_up_of_small_things_is_on_a_top_as_well() -> None:
    for others in ((), (thing("teacup"),)):
        picture = scene(thing("teapot"), *others, kind="close-up")
        assert "<filter" in picture.defs and len(shown(picture)) == 1 + len(others)
