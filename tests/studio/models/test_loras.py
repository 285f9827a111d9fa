"""LoRAs in a folder: known by their headers, refused with a reason, and found by name."""

from __future__ import annotations

import json
import pickle
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from studio.errors import BadInput
from studio.media.reading.refused import Refused
from studio.media.reading.safetensors import looks_like_weights, read_header
from studio.models.loras import LoraFile, Loras, lora_of
from studio.works.store import Store
from studio.works.uploads import Uploads

UNET = "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight"
PEFT = "unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.lora_A.weight"
FLUX = "transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight"


def lora(file: Path, key: str = UNET, width: int = 768, **texts: str) -> Path:
    """A real file of safetensors with one pair of small matrices."""
    file.parent.mkdir(parents=True, exist_ok=True)
    up = key.replace("lora_down", "lora_up").replace("lora_A", "lora_B")
    tensors = {key: np.ones((2, width), np.float32), up: np.zeros((8, 2), np.float32)}
    save_file(tensors, file, metadata=texts or None)
    return file


@pytest.mark.parametrize(
    ("key", "width", "base"),
    [
        (UNET, 768, "sd-1.5"),
        (UNET, 1024, "sd-2.1"),
        (UNET, 2048, "sdxl"),
        (PEFT, 768, "sd-1.5"),
        (PEFT, 2048, "sdxl"),
        (FLUX, 64, "flux1"),
        ("lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight", 64, "flux1"),
        ("transformer.single_transformer_blocks.0.attn.to_qkv_mlp_proj.lora_A.weight", 64, "flux2-klein"),
        ("diffusion_model.context_refiner.0.attention.to_q.lora_A.weight", 64, "z-image"),
        ("transformer.transformer_blocks.0.img_mlp.net.0.proj.lora_A.weight", 64, "qwen-image"),
        ("transformer.transformer_blocks.0.attn.add_q_proj.lora_A.weight", 64, "sd-3.5"),
        ("other.lora_A.weight", 64, ""),
    ],
)
def test_the_tensors_say_which_model_it_is_of(tmp_path: Path, key: str, width: int, base: str) -> None:
    assert lora_of("one", lora(tmp_path / "one.safetensors", key, width)).base == base


@pytest.mark.parametrize(
    ("texts", "base"),
    [
        ({"ss_base_model_version": "sdxl_base_v1-0"}, "sdxl"),
        ({"ss_base_model_version": "sd_v1"}, "sd-1.5"),
        ({"ss_base_model_version": "sd_v2_v"}, "sd-2.1"),
        ({"modelspec.architecture": "stable-diffusion-xl-v1-base/lora"}, "sdxl"),
        ({"modelspec.architecture": "stable-diffusion-v1/lora"}, "sd-1.5"),
        ({"modelspec.architecture": "flux-1-dev/lora"}, "flux1"),
        ({"modelspec.architecture": "flux-2-klein/lora"}, "flux2-klein"),
        ({"modelspec.architecture": "stable-diffusion-v3/lora"}, "sd-3.5"),
        ({"modelspec.architecture": "something"}, "sd-1.5"),
    ],
)
def test_what_its_maker_wrote_counts_first(tmp_path: Path, texts: dict[str, str], base: str) -> None:
    assert lora_of("one", lora(tmp_path / "one.safetensors", **texts)).base == base


def test_trigger_words_are_read(tmp_path: Path) -> None:
    tags = json.dumps({"10_fox": {"red fox": 30, "snow": 7}, "5_more": {"snow": 40}})
    one = lora(tmp_path / "1.safetensors", **{"modelspec.trigger_phrase": "f0x style", "ss_tag_frequency": tags})
    other = lora(tmp_path / "2.safetensors", ss_tag_frequency=tags, ss_output_name="Foxes")
    odd = [
        lora(tmp_path / f"{n}.safetensors", ss_tag_frequency=text) for n, text in enumerate(("[", "[1]", '{"a": 1}'), 3)
    ]
    assert lora_of("1", one).triggers == ("f0x style",)
    assert (lora_of("2", other).triggers, lora_of("2", other).title) == (("snow", "red fox"), "Foxes")
    assert [lora_of("x", file).triggers for file in odd] == [(), (), ()]


