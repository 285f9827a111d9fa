"""The catalog: which models there are, whether their files are here, and a person's own entries."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from studio.errors import BadInput, NotFound
from studio.models.catalog import Catalog, ModelSpec, Part, Task
from studio.words import speaking
from tests.fakes import put_in_cache

REVISION = "0123456789abcdef0123456789abcdef01234567"
OWN = """
["my-model"]
title = "My model"
task = "text-generation"
runtime = "transformers"
repo = "me/mine"
revision = "0123456789abcdef0123456789abcdef01234567"
weights_mb = 10
working_mb = 5
licence = "MIT"
commercial = "yes"
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog.read(hub_cache=tmp_path / "hub")


@pytest.mark.parametrize("spec", list(Catalog.read()), ids=lambda spec: spec.key)
def test_every_entry_says_what_a_person_must_know_before_taking_it(spec: ModelSpec) -> None:
    assert spec.title and str(spec.note).endswith(".") and spec.licence
    assert spec.weights_mb > 0 and spec.working_mb > 0
    assert spec.commercial == ("no" if "NC" in spec.licence else spec.commercial)
    if spec.repo:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", spec.repo)
        assert re.fullmatch(r"[0-9a-f]{40}", spec.revision), "only a pinned model is the same tomorrow"
        assert spec.files, "without patterns a download brings the same weights in several forms"
    else:
        assert spec.path and not spec.revision


@pytest.mark.parametrize("spec", [spec for spec in Catalog.read() if spec.disk_mb], ids=lambda spec: spec.key)
def test_the_sizes_of_an_entry_are_possible(spec: ModelSpec) -> None:
    # Stored in half or in single precision, run in half or in single precision.
    assert 0.45 < spec.weights_mb / spec.disk_mb < 2.2


def test_what_a_picture_model_needs_is_in_its_entry(catalog: Catalog) -> None:
    painters = [spec for spec in catalog if spec.repo and spec.runtime == "diffusers" and spec.kind == "model"]
    pictures = [spec for spec in painters if spec.task in ("text-to-image", "editing", "layering")]
    assert len(pictures) >= 16
    assert len({spec.base for spec in pictures}) >= 12
    for spec in pictures:
        assert spec.defaults.steps and spec.defaults.side and spec.languages
        assert spec.disk_mb, "how much there is to download is told before it begins"
        assert spec.smaller in ("", *(other.key for other in pictures))


def test_an_adapter_fits_models_that_there_are(catalog: Catalog) -> None:
    bases = {spec.base for spec in catalog if spec.kind == "model"}
    adapters = [spec for spec in catalog if spec.kind == "adapter"]
    assert adapters
    assert all(spec.base in bases for spec in adapters)


def test_what_is_said_of_a_model_is_said_in_the_language_that_is_spoken(catalog: Catalog) -> None:
    ours, theirs = catalog["chinese-poet"], catalog["qwen3-1.7b"]
    assert (ours.title, str(ours.called)) == ("Chinese poet", "Chinese poet")
    assert str(theirs.note) == "Writes Chinese and English well."
    with speaking("zh"):
        assert (ours.title, str(ours.called)) == ("Chinese poet", "中文诗人"), "recipes keep one name"
        assert str(theirs.called) == "Qwen3 1.7B" and str(theirs.note) == "中文和英文都写得好。"


def test_a_persons_own_entry_is_told_in_its_own_words(tmp_path: Path) -> None:
    told = OWN + 'note = "100% {mine}"\n' + OWN.replace("my-model", "chinese-poet")
    (tmp_path / "own.toml").write_text(told, encoding="utf-8")
    catalog = Catalog.read(tmp_path)
    with speaking("zh"):
        assert str(catalog["my-model"].note) == "100% {mine}"
        assert str(catalog["chinese-poet"].called) == "My model"


@pytest.mark.parametrize("note", ["7", '{ key = "job.stopped" }', '["a"]'])
def test_a_note_that_is_no_text_is_refused(tmp_path: Path, note: str) -> None:
    (tmp_path / "own.toml").write_text(f"{OWN}note = {note}\n", encoding="utf-8")
    with pytest.raises(BadInput, match="note"):
        Catalog.read(tmp_path)


def test_parts_from_other_repositories_are_pinned_as_well(catalog: Catalog) -> None:
    parts = [part for spec in catalog for part in spec.parts.values()]
    assert parts
    for part in parts:
        assert (
            part.kind and re.fullmatch(r"[\w.-]+/[\w.-]+", part.repo) and re.fullmatch(r"[0-9a-f]{40}", part.revision)
        )


