"""People in scenes: where they stand and sit, what they hold, how large they are, and how they move in films."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import resvg_py
from PIL import Image

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.figure import figure
from pipelines.scene.lay.layout import lay_out
from pipelines.scene.lay.sizes import sizes
from pipelines.scene.lay.somebody import MOMENTS, somebody
from pipelines.scene.lay.spot import Spot
from pipelines.scene.move.camera import Camera
from pipelines.scene.move.cast import Cast
from pipelines.scene.move.clock import Clock
from pipelines.scene.move.film import Shot
from pipelines.scene.paint.compose import compose, set_stage
from pipelines.scene.paint.render import render, scene_svg
from pipelines.scene.palette import to_oklab
from pipelines.scene.people.posture import POSTURES
from pipelines.scene.scene import Brief, Garment, Person, Scene, Setting, Subject, no_check

SIDE = 360
SEEDS = range(6)


@cache
def pack() -> Drawings:
    return Drawings.load()


def who(word: str = "woman", relation: object = None, other: int | None = None, **said: object) -> Subject:
    """Somebody as a subject; `said` are fields of Person, but for count and holds."""
    rest = {name: said.pop(name) for name in ("count", "holds", "verb", "looks_at") if name in said}
    person = Person(**said)  # type: ignore[arg-type]
    return Subject("person", word, relation=relation, other=other, person=person, **rest)  # type: ignore[arg-type]


def spots(*subjects: Subject, seed: int = 3, setting: Setting = "meadow", **brief: object) -> list[Spot]:
    """The spots of the subjects, in their order."""
    stage = set_stage(Brief("test", subjects, setting=setting, **brief), SIDE, SIDE, seed)  # type: ignore[arg-type]
    return sorted(lay_out(stage, pack(), "flat", no_check), key=lambda spot: spot.index)


def scene(*subjects: Subject, seed: int = 3, moving: bool = False, **brief: object) -> Scene:
    asked = Brief("test", subjects, **({"setting": "meadow"} | brief))  # type: ignore[arg-type]
    return compose(asked, SIDE, SIDE, seed, "flat", pack(), moving=moving)


def reddish(picture: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
    red, green, blue = (picture[..., channel] for channel in range(3))
    return (red > green + 70) & (red > blue + 60)


def ink(body: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is drawn, in a figure's own units."""
    document = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-300 -330 600 360">{body}</svg>'
    data: Any = resvg_py.svg_to_bytes(svg_string=document, width=1200, height=720)
    rows, columns = np.nonzero(np.asarray(Image.open(io.BytesIO(bytes(data))).convert("RGBA"))[..., 3] > 100)
    return columns.min() / 2 - 300, rows.min() / 2 - 330, (columns.max() + 1) / 2 - 300, (rows.max() + 1) / 2 - 330


@pytest.mark.parametrize("pose", POSTURES)
def test_a_figure_fills_its_box_and_stands_on_its_lower_edge(pose: str) -> None:
    child = somebody(pack(), (who(pose=pose, age="child"),), 0, 5)
    x, y, wide, tall = child.box
    left, top, right, bottom = ink(child.body)
    assert (left, top, right) == pytest.approx((x, y, x + wide), abs=4)
    if POSTURES[pose].rest != "air":
        assert bottom == pytest.approx(y + tall, abs=2.5)
    assert 0 <= child.feet[0] < child.feet[1] <= 1 or child.stature < 0.45
    for name, (across, down) in child.anchors.items():
        inside = -0.12 < across < 1.12 and -0.05 < down < 1.05
        assert inside or name == "work", name  # A thing that is fed or watered may be further ahead.


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_is_smaller_than_its_mother_and_larger_than_a_cat(seed: int) -> None:
    mother, child, cat = spots(
        who("mother"),
        who("child", "beside", 0, age="child"),
        Subject("cat", "cat", relation="beside", other=0),
        seed=seed,
    )
    assert 0.55 * mother.height < child.height < 0.85 * mother.height
    assert cat.height < 0.8 * child.height


