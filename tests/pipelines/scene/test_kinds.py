"""Each kind of picture, by what makes it that kind: seams, squares, darkness, quiet, places of the things."""

from __future__ import annotations

import io
from functools import cache
from itertools import combinations
from typing import get_args

import numpy as np
import numpy.typing as npt
import pytest
import resvg_py
from PIL import Image

from pipelines.scene.drawings import Drawings
from pipelines.scene.move.cast import Cast
from pipelines.scene.move.clock import Clock
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.pixels import ACROSS, COLOURS
from pipelines.scene.paint.render import raster, render, scene_svg
from pipelines.scene.scene import Brief, Kind, Layer, Person, Scene, Subject
from pipelines.scene.tables import table

FOX, APPLE, CANDLE, CASTLE = (Subject(key, key) for key in ("fox", "red-apple", "candle", "castle"))
BEE, HOUSE, CAT = (Subject(key, key) for key in ("honeybee", "house", "cat"))
GIRL = Subject("person", "girl", person=Person("child", "woman"))
SIDE = 320


@cache
def pack() -> Drawings:
    return Drawings.load()


def picture_of(kind: Kind, *subjects: Subject, seed: int = 4, side: int = SIDE, **more: object) -> Scene:
    brief = Brief(f"{kind} {seed}", subjects, kind=kind, **more)  # type: ignore[arg-type]
    return compose(brief, side, side, seed, "flat", pack())


def pixels(scene: Scene, side: int = SIDE) -> npt.NDArray[np.int64]:
    return np.asarray(render(scene, side, side)).astype(np.int64)


def things(scene: Scene) -> list[Layer]:
    return [layer for layer in scene.layers if layer.subject]


def alone(scene: Scene, layer: Layer) -> npt.NDArray[np.int64]:
    return np.asarray(raster(scene, layer.svg, SIDE, SIDE)).astype(np.int64)


def edges(picture: npt.NDArray[np.int64]) -> float:
    """How busy a part of a picture is."""
    return float(np.abs(np.diff(picture, axis=0)).mean() + np.abs(np.diff(picture, axis=1)).mean())


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_kind_is_drawn_alike_again_named_and_can_be_set_in_motion(kind: Kind) -> None:
    one, two = picture_of(kind, FOX, APPLE), picture_of(kind, FOX, APPLE)
    svg = scene_svg(one)
    assert svg == scene_svg(two)
    assert len({layer.name for layer in one.layers}) == len(one.layers)
    assert {layer.subject.word for layer in things(one) if layer.subject} == {"fox", "red-apple"}
    again = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("RGB")  # type: ignore[arg-type]
    assert np.abs(np.asarray(again).astype(np.int64) - pixels(one)).mean() < 1.5
    cast = Cast(one, pack(), Clock(2.0, loop=True), 0.5, (10.0, 10.0))
    assert sum(len(cast.pieces(layer, at)) for at, layer in enumerate(one.layers)) >= 3


@pytest.mark.parametrize("kind", get_args(Kind)[1:])
def test_what_does_not_fit_is_told(kind: Kind) -> None:
    many = Subject("red-apple", "apple", 40)
    brief = picture_of(kind, many).brief
    shown = len(things(picture_of(kind, many)))
    assert shown and ((shown >= 40 or kind == "pattern") != bool(brief.missed))


def test_scenery_is_a_thing_where_there_is_no_land() -> None:
    logo = picture_of("logo", setting="mountain", features=("sun",))
    assert [layer.name for layer in things(logo)] == ["sun", "mountain"]


def drawn(scene: Scene) -> set[str]:
    return {layer.subject.drawing for layer in things(scene) if layer.subject}


