"""People built from parts, judged from the pixels of a figure and from the joints of its skeleton."""

from __future__ import annotations

import io
import re
import time
from functools import cache
from typing import Any, get_args
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import pytest
import resvg_py
from PIL import Image

from pipelines.scene.palette import mix, shade, to_oklab
from pipelines.scene.people.build import build_of, standing
from pipelines.scene.people.character import character
from pipelines.scene.people.hair import HAIR_STYLES
from pipelines.scene.people.idle import behind, idle
from pipelines.scene.people.posture import POSTURES, SWAYS, moment, step
from pipelines.scene.people.props import PROPS, prop, work_at
from pipelines.scene.people.skeleton import skeleton
from pipelines.scene.people.trunk import trunk
from pipelines.scene.people.wardrobe import known, pieces, roles
from pipelines.scene.people.whole import Body, bust, whole
from pipelines.scene.scene import Age, Garment, Person
from pipelines.scene.tables import table

AGES: tuple[Age, ...] = get_args(Age)
FRAME = (-220.0, -300.0, 440.0, 340.0)
TOPS = sorted(kind for kind, entry in table("garments").items() if entry["part"] == "top")
NARROW = {"vest": 0.25, "hi-vis vest": 0.3, "toga": 0.15, "hanbok": 0.25, "overalls": 0.2, "waders": 0.2}
"""What lets much of the rest be seen, or has bands across."""
HATS = sorted(kind for kind, entry in table("garments").items() if entry["part"] == "head")
RED = "#d02f3c"
Pixels = npt.NDArray[np.uint8]


def drawn(svg: str) -> Pixels:
    """The RGBA pixels of FRAME, one a unit."""
    x, y, wide, tall = FRAME
    document = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {wide} {tall}" width="{wide}" height="{tall}">'
        f"{svg}</svg>"
    )
    data: Any = resvg_py.svg_to_bytes(svg_string=document, width=int(wide), height=int(tall))
    return np.asarray(Image.open(io.BytesIO(bytes(data))).convert("RGBA"))


def dressed(word: str = "somebody", seed: int = 4, **said: Any) -> Person:
    return character(Person(**said), word, seed)


def body(posture: str = "stand", **said: Any) -> Body:
    return whole(dressed(**said), POSTURES[posture])


def window(pixels: Pixels, x: float, y: float, half: int = 7) -> Pixels:
    """The pixels around a place of a figure."""
    column, row = round(x - FRAME[0]), round(y - FRAME[1])
    return pixels[max(0, row - half) : row + half, max(0, column - half) : column + half]


def share(pixels: Pixels, colour: str, near: float = 0.09) -> float:
    """The part of the inked pixels that has a colour, or a shade of it."""
    solid = pixels[pixels[..., 3] > 200][:, :3]
    if not len(solid):
        return 0.0
    found, counts = np.unique(solid, axis=0, return_counts=True)
    goal = np.array(to_oklab(colour))
    # A darker side of the same cloth is still of its colour.
    far = [abs(np.array(to_oklab("#" + bytes(rgb.tolist()).hex())) - goal) @ (0.45, 1, 1) for rgb in found]
    return float(counts[np.array(far) < near].sum()) / len(solid)


@pytest.mark.parametrize("posture", POSTURES)
@pytest.mark.parametrize("age", AGES)
def test_everybody_rests_on_the_ground_in_every_posture(posture: str, age: Age) -> None:
    for sex in ("woman", "man"):
        pixels = drawn(body(posture, age=age, sex=sex).svg)
        rows, columns = np.nonzero(pixels[..., 3] > 60)
        lowest = rows.max() + 1 + FRAME[1]
        in_air = POSTURES[posture].rest == "air" and POSTURES[posture].view == "front"
        assert -(30 if in_air else 2.5) <= lowest <= 2.5, (posture, age, sex, lowest)
        assert columns.min() > 0 and columns.max() < FRAME[2] - 1 and rows.min() > 0, "it leaves the frame"
        assert len(rows) > 1200


