"""Writes the painter as StableDiffusionPipeline reads it: UNet, codec and schedule; MiniLM stays in its own package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from pipelines.runtimes.compat import prepare
from training.loop import best_weights
from training.painter.codec import load_codec
from training.painter.prepare import pooled
from training.painter.train import Plan
from training.painter.unet import new_scheduler, new_unet


def export(folder: Path, target: Path, plan: Plan | None = None) -> int:
    """Writes the trained painter of `folder` to `target` in float16, with its concepts' names by their keys.

    Returns the bytes of the weights.
    """
    unet = new_unet((plan or Plan()).channels)
    unet.load_state_dict(best_weights(folder / "unet"))
    target.mkdir(parents=True, exist_ok=True)
    names = {entry["key"]: entry["name"] for entry in pooled(folder)}
    (target / "concepts.json").write_text(json.dumps(names, indent=0) + "\n", encoding="utf-8")
    return write(unet, load_codec(folder / "codec"), target)


def write(unet: Any, codec: Any, target: Path) -> int:
    """The same for models at hand."""
    prepare()
    from diffusers import StableDiffusionPipeline

    # Where the codec lay on the trainer's machine is nobody's business.
    codec.register_to_config(_name_or_path="")
    pipe: Any = StableDiffusionPipeline(
        vae=codec.to(torch.float16),
        text_encoder=None,
        tokenizer=None,
        unet=unet.to(torch.float16),
        scheduler=new_scheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipe.save_pretrained(target, safe_serialization=True)
    return sum(file.stat().st_size for file in target.rglob("*.safetensors"))


def load(target: Path, minilm: Path) -> Any:
    """The exported painter as a StableDiffusionPipeline in float32."""
    prepare()
    from diffusers import StableDiffusionPipeline

    from training.painter.text import text_encoder

    reader = text_encoder(minilm)
    pipe = StableDiffusionPipeline.from_pretrained(
        target,
        text_encoder=reader.model,
        tokenizer=reader.processor,
        torch_dtype=torch.float32,
        safety_checker=None,
        local_files_only=True,
    )
    pipe.set_progress_bar_config(disable=True)
    return pipe
