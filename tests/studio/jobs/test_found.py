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
    assert "Steps" in str(found.notes[0]) and "other" in str(found.notes[1])


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


A1111 = """a fox, <lora:ink:0.6>
Negative prompt: snow
Steps: 28, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1234, Size: 832x1216, Model hash: 31e35c, \
Model: dream, Variation seed: 5, Variation seed strength: 0.3, Clip skip: 2, ControlNet 0: "Module: canny, Weight: 1", \
Hires upscale: 2, Version: v1.10.1"""
COMFY = {
    "3": {"class_type": "KSampler", "inputs": {
        "seed": 77, "steps": 24, "cfg": 5.5, "sampler_name": "dpmpp_2m", "scheduler": "karras", "denoise": 1,
        "model": ["10", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd/dream.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 1216, "height": 832, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a fox in ink", "clip": ["10", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "snow", "clip": ["10", 1]}},
    "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
    "10": {"class_type": "LoraLoader", "inputs": {
        "lora_name": "ink.safetensors", "strength_model": 0.6, "strength_clip": 1,
        "model": ["4", 0], "clip": ["4", 1]}},
    "11": {"class_type": "ControlNetLoader", "inputs": {"control_net_name": "canny.safetensors"}},
}  # fmt: skip
NEWER_COMFY = {
    "1": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-schnell.safetensors", "weight_dtype": "default"}},
    "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a fox in ink", "clip": ["9", 0]}},
    "3": {"class_type": "RandomNoise", "inputs": {"noise_seed": 77}},
    "4": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "euler"}},
    "5": {"class_type": "BasicScheduler", "inputs": {"scheduler": "simple", "steps": 24, "model": ["1", 0]}},
    "6": {"class_type": "FluxGuidance", "inputs": {"guidance": 5.5, "conditioning": ["2", 0]}},
    "7": {"class_type": "EmptyLatentImage", "inputs": {"width": 1216, "height": 832, "batch_size": 1}},
    "8": {
        "class_type": "SamplerCustomAdvanced",
        "inputs": {"noise": ["3", 0], "sampler": ["4", 0], "sigmas": ["5", 0]},
    },
}
INVOKE = {
    "generation_mode": "sdxl_txt2img", "positive_prompt": "a fox in ink", "negative_prompt": "snow", "width": 1216,
    "height": 832, "seed": 77, "cfg_scale": 5.5, "steps": 24, "scheduler": "dpmpp_2m_k", "app_version": "5.6.0",
    "model": {"key": "x", "hash": "y", "name": "dream", "base": "sdxl", "type": "main"},
    "loras": [{"model": {"name": "ink", "base": "sdxl"}, "weight": 0.6}], "controlnets": [{"control_weight": 1}],
}  # fmt: skip
FOOOCUS = {
    "prompt": "a fox in ink", "negative_prompt": "snow", "prompt_expansion": "", "styles": "['Fooocus V2']",
    "performance": "Speed", "steps": 24, "resolution": "(1216, 832)", "guidance_scale": 5.5, "sharpness": 2.0,
    "base_model": "dream", "base_model_hash": "z", "sampler": "dpmpp_2m", "scheduler": "karras", "seed": "77",
    "loras": [["ink", 0.6, "hash"]], "version": "Fooocus v2.5.5",
}  # fmt: skip
FOUND = {
    "prompt": "a fox in ink", "negative_prompt": "snow", "seed": 77, "steps": 24, "guidance": 5.5,
    "scheduler": "DPM++ 2M Karras", "loras": "ink:0.6", "aspect": "3:2", "size": 1216,
}  # fmt: skip


def brought(uploads: Uploads, **texts: str) -> Found:
    """What a PNG with these texts fills in, through the child process."""
    text = PngImagePlugin.PngInfo()
    for name, value in texts.items():
        text.add_text(name, value)
    file = io.BytesIO()
    Image.new("RGB", (16, 16)).save(file, "PNG", pnginfo=text)
    file.seek(0)
    return Found.read(uploads.take(file, "ann", tuple(LIMITS), "fox.png"), MODES)


