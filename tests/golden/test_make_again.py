"""Golden works: forty works of November 2026, whose recipes read and make the same bytes again.

works.json holds their recipes as they were kept then, and for each file the hash of the bytes that its engine made,
before the recipe is put into them. Where an engine has grown on purpose, tests/golden/record.py has recorded its works
anew. The same seed makes the same bytes on the same kind of processor, so elsewhere what was made is compared by a
summary of it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import soundfile
from PIL import Image

from pipelines.registry import MODES, RUNTIMES
from pipelines.runtimes.compat import prepare
from studio.house import House
from studio.media import video
from studio.settings import Settings
from studio.works.kinds import KINDS
from studio.works.made import Made, MadeFile
from studio.works.recipe import Recipe
from tests import tiny
from tests.studio.jobs.test_worker import ended

HERE = Path(__file__).parent
OWNER = "a" * 32
RECORDED = json.loads((HERE / "works.json").read_text(encoding="utf-8"))
KEPT = [(entry, number) for entry in RECORDED["works"] for number in range(len(entry["works"]))]
NEAR = 6
"""How far the summaries of two processors may be apart, of 255."""


class Studio(NamedTuple):
    """An open house, and what its engines have made, by job."""

    house: House
    made: dict[str, list[Made]]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with opened(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("hub")) as found:
        yield found


@contextmanager
def opened(home: Path, hub: Path) -> Iterator[Studio]:
    """A studio with the tiny checkpoints in its hub cache, and their entries as a catalog of that time has them."""
    import torch

    prepare()
    threads = torch.get_num_threads()
    # Sums over several threads may be added in another order.
    torch.set_num_threads(1)
    (home / "catalog").mkdir()
    tinies = {entry["tiny"]["spec"]["key"]: entry["tiny"] for entry in RECORDED["works"] if entry["tiny"]}
    (home / "catalog" / "tiny.toml").write_text("\n".join(as_toml(one["spec"]) for one in tinies.values()))
    for one in tinies.values():
        build(one, hub)
    made: dict[str, list[Made]] = {}
    house = House.open(Settings(home=home, hub_cache=hub), MODES, RUNTIMES)
    keep = house.store.add

    def remember(piece: Made, recipe: Recipe, owner: str, job: str, *brought: Any) -> Any:
        made.setdefault(job, []).append(piece)
        return keep(piece, recipe, owner, job, *brought)

    house.store.add = remember  # type: ignore[method-assign]
    yield Studio(house, made)
    house.close()
    torch.set_num_threads(threads)


def made_again(studio: Studio, recipe: Recipe) -> Made:
    """What the engine of today makes of a recipe."""
    job = studio.house.worker.again(recipe, OWNER, recipe.seed, ())
    view = ended(job)
    assert view.state == "done", view.message
    (made,) = studio.made[job.id]
    return made


def as_toml(spec: dict[str, Any]) -> str:
    """A catalog entry in the words of that time."""
    values = {name: value for name, value in spec.items() if name not in ("key", "defaults", "parts") and value != []}
    tables = {f"[{spec['key']}]": values, f"[{spec['key']}.defaults]": spec["defaults"]}
    lines = (
        line
        for heading, table in tables.items()
        for line in (heading, *(f"{name} = {json.dumps(value)}" for name, value in table.items()), "")
    )
    return "\n".join(lines)


def build(one: dict[str, Any], hub: Path) -> None:
    """A tiny checkpoint, laid out as the hub's cache has downloaded models."""
    import torch

    spec = one["spec"]
    repository = hub / f"models--{spec['repo'].replace('/', '--')}"
    (repository / "refs").mkdir(parents=True)
    folder = repository / "snapshots" / spec["revision"]
    folder.mkdir(parents=True)
    torch.manual_seed(one["torch_seed"])
    tiny.BUILDERS[one["builder"]](folder)


