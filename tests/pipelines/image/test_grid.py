"""A grid over two settings: its values, its bounds, its sheet, and its cells made by an engine that is always here."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipelines.image.ask import GridParams
from pipelines.image.axes import MOST, axes_of
from pipelines.image.sheet import LONGEST, cell_size, sheet
from pipelines.registry import MODES, RUNTIMES
from pipelines.runtimes.denoising import PaintingOptions
from studio.errors import BadInput, Cancelled
from studio.jobs.engine import Host
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog
from studio.models.memory import Memory
from tests.contract import Processor, Recorder


def values(axis: str, text: str, prompt: str = "a red fox", loras: str = "") -> list[Any]:
    params = GridParams(prompt=prompt, x_axis=axis, x_values=text)
    return [next(iter(one.changes.values())) for one in axes_of(params, PaintingOptions(loras=loras))[0]]


@pytest.mark.parametrize(
    ("axis", "text", "found"),
    [
        ("seed", "1-4", [1, 2, 3, 4]),
        ("seed", "7, 3, 7", [7, 3]),
        ("steps", "10-30 (+10)", [10, 20, 30]),
        ("steps", "30 - 10 (10)", [30, 20, 10]),
        ("guidance", "0-1 [5]", [0, 0.25, 0.5, 0.75, 1]),
        ("guidance", "1.5, 7", [1.5, 7]),
        ("scheduler", "Euler a, DPM++ 2M", ["Euler a", "DPM++ 2M"]),
        ("style", ",macro", ["", "macro"]),
        ("words", 'red, blue, "blue, then green"', ["a red fox", "a blue fox", "a blue, then green fox"]),
    ],
)
def test_values_and_ranges(axis: str, text: str, found: list[Any]) -> None:
    assert values(axis, text) == found


def test_the_strength_of_every_lora_is_set() -> None:
    params = GridParams(prompt="a <lora:b:1> fox", x_axis="lora", x_values="0-1 [2]")
    across, _ = axes_of(params, PaintingOptions(loras="a:0.3"))
    assert [one.changes for one in across] == [
        {"prompt": "a fox", "loras": "a:0, b:0"},
        {"prompt": "a fox", "loras": "a:1, b:1"},
    ]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"x_values": ""}, "x_values"),
        ({"x_values": "a"}, "x_values"),
        ({"x_values": "1-99999999999"}, "x_values"),
        ({"x_values": "1-9 (0)"}, "x_values"),
        ({"x_values": "-5"}, "x_values"),
        ({"x_values": "0-1 [99]"}, "x_values"),
        ({"x_values": "1-7", "y_axis": "guidance", "y_values": "1-6"}, "x_values"),
        ({"y_axis": "seed", "y_values": "1"}, "y_axis"),
        ({"x_axis": "words", "x_values": "cat, dog"}, "x_values"),
        ({"x_axis": "lora", "x_values": "1"}, "x_values"),
        ({"x_axis": "words", "x_values": 'a "b'}, "x_values"),
    ],
)
def test_what_makes_no_grid_is_refused_at_its_field(asked: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        axes_of(GridParams(prompt="a fox", **asked), PaintingOptions())
    assert field in refused.value.fields


def test_a_grid_has_at_most_so_many_cells() -> None:
    params = GridParams(prompt="a fox", x_values="1-6", y_axis="guidance", y_values="1-6")
    across, down = axes_of(params, PaintingOptions())
    assert len(across) * len(down) == MOST == 36


@pytest.mark.parametrize(
    "labels", [["a", "b"], ["", ""], ["猫头鹰和一只很长很长的名字" * 9, "x" * 400], ["\u0e01", "🦊"]]
)
def test_a_sheet_shows_each_cell_whole_beside_its_labels(labels: list[str]) -> None:
    colours = ["red", "green", "blue", "black"]
    whole = sheet([Image.new("RGB", (120, 90), colour) for colour in colours], labels, labels)
    pixels = np.asarray(whole).reshape(-1, 3)
    for colour in ([255, 0, 0], [0, 128, 0], [0, 0, 255]):
        assert (pixels == colour).all(1).sum() == 120 * 90
    assert whole.width <= 500 and whole.height <= 500


def test_labels_are_written() -> None:
    plain, written = (np.asarray(sheet([Image.new("RGB", (120, 90))], [text], [""])) for text in (" ", "Seed 1"))
    assert plain.shape == written.shape and (plain != written).any()


@pytest.mark.parametrize("across", [1, 6, 36])
def test_a_sheet_is_never_too_large(across: int) -> None:
    size = cell_size((2048, 2048), across, 36 // across)
    whole = sheet([Image.new("RGB", size)] * 36, ["label"] * across, ["label"] * (36 // across))
    assert max(whole.size) <= LONGEST * 1.15


@pytest.fixture
def ctx(tmp_path: Path) -> Recorder:
    catalog = Catalog.read()
    cache = ModelCache(Processor(), RUNTIMES, catalog.locate, Memory(system=2**40))
    return Recorder(Host(catalog, Processor(), tmp_path), cache, tmp_path)


ASKED = {
    "prompt": "a red fox",
    "seed": 5,
    "size": 512,
    "model": "illustrator",
    "x_axis": "words",
    "x_values": "fox, owl",
}


def test_cells_are_those_that_the_mode_of_pictures_makes(ctx: Recorder) -> None:
    ask = MODES["grid"].ask({**ASKED, "y_axis": "seed", "y_values": "5, 9"}, ctx.host)
    (made,) = ask.choice.engine.run(ask, ctx)
    assert [file.role for file in made.files] == ["main", "cell-1", "cell-2", "cell-3", "cell-4"]
    assert Image.open(BytesIO(made.files[0].data)).size[0] > 1024
    one = MODES["image"].ask({"prompt": "a red owl", "seed": 9, "size": 512, "model": "illustrator"}, ctx.host)
    (alone,) = one.choice.engine.run(one, ctx)
    assert made.files[4].data == alone.files[0].data
    assert len({file.data for file in made.files}) == 5
    assert "owl" in made.text and "Seed 9" in made.text
    assert set(ask.models) == set(one.models), "its recipe names the models of its cells"


def test_progress_is_that_of_the_whole_and_stop_stops_it(ctx: Recorder) -> None:
    ask = MODES["grid"].ask(ASKED, ctx.host)
    list(ask.choice.engine.run(ask, ctx))
    shares = [step.step / step.total for step in ctx.steps if step.total]
    assert shares == sorted(shares) and shares[0] < 0.5 < shares[-1] <= 1
    stopped = Recorder(ctx.host, ctx.cache, ctx.folder, stop_at=1, phase="painting")
    with pytest.raises(Cancelled):
        list(ask.choice.engine.run(ask, stopped))
    assert len(stopped.images) <= 1


@pytest.mark.parametrize("asked", [{"x_axis": "style", "x_values": "nonesuch"}, {"x_axis": "steps", "x_values": "500"}])
def test_a_cell_that_cannot_be_made_is_refused_before_the_first(ctx: Recorder, asked: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        MODES["grid"].ask({**ASKED, **asked}, ctx.host)