@pytest.mark.parametrize("kind", TOPS)
def test_a_garment_has_the_colour_that_was_asked_for(kind: str) -> None:
    for posture in ("stand", "walk"):
        figure = body(posture, sex="woman", garments=(Garment(kind, RED),))
        x, y = figure.anchors["chest"]
        torso = window(drawn(figure.svg), x + (12 if posture == "stand" else 5), y + 12, 9)
        assert share(torso, RED) > NARROW.get(kind, 0.45), (kind, posture)


@pytest.mark.parametrize("kind", ["trousers", "jeans", "skirt", "long skirt", "shorts", "kilt", "leggings"])
def test_what_covers_the_legs_has_its_colour(kind: str) -> None:
    figure = body(garments=(Garment("shirt", "#ffffff"), Garment(kind, RED)), sex="woman")
    x, y = figure.anchors["seat"]
    assert share(window(drawn(figure.svg), x, y + 14, 12), RED) > 0.6


@pytest.mark.parametrize("kind", HATS)
def test_every_hat_is_drawn_and_coloured(kind: str) -> None:
    bare, hatted = (body(sex="woman", hair_style="short", garments=g) for g in ((), (Garment(kind, RED),)))
    before, after = drawn(bare.svg), drawn(hatted.svg)
    changed = (before != after).any(axis=2)
    high = changed[: round(hatted.anchors["eyes"][1] + 30 - FRAME[1])]
    assert high.sum() > 60
    # A veil shows its flowers, a nurse's cap a cross: some of the own colour is always there.
    assert share(after[changed], RED, 0.2) > 0.1 or kind in ("veil", "space helmet")


def test_every_hat_has_a_drawing_of_its_own() -> None:
    assert set(HATS) == set(table("hats"))


@pytest.mark.parametrize("role", table("roles"))
def test_a_role_brings_its_clothes(role: str) -> None:
    garments = roles()[role].garments
    assert all(known(garment.kind) for garment in garments)
    figure = body(role=role)
    pixels = drawn(figure.svg)
    said = [garment.colour for garment in garments if garment.colour]
    assert all(share(pixels, colour) > 0.002 for colour in said), role
    assert pixels.tobytes() != drawn(body().svg).tobytes()


def test_no_word_names_two_roles() -> None:
    words = [word for entry in table("roles").values() for word in (*entry["words"], *entry["chinese"])]
    assert len(words) == len(set(words))
    assert roles()["cook"] is roles()["厨师"] is roles()["chef"]


@pytest.mark.parametrize("style", HAIR_STYLES)
@pytest.mark.parametrize("posture", ["stand", "walk"])
def test_hair_has_its_style_and_colour(style: str, posture: str) -> None:
    green = "#1f9d3a"
    figure = body(posture, sex="woman", hair=green, hair_style=style, skin="#e8ae84", garments=(Garment("shirt", RED),))
    pixels = drawn(figure.svg)
    x, y = figure.anchors["head"]
    top = share(window(pixels, x, y + 2, 6), green)
    if style in ("bald", "receding"):
        assert top < 0.1
    else:
        assert top > 0.5


def test_each_hair_style_looks_different() -> None:
    looks = {drawn(body(sex="woman", hair_style=style).svg).tobytes() for style in HAIR_STYLES}
    assert len(looks) == len(HAIR_STYLES) >= 10


@pytest.mark.parametrize("age", ["grown", "old"])
def test_a_beard_is_where_a_beard_grows(age: Age) -> None:
    figure = body(age=age, sex="man", beard="#2f6fd0", skin="#e8ae84")
    x, y = figure.anchors["eyes"]
    assert share(window(drawn(figure.svg), x, y + 13, 4), "#2f6fd0") > 0.6
    assert not dressed(sex="woman", age=age).beard


@pytest.mark.parametrize("skin", ["#f9d5bb", "#7a4a32"])
def test_skin_that_was_said_is_on_face_and_hands(skin: str) -> None:
    figure = body(skin=skin, sex="man", age="child")
    pixels = drawn(figure.svg)
    assert share(window(pixels, *figure.anchors["hand"], 4), skin) > 0.5
    x, y = figure.anchors["eyes"]
    assert share(window(pixels, x, y + 8, 5), skin) > 0.4


