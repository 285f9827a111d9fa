"""Whereabouts: where no place is named, the things choose it; two that never meet do so somewhere between."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.footing import still_life
from pipelines.scene.lay.layout import lay_out
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.whereabouts import settled
from pipelines.scene.paint.compose import set_stage
from pipelines.scene.place.atlas import ATLAS
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, no_check
from pipelines.scene.tables import table
from tests.pipelines.language.model import parser


@cache
def pack() -> Drawings:
    return Drawings.load()


def read(prompt: str) -> Brief:
    return understand(prompt, pack(), None, parser())


def places(prompt: str) -> set[str]:
    """Where what is asked for comes to be, over some seeds; a bare setting is in brackets."""
    brief = read(prompt)
    found = [settled(brief, pack(), seed) for seed in range(12)]
    return {one.place or f"({one.setting})" for one in found}


def laid(prompt: str, seed: int) -> tuple[Stage, list[Any]]:
    brief = settled(read(prompt), pack(), seed)
    stage = set_stage(brief, 512, 512, seed)
    paint_behind(stage, standing=True)
    return stage, lay_out(stage, pack(), "flat", no_check)


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("a toilet", {"bathroom"}),
        ("a refrigerator", {"kitchen"}),
        ("a bed", {"bedroom"}),
        ("a fire hydrant", {"street"}),
        ("a bus", {"street"}),
        ("a train", {"railway"}),
        ("a zebra", {"savanna"}),
        ("a toaster and a couch", {"living room", "hearth"}),
        ("a refrigerator and a truck", {"loading yard"}),
        ("a toaster and a bus", {"street cafe"}),
        ("a laptop and a cow", {"veranda", "farmyard"}),
        ("a candle and a butterfly", {"veranda", "courtyard"}),
        ("a dog and a couch", {"living room", "hearth"}),
        ("a cup on a park bench", {"park"}),
        ("a man sitting on a couch", {"living room", "hearth"}),
        ("一台冰箱和一辆卡车", {"loading yard"}),
    ],
)
def test_things_choose_where_they_are(prompt: str, wanted: set[str]) -> None:
    assert places(prompt) == wanted


def test_people_are_in_many_places_and_those_of_a_trade_where_they_work() -> None:
    assert len(places("a woman")) >= 5
    assert places("a chef") == {"kitchen"}


@pytest.mark.parametrize("prompt", ["a cow in the snow", "a toaster in a forest", "a cat on a hill", "a couch, sunset"])
def test_what_was_said_of_the_place_stands(prompt: str) -> None:
    brief = read(prompt)
    if prompt != "a couch, sunset":
        assert settled(brief, pack(), 1) == brief
    assert settled(brief, pack(), 1).daytime == brief.daytime


def test_in_the_rain_nobody_is_put_indoors() -> None:
    rooms = {name for name, entry in table("places").items() if entry["setting"] == "room"}
    assert not places("a woman in the rain") & rooms


def test_the_same_seed_chooses_the_same_place() -> None:
    brief = read("a man")
    assert settled(brief, pack(), 5) == settled(brief, pack(), 5)


def test_all_homes_have_places_that_are_painted_and_drawings_that_there_are() -> None:
    habitats = table("habitats")
    named = [place for home in habitats["homes"].values() for place in home["places"]]
    named += [place for pair in habitats["between"].values() for places_ in pair.values() for place in places_]
    assert {place for place in named if not place.startswith(":")} <= set(ATLAS)
    for kind in ("kinds", "things", "roles", "poses"):
        assert set(habitats[kind]) <= set(habitats["homes"]), kind
    assert {role for keys in habitats["roles"].values() for role in keys} <= set(table("roles"))
    assert {key for keys in habitats["things"].values() for key in keys} <= {one.key for one in pack()}
    lists = [keys for keys in habitats["things"].values()]
    assert len([key for keys in lists for key in keys]) == len({key for keys in lists for key in keys})


def test_things_by_the_wall_stand_at_its_foot_and_are_not_there_twice() -> None:
    for seed in range(4):
        stage, (fridge,) = laid("a refrigerator", seed)
        x, top, wide, tall = stage.anchors["niche"]
        assert x < fridge.x < x + wide and abs(fridge.foot - top - tall) < 1
        assert "fridge" not in {layer.name for layer in stage.layers}
        assert fridge.height > 0.36 * 512


@pytest.mark.parametrize("seed", range(4))
def test_a_bus_is_on_the_road_and_a_parking_meter_on_the_pavement(seed: int) -> None:
    stage, spots = laid("a bus and a parking meter", seed)
    bus, meter = sorted(spots, key=lambda spot: spot.index)
    for spot, strip in ((bus, stage.anchors["roadway"]), (meter, stage.anchors["pavement"])):
        assert strip[1] - 1 <= spot.foot <= strip[1] + strip[3] + 1


@pytest.mark.parametrize("seed", range(4))
def test_between_house_and_land_the_small_thing_is_on_the_table_and_the_cow_beyond(seed: int) -> None:
    stage, spots = laid("a laptop and a cow", seed)
    laptop, cow = sorted(spots, key=lambda spot: spot.index)
    x, top, wide, tall = stage.anchors["table"]
    assert x < laptop.x < x + wide and top <= laptop.foot <= top + tall + 1
    assert cow.foot < laptop.foot


def test_a_park_has_no_second_bench_where_one_is_asked_for() -> None:
    for seed in range(4):
        stage, _ = laid("a park bench in a park", seed)
        assert "bench" not in {layer.name for layer in stage.layers}
        assert "bench" in {layer.name for layer in laid("a dog in a park", seed)[0].layers}


def test_a_place_that_the_things_chose_is_seen_and_not_a_table_before_it() -> None:
    brief = settled(read("a toaster and a couch"), pack(), 1)
    assert brief.place and not still_life(brief, pack())
    said = Brief("x", brief.subjects[:1], setting="room", place="kitchen")
    assert still_life(said, pack())
