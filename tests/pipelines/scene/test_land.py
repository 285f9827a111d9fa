"""Light, skies and open land: what a person sees where no thing was named, or around the things."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.hours import DULL, hour_of
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tones import tones
from pipelines.scene.nature.slopes import hedge
from pipelines.scene.paint.compose import compose, set_stage
from pipelines.scene.palette import to_oklab
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.place.meadows import LANDS
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, Layer, Person, Scene, Subject, Weather
from tests.pipelines.language.model import parser

SIDE = 400
MEADOW = Brief("a meadow", setting="meadow")


@cache
def pack() -> Drawings:
    return Drawings.load()


def painted(brief: Brief, seed: int = 5) -> Stage:
    stage = set_stage(brief, SIDE, SIDE, seed)
    paint_behind(stage, standing=True)
    return stage


def scene(*subjects: Subject, seed: int = 5, **brief: object) -> Scene:
    return compose(Brief("a test", subjects, **brief), SIDE, SIDE, seed, "flat", pack())  # type: ignore[arg-type]


def hours(brief: Brief) -> set[str]:
    return {hour_of(brief, Random(seed)).name for seed in range(200)}


def names(layers: list[Layer] | tuple[Layer, ...]) -> set[str]:
    return {word for layer in layers for word in layer.name.split()}


def test_where_no_time_is_said_a_meadow_has_many_lights() -> None:
    assert len(hours(MEADOW)) >= 12


def test_a_time_or_a_weather_that_is_said_is_kept() -> None:
    said = {time: hours(replace(MEADOW, daytime=time)) for time in ("day", "dawn", "dusk", "night")}  # type: ignore[arg-type]
    assert not any(one & two for a, one in said.items() for b, two in said.items() if a < b)
    bright = hours(replace(MEADOW, prompt="a meadow under a blue sky"))
    assert bright < said["day"] and not bright & {"overcast", "morning", "afternoon"}
    assert hours(replace(MEADOW, prompt="阳光下的草地")).isdisjoint({"overcast"})
    weathers: tuple[Weather, ...] = ("rain", "fog", "storm")
    assert all(hours(replace(MEADOW, weather=weather)) <= set(DULL) for weather in weathers)


def test_what_the_sun_falls_on_is_lighter_and_warmer_than_what_is_in_the_shade() -> None:
    for seed in range(30):
        rng = Random(seed)
        t = tones(MEADOW, rng, hour_of(MEADOW, rng))
        lit, dim = to_oklab(t.sunny(t.land)), to_oklab(t.shaded(t.land))
        assert lit[0] > dim[0] + 0.05 and lit[2] > dim[2]


def test_one_meadow_after_another_lies_before_other_lands() -> None:
    assert len(LANDS) >= 12
    found = set()
    for k in range(60):
        layers = painted(replace(MEADOW, prompt=f"meadow {k}")).layers
        front = next(i for i, layer in enumerate(layers) if layer.name == "ground")
        found.add(tuple(layer.name for layer in layers[:front] if layer.role in ("far", "water")))
    assert len(found) >= 11


@pytest.mark.parametrize("name", LANDS)
def test_a_land_fades_towards_the_sky_and_ends_at_the_meadow(name: str) -> None:
    stage = set_stage(MEADOW, SIDE, SIDE, 3)
    LANDS[name](stage, Random(3))
    assert stage.layers and all(layer.depth < 0.5 and layer.role in ("far", "water") for layer in stage.layers)
    again = set_stage(MEADOW, SIDE, SIDE, 3)
    LANDS[name](again, Random(3))
    assert again.layers == stage.layers, "the same seed gives the same land"


@pytest.mark.parametrize("setting", ["meadow", "forest", "mountain", "snow"])
def test_without_trees_and_flowers_there_are_none(setting: str) -> None:
    for seed in range(8):
        brief = Brief("a place", setting=setting, without=("trees", "flowers"))  # type: ignore[arg-type]
        shown = names(painted(brief, seed).layers)
        assert not shown & {"tree", "trees", "firs", "bushes", "flowers", "crowns"}, seed
    assert not hedge(painted(brief), Random(1), [(0.0, 9.0), (9.0, 9.0)], (0.0, 1.0), 3.0, "#336633")


def test_the_frame_and_the_sun_cut_no_heap_of_cloud() -> None:
    for seed in range(40):
        stage = painted(replace(MEADOW, daytime="dusk", features=("sun", "clouds")), seed)
        x, y, wide, _ = stage.anchors["sun"]
        for layer in stage.layers:
            left, top, across, tall = layer.box
            if layer.role != "cloud" or layer.name.startswith("cloud bank"):
                continue
            assert left + across <= 1 or left >= SIDE - 1 or (left >= -1 and left + across <= SIDE + 1), seed
            assert not (left < x + wide and x < left + across and top < y + wide and y < top + tall), seed


def test_a_few_blades_are_before_the_feet_of_what_stands_in_the_grass() -> None:
    stands = scene(Subject("dog", "dog"), setting="meadow")
    (dog,) = [layer for layer in stands.layers if layer.subject]
    (blades,) = [layer for layer in stands.layers if layer.name == "grass blades"]
    assert stands.layers.index(blades) > stands.layers.index(dog)
    foot = dog.box[1] + dog.box[3]
    assert blades.box[1] < foot < blades.box[1] + blades.box[3]
    assert foot - blades.box[1] < 0.055 * dog.box[3], "they hide no more than its feet"


def test_nothing_grows_before_what_flies_or_stands_on_bare_ground() -> None:
    for seed in range(4):
        flies = scene(Subject("butterfly", "butterfly", verb="fly", vertical="bottom"), setting="meadow", seed=seed)
        assert "blades" not in names(flies.layers)
    for setting in ("desert", "snow", "sea"):
        assert "blades" not in names(scene(Subject("dog", "dog"), setting=setting).layers)


@pytest.mark.parametrize("prompt", ["a fox under the northern lights", "极光下的小屋"])
def test_northern_lights_are_seen_at_night(prompt: str) -> None:
    brief = understand(prompt, pack(), None, parser())
    made = compose(brief, SIDE, SIDE, 4, "flat", pack())
    assert brief.daytime == "night" and "northern" in names(made.layers) and not made.brief.missed


def test_rain_leaves_water_on_the_ground() -> None:
    def ground(weather: Weather) -> str:
        stage = painted(replace(MEADOW, weather=weather))
        return next(layer.svg for layer in stage.layers if layer.name == "ground")

    assert 'stroke-opacity="0.70"' in ground("rain") and 'stroke-opacity="0.70"' not in ground("fog")


def test_sun_and_moon_are_both_seen_where_both_were_asked_for() -> None:
    layers = painted(replace(MEADOW, features=("sun", "moon"))).layers
    discs = {layer.name: layer.box for layer in layers if layer.name in ("sun", "moon")}
    assert len(discs) == 2
    assert abs(discs["sun"][0] - discs["moon"][0]) > SIDE * 0.2


@pytest.mark.parametrize("seed", range(4))
def test_the_moon_of_a_bedroom_is_seen_through_its_window(seed: int) -> None:
    shown = scene(Subject("bed", "bed"), seed=seed, setting="room", daytime="night", features=("moon",))
    assert {"window", "moon"} <= names(shown.layers)


@pytest.mark.parametrize("seed", range(4))
def test_whoever_is_by_a_river_stands_on_its_bank(seed: int) -> None:
    woman = Subject("person", "woman", person=Person(sex="woman"), relation="beside", other="river")
    brief = Brief("a test", (woman,), setting="meadow", place="river", features=("river",))
    left, _, wide, _ = painted(brief, seed).anchors["river"]
    shown = compose(brief, SIDE, SIDE, seed, "flat", pack())
    x, _, w, _ = next(layer.box for layer in shown.layers if layer.subject)
    assert not left < x + w / 2 < left + wide