def test_somebody_is_as_large_sitting_as_standing() -> None:
    for beside in ((), (Subject("cat", "cat"),)):
        standing = set()
        for pose in ("stand", "sit", "run", "read", "fish", "sleep"):
            subjects = (who("aunt", pose=pose, sex="woman"), *beside)
            stage = set_stage(Brief("test", subjects, setting="meadow"), SIDE, SIDE, 4)
            figures = [somebody(pack(), subjects, 0, 4), *(figure(pack(), one.drawing, "flat") for one in beside)]
            standing.add(round(sizes(stage, figures, [[at] for at in range(len(subjects))])[0] / figures[0].stature, 3))
        assert len(standing) == 1


@pytest.mark.parametrize("mount", ["horse", "elephant", "camel", "donkey"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_rider_sits_on_the_back_and_looks_ahead(mount: str, seed: int) -> None:
    rider, animal = spots(who("rider", "riding", 1, pose="ride"), Subject(mount, mount), seed=seed)
    x, top, wide, tall = animal.box
    seat_x, seat_y = rider.at("seat")
    assert x + 0.2 * wide < seat_x < x + 0.8 * wide, (seat_x - x) / wide
    assert top < seat_y < top + 0.62 * tall
    assert rider.flip == animal.flip
    assert rider.order > animal.order


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_held_is_in_the_hand(seed: int) -> None:
    for key, reach in (("red-apple", 0.12), ("balloon", 0.45), ("open-book", 0.2), ("umbrella", 0.75)):
        person, thing = spots(
            who("girl", "holding", 1, age="child", pose="hold", holds=(1,)),
            Subject(key, key, relation="with", other=0),
            seed=seed,
        )
        x, y = person.at("hand")
        left, top, wide, tall = thing.box
        away = max(0.0, left - x, x - left - wide), max(0.0, top - y, y - top - tall)
        assert max(away) < person.height * 0.1, (key, away)
        assert abs(left + wide / 2 - x) < person.height * reach, key
        assert thing.height < person.height


@pytest.mark.parametrize("seed", SEEDS)
def test_who_sits_on_a_chair_has_the_hips_on_its_seat(seed: int) -> None:
    person, chair = spots(who("man", "on", 1, pose="sit", sex="man"), Subject("chair", "chair"), seed=seed)
    _, top, _, tall = chair.box
    assert top + 0.4 * tall < person.at("seat")[1] < top + 0.8 * tall
    assert person.foot < chair.foot + 0.35 * tall
    assert person.box[1] < top


@pytest.mark.parametrize("seed", SEEDS)
def test_those_who_hug_are_close_and_face_each_other(seed: int) -> None:
    for group in (
        (who("people", pose="hug", count=2),),
        (who("mother", pose="hug"), who("child", "beside", 0, age="child")),
    ):
        one, two = sorted(spots(*group, seed=seed), key=lambda spot: spot.at("chest")[0])
        assert two.at("chest")[0] - one.at("chest")[0] < 0.4 * min(one.height, two.height)
        assert one.flip and not two.flip


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_hugged_is_in_the_arms(seed: int) -> None:
    girl, bear = spots(
        who("girl", "beside", 1, age="child", pose="hug"), Subject("teddy-bear", "teddy bear"), seed=seed
    )
    x, y = girl.at("hands")
    left, top, wide, tall = bear.box
    assert left - 2 < x < left + wide + 2 and top < y < top + tall
    assert bear.foot < girl.foot


@pytest.mark.parametrize("seed", SEEDS)
def test_a_baby_in_the_arms_leaves_its_mothers_face_free(seed: int) -> None:
    mother, baby = spots(
        who("mother", "holding", 1, pose="hold", holds=(1,)), who("baby", "with", 0, age="baby"), seed=seed
    )
    assert baby.box[1] > mother.at("eyes")[1] + 0.05 * mother.height
    assert baby.foot < mother.at("seat")[1] + 0.18 * mother.height


@pytest.mark.parametrize("seed", SEEDS)
def test_people_look_at_what_they_look_at(seed: int) -> None:
    for side in ("left", "right"):
        man = replace(who("man", pose="look", looks_at=0), horizontal="centre")
        cat, person = spots(Subject("cat", "cat", horizontal=side), man, seed=seed)
        assert person.flip == (cat.x > person.x) == (side == "right")


@pytest.mark.parametrize("seed", SEEDS)
def test_people_in_boats_are_behind_its_side_but_before_its_sails(seed: int) -> None:
    for key, behind in (("canoe", True), ("sailboat", False)):
        boat, person = spots(Subject(key, key), who("woman", "in", 0), setting="sea", seed=seed)
        x, top, wide, tall = boat.box
        assert x < person.at("chest")[0] < x + wide
        assert (person.order < boat.order) == behind
        assert top + 0.25 * tall < person.at("seat")[1] < top + 0.9 * tall


def test_several_of_one_word_look_different_and_one_looks_the_same_everywhere() -> None:
    crowd = spots(who("people", count=6))
    assert len({spot.figure.body for spot in crowd}) == 6
    alone = spots(who("captain"), setting="sea")[0]
    again = spots(Subject("cat", "cat"), who("captain", "beside", 0), setting="city")[1]
    assert alone.figure.body == again.figure.body


def test_a_family_is_alike_in_skin_but_not_in_looks() -> None:
    family = spots(*(who("family", age=age) for age in ("grown", "grown", "child", "child")))
    assert len({spot.figure.body for spot in family}) == 4


def test_clothes_keep_their_colour_in_the_picture() -> None:
    without, coat = (
        np.asarray(render(scene(who("girl", age="child", garments=worn)), SIDE, SIDE), dtype=np.int16)
        for worn in ((Garment("coat", "#3a6ea5"),), (Garment("coat", "#d02f3c"),))
    )
    assert reddish(coat).sum() > 4 * reddish(without).sum() + 200


def test_people_are_dressed_for_the_snow() -> None:
    """Out of doors, and over the clothes that they wear elsewhere too; what was said is kept."""
    girl = who("girl", age="child", sex="woman")
    meadow, home = spots(girl), spots(girl, setting="room", weather="snow")
    snow, storm = spots(girl, setting="snow"), spots(girl, weather="snow")
    assert snow[0].figure.body == storm[0].figure.body != meadow[0].figure.body == home[0].figure.body
    dress = who("girl", age="child", garments=(Garment("dress", "#d02f3c"),))
    warm, bare = (np.asarray(render(scene(dress, setting=place), SIDE, SIDE)) for place in ("snow", "meadow"))
    assert reddish(warm.astype(np.int16)).sum() > 0.6 * reddish(bare.astype(np.int16)).sum() > 100
    in_red = who("girl", age="child", garments=(Garment("coat", "#d02f3c"), Garment("hat", "#2f9e44")))
    assert "#d02f3c" in spots(in_red, setting="snow")[0].figure.body
    assert "#2f9e44" in spots(in_red, setting="snow")[0].figure.body


def test_ids_are_unique_in_a_crowd() -> None:
    svg = scene_svg(scene(who("people", count=5), who("knight", role="knight"), Subject("cat", "cat", 3)))
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids)) > 40