def test_a_model_is_present_when_its_files_and_parts_are(tmp_path: Path) -> None:
    film = ModelSpec(
        key="film", title="Film", task="text-to-video", runtime="diffusers", repo="o/base", revision=REVISION,
        files=("model_index.json", "unet/*.safetensors"), weights_mb=1, working_mb=1, licence="MIT", commercial="yes",
        parts={"motion": Part(kind="MotionAdapter", repo="o/motion", revision=REVISION)},
    )  # fmt: skip
    catalog = Catalog([film], hub_cache=tmp_path)
    assert not catalog.present(film)
    for repo, file, present in (
        ("o/base", "model_index.json", False),
        ("o/base", "unet/weights.safetensors", False),
        ("o/motion", "config.json", False),
        ("o/motion", "diffusion_pytorch_model.safetensors", True),
    ):
        put_in_cache(tmp_path, repo, REVISION, file)
        catalog.refresh()
        assert catalog.present(film) is present


def test_parts_whose_index_names_its_variant_first_are_known(tmp_path: Path) -> None:
    """As diffusers wrote them in 2024, and AuraFlow's lie on the hub."""
    parts = [f"diffusion_pytorch_model-0000{part}-of-00002.fp16.safetensors" for part in (1, 2)]
    spec = ModelSpec(
        key="aura", title="Aura", task="text-to-image", runtime="diffusers", repo="o/aura", revision=REVISION,
        files=("transformer/*.fp16*",), weights_mb=1, working_mb=1, licence="MIT", commercial="yes",
    )  # fmt: skip
    snapshot = put_in_cache(tmp_path, spec.repo, REVISION, *(f"transformer/{part}" for part in parts))
    assert not Catalog([spec], hub_cache=tmp_path).present(spec), "nothing says how many parts there are"
    index = {"weight_map": {"a": parts[0], "b": parts[1]}}
    (snapshot / "transformer/diffusion_pytorch_model.safetensors.fp16.index.json").write_text(json.dumps(index))
    assert Catalog([spec], hub_cache=tmp_path).present(spec)


def test_there_is_a_model_for_every_task(catalog: Catalog) -> None:
    for task in get_args(Task):
        assert any(spec.task == task for spec in catalog), task


@pytest.mark.parametrize("key", ["minilm", "smollm2-135m", "soundfont"])
def test_the_studios_own_models_are_here_without_a_download(catalog: Catalog, key: str) -> None:
    path = catalog.locate(catalog[key])
    assert path is not None and path.exists()


def test_the_installed_weights_can_be_mapped_into_memory(catalog: Catalog) -> None:
    """They lie open in the package, not in an archive."""
    folder = catalog.locate(catalog["minilm"])
    assert folder and (folder / "model.safetensors").stat().st_size > 80_000_000


@pytest.mark.parametrize("task", ["text-to-image", "text-generation"])
def test_something_of_the_catalog_runs_without_an_accelerator(catalog: Catalog, task: Task) -> None:
    assert any(spec.cpu for spec in catalog.for_task(task) if spec.repo)


def test_a_hub_model_is_present_when_exactly_its_revision_is(catalog: Catalog, tmp_path: Path) -> None:
    spec = catalog["sd-turbo"]
    assert not catalog.present(spec)
    files = [pattern.replace("*", "x") for pattern in spec.files]
    put_in_cache(tmp_path / "hub", spec.repo, REVISION, *files)
    catalog.refresh()
    assert not catalog.present(spec), "another revision may be another model"
    snapshot = put_in_cache(tmp_path / "hub", spec.repo, spec.revision, *files)
    catalog.refresh()
    assert catalog.locate(spec) == snapshot


def test_a_model_without_a_pin_is_absent_whatever_is_in_the_cache(tmp_path: Path) -> None:
    put_in_cache(tmp_path / "hub", "me/mine", REVISION)
    (tmp_path / "mine.toml").write_text(OWN.replace(REVISION, ""))
    catalog = Catalog.read(tmp_path, hub_cache=tmp_path / "hub")
    assert not catalog.present(catalog["my-model"])


def test_a_person_adds_a_model_and_changes_one(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(OWN + OWN.replace("my-model", "sd-turbo").replace("My model", "Mine instead"))
    catalog = Catalog.read(tmp_path)
    assert catalog["my-model"].title == "My model"
    assert catalog["sd-turbo"].title == "Mine instead"
    assert catalog["sdxl-turbo"].title == "SDXL Turbo"


def test_an_unknown_model_is_answered_with_the_known_ones(catalog: Catalog) -> None:
    with pytest.raises(NotFound, match=r"“dall-e”.*sd-turbo"):
        catalog["dall-e"]
