"""Places: each of them is found by its words, painted in every light and weather, and differs by the seed."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, get_args
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.interior.floors import FLOORS
from pipelines.scene.interior.furnish import FURNITURE, PIECES
from pipelines.scene.interior.rooms import chosen
from pipelines.scene.interior.walls import WALLS
from pipelines.scene.interior.windows import WINDOWS
from pipelines.scene.lay.describe import describe
from pipelines.scene.lay.figure import figure
from pipelines.scene.lay.footing import still_life
from pipelines.scene.lay.layout import lay_out
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.view import View
from pipelines.scene.paint.compose import compose, set_stage
from pipelines.scene.paint.render import render
from pipelines.scene.place.atlas import ATLAS, FRONTS, GRASSY
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.place.front import paint_front
from pipelines.scene.place.tabletops.tabletops import paint_tabletop
from pipelines.scene.scene import Brief, Daytime, Scene, Setting, Subject, Weather, no_check
from pipelines.scene.tables import table

PLACES = sorted(table("places"))
LIGHTS = [
    *((daytime, "clear", "") for daytime in get_args(Daytime)),
    *(("day", weather, "") for weather in get_args(Weather)),
    *(("day", "clear", season) for season in ("spring", "summer", "autumn", "winter")),
    ("night", "snow", "winter"),
    ("dusk", "storm", "autumn"),
]
IDS = re.compile(r'\bid="([^"]+)"')
USES = re.compile(r'url\(#([^)]+)\)|href="#([^"]+)"')


@cache
def pack() -> Drawings:
    return Drawings.load()


def brief(place: str, *subjects: Subject, **more: Any) -> Brief:
    return Brief(place, subjects, setting=table("places")[place]["setting"], place=place, **more)


def painted(asked: Brief, seed: int = 1, width: int = 256, height: int = 256) -> Stage:
    """The background alone, with its anchors."""
    stage = set_stage(asked, width, height, seed)
    paint_behind(stage, standing=False)
    paint_front(stage)
    return stage


def scene(asked: Brief, seed: int = 1, width: int = 160, height: int = 160) -> Scene:
    return compose(asked, width, height, seed, "flat", pack())


def text(stage: Stage) -> str:
    return "".join(stage.defs) + "".join(layer.svg for layer in stage.layers)


def test_there_are_many_places_and_each_has_a_painter() -> None:
    assert len(PLACES) >= 70
    assert set(PLACES) == set(ATLAS) - {"room"}
    assert set(GRASSY) | set(FRONTS) <= set(PLACES)


def test_each_place_has_words_of_its_own_in_two_languages_and_a_setting() -> None:
    entries = table("places")
    for kind in ("words", "chinese"):
        words = [word for entry in entries.values() for word in entry[kind]]
        assert len(words) == len(set(words))
        assert all(entry[kind] for entry in entries.values())
    assert all(word == word.lower() and word.isascii() | ("é" in word) for e in entries.values() for word in e["words"])
    assert all(re.search(r"[\u3400-\u9fff]", word) for entry in entries.values() for word in entry["chinese"])
    assert {entry["setting"] for entry in entries.values()} <= set(get_args(Setting))


@pytest.mark.parametrize("seed", range(6))
def test_rooms_name_only_furniture_and_windows_that_there_are(seed: int) -> None:
    for name, asked in table("rooms").items():
        plan = chosen(asked, Random(seed))
        rows = itertools.chain.from_iterable(plan.get(key, []) for key in FURNITURE)
        assert set(rows) <= set(PIECES), name
        assert plan.get("window", "cottage") in WINDOWS, name
        assert plan.get("wall", "plain") in WALLS and plan.get("floor", "boards") in FLOORS, name
        assert plan.get("view", "hills") in get_args(View), name


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_painted_in_every_light_weather_and_season(place: str) -> None:
    for daytime, weather, season in LIGHTS:
        stage = painted(brief(place, daytime=daytime, weather=weather, season=season))
        svg = text(stage)
        assert len(stage.layers) >= 4, (daytime, weather, season)
        shapes = fromstring(f"<svg>{svg}</svg>").iter()
        assert sum(shape.tag in ("path", "rect", "circle", "ellipse") for shape in shapes) > 15, (daytime, weather)


@pytest.mark.parametrize("place", PLACES)
def test_ids_are_unique_and_all_that_are_used_exist(place: str) -> None:
    svg = text(painted(brief(place, daytime="night")))
    ids = IDS.findall(svg)
    used = {one or two for one, two in USES.findall(svg)}
    assert len(ids) == len(set(ids))
    assert used <= set(ids)


@pytest.mark.parametrize("place", PLACES)
def test_anchors_reach_into_the_picture(place: str) -> None:
    for seed in range(4):
        stage = painted(brief(place), seed)
        for name, (x, y, wide, tall) in stage.anchors.items():
            assert x < stage.width and x + wide > 0 and -stage.height * 0.5 < y < stage.height, (seed, name)
            assert wide > 0 and tall > 0, (seed, name)


@pytest.mark.parametrize("place", PLACES)
def test_two_seeds_give_two_pictures_and_one_seed_the_same(place: str) -> None:
    """Not only in colour: most shapes have another place or form."""
    one, again, other = (painted(brief(place), seed) for seed in (1, 1, 2))
    assert text(one) == text(again)
    first, second = forms(one), forms(other)
    assert len(first & second) < 0.3 * min(len(first), len(second))


def forms(stage: Stage) -> set[str]:
    """All shapes of the layers without their colours."""
    svg = "".join(layer.svg for layer in stage.layers if layer.role not in ("sky", "weather"))
    return set(re.sub(r'(fill|stroke)="[^"]*"', "", svg).split("<"))


def test_two_prompts_at_one_seed_differ() -> None:
    one, two = (painted(Brief(words, setting="meadow")) for words in ("a fox", "a horse"))
    assert len(forms(one) & forms(two)) < 0.3 * len(forms(one))
    assert one.light != two.light


@pytest.mark.parametrize("place", PLACES)
def test_night_is_darker_than_day(place: str) -> None:
    day, night = (render(scene(brief(place, daytime=time)), 96, 96).convert("L") for time in ("day", "night"))
    if place not in ("stage", "moon", "spaceship"):
        assert np.asarray(night).mean() < np.asarray(day).mean() - 12


@pytest.mark.parametrize("place", ["kitchen", "street", "lake", "canyon", "stage"])
@pytest.mark.parametrize("size", [(480, 160), (160, 480)])
def test_wide_and_tall_pictures_are_covered_to_the_edge(place: str, size: tuple[int, int]) -> None:
    """No pixel is left to the colour under the picture."""
    stage = painted(brief(place), width=size[0], height=size[1])
    bare = Scene(*size, 1, stage.brief, tuple(stage.layers), "".join(stage.defs), 0.6, {"sky_low": "#00ff00"})
    red, green, blue = np.moveaxis(np.asarray(render(bare, *size), dtype=int), 2, 0)
    assert not ((green > 240) & (red < 20) & (blue < 20)).any()


def placed(asked: Brief, seed: int) -> tuple[Stage, list[Any]]:
    stage = set_stage(asked, 512, 512, seed)
    if still_life(asked, pack()):
        paint_tabletop(stage, [figure(pack(), one.drawing, "flat") for one in asked.subjects])
    else:
        paint_behind(stage, standing=True)
    return stage, lay_out(stage, pack(), "flat", no_check)


@pytest.mark.parametrize("seed", range(4))
def test_a_cup_beside_a_cat_stands_on_the_table_and_is_smaller(seed: int) -> None:
    stage, spots = placed(brief("kitchen", Subject("cat", "cat"), Subject("hot-beverage", "coffee")), seed)
    cat, cup = (next(spot for spot in spots if spot.index == index) for index in (0, 1))
    x, y, wide, tall = stage.anchors.get("table") or stage.anchors["counter"]
    assert x <= cup.x <= x + wide and y <= cup.foot <= y + tall + 0.1
    assert cup.height < cat.height * 0.75


@pytest.mark.parametrize("seed", range(4))
def test_small_things_alone_are_seen_on_a_table_close_by(seed: int) -> None:
    _, spots = placed(brief("cafe", Subject("hot-beverage", "coffee")), seed)
    assert spots[0].height > 0.2 * 512
    assert "table" in {layer.name for layer in scene(brief("cafe", Subject("hot-beverage", "coffee"))).layers}
    assert "veil" not in {layer.name for layer in scene(brief("cafe", Subject("cat", "cat"))).layers}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("place", ["lake", "river", "water town", "harbour"])
def test_a_boat_lies_on_the_water_and_a_dog_stands_on_the_bank(place: str, seed: int) -> None:
    stage, spots = placed(brief(place, Subject("sailboat", "boat"), Subject("dog", "dog")), seed)
    boat, dog = (next(spot for spot in spots if spot.index == index) for index in (0, 1))
    assert boat.ground == "water" and dog.ground == "ground"
    if "beach" in stage.anchors:
        assert boat.foot < stage.anchors["beach"][1] <= dog.foot


@pytest.mark.parametrize("seed", range(4))
def test_a_train_runs_on_the_rails_and_who_is_in_the_harbour_stands_on_the_pier(seed: int) -> None:
    stage, (train,) = placed(brief("railway", Subject("locomotive", "train")), seed)
    _, y, _, tall = stage.anchors["rails"]
    assert y <= train.foot <= y + tall
    stage, (dog,) = placed(brief("harbour", Subject("dog", "dog", relation="in", other="sea")), seed)
    assert dog.ground == "ground" and dog.foot > stage.anchors["pier"][1]


def test_a_bottle_stands_in_the_middle_of_the_pedestal() -> None:
    stage, (bottle,) = placed(brief("pedestal", Subject("lotion-bottle", "bottle")), 3)
    x, y, wide, tall = stage.anchors["pedestal"]
    assert bottle.x == pytest.approx(x + wide / 2) and y <= bottle.foot <= y + tall


def test_a_place_is_named_in_the_description() -> None:
    cat = Subject("cat", "cat")
    assert describe(scene(brief("kitchen", cat))) == "A cat in a kitchen."
    assert describe(scene(brief("moon", cat, daytime="night"))) == "A cat on the moon at night."
    assert describe(scene(brief("office"))) == "A view in an office."
    chinese = replace(brief("kitchen", Subject("cat", "猫")), prompt="厨房里的猫")
    assert describe(scene(chinese)) == "厨房：猫。"


@pytest.mark.parametrize("seed", range(8))
def test_a_room_has_the_window_that_was_asked_for(seed: int) -> None:
    assert "window" in painted(Brief("room", setting="room", features=("window",)), seed).anchors


def test_a_road_leads_through_the_land_that_was_named() -> None:
    layers = [layer.name for layer in painted(Brief("road", setting="desert", place="road")).layers]
    assert "mesas" in layers and not {"grass", "front grass", "tree line", "leaves"} & set(layers)


@pytest.mark.parametrize("seed", range(6))
def test_the_frame_cuts_no_cloud(seed: int) -> None:
    clouds = [layer.box for layer in painted(Brief("sky", setting="meadow"), seed).layers if layer.role == "cloud"]
    assert clouds and all(top >= 0 for _, top, _, _ in clouds)
