"""A downloaded model is present when every weight that its index names is here and whole; the doctor names the rest."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from studio.doctor import Finding, examine
from studio.models.catalog import Catalog, ModelSpec, Part
from studio.settings import Settings
from tests.fakes import TENSORS, FakeDevice, a_spec, put_in_cache

REVISION = "0123456789abcdef0123456789abcdef01234567"
SHARDS = [f"model-0000{number}-of-00003.safetensors" for number in (1, 2, 3)]
PIPELINE = {
    "_class_name": "StableDiffusionPipeline",
    "feature_extractor": [None, None],
    "safety_checker": None,
    "scheduler": ["diffusers", "DDIMScheduler"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "transformer": ["diffusers", "FluxTransformer2DModel"],
    "vae": ["diffusers", "AutoencoderKL"],
}


def model(key: str, *files: str, **changes: Any) -> ModelSpec:
    return a_spec(key, repo=f"o/{key}", revision=REVISION, files=files, **changes)


CHAT = model("chat", "*.json", "*.safetensors", task="text-generation", runtime="transformers")
PAINTER = model("painter", "model_index.json", "scheduler/*", "tokenizer/*", "transformer/*", "vae/*")
CODEC = model("codec", "state_dict.bin", runtime="audiocraft")


def a_chat(hub: Path, shards: int = 3) -> Path:
    """A language model in three parts, of which some have come."""
    snapshot = put_in_cache(hub, "o/chat", REVISION, "config.json", "tokenizer.json", *SHARDS[:shards])
    index = {"metadata": {}, "weight_map": {f"layer.{number}": name for number, name in enumerate(SHARDS)}}
    (snapshot / "model.safetensors.index.json").write_text(json.dumps(index))
    return snapshot


def a_painter(hub: Path) -> Path:
    """A pipeline whose transformer comes in three parts."""
    files = ["scheduler/scheduler_config.json", "tokenizer/vocab.json", "transformer/config.json", "vae/config.json"]
    weights = ["vae/diffusion_pytorch_model.safetensors", *(f"transformer/{name}" for name in SHARDS)]
    snapshot = put_in_cache(hub, "o/painter", REVISION, *files, *weights)
    (snapshot / "model_index.json").write_text(json.dumps(PIPELINE))
    index = {"weight_map": {f"block.{number}": name for number, name in enumerate(SHARDS)}}
    (snapshot / "transformer" / "diffusion_pytorch_model.safetensors.index.json").write_text(json.dumps(index))
    return snapshot


def a_codec(hub: Path) -> Path:
    snapshot = put_in_cache(hub, "o/codec", REVISION, "config.json")
    with zipfile.ZipFile(snapshot / "state_dict.bin", "w") as archive:
        archive.writestr("data.pkl", b"tensors" * 100)
    return snapshot


def blob(file: Path) -> Path:
    return file.resolve()


def shorten(file: Path, by: int = 3) -> None:
    blob(file).write_bytes(blob(file).read_bytes()[:-by])


def be_loading(file: Path) -> None:
    """huggingface_hub is in the middle of fetching it."""
    (blob(file).parent / f"{'a' * 40}.incomplete").write_bytes(b"half")


def header(file: Path, text: bytes, tensors: int = 16) -> None:
    blob(file).write_bytes(len(text).to_bytes(8, "little") + text + bytes(tensors))


HARMS: dict[str, Callable[[Path], Any]] = {
    "absent": lambda file: file.unlink(),
    "a link to nowhere": lambda file: blob(file).unlink(),
    "empty": lambda file: blob(file).write_bytes(b""),
    "cut short": shorten,
    "cut inside the header": lambda file: shorten(file, 40),
    "longer than it says": lambda file: blob(file).write_bytes(TENSORS + b"more"),
    "a page of HTML": lambda file: blob(file).write_bytes(b"<html>not found</html>" * 9),
    "a pointer of git-lfs": lambda file: blob(file).write_bytes(b"version https://git-lfs.github.com/spec/v1\n"),
    "a header that is no JSON": lambda file: header(file, b"{]"),
    "a header of another shape": lambda file: header(file, b'{"w": 7}'),
    "a header as a list": lambda file: header(file, b"[]"),
    "a header nested too deeply": lambda file: header(file, b"[" * 100_000),
    "still being fetched": be_loading,
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}
WHERE = {
    "the only file": (PAINTER, a_painter, "vae/diffusion_pytorch_model.safetensors"),
    "first of three": (CHAT, a_chat, SHARDS[0]),
    "last of three": (CHAT, a_chat, SHARDS[2]),
    "a part of a component": (PAINTER, a_painter, f"transformer/{SHARDS[1]}"),
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("where", WHERE)
def test_a_model_is_present_only_when_every_weight_is_whole(tmp_path: Path, where: str, harm: str) -> None:
    spec, build, file = WHERE[where]
    snapshot = build(tmp_path)
    catalog = Catalog([spec], tmp_path)
    assert catalog.locate(spec) == snapshot and not list(catalog.troubles())
    HARMS[harm](snapshot / file)
    catalog.refresh()
    assert not catalog.present(spec)
    assert [title for title, lack in catalog.troubles() if str(lack)] == [spec.title]


@pytest.mark.parametrize(
    ("spec", "build", "gone"),
    [
        (PAINTER, a_painter, "model_index.json"),
        (PAINTER, a_painter, "scheduler/scheduler_config.json"),
        (PAINTER, a_painter, "tokenizer/vocab.json"),
        (PAINTER, a_painter, "transformer/diffusion_pytorch_model.safetensors.index.json"),
        (CHAT, a_chat, "model.safetensors.index.json"),
        (CODEC, a_codec, "state_dict.bin"),
    ],
)
def test_what_its_patterns_and_indices_name_has_to_be_there(
    tmp_path: Path, spec: ModelSpec, build: Callable[[Path], Path], gone: str
) -> None:
    file = build(tmp_path) / gone
    catalog = Catalog([spec], tmp_path)
    assert catalog.present(spec)
    blob(file).write_bytes(b"")
    catalog.refresh()
    assert not catalog.present(spec)
    file.unlink()
    catalog.refresh()
    assert not catalog.present(spec)


@pytest.mark.parametrize("text", ["", "[]", "{", "7", '{"weight_map": []}', '{"weight_map": {"a": 1}}', "[" * 100_000])
@pytest.mark.parametrize("name", ["model.safetensors.index.json", "model_index.json"])
def test_an_index_of_nonsense_is_none(tmp_path: Path, name: str, text: str) -> None:
    snapshot = a_chat(tmp_path)
    (snapshot / name).write_text(text)
    assert Catalog([CHAT], tmp_path).present(CHAT) is (name == "model_index.json")


def test_settings_alone_are_no_weights(tmp_path: Path) -> None:
    """`transformer/*` matches config.json too."""
    snapshot = a_painter(tmp_path)
    for name in SHARDS:
        (snapshot / "transformer" / name).unlink()
    catalog = Catalog([PAINTER], tmp_path)
    assert not catalog.present(PAINTER)
    assert [str(lack) for _, lack in catalog.troubles()] == ["The weights in transformer/ are not whole."]


def test_an_archive_that_was_cut_is_not_whole(tmp_path: Path) -> None:
    snapshot = a_codec(tmp_path)
    catalog = Catalog([CODEC], tmp_path)
    assert catalog.present(CODEC)
    shorten(snapshot / "state_dict.bin", 60)
    catalog.refresh()
    assert not catalog.present(CODEC)


def test_what_belongs_to_a_variant_that_nobody_downloaded_is_not_missed(tmp_path: Path) -> None:
    """SDXL's patterns bring the index of single precision, and the weights of half precision."""
    snapshot = a_painter(tmp_path)
    for name in SHARDS:
        (snapshot / "transformer" / name).rename(snapshot / "transformer" / name.replace("model", "model.fp16"))
    index = {"weight_map": {name: name.replace("model", "model.fp16") for name in SHARDS}}
    (snapshot / "transformer" / "model.safetensors.index.fp16.json").write_text(json.dumps(index))
    assert Catalog([PAINTER], tmp_path).present(PAINTER)