def test_eyes_take_the_colour_that_was_said() -> None:
    who = dressed(sex="woman", hair_style="bald", skin="#e8ae84")
    blue = "#2f6fe0"
    counts = [share(drawn(bust(who, POSTURES["sit for a portrait"], iris=iris).svg), blue, 0.12) for iris in ("", blue)]
    assert counts[1] > counts[0] == 0


@pytest.mark.parametrize("expression", ["smile", "sad", "angry", "surprised", "calm"])
def test_an_expression_changes_the_face_and_nothing_else(expression: str) -> None:
    plain, moved = (body(expression=said) for said in ("", expression))
    changed = np.nonzero((drawn(plain.svg) != drawn(moved.svg)).any(axis=2))
    eyes = plain.anchors["eyes"][1] - FRAME[1]
    assert len(changed[0]) > 3 and eyes - 16 < changed[0].min() and changed[0].max() < eyes + 22


def test_glasses_are_round_the_eyes() -> None:
    bare, seeing = (drawn(body(glasses=worn, skin="#f9d5bb").svg) for worn in (False, True))
    x, y = body().anchors["eyes"]
    assert (window(bare, x, y, 12) != window(seeing, x, y, 12)).any(axis=2).sum() > 40


def test_the_same_person_looks_the_same_and_what_was_said_is_kept() -> None:
    said = Person(age="old", sex="woman", hair="#112233", glasses=True, garments=(Garment("coat", RED),), pose="sit")
    one, two, other = (character(said, "captain", seed) for seed in (1, 1, 2))
    assert one == two and whole(one, POSTURES["sit"]) == whole(two, POSTURES["sit"])
    assert one != other
    for who in (one, other):
        assert (who.age, who.sex, who.hair, who.glasses, who.pose) == ("old", "woman", "#112233", True, "sit")
        assert Garment("coat", RED) in who.garments
        assert who.skin and who.hair_style and all(garment.colour for garment in who.garments)
    # A person who is fully said looks the same under every seed.
    assert character(one, "captain", 1) == character(one, "captain", 9)


def test_chance_dresses_people_in_many_ways() -> None:
    people = [dressed(seed=seed) for seed in range(60)]
    assert len({who.skin for who in people}) >= 5
    assert len({who.hair for who in people}) >= 5
    assert len({who.hair_style for who in people}) >= 6
    assert len({who.garments for who in people}) >= 40
    assert {who.sex for who in people} == {"woman", "man"}


def test_somebody_is_dressed_from_top_to_toe() -> None:
    for seed in range(80):
        for age in AGES:
            worn = pieces(dressed(seed=seed, age=age).garments)
            parts = {piece.part for piece in worn}
            covered = "legs" in parts or any(piece.hem > 0.3 for piece in worn) or age == "baby"
            assert "top" in parts and covered


def test_the_old_are_grey_and_children_have_no_beards() -> None:
    for seed in range(40):
        lightness, a, b = to_oklab(dressed(seed=seed, age="old").hair)
        assert lightness > 0.7 and abs(a) + abs(b) < 0.05
        assert not dressed(seed=seed, age="child", sex="man").beard


def test_the_young_are_smaller_with_larger_heads() -> None:
    builds = [build_of(Person(age=age)) for age in ("baby", "child", "young", "grown")]
    heights = [standing(build) for build in builds]
    heads = [2 * build.head / height for build, height in zip(builds, heights, strict=True)]
    assert heights == sorted(heights) and heads == sorted(heads, reverse=True)
    assert 1 / 7 < heads[-1] < 1 / 6 and 1 / 5.2 < heads[1] < 1 / 4.2
    # Units agree with metres, so that a child is as small beside its mother as it should be.
    for build, height in zip(builds, heights, strict=True):
        assert build.metres / height == pytest.approx(1.7 / 200, rel=0.14)


