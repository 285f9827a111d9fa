"""Tiny adapters of tiny checkpoints: ControlNets, a style reader, LoRA files. Random weights that have an effect."""

# diffusers loads its classes lazily, and mypy sees empty stand-ins.
# mypy: disable-error-code="attr-defined"

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.tiny import sd_parts

STYLE_FILE = "models/ip-adapter_sd15.safetensors"
STYLE_READER = "models/image_encoder"
"""Where h94/IP-Adapter keeps its weights for Stable Diffusion 1.5, and the model that sees."""
_CONTROLNETS = {
    "FluxTransformer2DModel": "FluxControlNetModel",
    "QwenImageTransformer2DModel": "QwenImageControlNetModel",
    "SD3Transformer2DModel": "SD3ControlNetModel",
}


def controlnet(folder: Path, base: Path | None = None, seed: int = 0, variant: str | None = None) -> Path:
    """A ControlNet of the class that fits the checkpoint `base`; `tiny.stable_diffusion` where none is named. The files
    of a variant, such as fp16, are called after it."""
    import torch

    torch.manual_seed(seed)
    net = _over_transformer(base) if base and (base / "transformer").exists() else _over_unet(base)
    zeros = (parameter for name, parameter in net.named_parameters() if "controlnet" in name or "_input" in name)
    _shake(zeros, torch.Generator().manual_seed(seed))
    net.save_pretrained(folder, variant=variant)
    return folder


def ip_adapter(folder: Path, seed: int = 0) -> Path:
    """An IP-Adapter for `tiny.stable_diffusion` in the layout of h94/IP-Adapter: STYLE_FILE and STYLE_READER."""
    import torch
    from safetensors.torch import save_file
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    vision = CLIPVisionConfig(
        hidden_size=32,
        intermediate_size=32,
        num_attention_heads=4,
        num_hidden_layers=1,
        image_size=32,
        patch_size=8,
        projection_dim=32,
    )
    torch.manual_seed(seed)
    CLIPVisionModelWithProjection(vision).save_pretrained(folder / STYLE_READER)
    (folder / STYLE_FILE).parent.mkdir(parents=True, exist_ok=True)
    save_file(_style_weights(sd_parts()["unet"]), folder / STYLE_FILE)
    return folder


def lora(folder: Path, pipe: Any, seed: int = 0, rank: int = 2) -> Path:
    """The file of a LoRA for the denoiser of a loaded pipeline, as diffusers and most trainers write it."""
    import torch
    from safetensors.torch import save_file

    part = "unet" if hasattr(pipe, "unet") else "transformer"
    random = torch.Generator().manual_seed(seed)
    weights = {}
    for name, module in getattr(pipe, part).named_modules():
        if name.endswith(("to_q", "to_k", "to_v")) and isinstance(module, torch.nn.Linear):
            down, up = (rank, module.in_features), (module.out_features, rank)
            weights[f"{part}.{name}.lora_A.weight"] = torch.randn(down, generator=random) / 4
            weights[f"{part}.{name}.lora_B.weight"] = torch.randn(up, generator=random) / 4
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"lora-{seed}.safetensors"
    save_file(weights, file, metadata={"format": "pt"})
    return file


def _over_unet(base: Path | None) -> Any:
    from diffusers import ControlNetModel, UNet2DConditionModel

    unet = UNet2DConditionModel.from_pretrained(base / "unet") if base else sd_parts()["unet"]
    # Three steps down, as the latents have.
    return ControlNetModel.from_unet(unet, conditioning_embedding_out_channels=(4, 8, 8, 8))


def _over_transformer(base: Path) -> Any:
    import diffusers

    config = json.loads((base / "transformer" / "config.json").read_text())
    return getattr(diffusers, _CONTROLNETS[config["_class_name"]]).from_config(config)


def _shake(parameters: Any, random: Any) -> None:
    """Fill layers that begin as zero, with which an untrained net changes nothing."""
    import torch

    with torch.no_grad():
        for parameter in parameters:
            seen = parameter[0].numel() if parameter.ndim > 1 else 64
            parameter.copy_(torch.randn(parameter.shape, generator=random) * (2 / seen) ** 0.5)


def _style_weights(unet: Any, tokens: int = 4, seen: int = 32) -> dict[str, Any]:
    """Keys and values of a picture for every cross attention, and the layer that makes tokens of what is seen."""
    import torch

    width = unet.config.cross_attention_dim
    weights = {
        "image_proj.proj.weight": torch.randn(tokens * width, seen) / 4,
        "image_proj.proj.bias": torch.zeros(tokens * width),
        "image_proj.norm.weight": torch.ones(width),
        "image_proj.norm.bias": torch.zeros(width),
    }
    crosses = [name for name in unet.attn_processors if name.endswith("attn2.processor")]
    for number, name in enumerate(crosses):
        layer = unet.get_submodule(name.removesuffix(".processor"))
        for kind in ("to_k_ip", "to_v_ip"):
            weights[f"ip_adapter.{2 * number + 1}.{kind}.weight"] = torch.randn(layer.inner_dim, width) / 4
    return weights
