"""Tiny checkpoints of the families of image models that `tests.tiny` has not; their adapters: `tests.tiny_adapters`."""

# diffusers loads its classes lazily, and mypy sees empty stand-ins.
# mypy: disable-error-code="attr-defined"

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tiny import (
    autoencoder,
    byte_tokenizer,
    clip_tokenizer,
    flux,
    flux2_klein,
    sd_parts,
    sdxl,
    seeing_tokenizer,
    stable_diffusion,
    t5_encoder,
    t5_tokenizer,
    umt5_encoder,
    unet,
    with_projection,
    z_image,
)


def sd2(folder: Path) -> Path:
    """StableDiffusionPipeline as of version 2: wider heads, linear projections, a solver of few steps."""
    from diffusers import EulerDiscreteScheduler, StableDiffusionPipeline

    parts = sd_parts()
    wider = unet(attention_head_dim=(2, 4), use_linear_projection=True)
    parts |= {"unet": wider, "scheduler": EulerDiscreteScheduler(timestep_spacing="trailing")}
    StableDiffusionPipeline(**parts, safety_checker=None, feature_extractor=None).save_pretrained(folder)
    return folder


def sd3(folder: Path) -> Path:
    """StableDiffusion3Pipeline: three text encoders, a transformer over a grid of latents."""
    import torch
    from diffusers import FlowMatchEulerDiscreteScheduler, SD3Transformer2DModel, StableDiffusion3Pipeline

    torch.manual_seed(0)
    transformer = SD3Transformer2DModel(
        sample_size=32,
        patch_size=2,
        in_channels=16,
        # A ControlNet has no say in the last one.
        num_layers=2,
        attention_head_dim=8,
        num_attention_heads=4,
        caption_projection_dim=32,
        joint_attention_dim=32,
        pooled_projection_dim=64,
        out_channels=16,
    )
    StableDiffusion3Pipeline(
        transformer=transformer,
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        vae=autoencoder(16, shift_factor=0.0609, scaling_factor=1.5305),
        text_encoder=with_projection(sd_parts()["text_encoder"]),
        tokenizer=clip_tokenizer(),
        text_encoder_2=with_projection(sd_parts()["text_encoder"]),
        tokenizer_2=clip_tokenizer(),
        text_encoder_3=t5_encoder(),
        tokenizer_3=t5_tokenizer(folder / "scratch"),
    ).save_pretrained(folder)
    return folder


def pixart(folder: Path) -> Path:
    """PixArtSigmaPipeline: T5 and cross attention; half of what the transformer gives is a learned variance."""
    import torch
    from diffusers import DPMSolverMultistepScheduler, PixArtSigmaPipeline, PixArtTransformer2DModel

    torch.manual_seed(0)
    transformer = PixArtTransformer2DModel(
        sample_size=32,
        num_layers=1,
        patch_size=2,
        attention_head_dim=8,
        num_attention_heads=2,
        caption_channels=32,
        in_channels=4,
        cross_attention_dim=16,
        out_channels=8,
    )
    PixArtSigmaPipeline(
        tokenizer=t5_tokenizer(folder / "scratch"),
        text_encoder=t5_encoder(),
        vae=autoencoder(),
        transformer=transformer,
        scheduler=DPMSolverMultistepScheduler(),
    ).save_pretrained(folder)
    return folder


def sana(folder: Path) -> Path:
    """SanaPipeline: linear attention, a decoder of 32 pixels a latent cell, Gemma reads the prompt."""
    from diffusers import FlowMatchEulerDiscreteScheduler, SanaPipeline, SanaTransformer2DModel

    encoder, tokenizer = _gemma2()
    transformer = SanaTransformer2DModel(
        patch_size=1,
        in_channels=4,
        out_channels=4,
        num_layers=1,
        num_attention_heads=2,
        attention_head_dim=8,
        num_cross_attention_heads=2,
        cross_attention_head_dim=8,
        cross_attention_dim=16,
        caption_channels=32,
        # The latent side of the shapes that it paints: those around 512 x 512 pixels, the smallest that there are.
        sample_size=16,
    )
    SanaPipeline(
        tokenizer=tokenizer,
        text_encoder=encoder,
        vae=_deep_autoencoder(),
        transformer=transformer,
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
    ).save_pretrained(folder)
    return folder