@pytest.mark.parametrize("sex", ["woman", "man"])
def test_a_build_that_was_said_is_seen(sex: Any) -> None:
    usual = build_of(Person(sex=sex))

    def across(build: str) -> int:
        """How wide the trunk is at the waist."""
        bones = skeleton(build_of(Person(sex=sex, build=build)), POSTURES["stand"])
        row = drawn(trunk(bones, RED))[round(bones.at(0, 0.3)[1] - FRAME[1])]
        return int((row[..., 3] > 60).sum())

    assert across("fat") > across("") * 1.15 > across("") > across("thin")
    assert standing(build_of(Person(sex=sex, build="tall"))) > standing(usual) * 1.05
    assert build_of(Person(sex=sex, build="muscular")).arm > usual.arm * 1.3
    assert build_of(Person(sex=sex, build="pregnant")).belly > usual.belly == 0


def test_whoever_is_seen_from_behind_has_no_face() -> None:
    who = dressed(sex="woman", hair_style="short", hair="#1f9d3a", skin="#e8ae84", expression="surprised")
    faced, away = (whole(who, posture) for posture in (POSTURES["walk"], behind(POSTURES["walk"])))
    x, y = away.anchors["eyes"]
    assert share(window(drawn(away.svg), x, y, 5), "#1f9d3a") > 0.9
    assert share(window(drawn(faced.svg), *faced.anchors["eyes"], 5), "#1f9d3a") < 0.4


def test_people_of_whom_nothing_is_said_stand_each_in_their_own_way() -> None:
    someone = dressed(sex="man", garments=(Garment("trousers", RED),))
    ways = {idle(someone, word, 7) for word in ("man", "uncle", "guard", "driver", "clerk", "stranger")}
    assert len(ways) >= 3 and ways <= set(table("people")["idle"]["man"])
    gown = dressed(sex="woman", garments=(Garment("gown", RED),))
    assert all(POSTURES[idle(gown, "queen", seed)].hands != "pockets" for seed in range(12))
    named = dressed(sex="man", name="Ada")
    assert len({idle(named, word, seed) for word, seed in (("man", 1), ("uncle", 2), ("guard", 3))}) == 1


def test_the_stout_stand_even_and_the_angry_with_their_arms() -> None:
    stout = dressed(sex="man", build="fat")
    bones = skeleton(build_of(stout), POSTURES[idle(stout, "man", 7)])
    assert bones.near_arm.wrist[0] == pytest.approx(-bones.far_arm.wrist[0])
    assert bones.near_arm.wrist[0] > bones.build.waist
    ways = {idle(dressed(sex="woman", expression="angry"), "woman", seed) for seed in range(12)}
    assert ways == set(table("people")["idle"]["angry"])


def test_one_leg_carries_who_stands_at_ease() -> None:
    bones = skeleton(build_of(Person(sex="man")), POSTURES["stand at ease"])
    assert abs(bones.near_leg.ankle[0]) + 4 < abs(bones.far_leg.ankle[0])
    assert bones.far_leg.hip[1] > bones.near_leg.hip[1] and bones.near_arm.shoulder[1] > bones.far_arm.shoulder[1]


@pytest.mark.parametrize("kind", ["floral dress", "dotted dress"])
def test_a_print_is_on_bodice_and_skirt(kind: str) -> None:
    figure = body(sex="woman", garments=(Garment(kind, RED),))
    pixels = drawn(figure.svg)
    for x, y in (figure.anchors["chest"], (figure.anchors["seat"][0], figure.anchors["seat"][1] + 24)):
        assert 0.01 < share(window(pixels, x, y, 12), "#f6d4d7", 0.07) < 0.4


def test_a_samurai_in_armour_keeps_his_own() -> None:
    kinds = [worn.kind for worn in dressed(role="samurai", garments=(Garment("armour"),)).garments]
    assert "samurai armour" in kinds and "armour" not in kinds
    assert "armour" in [worn.kind for worn in dressed(sex="man", garments=(Garment("armour"),)).garments]


