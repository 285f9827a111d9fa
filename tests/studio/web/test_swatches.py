"""What is chosen by looking: each choice has its picture, shape or sound, and all of them are small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import soundfile
from PIL import Image

from pipelines.registry import MODES
from scripts.prepare_icons import sprite, unpack
from scripts.prepare_swatches import FOLDED, MARK, SHEET, TARGET, choices, rules, shape_sheet, sheets
from scripts.swatch_pictures import SIDE
from scripts.swatch_shapes import SHAPES
from scripts.swatch_sounds import HEARD, SOUNDS
from studio.params import AUTO, extra
from studio.web.assets import FOLDER, STYLES

CHOICES = choices()
SHEETS = {
    f"{sheet}.{'svg' if name in SHAPES else 'webp'}": (name, after, values)
    for name, all_values in CHOICES.items()
    for sheet, after, values in sheets(name, all_values)
}


@pytest.mark.parametrize("file", [file for file in SHEETS if file.endswith(".webp")])
def test_every_choice_has_a_small_picture(file: str) -> None:
    _, _, values = SHEETS[file]
    with Image.open(TARGET / file) as sheet:
        assert sheet.size == (SIDE * len(values), SIDE)
        pictures = [sheet.crop((SIDE * at, 0, SIDE * (at + 1), SIDE)) for at in range(len(values))]
    assert len({picture.tobytes() for picture in pictures}) == len(pictures), "two choices look the same"
    assert (TARGET / file).stat().st_size <= 5_000 * len(pictures)


def test_a_long_field_is_folded_onto_two_sheets() -> None:
    assert list(sheets("finish", CHOICES["finish"])) == [
        ("finish", 0, CHOICES["finish"][: FOLDED["finish"]]),
        ("finish-more", FOLDED["finish"], CHOICES["finish"][FOLDED["finish"] :]),
    ]
    folded = rules("finish", "finish-more.webp", ["chalk", "mist"], 16)
    assert ".swatches-finish:not([data-all]) label:nth-of-type(n+17):not(:has(:checked)) { display: none; }" in folded
    assert '.swatches-finish label:has(> :is([value="chalk"], [value="mist"]))::before { background: url(' in folded


@pytest.mark.parametrize("name", SHAPES)
def test_every_choice_has_a_shape(name: str) -> None:
    shapes = [SHAPES[name](value) for value in CHOICES[name]]
    assert (TARGET / f"{name}.svg").read_bytes() == shape_sheet(shapes)
    alike = 0 if name != "verse" else 3  # a poem in old style is as long as a regulated one, and two tunes as another
    assert len(set(shapes)) >= len(shapes) - alike


def test_the_style_sheet_cuts_the_sheets_as_they_are() -> None:
    written = SHEET.read_text(encoding="utf-8").split(MARK)[1]
    assert written == "".join(
        rules(name.replace("_", "-"), file, values, after) for file, (name, after, values) in SHEETS.items()
    )


SAMPLES = {f"{name}-{value}.mp3" for name in SOUNDS for value in CHOICES[name] if value != AUTO}


@pytest.mark.parametrize(
    ("name", "shortest", "longest", "weight"),
    [("genre", HEARD - 0.2, HEARD + 0.2, 30_000), ("voice", 2.0, 5.0, 20_000)],
)
def test_what_has_a_sound_is_heard_for_a_moment(name: str, shortest: float, longest: float, weight: int) -> None:
    samples = [TARGET / sample for sample in SAMPLES if sample.startswith(f"{name}-")]
    assert len(samples) >= 10
    for sample in samples:
        sound, rate = soundfile.read(sample)
        assert sound.ndim == 1 and shortest < len(sound) / rate < longest, sample
        assert abs(sound).max() > 0.1, f"{sample} is hardly heard"
        assert sample.stat().st_size <= weight
    assert len({sample.read_bytes() for sample in samples}) == len(samples), "two choices sound the same"


def test_a_field_with_sounds_says_so() -> None:
    heard = {
        name for mode in MODES.values() for name, info in mode.form.model_fields.items() if extra(info).get("heard")
    }
    assert heard == set(SOUNDS)


def test_nothing_is_left_over_and_all_pictures_together_are_small() -> None:
    files = {file.name: file.stat().st_size for file in TARGET.iterdir()}
    assert set(files) == SAMPLES | set(SHEETS)
    assert sum(size for name, size in files.items() if name not in SAMPLES) < 320_000


def test_the_sprite_has_every_icon_that_a_script_names() -> None:
    known = set(re.findall(r'<symbol id="([^"]+)"', (FOLDER / "icons.svg").read_text(encoding="utf-8")))
    asked = set()
    for script in FOLDER.rglob("*.js"):
        if "vendor" not in script.parts:
            for call in re.findall(r"\bicon\(((?:[^()]|\([^()]*\))*)\)", script.read_text(encoding="utf-8")):
                # What is compared or looked for in a list is no name of an icon.
                named = set(re.findall(r"(?<![=!]= )(?<!includes\()'([a-z][a-z0-9-]*)'", call))
                assert named <= known, f"{script.name} asks for {named - known}"
                asked |= named
    assert len(asked) > 20, "calls are still written as they are looked for"


def test_an_icon_comes_as_lines_and_filled() -> None:
    drawn = sprite({"star": '<path d="M0 0h9"/>', "x": '<path d="M1 1h9"/>'})
    assert re.findall(r'id="([\w-]+)" [^>]*fill="(\w+)"', drawn) == [
        ("star", "none"),
        ("x", "none"),
        ("star-filled", "currentColor"),
    ]


def test_another_package_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "icons.tgz"
    package.write_bytes(b"something else")
    with pytest.raises(ValueError, match="hash"):
        unpack(package, tmp_path / "page")
    assert not (tmp_path / "page").exists()


def test_the_fonts_are_small_and_named_in_the_style_sheet() -> None:
    assert "fonts" in STYLES
    named = re.findall(r'url\("(fonts/[^"]+)"\)', (FOLDER / "css" / "fonts.css").read_text(encoding="utf-8"))
    assert sorted(FOLDER / name for name in named) == sorted((FOLDER / "fonts").glob("*.woff2"))
    assert sum((FOLDER / name).stat().st_size for name in named) < 50_000
