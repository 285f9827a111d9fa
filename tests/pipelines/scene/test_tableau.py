"""Tableaus: what belongs together is laid so that all of it is seen, whatever it is; judged from the boxes alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.figure import figure
from pipelines.scene.lay.footing import needs_ground
from pipelines.scene.lay.layout import lay_out
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.spread import spread
from pipelines.scene.lay.tableau import around
from pipelines.scene.paint.compose import compose, set_stage
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.scene import Brief, Person, Relation, Subject, no_check

SIDE = 400
PAIRS = (("cat", "teapot"), ("elephant", "red-apple"), ("automobile", "cat"), ("candle", "giraffe"), ("robot", "bus"))


@cache
def pack() -> Drawings:
    return Drawings.load()


def laid(*subjects: Subject, seed: int = 3, side: int = SIDE, **brief: str) -> list[Spot]:
    """The spots of the subjects, back to front, in a picture whose background is painted."""
    said = Brief("test", subjects, **brief)  # type: ignore[arg-type]
    stage = set_stage(said, side, side, seed)
    paint_behind(stage, standing=needs_ground(said, pack()))
    return lay_out(stage, pack(), "flat", no_check)


def related(one: str, relation: Relation, other: str, seed: int = 3, **said: int) -> tuple[Spot, Spot]:
    """The spots of two things, the first of which has a relation to the second."""
    first = Subject(one, one, relation=relation, other=1, **said)  # type: ignore[arg-type]
    spots = sorted(laid(first, Subject(other, other), seed=seed, setting="meadow"), key=lambda spot: spot.index)
    return spots[0], spots[-1]


def covered(one: Spot, two: Spot) -> float:
    """Part of the smaller box under the other."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = one.box, two.box
    wide, tall = min(ax + aw, bx + bw) - max(ax, bx), min(ay + ah, by + bh) - max(ay, by)
    return max(0.0, wide) * max(0.0, tall) / min(aw * ah, bw * bh)


@pytest.mark.parametrize("pair", PAIRS)
def test_two_related_things_are_large_and_within_the_frame(pair: tuple[str, str]) -> None:
    for relation in ("left of", "on", "under", "in", "above", "behind", "in front of", "beside"):
        spots = related(pair[0], relation, pair[1])  # type: ignore[arg-type]
        _, _, across, down = around(spots)
        assert across * down > 0.2 * SIDE * SIDE, relation
        for spot in spots:
            x, y, wide, tall = spot.box
            assert max(wide, tall) > 0.14 * SIDE, relation
            assert x > -1 and x + wide < SIDE + 1 and y > -1 and y + tall < SIDE + 1, relation


@pytest.mark.parametrize("pair", PAIRS)
def test_left_right_above_and_under_are_apart(pair: tuple[str, str]) -> None:
    left, right = related(pair[0], "left of", pair[1])
    assert left.x < right.x and covered(left, right) < 0.2
    right, left = related(pair[0], "right of", pair[1])
    assert left.x < right.x and covered(left, right) < 0.2
    upper, lower = related(pair[0], "above", pair[1])
    assert upper.foot < lower.box[1] + 0.1 * lower.height
    lower, upper = related(pair[0], "under", pair[1])
    assert lower.box[1] > upper.box[1] and lower.foot > upper.foot - 1


def test_what_is_above_and_does_not_fly_stands_on_a_rise() -> None:
    upper, lower = related("penguin", "above", "elephant")
    assert upper.rise > 0 and upper.foot + upper.rise > lower.foot - 0.1 * SIDE
    flying, _ = related("bird", "above", "penguin")
    assert flying.rise == 0
    shown = Brief(
        "test", (Subject("penguin", "penguin", relation="above", other=1), Subject("elephant", "elephant")), "meadow"
    )
    names = [layer.name for layer in compose(shown, SIDE, SIDE, 3, "flat", pack()).layers]
    assert names.index("ledge") < names.index("penguin") < names.index("elephant")


@pytest.mark.parametrize("thing", ["table", "chair", "deciduous-tree", "elephant"])
def test_under_what_has_room_below_is_between_its_feet(thing: str) -> None:
    cat, above = related("cat", "under", thing)
    assert abs(cat.x - above.x) < above.width / 2 and cat.order > above.order
    assert cat.box[1] > above.box[1] + 0.25 * above.height