@pytest.mark.parametrize(
    ("texts", "generator", "lost"),
    [
        ({"prompt": json.dumps(COMFY), "workflow": "{}"}, "ComfyUI", "ControlNetLoader"),
        ({"prompt": json.dumps(COMFY)}, "ComfyUI", "ControlNetLoader"),
        ({"invokeai_metadata": json.dumps(INVOKE), "invokeai_graph": "{}"}, "InvokeAI", "ControlNet"),
        ({"parameters": json.dumps(FOOOCUS)}, "Fooocus", "Fooocus V2"),
    ],
)
def test_what_other_programs_say_fills_the_form_and_what_is_lost_is_told(
    uploads: Uploads, texts: dict[str, str], generator: str, lost: str
) -> None:
    found = brought(uploads, **texts)
    assert found.mode.key == "image" and found.values == FOUND
    told = [str(note) for note in found.notes]
    assert generator in told[0] and "Sampler" in told[0] and "dream" in told[1]
    assert "ink:0.6" in told[2] and lost in told[3]


def test_a_graph_of_single_parts_is_read(uploads: Uploads) -> None:
    found = brought(uploads, prompt=json.dumps(NEWER_COMFY))
    wanted = {name: value for name, value in FOUND.items() if name not in ("negative_prompt", "loras")}
    assert found.values == {**wanted, "scheduler": "Euler"} and "flux1-schnell" in str(found.notes[1])


def test_an_a1111_picture_is_read_whole(uploads: Uploads) -> None:
    found = brought(uploads, parameters=A1111)
    assert found.values == {
        "prompt": "a fox, <lora:ink:0.6>", "negative_prompt": "snow", "seed": 1234, "steps": 28, "guidance": 6.5,
        "scheduler": "DPM++ 2M Karras", "variation": 0.3, "variation_seed": 5, "aspect": "3:4", "size": 1216,
    }  # fmt: skip
    told = str(found.notes[-1])
    assert all(name in told for name in ("ControlNet", "Hires fix", "Clip skip"))


def test_a_sampler_that_nobody_knows_is_told(uploads: Uploads) -> None:
    found = brought(uploads, parameters="a fox\nSteps: 20, Sampler: Restart, Seed: 9")
    assert "scheduler" not in found.values and "Sampler" in str(found.notes[-1])


@pytest.mark.parametrize(
    "texts",
    [
        {"prompt": "{"},
        {"prompt": "[" * 50_000},
        {"prompt": "{}"},
        {"prompt": json.dumps({"1": {"class_type": "KSampler", "inputs": None}})},
        {"prompt": json.dumps({str(n): {"inputs": {"x": [str(n + 1), 0]}} for n in range(3000)})},
        {"prompt": json.dumps({"1": {"class_type": "KSampler", "inputs": {"steps": 1, "cfg": 1, "sampler_name": 3,
            "positive": ["1", 0], "seed": float("nan")}}})},
        {"invokeai_metadata": json.dumps({"positive_prompt": 7, "steps": [], "loras": [3], "model": "x"})},
        {"invokeai_metadata": "null"},
    ],
)  # fmt: skip
def test_what_only_looks_like_it_says_nothing(uploads: Uploads, texts: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        brought(uploads, **texts)


def test_a_png_of_another_program(uploads: Uploads) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("parameters", "a fox\nSteps: 20, Seed: 9")
    file = io.BytesIO()
    Image.new("RGB", (16, 16)).save(file, "PNG", pnginfo=text)
    file.seek(0)
    found = Found.read(uploads.take(file, "ann", tuple(LIMITS), "fox.png"), MODES)
    assert found.values["prompt"] == "a fox" and found.values["seed"] == 9