def here() -> dict[str, Any]:
    """What decides whether two machines add numbers alike."""
    import torch

    return {
        "machine": platform.machine(),
        "cpu_capability": torch.backends.cpu.get_cpu_capability(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "torch_threads": torch.get_num_threads(),
        "openblas_coretype": os.environ.get("OPENBLAS_CORETYPE", ""),
    }


@pytest.mark.parametrize(("entry", "number"), KEPT, ids=[f"{entry['name']}-{number}" for entry, number in KEPT])
def test_an_old_recipe_makes_the_same_bytes_again(studio: Studio, entry: dict[str, Any], number: int) -> None:
    kept = entry["works"][number]
    recipe = Recipe.model_validate(kept["recipe"])
    made = made_again(studio, recipe)
    assert [(file.role, file.suffix) for file in made.files] == [(one["role"], one["suffix"]) for one in kept["files"]]
    if here() == RECORDED["machine"]:
        assert (made.title, made.text) == (recipe.title, kept["text"])
        hashes = [hashlib.sha256(file.data).hexdigest() for file in made.files]
        assert hashes == [one["sha256"] for one in kept["files"]]
        return
    for file, one in zip(made.files, kept["files"], strict=True):
        assert_near(summary(file), one["near"])
    if KINDS[made.kind].is_text:
        # A language model's last digits choose another word, and so another poem of the same form.
        assert made.text.strip() and made.facts.said().get("form") == recipe.facts.said().get("form")
    else:
        assert (made.title, made.text) == (recipe.title, kept["text"])


@pytest.mark.parametrize(("entry", "number"), KEPT, ids=[f"{entry['name']}-{number}" for entry, number in KEPT])
def test_an_old_recipe_is_read_whole(entry: dict[str, Any], number: int) -> None:
    old = entry["works"][number]["recipe"]
    recipe = Recipe.model_validate(old)
    assert [str(note) for note in recipe.notes] == old["notes"]
    facts = {{"guidance": "guidance_scale"}.get(name, name): value for name, value in old["facts"].items()}
    # Which model it was and its terms stand among the models already.
    known = {name: value for name, value in facts.items() if name not in ("model", "licence", "commercial")}
    assert {name: value for name, value in known.items() if value not in ("", [], {}, None)} == {
        name: value for name, value in recipe.facts.said().items() if name in known
    }
    mode, values = MODES.find(recipe.mode, recipe.params)
    assert mode.makes == recipe.kind and values["prompt"] == old["params"]["prompt"]
    assert Recipe.model_validate(json.loads(recipe.to_json())) == recipe


def summary(file: MadeFile) -> dict[str, Any]:
    """The summary of a file as the recorder made it: mean colours on a grid, or loudness along the time."""
    if file.suffix == ".png":
        return {"first": grid(np.asarray(Image.open(io.BytesIO(file.data)).convert("RGB")))}
    if file.suffix in (".mp4", ".gif", ".webp"):
        frames = list(video.read_frames(file.data))
        return {"frames": len(frames), "first": grid(frames[0]), "middle": grid(frames[len(frames) // 2])}
    if file.suffix in (".wav", ".flac", ".mp3"):
        sound, _ = soundfile.read(io.BytesIO(file.data), always_2d=True)
        return {"rms": [float(np.sqrt((part**2).mean())) for part in np.array_split(sound, 16)]}
    return {}


def grid(frame: Any) -> list[int]:
    small = Image.fromarray(frame).resize((8, 8), Image.Resampling.BOX)
    return [int(value) for value in np.asarray(small).flatten()]


def assert_near(made: dict[str, Any], kept: dict[str, Any]) -> None:
    assert made.get("frames") == kept.get("frames")
    for name in ("first", "middle"):
        assert np.abs(np.subtract(made.get(name, [0]), kept.get(name, [0]))).max() <= NEAR
    assert np.allclose(made.get("rms", []), kept.get("rms", []), atol=0.02)