@pytest.mark.parametrize("thing", ["basket", "bowl", "package", "vase"])
def test_what_is_in_something_looks_out_of_it(thing: str) -> None:
    apple, holder = related("red-apple", "in", thing)
    assert apple.order < holder.order
    rim = holder.box[1] + holder.height * holder.figure.rim
    assert 0.4 * apple.height < rim - apple.box[1] < apple.height


def test_what_is_in_a_flag_is_on_its_face_and_a_blanket_over_a_sofa_lies_on_it() -> None:
    disc, flag = related("sun", "in", "flag")
    x, y, wide, tall = disc.box
    left, top, across, down = flag.box
    assert disc.order > flag.order
    assert left < x and x + wide < left + across and top < y and y + tall < top + down
    blanket, sofa = related("blanket", "over", "sofa")
    assert blanket.rise == 0 and sofa.box[1] < blanket.foot < sofa.foot and blanket.order > sofa.order


def test_who_goes_over_a_hill_or_a_bridge_is_on_it() -> None:
    for one in (Subject("fox", "fox", verb="run"), Subject("person", "girl", person=Person(pose="run"))):
        (spot,) = laid(replace(one, relation="over", other="hill"), features=("hill",))
        assert spot.ground == "ground"
    (spot,) = laid(Subject("fox", "fox", relation="over", other="hill"), features=("hill",))
    assert spot.ground == "sky", "unless it is only said to be over it"


def test_several_on_one_thing_share_it() -> None:
    book, candle = (
        Subject("open-book", "book", relation="on", other=2),
        Subject("candle", "candle", relation="on", other=2),
    )
    spots = sorted(laid(book, candle, Subject("desk", "desk"), setting="room"), key=lambda spot: spot.index)
    assert covered(spots[0], spots[1]) < 0.2
    assert all(abs(spot.x - spots[2].x) < 0.6 * spots[2].width for spot in spots[:2])


def test_between_two_is_between_two() -> None:
    middle = Subject("house", "house", relation="between", other=1)
    for others in ((Subject("cat", "cat"), Subject("dog", "dog")), (Subject("deciduous-tree", "trees", 2),)):
        house, one, two = sorted(laid(middle, *others, setting="meadow"), key=lambda spot: spot.index)
        assert min(one.x, two.x) < house.x < max(one.x, two.x)


def test_around_is_on_all_sides() -> None:
    spots = laid(Subject("rabbit", "rabbits", 6, relation="around", other=1), Subject("pumpkin", "x"), setting="meadow")
    pumpkin = next(spot for spot in spots if spot.index == 1)
    ring = [spot for spot in spots if spot.index == 0]
    for before in (True, False):
        some = [spot for spot in ring if (spot.order > pumpkin.order) == before]
        left, right = pumpkin.x - pumpkin.width / 4, pumpkin.x + pumpkin.width / 4
        assert min(spot.x for spot in some) < left and right < max(spot.x for spot in some)


@pytest.mark.parametrize("seed", [1, 2])
def test_unrelated_things_are_seen_and_do_not_cover_each_other(seed: int) -> None:
    crowds = (
        (Subject("lion", "lions", 7), Subject("bicycle", "bicycles", 7)),
        (Subject("camel", "camels", 4), Subject("castle", "castle"), Subject("honeybee", "bees", 3)),
        (Subject("house", "houses", 5), Subject("mouse", "mouse"), Subject("cat", "cat")),
    )
    for subjects in crowds:
        spots = laid(*subjects, seed=seed, setting="meadow")
        assert len(spots) == sum(subject.count for subject in subjects)
        assert all(max(spot.width, spot.height) > 0.14 * SIDE for spot in spots)
        assert [pair for pair in combinations(spots, 2) if covered(*pair) > 0.4] == []


def test_things_in_one_place_are_moved_apart() -> None:
    cat, dog = Subject("cat", "cat"), Subject("dog", "dog")
    subjects = (cat, dog)
    stage = set_stage(Brief("test", subjects, setting="meadow"), SIDE, SIDE, 3)
    spots = [
        Spot(subject, at, figure(pack(), subject.drawing, "flat"), 200.0 + 10 * at, 330.0, 90.0, "ground")
        for at, subject in enumerate(subjects)
    ]
    one, two = spread(stage, list(spots), subjects, [[0], [1]])
    assert covered(*spots) > 0.5 > 0.22 > covered(one, two) and one.x < two.x
    assert spread(stage, list(spots), subjects, [[0, 1]]) == spots, "related things stay where they are"


