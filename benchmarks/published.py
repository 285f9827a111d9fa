"""Checkpoints of full size from the published configurations, with random weights in the real classes and layout.

What a model needs of memory and time depends on its shapes, not on what its weights know; so a machine without a model
hub can measure them all the same. `tiny` ones have the same parts in the same order, and fit any machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.checkpoint import clip_tokenizer


@dataclass(frozen=True)
class Published:
    """One model: its catalog facts, and what writes its checkpoint."""

    key: str
    base: str
    class_name: str
    side: int
    steps: int
    guidance_scale: float
    build: Callable[[bool], Any]
    """The pipeline, full size or tiny, made on torch's default device in its default type."""

    def write(self, folder: Path, full: bool, device: str) -> None:
        """Write the checkpoint. Full ones are made in bfloat16, tiny ones in float32."""
        import torch

        torch.manual_seed(0)
        before = torch.get_default_dtype()
        torch.set_default_dtype(torch.bfloat16 if full else torch.float32)
        try:
            with torch.device(device):
                pipe = self.build(full)
        finally:
            torch.set_default_dtype(before)
        pipe.save_pretrained(folder)

    def entry(self, folder: Path, megabytes: int, full: bool) -> str:
        """Its entry of a catalog, as TOML."""
        return f"""
[{self.key}]
title = "Random {self.key}"
task = "text-to-image"
runtime = "diffusers"
class = "{self.class_name}"
base = "{self.base}"
path = "{folder}"
dtype = "{"bfloat16" if full else "float32"}"
weights_mb = {megabytes}
working_mb = {3000 if full else 1}
licence = "none"
commercial = "yes"
cpu = true
defaults = {{ steps = {self.steps}, guidance_scale = {self.guidance_scale}, side = {self.side if full else 64} }}
"""


