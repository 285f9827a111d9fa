"""Near: what small things are said to be on is the top that they are seen on, and what is in a vessel is seen in it."""

from __future__ import annotations

from functools import cache

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.near import near_top
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, Layer, Person, Scene, Subject

SIDE, SLACK = 400, 8


@cache
def pack() -> Drawings:
    return Drawings.load()


def thing(key: str, **said: object) -> Subject:
    return Subject(key, key, **said)  # type: ignore[arg-type]


def brief(*subjects: Subject, **said: object) -> Brief:
    told = {"setting": "room", "unsaid": True, **said}
    return Brief(" ".join(one.word for one in subjects), subjects, **told)  # type: ignore[arg-type]


def scene(*subjects: Subject, moving: bool = False, seed: int = 5, **said: object) -> Scene:
    return compose(brief(*subjects, **said), SIDE, SIDE, seed, "flat", pack(), moving=moving)


def layer(picture: Scene, name: str) -> Layer:
    return next(one for one in picture.layers if one.name == name)


def apple(**said: object) -> Subject:
    return thing("red-apple", relation="on", other=1, **said)


@pytest.mark.parametrize("top", ["table", "desk", "windowsill", "bookshelf", "nightstand", "picnic-blanket"])
def test_a_small_thing_is_seen_near_on_what_it_is_on(top: str) -> None:
    picture = scene(apple(), thing(top))
    below, above = layer(picture, top), layer(picture, "red-apple")
    assert below.role == "ground" and below.subject == picture.brief.subjects[1]
    assert below.box == (0, picture.horizon * SIDE, SIDE, SIDE - picture.horizon * SIDE)
    assert above.box[3] > 0.3 * SIDE and above.subject == picture.brief.subjects[0]
    assert not picture.brief.missed


def test_the_top_is_of_the_stuff_and_the_colour_that_were_said() -> None:
    (wood, _, blue), (red, green, _) = (
        render(scene(apple(), thing("table", **said)), SIDE, SIDE).getpixel((SIDE // 20, SIDE * 9 // 10))[:3]  # type: ignore[index]
        for said in ({"surface": "wood", "colour": "#a8763e"}, {"colour": "#2f9e44"})
    )
    assert wood > 1.5 * blue and green > 1.5 * red


def test_what_a_top_does_not_show_is_seen_whole() -> None:
    whole = (
        brief(apple(), thing("round-table")),
        brief(apple(), thing("table", count=2)),
        brief(apple(), thing("table", surface="glass")),
        brief(thing("cat", relation="on", other=1), thing("table")),
        brief(thing("red-apple", relation="under", other=1), thing("table")),
        brief(apple(), thing("table"), thing("chair")),
        brief(apple(), thing("table"), Subject("person", "man", person=Person())),
        brief(apple(), thing("table"), place="jungle", unsaid=False),
    )
    assert [near_top(one, pack()) for one in whole] == [None] * len(whole)
    assert near_top(brief(apple(), thing("table")), pack())


def test_a_film_moves_no_table() -> None:
    assert layer(scene(apple(), thing("table"), moving=True), "table").subject is None


def test_a_table_by_the_sea_stands_before_it() -> None:
    picture = scene(apple(), thing("table", relation="beside", other="sea"), setting="sea", unsaid=False)
    assert picture.layers[0].name.startswith("sea") and layer(picture, "table").subject


@pytest.mark.parametrize("seed", range(4))
def test_a_plate_and_a_glass_stand_next_to_each_other(seed: int) -> None:
    plate, cookie = thing("plate", relation="on", other=3), thing("cookie", count=3, relation="on", other=0)
    glass = thing("glass-of-milk", count=2, relation="on", other=3)
    picture = scene(plate, cookie, glass, thing("table"), seed=seed)
    left, _, wide, _ = layer(picture, "plate").box
    for name in ("glass-of-milk", "glass-of-milk 2"):
        x, _, w, _ = layer(picture, name).box
        assert x > left + wide - SLACK or left > x + w - SLACK
    for name in ("cookie", "cookie 2", "cookie 3"):
        x, _, w, _ = layer(picture, name).box
        assert left < x + w / 2 < left + wide


def test_what_is_named_first_is_on_the_plate_and_in_its_middle() -> None:
    cake, plate = (
        layer(scene(thing("pancakes", relation="on", other=1), thing("plate")), key).box
        for key in ("pancakes", "plate")
    )
    assert abs(cake[0] + cake[2] / 2 - plate[0] - plate[2] / 2) < 0.05 * SIDE


def facts(prompt: str) -> list[tuple[str, int, str | None, str]]:
    """Drawing, count, relation and the drawing that it refers to, of each subject."""
    subjects = understand(prompt, pack(), None).subjects
    return [
        (one.drawing, one.count, one.relation, subjects[one.other].drawing if isinstance(one.other, int) else "")
        for one in subjects
    ]


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("一篮苹果", [("basket", 1, None, ""), ("red-apple", 3, "in", "basket")]),
        ("三碗面", [("bowl-of-noodles", 3, None, "")]),
        ("一壶茶", [("teapot", 1, None, "")]),
        ("一盘饼干放在桌子上", [("plate", 1, "on", "table"), ("cookie", 3, "on", "plate"), ("table", 1, None, "")]),
        ("一盆花", [("flower-pot", 1, None, ""), ("blossom", 3, "in", "flower-pot")]),
        ("白色桌布上有一个苹果", [("table", 1, None, ""), ("red-apple", 1, "on", "table")]),
    ],
)  # fmt: skip
def test_a_measure_word_is_the_vessel(prompt: str, wanted: list[tuple[str, int, str | None, str]]) -> None:
    assert facts(prompt) == wanted