def test_unrelated_neighbours_have_room_between_them() -> None:
    pair = Subject("horse", "horse"), Subject("motorcycle", "motorcycle")
    for seed in range(6):
        assert covered(*laid(*pair, seed=seed, setting="city")) == 0


def test_several_sinks_stand_in_one_row_by_the_wall() -> None:
    row = laid(Subject("sink", "sink", count=3), setting="room", place="kitchen")
    assert len({spot.foot for spot in row}) == 1 and all(spot.laid for spot in row)


def test_a_hat_is_on_the_head_and_a_scarf_below_it() -> None:
    def worn(thing: str) -> tuple[Spot, Spot]:
        pig = Subject("pig", "pig", relation="wearing", other=1)
        thing_on = Subject(thing, thing, relation="with", other=0)
        one, two = sorted(laid(pig, thing_on, setting="meadow"), key=lambda spot: spot.index)
        return one, two

    pig, hat = worn("top-hat")
    assert hat.box[1] < pig.box[1] < hat.foot < pig.box[1] + 0.3 * pig.height
    pig, scarf = worn("scarf")
    assert pig.box[1] + 0.2 * pig.height < scarf.box[1] and scarf.foot < pig.foot + 1


def test_what_must_not_be_there_is_not_painted() -> None:
    def names(*without: str, **brief: str) -> set[str]:
        said = replace(Brief("test", **brief), without=without)  # type: ignore[arg-type]
        return {layer.name.split()[0] for layer in compose(said, 96, 96, 5, "flat", pack()).layers}

    assert {"trees", "sun"} <= names(setting="forest")
    assert not {"trees"} & names("trees", setting="forest")
    assert "trees" in names("sun", setting="forest") and "sun" not in names("sun", setting="forest")
    assert "rug" in names(setting="room") and "rug" not in names("rug", setting="room")


def test_what_cannot_be_where_it_was_said_to_be_is_told() -> None:
    def told(*subjects: Subject) -> list[tuple[str, str]]:
        scene = compose(Brief("test", subjects, setting="meadow"), SIDE, SIDE, 3, "flat", pack())
        return [(one.word, one.why) for one in scene.brief.missed]

    cat, dog = Subject("cat", "cat", relation="above", other=1), Subject("dog", "dog")
    assert told(cat, dog) == []
    assert told(cat, replace(dog, relation="above", other=0)) in (
        [("cat", "placed elsewhere")],
        [("dog", "placed elsewhere")],
    )


def test_things_of_several_kinds_stand_on_one_table() -> None:
    def on_it(key: str, count: int = 1) -> Subject:
        return Subject(key, key, count, relation="on", other=0)

    # The last one was only named with them.
    juice = Subject("orange-juice", "juice")
    table, *rest = sorted(
        laid(Subject("table", "table"), on_it("egg", 3), on_it("bread"), juice, setting="room"),
        key=lambda spot: spot.index,
    )
    x, top, wide, tall = table.box
    assert len(rest) == 5
    for spot in rest:
        assert x < spot.x < x + wide and top - 0.05 * tall < spot.foot < top + 0.5 * tall, spot.subject.word
    assert all(covered(one, two) < 0.5 for one, two in combinations(rest, 2))


def test_food_lies_on_its_plate_and_not_above_it() -> None:
    pizza, plate = related("pizza", "on", "plate")
    assert 0.3 < (pizza.foot - plate.box[1]) / plate.height < 0.7
    assert pizza.order > plate.order


@pytest.mark.parametrize("seed", range(4))
def test_a_car_is_on_the_road_and_a_picture_on_the_wall(seed: int) -> None:
    (car,) = laid(Subject("automobile", "car"), seed=seed, setting="meadow", place="road")
    assert car.foot > 0.75 * SIDE and 0.25 * SIDE < car.x < 0.75 * SIDE
    (picture,) = laid(Subject("framed-picture", "picture", relation="on", other="wall"), seed=seed, setting="room")
    assert picture.foot < 0.5 * SIDE


def test_nobody_is_a_giant_for_the_sake_of_a_cup() -> None:
    woman = Subject(
        "person", "woman", relation="holding", other=1, person=Person(sex="woman", pose="drink"), holds=(1,)
    )
    spots = laid(woman, Subject("coffee-cup", "coffee", relation="with", other=0), setting="meadow")
    assert max(spot.height for spot in spots if spot.subject.person) < 0.82 * SIDE


def test_what_flies_around_one_thing_is_seen() -> None:
    bee, flower = related("honeybee", "around", "sunflower")
    assert bee.order > flower.order