@pytest.mark.parametrize("kind", ["portrait", "close-up"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_portrait_shows_a_large_face_and_no_feet(kind: str, seed: int) -> None:
    (spot,) = spots(who("queen", role="queen"), kind=kind, seed=seed)
    assert spot.box[1] >= 0 and spot.box[0] >= -1 and spot.box[0] + spot.width <= SIDE + 1
    assert spot.foot == pytest.approx(SIDE, rel=0.02)
    assert 0.12 * SIDE < spot.at("eyes")[1] < 0.66 * SIDE
    assert spot.at("seat")[1] > SIDE


def test_two_in_a_portrait_sit_side_by_side() -> None:
    one, two = spots(who("king", role="king"), who("queen", role="queen"), kind="portrait")
    assert one.box[0] >= -1 and two.box[0] + two.width <= SIDE + 1
    assert one.x < SIDE / 2 < two.x and one.flip and not two.flip


def test_the_eyes_of_a_portrait_have_the_colour_that_was_said() -> None:
    subject = who("girl", age="child", sex="woman", skin="#f9d5bb", hair="#2b2226")
    counts = []
    for parts in ((), (("eyes", "#2f6fe0"),)):
        picture = np.asarray(render(scene(replace(subject, parts=parts), kind="portrait"), SIDE, SIDE))
        (spot,) = spots(replace(subject, parts=parts), kind="portrait")
        x, y = (round(value) for value in spot.at("eyes"))
        near = picture[y - 30 : y + 30, x - 60 : x + 60].reshape(-1, 3)
        counts.append(sum(to_oklab("#" + bytes(rgb.tolist()).hex())[2] < -0.12 for rgb in near))
    assert counts[1] > counts[0] + 40


def test_films_show_people_walking_on_their_own_legs() -> None:
    """The girl is drawn at several moments of her step, and she is where she was only once."""
    walking = scene(who("girl", age="child", pose="walk", verb="walk"), moving=True)
    (layer,) = (layer for layer in walking.layers if layer.subject)
    assert len(layer.moments) == MOMENTS == len(set(layer.moments))
    assert scene(who("girl", age="child", pose="walk", verb="walk")).layers[-1].moments == ()
    cast = Cast(walking, pack(), Clock(3), 1.0, (4, 4))
    pieces = [piece for at, one in enumerate(walking.layers) for piece in cast.pieces(one, at)]
    alive = [piece for piece in pieces if piece.moments]
    assert len(alive) == 1 and cast.verbs == {"girl": "walk"}
    shapes = {alive[0].seen(t).image.tobytes() for t in np.arange(0, 1.2, 0.1)}
    assert len(shapes) > 6
    shot = Shot(walking, pieces, Camera("still", Clock(3), SIDE, SIDE, (180, 180)), [], (SIDE, SIDE))
    first, later = (np.asarray(shot.picture(t), dtype=np.int16) for t in (0.2, 1.4))
    assert (np.abs(first - later).max(axis=2) > 40).sum() > 300


def test_who_does_one_thing_at_rest_needs_no_moments() -> None:
    still = scene(who("man", pose="sit"), moving=True)
    assert all(layer.moments == () for layer in still.layers)


def test_a_mount_carries_its_rider_through_a_film() -> None:
    riding = scene(Subject("horse", "horse"), who("knight", "riding", 0, role="knight", pose="ride"), moving=True)
    cast = Cast(riding, pack(), Clock(4), 1.0, (4, 4))
    pieces = {layer.subject.word: cast.pieces(layer, at) for at, layer in enumerate(riding.layers) if layer.subject}
    assert cast.verbs == {"horse": "walk", "knight": "idle"}
    shifts = [pieces[word][-1].motion(3.5)[0][2] - pieces[word][-1].motion(0.5)[0][2] for word in ("horse", "knight")]
    assert abs(shifts[0]) > 20 and shifts[1] == pytest.approx(shifts[0], rel=0.35)


def test_an_animal_in_a_coat_stands_upright_in_it() -> None:
    fox = Subject("fox", "fox", relation="wearing", other=1, holds=(1,))
    coat = Subject("coat", "coat", relation="with", other=0, colour="#2f6fd0")
    wearer, cloth = spots(fox, coat)
    assert wearer.figure.anchors["hand"] and wearer.height > 2 * wearer.width
    assert cloth.order > wearer.order
    left, top, wide, tall = wearer.box
    x, y, across, high = cloth.box
    assert left - wide * 0.2 < x and x + across < left + wide * 1.2
    assert top + tall * 0.25 < y and y + high < top + tall and across > wide * 0.4
    free = spots(Subject("fox", "fox"))[0]
    assert not free.figure.anchors


def test_a_family_portrait_has_the_children_in_front_and_in_scale() -> None:
    sitters = spots(
        who("mother", sex="woman"),
        who("father", sex="man"),
        who("girl", age="child", sex="woman"),
        who("boy", age="child", sex="man"),
        kind="portrait",
    )
    mother, father, girl, boy = sitters
    assert max(mother.order, father.order) < min(girl.order, boy.order)
    scales = {round(spot.height / spot.figure.box[3], 3) for spot in sitters}
    assert len(scales) == 1
    assert girl.at("head")[1] > mother.at("eyes")[1] and boy.at("head")[1] > father.at("eyes")[1]