def test_steps_alternate_and_close_their_circle() -> None:
    for running in (False, True):
        assert step(0, running).near_leg == pytest.approx(step(1, running).near_leg)
        build = build_of(Person())
        one, two = skeleton(build, step(0, running)), skeleton(build, step(0.5, running))
        assert one.near_leg.ankle[0] < -15 < 15 < one.far_leg.ankle[0]
        assert two.far_leg.ankle[0] < -15 < 15 < two.near_leg.ankle[0]
        # Arms swing against the legs.
        assert one.near_arm.wrist[0] > one.far_arm.wrist[0]


@pytest.mark.parametrize("name", SWAYS)
def test_what_is_done_goes_to_and_fro(name: str) -> None:
    who = dressed()
    looks = {whole(who, moment(name, phase)).svg for phase in (0.0, 0.25, 0.75)}
    assert len(looks) == 3
    assert moment(name, 0) == POSTURES[name]


@pytest.mark.parametrize("name", PROPS)
def test_a_prop_is_where_it_is_used(name: str) -> None:
    """Near a hand, or at the foot, on the desk or the ground that data/props.toml names."""
    at = table("props").get(name, {}).get("at", "hand")
    for posture in ("stand", "read"):
        bones = skeleton(build_of(Person()), POSTURES[posture])
        pixels = drawn(prop(bones, name))
        places = [bones.near_arm.wrist, bones.far_arm.wrist, bones.at(0, 0.3)] if "hand" in at else [work_at(bones, at)]
        assert any((window(pixels, *place, 16)[..., 3] > 100).any() for place in places), (name, posture)


def test_limbs_are_groups_with_pivots() -> None:
    for posture in ("stand", "walk", "dance"):
        figure = body(posture)
        root = ElementTree.fromstring(f"<g>{figure.svg}</g>")
        names = [part.get("id") for part in root]
        assert {"far-arm", "near-arm", "far-leg", "near-leg", "trunk", "head"} <= set(names)
        assert {"far-arm", "near-arm", "far-leg", "near-leg", "trunk", "head"} == set(figure.pivots)
        hip, head = figure.pivots["near-leg"], figure.pivots["head"]
        assert head[1] < figure.pivots["near-arm"][1] < hip[1] < 0


@pytest.mark.parametrize("role", ["", "astronaut", "bride", "pirate", "fairy"])
def test_every_colour_can_be_lit(role: str) -> None:
    """Night and fog change hex colours of six digits alone."""
    for name in POSTURES:
        svg = whole(dressed(role=role, glasses=True), POSTURES[name]).svg
        fills = set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg))
        assert all(re.fullmatch(r"#[0-9a-f]{6}|none", fill) for fill in fills), fills


def test_a_bust_is_cut_straight_at_its_lower_edge() -> None:
    for age in AGES:
        figure = bust(dressed(age=age), POSTURES["sit for a portrait"])
        pixels = drawn(figure.svg)
        rows, _ = np.nonzero(pixels[..., 3] > 100)
        assert abs(rows.max() + 1 + FRAME[1]) <= 1
        low = pixels[round(-FRAME[1]) - 2, :, 3] > 100
        build = build_of(Person(age=age))
        assert low.sum() > build.shoulder * 1.6
        assert figure.anchors["eyes"][1] < -build.head and figure.anchors["seat"][1] > 0.2 * build.torso


def test_shadows_are_shades_of_the_same_cloth() -> None:
    assert share(np.full((4, 4, 4), (*bytes.fromhex(shade(RED, -0.055)[1:]), 255), np.uint8), RED) == 1
    assert share(np.full((4, 4, 4), (*bytes.fromhex(mix(RED, "#2f6fd0", 0.5)[1:]), 255), np.uint8), RED) == 0


@cache
def queen() -> Person:
    return dressed(role="queen")


def test_a_figure_is_drawn_in_under_ten_milliseconds() -> None:
    whole(queen(), POSTURES["stand"])
    spent = []
    for _ in range(7):
        start = time.process_time()
        whole(queen(), POSTURES["dance"])
        spent.append(time.process_time() - start)
    assert min(spent) < 0.01