def test_a_place_is_shown_by_its_sign_alone_and_a_setting_by_one_beside_the_things() -> None:
    assert drawn(picture_of("logo", setting="room", place="cafe")) == {"hot-beverage"}
    assert drawn(picture_of("logo", FOX, setting="forest")) == {"fox", "evergreen-tree"}
    assert drawn(picture_of("logo", FOX, setting="forest", unsaid=True)) == {"fox"}
    assert drawn(picture_of("still life", APPLE, setting="forest")) == {"red-apple"}


def test_an_empty_block_or_house_has_what_such_a_place_has() -> None:
    village = picture_of("isometric", setting="meadow", place="village")
    assert {"cottage", "house"} <= drawn(village) and not drawn(picture_of("isometric", setting="meadow"))
    assert drawn(picture_of("isometric", FOX, setting="meadow", place="village")) == {"fox"}
    assert drawn(picture_of("cutaway", HOUSE)) == {"house", "bed", "bathtub", "sofa", "refrigerator"}
    assert drawn(picture_of("cutaway", HOUSE, CAT)) == {"house", "cat"}


def test_all_signs_are_drawings() -> None:
    signs = table("signs")
    pieces = [key for name in ("pieces", "mapped", "inside") for keys in signs[name].values() for key in keys]
    keys = [key for name in ("features", "settings", "places") for key in signs[name].values()]
    assert not [key for key in (*pieces, *keys, *signs["inside"]) if key not in pack()]
    assert not {*signs["places"], *signs["pieces"]} - set(table("places"))
    assert not things(picture_of("aerial", setting="forest"))
    assert not any(layer.role == "thing" for layer in picture_of("aerial", setting="forest").layers)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_pattern_goes_on_where_it_is_laid_edge_to_edge(seed: int) -> None:
    picture = pixels(picture_of("pattern", FOX, APPLE, seed=seed))
    for tile in (picture, picture.transpose(1, 0, 2)):
        seam = np.abs(tile[:, 0] - tile[:, -1]).mean()
        inside = np.abs(np.diff(tile, axis=1)).mean(axis=(0, 2))
        assert seam <= 1.2 * max(*inside[:8], *inside[-8:])