def lumina2(folder: Path) -> Path:
    """Lumina2Pipeline: prompt and picture are one sequence."""
    from diffusers import FlowMatchEulerDiscreteScheduler, Lumina2Pipeline, Lumina2Transformer2DModel

    encoder, tokenizer = _gemma2()
    transformer = Lumina2Transformer2DModel(
        sample_size=8,
        patch_size=2,
        in_channels=4,
        hidden_size=16,
        num_layers=1,
        num_refiner_layers=1,
        num_attention_heads=2,
        num_kv_heads=2,
        multiple_of=16,
        axes_dim_rope=(4, 2, 2),
        axes_lens=(512, 64, 64),
        cap_feat_dim=32,
    )
    Lumina2Pipeline(
        transformer=transformer,
        scheduler=FlowMatchEulerDiscreteScheduler(shift=6.0),
        vae=autoencoder(shift_factor=0.1159, scaling_factor=0.3611),
        text_encoder=encoder,
        tokenizer=tokenizer,
    ).save_pretrained(folder)
    return folder


def chroma(folder: Path) -> Path:
    """ChromaPipeline: FLUX.1 with T5 alone and real guidance."""
    import torch
    from diffusers import ChromaPipeline, ChromaTransformer2DModel, FlowMatchEulerDiscreteScheduler

    torch.manual_seed(0)
    transformer = ChromaTransformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        axes_dims_rope=(4, 4, 8),
        approximator_hidden_dim=32,
        approximator_layers=1,
        approximator_num_channels=16,
    )
    ChromaPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=autoencoder(shift_factor=0.1159, scaling_factor=0.3611),
        text_encoder=t5_encoder(),
        tokenizer=t5_tokenizer(folder / "scratch"),
        transformer=transformer,
    ).save_pretrained(folder)
    return folder


def cogview4(folder: Path) -> Path:
    """CogView4Pipeline: GLM reads the prompt; sizes are a condition."""
    import torch
    from diffusers import CogView4Pipeline, CogView4Transformer2DModel, FlowMatchEulerDiscreteScheduler
    from tokenizers.processors import TemplateProcessing
    from transformers import GlmConfig, GlmModel

    torch.manual_seed(0)
    tokenizer = byte_tokenizer()
    # As theirs does: an empty prompt is not without tokens.
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
    text = GlmConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=8,
        pad_token_id=tokenizer.pad_token_id,
    )
    transformer = CogView4Transformer2DModel(
        patch_size=2,
        in_channels=4,
        out_channels=4,
        num_layers=1,
        attention_head_dim=8,
        num_attention_heads=2,
        text_embed_dim=32,
        time_embed_dim=8,
        condition_dim=4,
    )
    scheduler = FlowMatchEulerDiscreteScheduler(
        base_shift=0.25, max_shift=0.75, base_image_seq_len=256, use_dynamic_shifting=True, time_shift_type="linear"
    )
    CogView4Pipeline(
        tokenizer=tokenizer,
        text_encoder=GlmModel(text),
        vae=autoencoder(),
        transformer=transformer,
        scheduler=scheduler,
    ).save_pretrained(folder)
    return folder


def auraflow(folder: Path) -> Path:
    """AuraFlowPipeline: UMT5 and joint attention."""
    import torch
    from diffusers import AuraFlowPipeline, AuraFlowTransformer2DModel, FlowMatchEulerDiscreteScheduler

    torch.manual_seed(0)
    transformer = AuraFlowTransformer2DModel(
        sample_size=32,
        patch_size=2,
        in_channels=4,
        out_channels=4,
        num_mmdit_layers=1,
        num_single_dit_layers=1,
        attention_head_dim=8,
        num_attention_heads=4,
        caption_projection_dim=32,
        joint_attention_dim=32,
        pos_embed_max_size=256,
    )
    text = umt5_encoder()
    AuraFlowPipeline(
        tokenizer=t5_tokenizer(folder / "scratch"),
        text_encoder=text,
        vae=autoencoder(),
        transformer=transformer,
        scheduler=FlowMatchEulerDiscreteScheduler(shift=1.73),
    ).save_pretrained(folder)
    return folder


def qwen_image(folder: Path) -> Path:
    """QwenImagePipeline: a model of pictures and words reads the prompt, a decoder of films paints."""
    from diffusers import QwenImagePipeline

    parts = _qwen_parts()
    del parts["processor"]
    QwenImagePipeline(**parts).save_pretrained(folder)
    return folder