def test_components_that_come_from_elsewhere_are_not_looked_for(tmp_path: Path) -> None:
    snapshot = a_painter(tmp_path)
    (snapshot / "vae" / "diffusion_pytorch_model.safetensors").unlink()
    files = ("model_index.json", "transformer/*")
    part = Part(kind="AutoencoderKL", repo="o/vae", revision=REVISION)
    specs = [model("painter", *files, parts={"vae": part}), model("painter", *files, without=("vae",))]
    assert [Catalog([spec], tmp_path).present(spec) for spec in specs] == [False, True]
    put_in_cache(tmp_path, "o/vae", REVISION)
    assert Catalog([specs[0]], tmp_path).present(specs[0])


def test_another_revision_under_the_same_key_is_looked_up_by_itself(tmp_path: Path) -> None:
    snapshot = a_chat(tmp_path)
    catalog = Catalog([CHAT], tmp_path)
    other = CHAT.model_copy(update={"revision": "1" * 40})
    assert (catalog.locate(CHAT), catalog.locate(other)) == (snapshot, None)


@pytest.mark.parametrize("revision", ["..", ".", "", "a/b", "../../elsewhere", "x" * 5000, "a\0b"])
def test_a_revision_that_is_no_name_is_not_there(tmp_path: Path, revision: str) -> None:
    a_chat(tmp_path)
    spec = CHAT.model_copy(update={"revision": revision})
    assert not Catalog([spec], tmp_path).present(spec)