def test_a_silhouette_is_dark_before_a_glow() -> None:
    scene = picture_of("silhouette", FOX, GIRL)
    whole = pixels(scene)
    for layer in things(scene):
        drawn = alone(scene, layer)
        assert drawn[drawn[..., 3] > 200][:, :3].max() < 50
        assert layer.box[1] + layer.box[3] == pytest.approx(0.86 * SIDE, abs=12)
    assert whole[: SIDE // 2].max(axis=2).mean() > 150


def test_pixel_art_is_squares_of_few_colours() -> None:
    scene = picture_of("pixel", FOX, CASTLE, setting="sea", daytime="dusk", side=ACROSS * 4)
    blocks = pixels(scene, ACROSS * 4).reshape(ACROSS, 4, ACROSS, 4, 3)
    assert (blocks == blocks[:, :1, :, :1]).all()
    assert 12 < len(np.unique(blocks[:, 0, :, 0].reshape(-1, 3), axis=0)) <= COLOURS


@pytest.mark.parametrize("seed", range(4))
def test_a_poster_leaves_a_third_quiet_for_words(seed: int) -> None:
    picture = pixels(picture_of("poster", FOX, setting="mountain", seed=seed))
    # The thin frame along the edges is no words' place anyway.
    inner = picture[20:-20, 24:-24]
    third = len(inner) // 3
    top, bottom = edges(inner[: third - 8]), edges(inner[-third + 8 :])
    assert min(top, bottom) < 0.25 < 1.0 < edges(inner)


def test_an_icon_is_a_rounded_square_with_the_thing_inside() -> None:
    scene = picture_of("icon", FOX)
    tile = alone(scene, next(layer for layer in scene.layers if layer.name == "tile"))[..., 3] > 250
    rows, columns = np.nonzero(tile)
    top, left = rows.min(), columns.min()
    assert columns.max() - left == pytest.approx(0.84 * SIDE, abs=3)
    assert not tile[top + 4, left + 4] and tile[top + 4, SIDE // 2]
    x, y, w, h = things(scene)[0].box
    assert x > left and y > top and x + w < columns.max() and y + h < top + 0.84 * SIDE


def test_a_logo_has_one_ink_and_its_tones_on_paper() -> None:
    scene = picture_of("logo", FOX, palette=("#1d5c4b",))
    colours = pixels(scene).reshape(-1, 3)
    ink, paper = np.array([0x1D, 0x5C, 0x4B]), np.array([0xF7, 0xF5, 0xF2])
    along = np.clip((colours - ink) @ (paper - ink) / ((paper - ink) ** 2).sum(), 0, 1)
    beside = np.linalg.norm(colours - ink - along[:, None] * (paper - ink), axis=1)
    assert beside.max() < 24  # No red of the fox is left.
    assert (along < 0.1).mean() > 0.03 < (abs(along - 0.5) < 0.2).mean()


def test_a_sticker_has_a_white_edge_all_around() -> None:
    scene = picture_of("sticker", CANDLE, seed=2)
    picture = pixels(scene)
    body = things(scene)[0].svg.rpartition('<g transform="translate')[2]
    inner = np.asarray(raster(scene, f'<g transform="translate{body}', SIDE, SIDE))[..., 3] > 200
    grown = inner.copy()
    for _ in range(5):
        grown[1:] |= grown[:-1].copy()
        grown[:-1] |= grown[1:].copy()
        grown[:, 1:] |= grown[:, :-1].copy()
        grown[:, :-1] |= grown[:, 1:].copy()
        ring = grown & ~inner
    assert (picture[ring].min(axis=1) > 225).mean() > 0.85


def test_landmarks_stand_on_the_island_of_a_map_and_ships_before_it() -> None:
    ship = Subject("sailboat", "ship")
    scene = picture_of("map", CASTLE, HOUSE, ship)
    land = alone(scene, next(layer for layer in scene.layers if layer.name == "island"))[..., 3] > 200
    inside = {}
    for layer in things(scene):
        x, y, w, h = layer.box
        inside[layer.name] = bool(land[int(y + h / 2), int(x + w / 2)])
    assert inside == {"castle": True, "house": True, "ship": False}
    assert {"mountains", "forest", "river", "path", "compass", "border"} <= {layer.name for layer in scene.layers}


def test_an_isometric_block_is_twice_as_wide_as_deep_and_carries_the_things() -> None:
    scene = picture_of("isometric", CASTLE, FOX, APPLE, setting="meadow")
    block = alone(scene, next(layer for layer in scene.layers if layer.name == "ground"))[..., 3] > 200
    rows, columns = np.nonzero(block)
    wide, top, corner = columns.max() - columns.min(), rows.min(), rows[columns == columns.min()].min()
    assert corner - top == pytest.approx(wide / 4, rel=0.05)
    for layer in things(scene):
        x, y, w, h = layer.box
        assert block[int(min(y + h, SIDE - 1)), int(x + w / 2)]
    tallest = next(layer for layer in things(scene) if layer.name == "castle")
    assert scene.layers.index(tallest) == min(scene.layers.index(layer) for layer in things(scene))


@pytest.mark.parametrize("setting", ["meadow", "city", "sea", "forest", "desert"])
def test_from_above_there_is_no_sky_and_shadows_lie_beside_things(setting: str) -> None:
    scene = picture_of("aerial", HOUSE, setting=setting)
    roles = {layer.role for layer in scene.layers}
    assert not roles & {"sky", "light", "cloud"}
    picture = pixels(scene)
    upper, lower = picture[: SIDE // 3].mean(axis=(0, 1)), picture[-SIDE // 3 :].mean(axis=(0, 1))
    assert setting == "sea" or np.abs(upper - lower).max() < 45
    drawn = alone(scene, things(scene)[0])
    shade = (drawn[..., 3] > 12) & (drawn[..., 3] < 140)
    body = drawn[..., 3] > 240
    assert shade.any() and np.nonzero(shade)[1].mean() > np.nonzero(body)[1].mean() + 10


def test_a_cut_house_has_each_thing_in_a_room_of_its_own() -> None:
    scene = picture_of("cutaway", HOUSE, CAT, APPLE, CANDLE)
    house = next(layer for layer in things(scene) if layer.name == "house")
    x, y, w, h = house.box
    others = [layer.box for layer in things(scene) if layer is not house]
    assert all(x < bx and bx + bw < x + w and y < by and by + bh < y + h for bx, by, bw, bh in others)
    for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(others, 2):
        assert ax + aw < bx or bx + bw < ax or ay + ah < by or by + bh < ay
    assert "burrow" in {layer.name for layer in picture_of("cutaway", FOX, BEE, setting="meadow").layers}
    assert "seabed" in {layer.name for layer in picture_of("cutaway", FOX, setting="sea").layers}


def test_a_storyboard_is_four_panels_in_pencil_that_begin_with_the_scene() -> None:
    scene = picture_of("storyboard", FOX, CASTLE, setting="meadow")
    frames = [layer for layer in scene.layers if layer.name.startswith("frame")]
    assert len(frames) == 4 and len(things(scene)) == 2
    x, y, w, h = frames[0].box
    for layer in things(scene):
        assert x <= layer.box[0] + layer.box[2] / 2 <= x + w and y <= layer.box[1] + layer.box[3] / 2 <= y + h
    picture = pixels(scene)
    assert (picture.max(axis=2) - picture.min(axis=2) < 30).mean() > 0.98


@pytest.mark.parametrize("sitter", [GIRL, CAT])
def test_a_portrait_shows_head_and_shoulders_before_a_quiet_ground(sitter: Subject) -> None:
    scene = picture_of("portrait", sitter)
    (layer,) = things(scene)
    x, y, w, h = layer.box
    assert y + h >= SIDE and y < SIDE * 0.35 and abs(x + w / 2 - SIDE / 2) < SIDE * 0.06
    assert (alone(scene, layer)[..., 3] > 200).mean() > 0.2
    assert edges(pixels(scene)[: SIDE // 3, : SIDE // 6]) < 1.5


def test_an_apple_from_near_fills_the_picture() -> None:
    far, near = (things(picture_of(kind, APPLE))[0].box[3] for kind in ("scene", "close-up"))
    assert near > 0.7 * SIDE > far


def test_a_still_life_stands_close_together_on_a_table() -> None:
    scene = picture_of("still life", APPLE, CANDLE, Subject("teapot", "teapot"))
    edge = scene.horizon * SIDE
    boxes = [layer.box for layer in things(scene)]
    assert all(edge < y + h < SIDE * 0.97 for _, y, _, h in boxes)
    assert max(x + w for x, _, w, _ in boxes) - min(x for x, _, _, _ in boxes) > SIDE * 0.5
    assert sum(ax < bx + bw and bx < ax + aw for (ax, _, aw, _), (bx, _, bw, _) in combinations(boxes, 2)) >= 2
    assert {"table", "wall", "window light"} <= {layer.name for layer in scene.layers}


def test_a_beach_is_of_sand_and_a_village_in_winter_lies_under_snow() -> None:
    def top(**more: object) -> npt.NDArray[np.float64]:
        scene = picture_of("isometric", FOX, **more)  # type: ignore[arg-type]
        ground = alone(scene, next(layer for layer in scene.layers if layer.name == "ground"))
        return np.asarray(ground[int(SIDE * 0.58), SIDE // 2 - 40 : SIDE // 2 + 40, :3].mean(axis=0))

    red, _, blue = top(setting="sea", place="beach")
    assert red > blue + 60
    assert top(setting="meadow", season="winter").min() > 215 > top(setting="meadow").min()