def qwen_edit(folder: Path) -> Path:
    """QwenImageEditPlusPipeline: changes pictures as the words say."""
    from diffusers import QwenImageEditPlusPipeline

    QwenImageEditPlusPipeline(**_qwen_parts()).save_pretrained(folder)
    return folder


def qwen_layered(folder: Path) -> Path:
    """QwenImageLayeredPipeline: its decoder knows transparency."""
    from diffusers import QwenImageLayeredPipeline

    parts = _qwen_parts(colours=4, use_additional_t_cond=True, use_layer3d_rope=True)
    QwenImageLayeredPipeline(**parts).save_pretrained(folder)
    return folder


def _gemma2() -> tuple[Any, Any]:
    import torch
    from transformers import Gemma2Config, Gemma2Model

    torch.manual_seed(0)
    tokenizer = byte_tokenizer()
    config = Gemma2Config(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=16,
    )
    return Gemma2Model(config), tokenizer


def _deep_autoencoder() -> Any:
    """32 pixels a latent cell."""
    from diffusers import AutoencoderDC

    widths, blocks = (8,) * 6, ("ResBlock",) * 5 + ("EfficientViTBlock",)
    return AutoencoderDC(
        latent_channels=4,
        attention_head_dim=2,
        encoder_block_types=blocks,
        decoder_block_types=blocks,
        encoder_block_out_channels=widths,
        decoder_block_out_channels=widths,
        encoder_layers_per_block=(1,) * 6,
        decoder_layers_per_block=(1,) * 6,
        encoder_qkv_multiscales=((),) * 5 + ((5,),),
        decoder_qkv_multiscales=((),) * 5 + ((5,),),
        downsample_block_type="conv",
        upsample_block_type="interpolate",
        decoder_act_fns="silu",
        scaling_factor=0.41407,
    )


def _qwen_parts(colours: int = 3, **more: Any) -> dict[str, Any]:
    import torch
    from diffusers import AutoencoderKLQwenImage, FlowMatchEulerDiscreteScheduler, QwenImageTransformer2DModel

    torch.manual_seed(0)
    vae = AutoencoderKLQwenImage(
        base_dim=4,
        # More than there are colours: the layered pipeline tells latents from pictures by their channels.
        z_dim=8,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        input_channels=colours,
        latents_mean=[0.1, -0.1, 0.2, 0.0] * 2,
        latents_std=[1.5, 2.0, 1.0, 0.5] * 2,
    )
    transformer = QwenImageTransformer2DModel(
        patch_size=2,
        in_channels=32,
        out_channels=8,
        num_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=16,
        axes_dims_rope=(8, 4, 4),
        **more,
    )
    encoder, processor = qwen_vl()
    parts = {"text_encoder": encoder, "tokenizer": processor.tokenizer, "processor": processor}
    return {"scheduler": FlowMatchEulerDiscreteScheduler(), "vae": vae, "transformer": transformer, **parts}


def qwen_vl() -> tuple[Any, Any]:
    """Qwen2_5_VLForConditionalGeneration, which sees pictures, and its processor."""
    from transformers import (
        Qwen2_5_VLConfig,
        Qwen2_5_VLForConditionalGeneration,
        Qwen2VLImageProcessor,
        Qwen2VLProcessor,
    )

    tokenizer, numbers = seeing_tokenizer()
    size = {"hidden_size": 16, "intermediate_size": 16}
    text = {
        **size,
        "vocab_size": len(tokenizer),
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "rope_scaling": {"mrope_section": [1, 1, 2], "rope_type": "default", "type": "default"},
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }
    config = Qwen2_5_VLConfig(
        text_config=text,
        vision_config={**size, "depth": 2, "num_heads": 2, "out_hidden_size": 16},
        **numbers,
    )
    return Qwen2_5_VLForConditionalGeneration(config), Qwen2VLProcessor(Qwen2VLImageProcessor(), tokenizer, None)


TINY: dict[str, Callable[[Path], Path]] = {
    "sd-1.5": stable_diffusion,
    "sd-2.1": sd2,
    "sdxl": sdxl,
    "sd-3.5": sd3,
    "flux1": flux,
    "flux2-klein": flux2_klein,
    "z-image": z_image,
    "qwen-image": qwen_image,
    "qwen-image-edit": qwen_edit,
    "qwen-image-layered": qwen_layered,
    "chroma": chroma,
    "pixart-sigma": pixart,
    "sana": sana,
    "lumina-2": lumina2,
    "cogview4": cogview4,
    "auraflow": auraflow,
}
"""A tiny checkpoint for each family, by its base."""
