"""The studio's own drawings: each is a whole file with a whole entry, and stands in the pack."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any, get_args

import numpy as np
import resvg_py
from PIL import Image

from pipelines.scene.drawings import FOLDER, Drawings, Facing, Place
from pipelines.scene.lay.figure import figure
from pipelines.scene.tables import parsed

OWN = FOLDER / "own"
FIELDS = {"name", "words", "zh", "zh_words", "category", "metres", "place", "motion", "facing"}
LISTS = sorted(OWN.glob("*.toml"))
ENTRIES = [(key, entry) for path in LISTS for key, entry in parsed(path).items()]
FILES = sorted(OWN.glob("*.svg"))
REDRAWN = sorted((OWN / "redrawn").glob("*.svg"))


def test_every_entry_has_its_file_and_every_file_its_one_entry() -> None:
    keys = Counter(key for key, entry in ENTRIES if "emoji" not in entry)
    assert set(keys) == {path.stem for path in FILES}
    assert not [key for key, count in keys.items() if count > 1]


def test_every_entry_says_all_and_is_in_the_pack() -> None:
    drawings = Drawings.load()
    for key, entry in ENTRIES:
        assert set(entry) - {"emoji"} == FIELDS, key
        assert re.fullmatch(r"[a-z0-9' -]+", entry["name"]) and re.search("[\u4e00-\u9fff]", entry["zh"]), key
        assert entry["place"] in get_args(Place) and entry["facing"] in get_args(Facing), key
        assert 0 < entry["metres"] <= 300, key
        assert drawings[key].zh == entry["zh"]


def test_what_we_drew_anew_stands_in_the_simple_style_with_no_other_body() -> None:
    drawings = Drawings.load()
    assert {concept.key for concept in drawings if concept.redrawn} == {path.stem for path in REDRAWN}
    for path in REDRAWN:
        drawn = figure(drawings, path.stem, "flat")
        assert drawn.body == drawings.svg(path.stem, "flat").body, path.stem
        assert drawings[path.stem].redrawn == ("flat",) and "scale(0.25)" in drawn.body, path.stem


def test_only_a_house_leaves_its_strip_of_lawn_to_the_scene() -> None:
    drawings = Drawings.load()
    lawn = {key: drawings.svg(key).body.count("#00f397") for key in ("articulated-lorry", "microbe", "houses")}
    kept = {key: figure(drawings, key, "flat").body.count("#00f397") for key in lawn}
    assert all(lawn.values()) and kept == {**lawn, "houses": 0}


def test_every_file_is_small_and_made_of_shapes_alone() -> None:
    for path in (*FILES, *REDRAWN):
        text = path.read_text(encoding="utf-8")
        assert len(text) < 8_000, path.stem
        assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">' in text, path.stem
        # Ids would clash between two drawings; letters and rasters would need fonts and room.
        assert not re.search(r"\bid=|url\(|href|<(?:text|image|style|script|use)\b", text), path.stem


def test_every_drawing_fills_its_box_and_stays_in_it() -> None:
    for path in (*FILES, *REDRAWN):
        left, top, right, bottom = _ink(path.read_text(encoding="utf-8"))
        # The box is 64 pixels wide and begins at 8; what reaches out by more than a sixteenth would be cut.
        assert left >= 4 and top >= 4 and right <= 75 and bottom <= 75, path.stem
        assert max(right - left, bottom - top) >= 40, path.stem


def _ink(svg: str) -> tuple[int, int, int, int]:
    """First and last column and row with ink, on 80 x 80 pixels with an eighth of the box around it."""
    wide = svg.replace("0 0 128 128", "-16 -16 160 160")
    data: Any = resvg_py.svg_to_bytes(svg_string=wide, width=80, height=80, skip_system_fonts=True)
    ys, xs = np.nonzero(np.asarray(Image.open(io.BytesIO(bytes(data))).convert("RGBA"))[..., 3] > 64)
    return int(xs.min()), int(ys.min()), int(xs.max()), int(ys.max())
