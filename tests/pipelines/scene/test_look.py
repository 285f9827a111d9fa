"""Looks of drawn pictures and films: painted by the network, stroke for stroke the same while a thing moves."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from pipelines.animation.moving.layers import LayerPainter
from pipelines.animation.moving.staging import STILL
from pipelines.registry import MODES
from pipelines.runtimes.looks import LOOKS, MANY
from pipelines.runtimes.onnx import Onnx
from pipelines.runtimes.stylizing import measured, mixed, painted
from pipelines.scene.drawings import Drawings
from pipelines.scene.finish.finish import FINISHES
from pipelines.scene.options import DRAWN_LOOKS
from pipelines.scene.options import LOOKS as ROLE
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render
from pipelines.scene.scene import Brief, Scene, Subject
from studio.models.catalog import Catalog, ModelSpec
from studio.works.made import Made
from tests.fakes import FakeDevice
from tests.pipelines.image.desk import Desk

WISH = {"prompt": "a fox on a hill", "seed": 3, "size": 512}
FILM = {"prompt": "a balloon over a hill", "seed": 3, "size": 320, "seconds": 2, "fps": 12, "camera": "still"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@cache
def network() -> Any:
    catalog = Catalog.read()
    path = catalog.locate(catalog[MANY])
    assert path is not None
    return Onnx().load(catalog[MANY], path, FakeDevice("cpu"))


@cache
def scene() -> Scene:
    brief = Brief("a house", (Subject("house", "house"),), setting="meadow")
    return compose(brief, 256, 192, 6, "flat", Drawings.load())


def make(desk: Desk, mode: str, **values: Any) -> Made:
    [made] = desk.pieces(MODES[mode].ask(values, desk.host))
    return made


def picture(made: Made) -> np.ndarray[Any, Any]:
    return np.asarray(Image.open(io.BytesIO(made.files[0].data)).convert("RGB"), np.int16)


def test_looks_of_drawings_are_looks_and_no_finishes() -> None:
    assert set(DRAWN_LOOKS) == set(LOOKS) and not set(DRAWN_LOOKS) & set(FINISHES)


def test_a_look_is_another_picture_of_the_same_scene(desk: Desk) -> None:
    made = [
        picture(make(desk, "image", finish=look, model="illustrator", **WISH)) for look in ("flat", "wave", "candy")
    ]
    for number, one in enumerate(made):
        for two in made[number + 1 :]:
            assert np.abs(one - two).mean() > 8


@pytest.mark.parametrize("mode", ["image", "animation"])
def test_the_network_is_a_model_of_the_work_only_where_it_painted(mode: str, desk: Desk) -> None:
    model = {"image": "illustrator", "animation": "moving"}[mode]
    asked = {
        finish: MODES[mode].ask({"prompt": "x", "finish": finish, "model": model}, desk.host)
        for finish in ("flat", "wave")
    }
    assert ROLE not in asked["flat"].models
    assert asked["wave"].models[ROLE].key == MANY


@pytest.mark.parametrize(("mode", "wish"), [("image", WISH), ("animation", FILM)])
def test_without_the_network_it_is_flat_and_says_so(mode: str, wish: dict[str, Any], tmp_path: Path) -> None:
    class Without(Catalog):
        def locate(self, spec: ModelSpec) -> Path | None:
            return None if spec.key == MANY else super().locate(spec)

    desk = Desk(tmp_path, Without(Catalog.read()))
    model = {"image": "illustrator", "animation": "moving"}[mode]
    flat, wave = (make(desk, mode, finish=finish, model=model, **wish) for finish in ("flat", "wave"))
    assert any("looks" in str(note) for note in wave.notes) and not flat.notes
    assert np.array_equal(picture(wave), picture(flat)) if mode == "image" else wave.files[0].data == flat.files[0].data


def test_a_layer_is_painted_as_a_part_of_its_picture() -> None:
    """What shows the whole picture gets the strokes that the whole gets; what is seen through stays so."""
    painter = LayerPainter(network(), "candy", scene(), scene(), 1.0)
    whole, weights = render(scene(), 256, 192), mixed({"candy": 1.0})
    expected = painted(network(), whole, weights, statistics=measured(network(), whole, weights))
    part = whole.crop((64, 32, 192, 160)).convert("RGBA")
    part.putalpha(Image.radial_gradient("L").resize(part.size))
    made = painter(part, (64.0, 32.0), 1.0)
    assert made.getchannel("A").tobytes() == part.getchannel("A").tobytes()
    inside = np.asarray(expected.crop((64, 32, 192, 160)), np.int16)
    assert np.abs(np.asarray(made.convert("RGB"), np.int16) - inside).mean() < 1.5


def test_what_moves_leaves_no_ghost_in_a_layer_that_is_seen_through() -> None:
    """Light that lies over the whole scene is painted alike whether a house stands in it or not."""
    still = replace(scene(), layers=tuple(layer for layer in scene().layers if layer.role in STILL))
    painter = LayerPainter(network(), "candy", scene(), still, 1.0)
    light = Image.new("RGBA", (256, 192), (255, 240, 180, 40))
    seen = render(still, 256, 192)
    seen.paste(light, mask=light)
    statistics = measured(network(), render(scene(), 256, 192), mixed({"candy": 1.0}))
    expected = painted(network(), seen, mixed({"candy": 1.0}), statistics=statistics)
    found = painter(light, (0.0, 0.0), 1.0).convert("RGB")
    inside = (slice(16, -16), slice(16, -16))
    assert np.abs(np.asarray(found, np.int16)[inside] - np.asarray(expected, np.int16)[inside]).mean() < 3
    assert any(layer.role == "thing" for layer in scene().layers) and all(
        layer.role != "thing" for layer in still.layers
    )


def test_strokes_stand_still_where_nothing_moves(desk: Desk) -> None:
    """A film in a look shimmers no more than the flat one: its layers are painted once, and not in every frame."""
    films = {}
    for finish in ("flat", "starry"):
        with av.open(io.BytesIO(make(desk, "animation", finish=finish, model="moving", **FILM).files[0].data)) as film:
            films[finish] = np.stack([frame.to_ndarray(format="gray") for frame in film.decode(video=0)]).astype(float)
    unrest = {name: np.abs(np.diff(frames, axis=0)) for name, frames in films.items()}
    still = unrest["flat"].max(axis=0) < 3
    assert still.mean() > 0.3
    assert unrest["starry"][:, still].mean() < 3
    assert np.abs(np.diff(films["starry"][0], axis=1)).mean() > 2 * np.abs(np.diff(films["flat"][0], axis=1)).mean()