def header(values: Any, weights: bytes = b"") -> bytes:
    text = values if isinstance(values, bytes) else json.dumps(values).encode()
    return struct.pack("<Q", len(text)) + text + weights


TENSOR = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
BAD = {
    "pickle": pickle.dumps({"a": 1}),
    "zip": b"PK\x03\x04" + bytes(100),
    "empty": b"",
    "short": b"\x02\0\0\0\0\0\0\0{",
    "text": b"hello, I am no weights at all",
    "huge header": struct.pack("<Q", 2**60) + b"{" + bytes(50),
    "no json": header(b"{" + b"x" * 20),
    "deep": header(b'{"a":' * 5000 + b"1" + b"}" * 5000),
    "list": header(b"{}"),
    "no offsets": header({"a.lora_A": {"dtype": "F32", "shape": [2]}}),
    "negative": header({"a.lora_A": {**TENSOR, "data_offsets": [-8, 0]}}),
    "cut": header({"a.lora_A": TENSOR}, bytes(4)),
    "gap": header({"a.lora_A": TENSOR, "b": {**TENSOR, "data_offsets": [12, 20]}}, bytes(20)),
    "more": header({"a.lora_A": TENSOR}, bytes(9)),
    "no lora": header({"a.weight": TENSOR}, bytes(8)),
    "axes": header({"a.lora_A": {**TENSOR, "shape": [1] * 99}}, bytes(8)),
    "floats": header({"a.lora_A": {**TENSOR, "shape": [2.5]}}, bytes(8)),
    "words": header({"a.lora_A": "x", "b": None}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_none_is_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    file = tmp_path / "bad.safetensors"
    file.write_bytes(BAD[name])
    with pytest.raises(Refused) as refused:
        lora_of("bad", file)
    assert str(refused.value)
    assert ("Python program" in str(refused.value)) == (name in ("pickle", "zip"))
    assert Loras(tmp_path).all() == [] and Loras(tmp_path).refused()[0][0] == "bad"


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.safetensors"
    for content in (data, header(data, data)):
        file.write_bytes(content)
        looks_like_weights(content[:10])
        with pytest.raises(Refused):
            read_header(file)


def test_a_folder_gives_all_of_them_by_name(tmp_path: Path) -> None:
    lora(tmp_path / "ink.safetensors")
    lora(tmp_path / "people" / "Anna.safetensors", width=2048)
    (tmp_path / "bad.safetensors").write_bytes(BAD["pickle"])
    (tmp_path / "note.txt").write_text("no LoRA")
    loras = Loras(tmp_path)
    assert [(one.name, one.base) for one in loras.all()] == [("ink", "sd-1.5"), ("people/Anna", "sdxl")]
    for name in ("INK", "ink.safetensors", "people/anna"):
        assert isinstance(loras.find(name), LoraFile)
    assert loras.find("anna") == loras.find("people/Anna") and loras.find("nobody") is None
    with pytest.raises(BadInput, match="Python program"):
        loras.find("bad")
    lora(tmp_path / "other" / "anna.safetensors")
    assert loras.find("anna") is None, "two are called so"
    assert Loras(tmp_path / "none").all() == []


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    file = lora(tmp_path / "one.safetensors")
    assert lora_of("one", file).base == "sd-1.5"
    assert lora_of("one", lora(file, width=2048)).base == "sdxl"


def test_ones_own_file_is_kept_as_it_is_and_a_pickle_is_not(store: Store, tmp_path: Path) -> None:
    """Through the child process, as a stranger's file comes in."""
    uploads = Uploads(store.database, store.files, tmp_path / "passing")
    file = lora(tmp_path / "ink.safetensors")
    kept = uploads.take(file, "ann", ("weights",))
    assert (kept.kind, kept.name, uploads.path(kept).suffix) == ("weights", "ink.safetensors", ".safetensors")
    assert uploads.path(kept).read_bytes() == file.read_bytes()
    for name in ("pickle", "zip", "cut", "gap", "text"):
        (tmp_path / "bad").write_bytes(BAD[name])
        with pytest.raises(Refused) as refused:
            uploads.take(tmp_path / "bad", "ann", ("weights",))
        assert ("Python program" in str(refused.value)) == (name in ("pickle", "zip"))
    assert uploads.all("ann") == [kept]
