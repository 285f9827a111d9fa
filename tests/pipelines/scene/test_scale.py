"""Scale: things rest as they do, and are as large as they are, for where they stand."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.figure import figure
from pipelines.scene.lay.layout import lay_out
from pipelines.scene.lay.perspective import eye_level, metre_of
from pipelines.scene.lay.resting import rested, rests
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import around
from pipelines.scene.paint.compose import compose, set_stage
from pipelines.scene.scene import Brief, Person, Subject, no_check

SIDE = 400


@cache
def pack() -> Drawings:
    return Drawings.load()


def laid(*subjects: Subject, setting: str = "meadow", seed: int = 3) -> tuple[Stage, list[Spot]]:
    stage = set_stage(Brief("test", subjects, setting), SIDE, SIDE, seed)  # type: ignore[arg-type]
    return stage, lay_out(stage, pack(), "flat", no_check)


@pytest.mark.parametrize("key", ["baseball-bat", "spoon", "hammer", "screwdriver", "pencil", "guitar"])
def test_long_things_lie_and_none_stands_on_its_tip(key: str) -> None:
    lying = rested(figure(pack(), key, "flat"))
    assert lying.ratio > 2 and lying.feet[1] - lying.feet[0] > 0.8


@pytest.mark.parametrize("key", ["pretzel", "coin", "cookie"])
def test_flat_round_things_show_their_edge(key: str) -> None:
    drawn = figure(pack(), key, "flat")
    lying = rested(drawn)
    assert lying.ratio > 1.4 * drawn.ratio and lying.body.count("<g transform") > 2


def test_every_drawing_that_rests_otherwise_is_in_the_pack() -> None:
    assert [key for key in rests() if key not in pack()] == []


def test_a_bat_that_somebody_holds_does_not_lie() -> None:
    person = Subject("person", "man", person=Person(), holds=(1,))
    _, spots = laid(person, Subject("baseball-bat", "bat", relation="with", other=0))
    _, free = laid(Subject("baseball-bat", "bat"))
    held = next(spot for spot in spots if spot.index == 1)
    assert free[0].figure.ratio > 2 * held.figure.ratio or held.figure.body != free[0].figure.body


@pytest.mark.parametrize("pair", [("laptop", "cow"), ("cat", "bus"), ("fire-hydrant", "bus"), ("suitcase", "house")])
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_drawn_large_for_its_size_stands_near(pair: tuple[str, str], seed: int) -> None:
    small, large = ("luggage" if key == "suitcase" else key for key in pair)
    stage, spots = laid(Subject(small, small), Subject(large, large), seed=seed)
    near, far = sorted(spots, key=lambda spot: spot.index)
    assert near.height < far.height and near.foot > far.foot
    depths = [metre_of(spot) / (spot.foot - eye_level(stage)) for spot in (near, far)]
    assert 0.55 < depths[0] / depths[1] < 1.8


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("count", [3, 5, 8])
def test_equal_things_do_not_touch(count: int, seed: int) -> None:
    _, spots = laid(Subject("cow", "cows", count=count), setting="garden", seed=seed)
    for one, two in combinations(spots, 2):
        (ax, ay, aw, ah), (bx, by, bw, bh) = one.box, two.box
        wide, tall = min(ax + aw, bx + bw) - max(ax, bx), min(ay + ah, by + bh) - max(ay, by)
        assert max(0.0, wide) * max(0.0, tall) < 0.2 * min(aw * ah, bw * bh)
    assert around(spots)[2] > 0.6 * SIDE and max(s.foot for s in spots) - min(s.foot for s in spots) > 0.04 * SIDE


def test_a_toaster_by_a_couch_stands_on_a_side_table() -> None:
    things = (Subject("sofa", "couch"), Subject("toaster", "toaster", relation="right of", other=0))
    _, spots = laid(*things, setting="room")
    toaster = next(spot for spot in spots if spot.index == 1)
    assert toaster.stand == "table" and toaster.rise > 0.5 * toaster.height
    layers = [layer.name for layer in compose(Brief("test", things, "room"), SIDE, SIDE, 3, "flat", pack()).layers]
    assert layers.index("side table") < layers.index("toaster")


def test_an_owl_sits_on_a_branch_unless_it_flies() -> None:
    def names(prompt: str) -> list[str]:
        brief = Brief(prompt, (Subject("owl", "owl", verb="fly"),), "forest")
        return [layer.name for layer in compose(brief, SIDE, SIDE, 3, "flat", pack()).layers]

    assert "bough" in names("an owl") and "bough" not in names("an owl flies")