def finding(hub: Path | None, *specs: ModelSpec) -> Finding:
    """What the doctor says of the cache."""
    found = examine(Settings.read(), Catalog(specs, hub), FakeDevice("cpu"))
    return next(one for one in found if str(one.name) == "Downloaded models")


def test_the_doctor_counts_what_is_here_and_names_what_is_not(tmp_path: Path) -> None:
    a_chat(tmp_path)
    assert finding(tmp_path / "nowhere", CHAT).good, "whoever downloaded nothing lacks nothing"
    assert str(finding(tmp_path, CHAT, PAINTER).says) == "Models: 1."
    blob(a_painter(tmp_path) / "vae" / "config.json").unlink()
    shorten(a_chat(tmp_path) / SHARDS[1])
    said = finding(tmp_path, CHAT, PAINTER)
    assert not said.good and "Chat: model-00002-of-00003.safetensors is not whole." in str(said.says)


def test_a_cache_that_is_a_file_holds_nothing_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "hub").write_text("not a folder")
    assert not Catalog([CHAT], tmp_path / "hub").present(CHAT)
    said = finding(tmp_path / "hub", CHAT)
    assert not said.good and "hub cannot be read" in str(said.says)


@pytest.mark.parametrize(
    "place", ["", "models--o--chat", "models--o--chat/snapshots", f"models--o--chat/snapshots/{REVISION}"]
)
def test_a_folder_that_may_not_be_read_is_absent_and_named(
    tmp_path: Path,
    as_stranger: Callable[[], AbstractContextManager[None]],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    """Every folder on the way, and the cache itself."""
    a_chat(tmp_path / "hub"), a_painter(tmp_path / "hub")
    # pytest's own folders are closed to strangers; this one is looked at from inside of it.
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    closed = Path("hub") / place
    closed.chmod(0)
    catalog = Catalog([CHAT, PAINTER], Path("hub"))
    with as_stranger():
        here = catalog.present(CHAT), catalog.present(PAINTER)
        troubles = [title for title, _ in catalog.troubles()]
        cache = catalog.hub.trouble()
    closed.chmod(0o755)
    assert here == (False, bool(place))
    assert troubles == (["Chat"] if place else ["Chat", "Painter"]) and bool(cache) is not bool(place)


def test_what_else_lies_in_the_cache_is_in_nobodys_way(tmp_path: Path) -> None:
    a_chat(tmp_path)
    other = tmp_path / "models--someone--else"
    (other / "refs").mkdir(parents=True)
    (other / "refs" / "main").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "models--o--chat" / "refs" / "main").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "models--").mkdir()
    (tmp_path / os.fsdecode(b"models--\xff--\xfe")).mkdir()
    (tmp_path / ".locks").write_text("a file where a folder should be")
    assert Catalog([CHAT], tmp_path).present(CHAT) and finding(tmp_path, CHAT).good


def test_a_home_that_nobody_knows_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", "~/.cache/huggingface/hub")
    assert not Catalog([CHAT]).present(CHAT) and finding(None, CHAT).good
