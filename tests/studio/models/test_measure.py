"""What a model takes is told from its files: parts, types, and which of them two models have in common."""

from __future__ import annotations

import hashlib
import json
import os
from math import prod
from pathlib import Path
from typing import Any

import pytest

from studio.models.catalog import MEBIBYTE, Part
from studio.models.measure import components, type_of, variant_of
from tests.fakes import FakeDevice, a_spec

CPU, GPU = FakeDevice("cpu"), FakeDevice("cuda")
GPU.dtype = "bfloat16"
LINEAR, TABLE, FILTER = (
    ("block.to_q.weight", [128, 64]),
    ("embed_tokens.weight", [100, 64]),
    ("conv.weight", [8, 4, 3, 3]),
)


def weights(*tensors: tuple[str, list[int]], dtype: str = "F16", filling: int = 0) -> bytes:
    """A file of safetensors with these shapes."""
    end, header = 0, {}
    for name, shape in tensors:
        size = 2 * prod(shape)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [end, end + size]}
        end += size
    told = json.dumps(header).encode()
    return len(told).to_bytes(8, "little") + told + bytes([filling]) * end


def put(hub: Path, repo: str, files: dict[str, bytes]) -> Path:
    """A snapshot in the hub's layout: links to blobs that are named by their hashes."""
    folder = hub / f"models--{repo}"
    snapshot = folder / "snapshots" / "1"
    for name, data in files.items():
        blob = folder / "blobs" / hashlib.sha256(data).hexdigest()
        blob.parent.mkdir(parents=True, exist_ok=True)
        blob.write_bytes(data)
        (snapshot / name).parent.mkdir(parents=True, exist_ok=True)
        (snapshot / name).symlink_to(os.path.relpath(blob, (snapshot / name).parent))
    return snapshot


def a_pipeline(hub: Path, repo: str, unet: bytes, **settings: Any) -> Path:
    index = {"unet": ["diffusers", "UNet"], "text_encoder": ["transformers", "CLIP"], "tokenizer": ["t", "Tokenizer"]}
    return put(
        hub,
        repo,
        {
            "model_index.json": json.dumps({"_class_name": "Pipe", **index, "vae": [None, None]}).encode(),
            "unet/diffusion_pytorch_model.safetensors": unet,
            "text_encoder/model.safetensors": weights(TABLE, LINEAR),
            "text_encoder/config.json": json.dumps({"_name_or_path": repo, "layers": 2, **settings}).encode(),
        },
    )


def test_each_component_is_weighed_in_the_type_that_it_runs_in(tmp_path: Path) -> None:
    folder = a_pipeline(tmp_path, "one", weights(LINEAR, FILTER))
    unet, encoder = components(a_spec(), folder, GPU)
    assert (unet.name, encoder.name) == ("unet", "text_encoder")
    linear, table, filters = 128 * 64, 100 * 64, 8 * 4 * 9
    assert unet.whole == 2 * (linear + filters)
    assert unet.int8 == linear + 128 * 2 + 2 * filters, "a byte a number, and a scale for each output"
    assert unet.nf4 == linear // 2 + 4 * linear // 64 + 2 * filters, "half a byte, and a scale for each block of 64"
    assert encoder.int8 == 2 * table + linear + 128 * 2, "tables of words are not rounded"
    assert components(a_spec(), folder, CPU)[0].whole == 2 * unet.whole, "float32 on a processor"
    assert components(a_spec(without=["text_encoder"]), folder, CPU)[0].name == "unet"


def test_two_models_with_the_same_bytes_have_a_component_in_common(tmp_path: Path) -> None:
    one = a_pipeline(tmp_path, "one", weights(LINEAR))
    other = a_pipeline(tmp_path, "other", weights(LINEAR, filling=1))
    keys = [{part.name: part.key for part in components(a_spec(), folder, GPU)} for folder in (one, other)]
    assert keys[0]["text_encoder"] == keys[1]["text_encoder"]
    assert keys[0]["unet"] != keys[1]["unet"]
    assert components(a_spec(), one, CPU)[1].key != keys[0]["text_encoder"], "in another type it is another one"
    third = a_pipeline(tmp_path, "third", weights(LINEAR), layers=3)
    assert components(a_spec(), third, GPU)[1].key != keys[0]["text_encoder"], "the settings count"


def test_a_component_outside_of_the_hub_is_known_by_its_folder(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / "unet").mkdir(parents=True)
        (tmp_path / name / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(weights(LINEAR))
        (tmp_path / name / "model_index.json").write_text('{"unet": ["diffusers", "UNet"]}')
    first, second = (components(a_spec(), tmp_path / name, GPU)[0].key for name in ("one", "other"))
    assert first != second


def test_half_precision_counts_only_where_it_is_all_there_is(tmp_path: Path) -> None:
    half = {"diffusion_pytorch_model.fp16.safetensors": weights(LINEAR)}
    folder = put(tmp_path, "m", {f"unet/{name}": data for name, data in half.items()})
    (folder / "model_index.json").write_text('{"unet": ["diffusers", "UNet"]}')
    assert variant_of(folder) == "fp16" and components(a_spec(), folder, GPU)[0].whole == 2 * 128 * 64
    (folder / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(weights(LINEAR, FILTER))
    assert variant_of(folder) is None and components(a_spec(), folder, GPU)[0].whole == 2 * (128 * 64 + 8 * 4 * 9)


@pytest.mark.parametrize("data", [b"", b"12345678", (2**40).to_bytes(8, "little"), b"\x04" + bytes(7) + b"none"])
def test_what_cannot_be_measured_counts_as_declared(tmp_path: Path, data: bytes) -> None:
    folder = a_pipeline(tmp_path, "one", data)
    part = Part(kind="MotionAdapter", repo="o/motion", revision="1", weights_mb=30)
    rest, motion = components(a_spec(parts={"motion_adapter": part}), folder, GPU)
    assert (rest.whole, motion.whole, motion.key) == (70 * MEBIBYTE, 30 * MEBIBYTE, part.key)
    assert components(a_spec(), None, GPU)[0].whole == 100 * MEBIBYTE


def test_a_model_in_one_piece_is_weighed_and_shared_with_nobody(tmp_path: Path) -> None:
    folder = put(tmp_path, "chat", {"model.safetensors": weights(LINEAR), "config.json": b"{}"})
    (whole,) = components(a_spec(runtime="transformers"), folder, GPU)
    assert (whole.whole, whole.shared) == (2 * 128 * 64, False)
    (declared,) = components(a_spec(place="system"), folder, GPU)
    assert declared.whole == 100 * MEBIBYTE, "small ones of our own run as their own code wants it"


@pytest.mark.parametrize(
    ("device", "dtype", "runs"), [(CPU, "float16", "float32"), (GPU, "float16", "float16"), (GPU, "auto", "bfloat16")]
)
def test_the_type_that_a_model_runs_in(device: FakeDevice, dtype: str, runs: str) -> None:
    assert type_of(a_spec(dtype=dtype), device) == runs
