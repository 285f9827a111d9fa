"""The shipped drawings: all there, all drawable, found by the words that people use."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import resvg_py
from PIL import Image

from pipelines.scene.drawings import FOLDER, STYLES, Drawings, Style
from pipelines.scene.tables import table
from studio.errors import LoadFailed, NotFound

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.fixture(scope="module")
def drawings() -> Drawings:
    return Drawings.load()


def test_the_pack_is_large_and_small(drawings: Drawings) -> None:
    assert len(drawings) > 1200
    assert sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file()) < 8_000_000


def test_licence_texts_are_beside_the_drawings() -> None:
    texts = {file.name: file.read_text(encoding="utf-8") for file in (FOLDER / "LICENSES").iterdir()}
    assert "Permission is hereby granted" in texts["fluent-emoji-MIT.txt"]
    assert "Apache License" in texts["noto-emoji-Apache-2.0.txt"]


@pytest.mark.parametrize("style", STYLES)
def test_every_drawing_is_sound_svg(drawings: Drawings, style: str) -> None:
    for concept in drawings:
        drawing = drawings.svg(concept.key, style)  # type: ignore[arg-type]
        ElementTree.fromstring(f"<svg {NAMESPACES}>{drawing.body}</svg>")
        assert drawing.width == drawing.height > 0


def test_a_drawing_can_stand_twice_in_a_picture(drawings: Drawings) -> None:
    once = drawings.svg("horse", "noto").with_ids("first-")
    twice = drawings.svg("horse", "noto").with_ids("second-")
    ids = re.findall(r'\bid="([^"]+)"', once.body + twice.body)
    assert ids and len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", once.body)) <= set(re.findall(r'\bid="([^"]+)"', once.body))


def test_a_style_that_lacks_a_drawing_borrows_it(drawings: Drawings) -> None:
    assert drawings["harp"].styles == ("noto",)
    assert drawings.svg("harp", "flat") == drawings.svg("harp", "noto")


def colours(drawings: Drawings, key: str, style: Style, columns: slice = slice(None)) -> npt.NDArray[np.int16]:
    """The opaque pixels of a drawing, or of some of its columns."""
    drawing = drawings.svg(key, style)
    svg = f'<svg {NAMESPACES} viewBox="0 0 {drawing.width} {drawing.height}">{drawing.body}</svg>'
    data: Any = resvg_py.svg_to_bytes(svg_string=svg, width=64, height=64)
    pixels = np.asarray(Image.open(io.BytesIO(bytes(data))).convert("RGBA")).astype(np.int16)[:, columns]
    return pixels[pixels[..., 3] > 128]


@pytest.mark.parametrize("style", STYLES)
def test_a_bird_carries_a_branch_only_as_a_sign_of_peace(drawings: Drawings, style: Style) -> None:
    def green(key: str) -> int:
        red, green, blue, _ = colours(drawings, key, style).T
        return int(((green > red + 15) & (green > blue + 40)).sum())

    assert green("dove") == 0
    assert green(drawings.find("dove with an olive branch") or "") > 60


def test_a_bird_looks_the_same_way_in_both_styles(drawings: Drawings) -> None:
    """The beak is what is neither purple nor black: it is on the left."""
    assert drawings["black-bird"].facing == "left"
    flat = colours(drawings, "black-bird", "flat", slice(0, 16))
    noto = colours(drawings, "black-bird", "noto", slice(0, 16))
    assert (flat[:, 0] > 150).any() and (noto[:, 0] > 200).any()


@pytest.mark.parametrize("key", ["lighthouse", "windmill", "pirate-ship", "hot-air-balloon", "bridge"])
def test_the_detailed_style_of_our_own_drawings_has_more_colours(drawings: Drawings, key: str) -> None:
    simple, detailed = (len(np.unique(colours(drawings, key, s)[:, :3] // 8, axis=0)) for s in STYLES)
    assert detailed > simple > 3


def test_an_unknown_key_is_named(drawings: Drawings) -> None:
    with pytest.raises(NotFound, match="xyzzy"):
        drawings.svg("xyzzy")


def test_a_damaged_pack_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text("[{}]")
    with pytest.raises(LoadFailed, match="drawings"):
        Drawings.load(tmp_path)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("cat", "cat"),
        ("kitten", "cat"),
        ("dogs", "dog"),
        ("foxes", "fox"),
        ("wolves", "wolf"),
        ("mice", "mouse"),
        ("butterflies", "butterfly"),
        ("tree", "deciduous-tree"),
        ("pine tree", "evergreen-tree"),
        ("house", "house"),
        ("boat", "sailboat"),
        ("ship", "ship"),
        ("train", "locomotive"),
        ("car", "automobile"),
        ("plane", "airplane"),
        ("hot-air balloon", "hot-air-balloon"),
        ("lighthouse", "lighthouse"),
        ("bridges", "bridge"),
        ("windmill", "windmill"),
        ("pirate ship", "pirate-ship"),
        ("dragon", "dragon"),
        ("whale", "whale"),
        ("robot", "robot"),
        ("wizard", "mage"),
        ("sheep", "ewe"),
        ("rose", "rose"),
        ("flower", "blossom"),
        ("piano", "grand-piano"),
        ("leaves", "fallen-leaf"),
        ("glasses", "glasses"),
    ],
)
def test_words_find_the_drawing_that_people_mean(drawings: Drawings, word: str, key: str) -> None:
    assert drawings.find(word) == key


@pytest.mark.parametrize("word", ["democracy", "under", "love", "animal", "xyzzy", ""])
def test_words_without_a_drawing_find_none(drawings: Drawings, word: str) -> None:
    assert drawings.find(word) is None


def test_emoji_find_their_drawing_whatever_the_skin_tone(drawings: Drawings) -> None:
    assert drawings.for_emoji("🦊") == "fox"
    assert drawings.for_emoji("☀️") == drawings.for_emoji("☀") == "sun"
    assert drawings.for_emoji("🧙🏽") == "mage"
    assert drawings.for_emoji("🇫🇷") is None


def test_each_drawing_is_nearest_to_itself(drawings: Drawings) -> None:
    vectors = drawings._vectors
    keys = [concept.key for concept in drawings]
    assert vectors.shape == (2, len(drawings), 384)
    for at in range(0, len(keys), 101):
        key, likeness = drawings.nearest(vectors[0, at])[0]
        assert (key, likeness) == (keys[at], pytest.approx(1, abs=0.01))


def test_sizes_places_and_motions_are_what_a_child_knows(drawings: Drawings) -> None:
    heights = [
        drawings[key].metres for key in ("honeybee", "cat", "man-standing", "elephant", "house", "ship", "mountain")
    ]
    assert heights == sorted(heights) and heights[0] < heights[-1] / 1000
    assert drawings["dove"].place == "sky" and drawings["dove"].motion == "fly"
    assert drawings["sailboat"].place == "water" and drawings["sailboat"].motion == "bob"
    assert drawings["penguin"].place == "ground" and drawings["penguin"].motion == ""
    assert drawings["cat"].facing == "left" and drawings["airplane"].facing == "right"
    motions = {
        "",
        "walk",
        "run",
        "fly",
        "swim",
        "float",
        "bob",
        "jump",
        "grow",
        "fall",
        "spin",
        "dance",
        "sleep",
        "shine",
    }
    assert {concept.motion for concept in drawings} <= motions


def test_the_word_lists_name_drawings_that_exist(drawings: Drawings) -> None:
    lists = table("aliases")
    named = {key for language in ("english", "chinese") for key in lists[language]} - {"none"}
    named |= {key for section in ("setting", "smaller") for keys in lists[section].values() for key in keys}
    named |= {key for drawing, by_verb in lists["postures"].items() for key in (drawing, *by_verb.values())}
    assert not [key for key in named if key not in drawings]
