"""A form filled in from what a file says, for files of every kind of work."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from pipelines.registry import MODES
from studio.errors import NotFound
from studio.jobs.found import Found
from studio.media.reading.limits import LIMITS
from studio.works.embed import embed
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.upload import Upload
from studio.works.uploads import Uploads
from studio.works.works import now
from tests.inputs import whole


def upload(text: str, kind: str = "parameters") -> Upload:
    return Upload(
        id="0" * 64, owner="ann", kind="picture", suffix=".png", size=1, found=text, found_is=kind, created=now()
    )


def recipe(mode: str = "image", **params: Any) -> str:
    values = {"prompt": "a red boat", "size": 768, **params}
    made = Recipe(mode=mode, engine="any", kind="image", title="A boat", params=values, seed=11)
    return made.to_json()


def test_a_recipe_of_ours_fills_its_mode() -> None:
    found = Found.read(upload(recipe(), "recipe"), MODES)
    assert found.mode.key == "image" and not found.notes
    assert found.values == {"prompt": "a red boat", "size": 768, "seed": 11}


def test_values_that_cannot_be_used_are_left_out_and_named() -> None:
    found = Found.read(upload(recipe(size=10**6, count="x", unknown=1, aspect="7:7"), "recipe"), MODES)
    assert found.values == {"prompt": "a red boat", "seed": 11}
    said = str(found.notes[0])
    assert "Size" in said and "Pictures" in said and "Format" in said and "unknown" not in said


def test_what_went_into_a_work_has_to_be_brought_again() -> None:
    found = Found.read(upload(recipe("enhance", picture="a" * 64, exposure=0.5), "recipe"), MODES)
    assert found.mode.key == "enhance" and found.values == {"exposure": 0.5}
    assert "Picture" in str(found.notes[-1])


def test_parameters_of_other_programs_fill_the_mode_of_pictures() -> None:
    text = "a fox\nNegative prompt: snow\nSteps: 30, CFG scale: 6, Seed: 9, Size: 1024x576, Model: other"
    found = Found.read(upload(text), MODES)
    assert found.mode.key == "image"
    assert found.values == {
        "prompt": "a fox", "negative_prompt": "snow", "seed": 9, "steps": 30, "guidance": 6.0,
        "aspect": "16:9", "size": 1024,
    }  # fmt: skip
    assert "other" in str(found.notes[0])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", ""),
        ("", "parameters"),
        ("Steps: 20, Seed: 5, CFG scale: 7", "parameters"),
        ("", "recipe"),
        ("null", "recipe"),
        ("[]", "recipe"),
        ('{"mode": "image"}', "recipe"),
        (json.dumps({"generator": [], "kind": {}}), "recipe"),
        (recipe("nonesuch"), "recipe"),
        ("[" * 90_000, "recipe"),
    ],
)
def test_what_says_nothing_is_told(text: str, kind: str) -> None:
    with pytest.raises(NotFound):
        Found.read(upload(text, kind), MODES)


@pytest.fixture
def uploads(store: Store, tmp_path: Path) -> Uploads:
    return Uploads(store.database, store.files, tmp_path / "passing")


@pytest.mark.parametrize("suffix", [".png", ".svg", ".mid", ".wav", ".mp4", ".md"])
def test_a_kept_file_of_every_kind_gives_its_recipe_back(uploads: Uploads, suffix: str) -> None:
    """Through the child process, as a stranger's file comes in."""
    plain = b"# A boat\n\nIt sails." if suffix == ".md" else whole()[suffix[1:]]
    data = embed(plain, suffix, Recipe.model_validate_json(recipe()))
    taken = uploads.take(io.BytesIO(data), "ann", tuple(LIMITS), f"work{suffix}")
    assert Found.read(taken, MODES).values["prompt"] == "a red boat"


def test_a_png_of_another_program(uploads: Uploads) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("parameters", "a fox\nSteps: 20, Seed: 9")
    file = io.BytesIO()
    Image.new("RGB", (16, 16)).save(file, "PNG", pnginfo=text)
    file.seek(0)
    found = Found.read(uploads.take(file, "ann", tuple(LIMITS), "fox.png"), MODES)
    assert found.values["prompt"] == "a fox" and found.values["seed"] == 9
