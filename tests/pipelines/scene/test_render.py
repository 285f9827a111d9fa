"""Backgrounds, light and files, judged from pixels and by an XML parser."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
import resvg_py
from PIL import Image

from pipelines.scene.drawings import Drawings
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render, render_layer, scene_svg
from pipelines.scene.scene import Brief, Scene, Setting, Subject

SETTINGS = (
    "plain",
    "meadow",
    "forest",
    "sea",
    "city",
    "desert",
    "snow",
    "mountain",
    "space",
    "room",
    "underwater",
    "garden",
)
SVG = "{http://www.w3.org/2000/svg}"
INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"


@cache
def pack() -> Drawings:
    return Drawings.load()


def scene_of(
    *subjects: Subject, prompt: str = "a test", seed: int = 4, width: int = 320, height: int = 320, **brief: object
) -> Scene:
    return compose(Brief(prompt, tuple(subjects), **brief), width, height, seed, "flat", pack())  # type: ignore[arg-type]


def pixels(scene: Scene) -> npt.NDArray[np.float32]:
    return np.asarray(render(scene, scene.width, scene.height)).astype(np.float32)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_a_picture(setting: Setting) -> None:
    """Not blank, not noise: many colours, and neighbours mostly alike."""
    picture = pixels(scene_of(setting=setting))
    assert picture.std(axis=(0, 1)).max() > 15
    assert len(np.unique((picture // 16).reshape(-1, 3), axis=0)) > 25
    assert np.abs(np.diff(picture, axis=1)).mean() < 14


def test_no_two_settings_look_alike() -> None:
    small = {s: np.asarray(render(scene_of(setting=s), 64, 64)).astype(float) for s in SETTINGS}
    for i, one in enumerate(SETTINGS):
        for two in SETTINGS[i + 1 :]:
            assert np.abs(small[one] - small[two]).mean() > 6, (one, two)


@pytest.mark.parametrize("setting", ["meadow", "sea", "forest", "city", "snow"])
def test_night_is_dark_and_dusk_is_warm(setting: Setting) -> None:
    day, dusk, night = (
        pixels(scene_of(prompt="noon", setting=setting, daytime=time)) for time in ("day", "dusk", "night")
    )
    assert night[:100].mean() < 0.5 * day[:100].mean()
    assert night.mean() < 0.7 * day.mean()
    assert (dusk[..., 0] - dusk[..., 2])[:160].mean() > (day[..., 0] - day[..., 2])[:160].mean() + 30


def test_things_take_the_light_of_the_night() -> None:
    lit = {}
    for daytime in ("day", "night"):
        scene = scene_of(Subject("ewe", "sheep"), setting="meadow", daytime=daytime)
        sheep = render_layer(scene, next(layer for layer in scene.layers if layer.subject))
        lit[daytime] = sheep[sheep[..., 3] > 250][:, :3].mean()
    assert lit["night"] < 0.85 * lit["day"]


@pytest.mark.parametrize("weather", ["rain", "snow", "fog", "storm"])
def test_weather_can_be_seen(weather: str) -> None:
    clear, bad = (pixels(scene_of(setting="meadow", weather=w)) for w in ("clear", weather))
    assert np.abs(clear - bad).mean() > 12


def test_palette_words_colour_the_background() -> None:
    blue = pixels(scene_of(setting="meadow", palette=("#10206a", "#3050c0", "#a0b8ff")))
    assert blue[..., 2].mean() > 1.25 * blue[..., 0].mean()
    assert blue[..., 2].mean() > 1.1 * blue[..., 1].mean()


@pytest.mark.parametrize(
    "words", ["flowing lines", "calm waves", "a pattern", "bauhaus shapes", "rhythm", "a soft dream"]
)
def test_abstract_pictures_fill_the_sheet(words: str) -> None:
    scene = compose(Brief(words, abstract=True), 320, 320, 2, "flat", pack())
    picture = pixels(scene)
    quarters = [picture[y : y + 160, x : x + 160].std(axis=(0, 1)).max() for y in (0, 160) for x in (0, 160)]
    assert sorted(quarters)[1] > 8
    assert not any(layer.role == "thing" for layer in scene.layers)


def test_abstract_palette_is_the_one_asked_for() -> None:
    gold = pixels(compose(Brief("waves", abstract=True, palette=("#e6b422",)), 320, 320, 2, "flat", pack()))
    assert gold[..., 0].mean() > gold[..., 2].mean() + 20


def rich_scene(width: int = 320, height: int = 240) -> Scene:
    birds = Subject("bird", "bird", 3)
    boat = Subject("sailboat", "boat & <sail>")
    return scene_of(
        birds,
        boat,
        Subject("moon-cake", "cake") if "moon-cake" in pack() else boat,
        setting="sea",
        width=width,
        height=height,
    )


def test_the_svg_is_a_document_with_named_layers() -> None:
    root = ET.fromstring(scene_svg(rich_scene()))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    layers = [g for g in root.findall(f"{SVG}g") if g.get(f"{INKSCAPE}groupmode") == "layer"]
    names = [g.get(f"{INKSCAPE}label") for g in layers]
    assert len(layers) == len(rich_scene().layers)
    assert {"sky", "sea", "bird", "bird 2", "bird 3", "boat & <sail>"} <= set(names)
    assert root.findtext(f"{SVG}title") == "a test"
    assert "Three birds" in (root.findtext(f"{SVG}desc") or "")


def test_every_reference_of_the_svg_has_its_target() -> None:
    import re

    for setting in SETTINGS:
        text = scene_svg(scene_of(Subject("cat", "cat"), Subject("rooster", "rooster"), setting=setting))
        targets = set(re.findall(r'\bid="([^"]+)"', text))
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= targets


def test_the_svg_renders_to_the_picture() -> None:
    scene = rich_scene()
    data = resvg_py.svg_to_bytes(svg_string=scene_svg(scene), skip_system_fonts=True)
    again = np.asarray(Image.open(io.BytesIO(bytes(data))).convert("RGB")).astype(np.float32)
    assert np.abs(again - pixels(scene)).mean() < 1


@pytest.mark.parametrize("size", [(512, 512), (2048, 512), (648, 1152)])
def test_pictures_have_the_size_asked_for(size: tuple[int, int]) -> None:
    scene = scene_of(Subject("fox", "fox"), setting="meadow", width=size[0], height=size[1])
    assert render(scene, *size).size == size


def test_layers_put_together_are_the_picture() -> None:
    """Cut out one by one and laid over each other, the layers give the whole again."""
    scene = rich_scene()
    pile = np.zeros((scene.height, scene.width, 3), np.float32)
    for layer in scene.layers:
        cut = render_layer(scene, layer, 1.0, pad=40).astype(np.float32)
        x, y = round(layer.box[0] - 40), round(layer.box[1] - 40)
        top, left = max(0, y), max(0, x)
        part = cut[top - y : scene.height - y, left - x : scene.width - x]
        under = pile[top : top + part.shape[0], left : left + part.shape[1]]
        alpha = part[..., 3:] / 255
        under[:] = under * (1 - alpha) + part[..., :3] * alpha
    assert np.abs(pile - pixels(scene)).mean() < 2.5


def test_backgrounds_reach_beyond_the_frame() -> None:
    """A camera that moves by a tenth of the picture must never see the end of the world."""
    for setting in SETTINGS:
        scene = scene_of(setting=setting)
        shown = "".join(layer.svg for layer in scene.layers)
        w, h = scene.width, scene.height
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120" '
            f'viewBox="{-0.15 * w} {-0.15 * h} {1.3 * w} {1.3 * h}"><defs>{scene.defs}</defs>{shown}</svg>'
        )
        alpha = np.asarray(Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("RGBA"))[..., 3]
        assert alpha.min() > 250, setting
