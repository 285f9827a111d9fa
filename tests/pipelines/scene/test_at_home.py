"""At home: what grows, runs on rails or creeps is seen where it belongs, and as large as it is there."""

from __future__ import annotations

import pytest

from pipelines.scene.interior.lamps import LAMPS
from pipelines.scene.lay.footing import still_life
from pipelines.scene.paint.compose import compose
from tests.pipelines.scene.test_whereabouts import laid, pack, places, read


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("a samurai under a cherry tree", {"(meadow)", "(garden)", "hills", "park"}),
        ("a fox and an evergreen tree", {"(forest)"}),
        ("a house and a chair", {"(meadow)"}),
        ("a street musician", {"street"}),
        ("a snowboard and a bus", {"(snow)"}),
        ("an astronaut riding a horse", {"moon", "planet"}),
    ],
)
def test_what_has_ground_of_its_own_is_on_it(prompt: str, wanted: set[str]) -> None:
    assert places(prompt) == wanted


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("a field of poppies", "poppy field"),
        ("a rover on the surface of mars", "mars"),
        ("a horse in an apple orchard", "orchard"),
    ],
)
def test_a_place_is_known_by_a_name_with_of_in_it(prompt: str, place: str) -> None:
    brief = read(prompt)
    assert brief.place == place and not brief.missed


def test_an_oak_is_not_made_of_planks() -> None:
    assert read("a big oak tree").subjects[0].surface == "" and read("an oak table").subjects[0].surface == "wood"


def test_it_is_winter_where_somebody_skis() -> None:
    assert read("a skier on a mountain").season == "winter" and not read("a hiker on a mountain").season


@pytest.mark.parametrize("seed", [3, 11, 42])
def test_who_is_on_the_crest_of_a_hill_is_far_off(seed: int) -> None:
    _, spots = laid("a sheep on a hill", seed)
    assert 512 * 0.1 < spots[0].height < 512 * 0.3


def test_a_train_has_rails_in_every_land() -> None:
    assert "rails" in laid("a train in the mountains", 3)[0].anchors
    assert "rails" not in laid("a train crossing a bridge", 3)[0].anchors


def test_low_things_are_seen_from_near() -> None:
    assert still_life(read("a snail"), pack()) and still_life(read("a bee on a sunflower"), pack())
    assert not still_life(read("a snail and a car"), pack()) and not still_life(read("a snail in a desert"), pack())


def test_each_lamp_of_a_ceiling_says_how_far_it_hangs_down() -> None:
    assert all(0.1 < LAMPS[name].tall < 1.5 for name in LAMPS if name != "floor lamp")


def test_the_candles_of_a_cake_are_on_it() -> None:
    assert [one.drawing for one in read("a cake with candles").subjects] == ["birthday-cake"]
    assert [one.count for one in read("a cake with five candles").subjects] == [1, 5]


def test_a_table_of_a_yard_is_there_for_what_is_put_on_it() -> None:
    def has_table(prompt: str) -> bool:
        scene = compose(read(prompt), 512, 512, 7, "flat", pack())
        return any(layer.name in ("yard table", "garden table") for layer in scene.layers)

    assert has_table("a butterfly on the left of a candle") and not has_table("four pigs")


@pytest.mark.parametrize(
    ("prompt", "ground"),
    [("a black background with a large yellow circle", "#24242b"), ("a blue square on a white background", "#ffffff")],
)
def test_flat_shapes_stand_before_one_colour(prompt: str, ground: str) -> None:
    layers = compose(read(prompt), 512, 512, 7, "flat", pack()).layers
    assert [layer.name for layer in layers if layer.subject is None] == ["backdrop"] and ground in layers[0].svg


def test_bodies_have_a_place() -> None:
    layers = compose(read("a red cube on a blue sphere"), 512, 512, 7, "flat", pack()).layers
    assert "backdrop" not in [layer.name for layer in layers]


def test_what_is_above_a_beast_is_on_a_hill_of_the_land() -> None:
    assert places("a giraffe on the bottom of a suitcase") <= {"(meadow)", "(plain)", "(desert)"}