def _stable_diffusion(full: bool) -> Any:
    """runwayml/stable-diffusion-v1-5."""
    from diffusers import EulerDiscreteScheduler, StableDiffusionPipeline, UNet2DConditionModel
    from transformers import CLIPTextModel

    tokenizer = clip_tokenizer()
    shape: dict[str, Any] = {"block_out_channels": (320, 640, 1280, 1280), "cross_attention_dim": 768}
    small: dict[str, Any] = {**_SMALL_UNET, "cross_attention_dim": 32}
    return StableDiffusionPipeline(
        unet=UNet2DConditionModel(**(shape if full else small), sample_size=64 if full else 8),
        vae=_vae(full, 0.18215),
        text_encoder=CLIPTextModel(_clip(tokenizer, full, 768, 12)),
        tokenizer=tokenizer,
        scheduler=EulerDiscreteScheduler(**_NOISE),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def _sdxl(full: bool) -> Any:
    """stabilityai/stable-diffusion-xl-base-1.0."""
    from diffusers import EulerDiscreteScheduler, StableDiffusionXLPipeline, UNet2DConditionModel
    from transformers import CLIPTextModel, CLIPTextModelWithProjection

    shape: dict[str, Any] = {
        "block_out_channels": (320, 640, 1280),
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        "transformer_layers_per_block": (1, 2, 10),
        "attention_head_dim": (5, 10, 20),
        "cross_attention_dim": 2048,
        "addition_time_embed_dim": 256,
        "projection_class_embeddings_input_dim": 2816,
        "sample_size": 128,
    }
    small: dict[str, Any] = {
        **_SMALL_UNET,
        "attention_head_dim": (2, 4),
        "cross_attention_dim": 64,
        "addition_time_embed_dim": 8,
        "projection_class_embeddings_input_dim": 80,
        "sample_size": 8,
    }
    tokenizer = clip_tokenizer()
    return StableDiffusionXLPipeline(
        unet=UNet2DConditionModel(
            **(shape if full else small), use_linear_projection=True, addition_embed_type="text_time"
        ),
        vae=_vae(full, 0.13025),
        text_encoder=CLIPTextModel(_clip(tokenizer, full, 768, 12)),
        text_encoder_2=CLIPTextModelWithProjection(_clip(tokenizer, full, 1280, 32)),
        tokenizer=tokenizer,
        tokenizer_2=clip_tokenizer(),
        scheduler=EulerDiscreteScheduler(**_NOISE),
    )


def _klein(full: bool) -> Any:
    """black-forest-labs/FLUX.2-klein-4B, with Qwen3-4B as its reader."""
    from diffusers import (
        AutoencoderKLFlux2,
        FlowMatchEulerDiscreteScheduler,
        Flux2KleinPipeline,
        Flux2Transformer2DModel,
    )

    encoder, tokenizer = _qwen3(full)
    large: dict[str, Any] = {"num_layers": 5, "num_single_layers": 20, "num_attention_heads": 24}
    small: dict[str, Any] = {
        "in_channels": 16,
        "num_layers": 1,
        "num_single_layers": 1,
        "attention_head_dim": 16,
        "num_attention_heads": 2,
        "timestep_guidance_channels": 16,
        "axes_dims_rope": (4, 4, 4, 4),
    }
    vae: dict[str, Any] = {"block_out_channels": (8, 8, 8, 8), "layers_per_block": 1, "latent_channels": 4}
    return Flux2KleinPipeline(
        FlowMatchEulerDiscreteScheduler(),
        AutoencoderKLFlux2(**({} if full else {**vae, "norm_num_groups": 4, "sample_size": 32})),
        encoder,
        tokenizer,
        # Three layers of the reader, side by side.
        Flux2Transformer2DModel(
            **(large if full else small), joint_attention_dim=3 * encoder.config.hidden_size, guidance_embeds=False
        ),
        is_distilled=True,
    )


_NOISE: dict[str, Any] = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
_SMALL_UNET: dict[str, Any] = {
    "block_out_channels": (16, 32),
    "layers_per_block": 1,
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
    "norm_num_groups": 8,
}


def _vae(full: bool, scaling_factor: float) -> Any:
    from diffusers import AutoencoderKL

    small: dict[str, Any] = {"block_out_channels": (8, 8, 8, 8), "norm_num_groups": 4, "sample_size": 64}
    large: dict[str, Any] = {"block_out_channels": (128, 256, 512, 512), "layers_per_block": 2, "sample_size": 512}
    return AutoencoderKL(
        **(large if full else small),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        scaling_factor=scaling_factor,
    )


def _clip(tokenizer: Any, full: bool, width: int, layers: int) -> Any:
    from transformers import CLIPTextConfig

    shape: dict[str, Any] = {"hidden_size": width, "intermediate_size": 4 * width, "num_attention_heads": width // 64}
    small: dict[str, Any] = {"hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 4}
    return CLIPTextConfig(
        **(shape if full else small),
        projection_dim=width if full else 32,
        num_hidden_layers=layers if full else 2,
        vocab_size=49408 if full else len(tokenizer),
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )


def _qwen3(full: bool) -> tuple[Any, Any]:
    from transformers import Qwen3Config, Qwen3ForCausalLM

    tokenizer = _chat_tokenizer()
    large: dict[str, Any] = {
        "hidden_size": 2560,
        "intermediate_size": 9728,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
    }
    small: dict[str, Any] = {
        "hidden_size": 32,
        "intermediate_size": 32,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
    }
    config = Qwen3Config(
        **(large if full else small),
        num_hidden_layers=36 if full else 28,
        head_dim=128 if full else 16,
        vocab_size=151936 if full else len(tokenizer),
        tie_word_embeddings=True,
    )
    return Qwen3ForCausalLM(config), tokenizer


def _chat_tokenizer() -> Any:
    """Every byte is a token; what is said to it stands as it is."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    tokens = ["<s>", "</s>", "<pad>", *sorted(pre_tokenizers.ByteLevel.alphabet())]
    raw = Tokenizer(models.BPE(vocab={token: id for id, token in enumerate(tokens)}, merges=[]))
    raw.pre_tokenizer, raw.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw, bos_token="<s>", eos_token="</s>", pad_token="<pad>", model_max_length=4096
    )
    tokenizer.chat_template = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
    return tokenizer


PUBLISHED = (
    Published("random-sd", "sd-1.5", "StableDiffusionPipeline", 512, 20, 7.5, _stable_diffusion),
    Published("random-sdxl", "sdxl", "StableDiffusionXLPipeline", 1024, 20, 5.0, _sdxl),
    Published("random-klein", "flux2-klein", "Flux2KleinPipeline", 1024, 4, 1.0, _klein),
)
