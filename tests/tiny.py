"""Tiny checkpoints: the real classes with small random weights and tokenizers made from nothing, saved to a folder.

A mock can only confirm a pipeline against itself; these are loaded and run by the same code as the real models.
"""

# diffusers loads its classes lazily, and mypy sees empty stand-ins.
# mypy: disable-error-code="attr-defined"

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import music_checkpoint
from pipelines.runtimes.compat import prepare

WORDS = [
    "write a short story about a walk in the park",
    "golden autumn leaves falling at dusk",
    "a calm piano tune with drums and bass",
    "a red fox under the moon in a snowy forest",
]
_T5: dict[str, Any] = {"vocab_size": 128, "d_model": 32, "d_kv": 8, "d_ff": 32, "num_layers": 1, "num_heads": 4}
MUSICGEN_DECODER: dict[str, Any] = {
    "vocab_size": 64,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "ffn_dim": 64,
    "pad_token_id": 64,
    "bos_token_id": 64,
}
_SEEING = ["<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]


def stable_diffusion(folder: Path) -> Path:
    """StableDiffusionPipeline with the usual factor of 8 between pixels and latents; no safety checker."""
    from diffusers import StableDiffusionPipeline

    StableDiffusionPipeline(**sd_parts(), safety_checker=None, feature_extractor=None).save_pretrained(folder)
    return folder


def blackening_diffusion(folder: Path) -> Path:
    """The same with a safety checker that takes every picture for unsuitable."""
    from diffusers import StableDiffusionPipeline
    from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker
    from transformers import CLIPConfig, CLIPImageProcessor, CLIPVisionConfig

    vision = CLIPVisionConfig(
        hidden_size=32, intermediate_size=32, num_attention_heads=4, num_hidden_layers=1, image_size=32, patch_size=8
    )
    checker = StableDiffusionSafetyChecker(CLIPConfig(vision_config=vision.to_dict(), projection_dim=32))
    checker.concept_embeds_weights.data.fill_(-9)
    processor = CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=32)
    pipe = StableDiffusionPipeline(**sd_parts(), safety_checker=checker, feature_extractor=processor)
    pipe.save_pretrained(folder)
    return folder


def flux(folder: Path) -> Path:
    """FluxPipeline: a transformer over packed latents, two text encoders, flow matching."""
    from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel

    parts = sd_parts()
    transformer = FluxTransformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        axes_dims_rope=[4, 4, 8],
    )
    FluxPipeline(
        transformer=transformer,
        text_encoder=parts["text_encoder"],
        tokenizer=parts["tokenizer"],
        text_encoder_2=t5_encoder(),
        tokenizer_2=t5_tokenizer(folder / "scratch"),
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=autoencoder(shift_factor=0.0609, scaling_factor=1.5035),
    ).save_pretrained(folder)
    return folder


def sdxl(folder: Path) -> Path:
    """StableDiffusionXLPipeline: two text encoders and the size as a condition."""
    from diffusers import StableDiffusionXLPipeline

    parts = sd_parts()
    parts["unet"] = unet(
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=80,
        cross_attention_dim=64,
    )
    StableDiffusionXLPipeline(
        **parts, text_encoder_2=with_projection(parts["text_encoder"]), tokenizer_2=clip_tokenizer()
    ).save_pretrained(folder)
    return folder


def flux2_klein(folder: Path) -> Path:
    """Flux2KleinPipeline: a language model reads the prompt, and the latents are normalised and packed."""
    from diffusers import (
        AutoencoderKLFlux2,
        FlowMatchEulerDiscreteScheduler,
        Flux2KleinPipeline,
        Flux2Transformer2DModel,
    )

    vae = AutoencoderKLFlux2(
        block_out_channels=(8, 8, 8, 8), layers_per_block=1, latent_channels=4, norm_num_groups=4, sample_size=32
    )
    transformer = Flux2Transformer2DModel(
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        # Three layers of the language model, side by side.
        joint_attention_dim=96,
        timestep_guidance_channels=16,
        axes_dims_rope=(4, 4, 4, 4),
        guidance_embeds=False,
    )
    encoder, tokenizer = qwen3(layers=28)
    Flux2KleinPipeline(
        FlowMatchEulerDiscreteScheduler(), vae, encoder, tokenizer, transformer, is_distilled=True
    ).save_pretrained(folder)
    return folder


def z_image(folder: Path) -> Path:
    """ZImagePipeline: a language model reads the prompt, the latents stay a grid."""
    from diffusers import FlowMatchEulerDiscreteScheduler, ZImagePipeline, ZImageTransformer2DModel

    transformer = ZImageTransformer2DModel(
        in_channels=4,
        dim=32,
        n_layers=1,
        n_refiner_layers=1,
        n_heads=2,
        n_kv_heads=2,
        cap_feat_dim=32,
        axes_dims=[4, 6, 6],
        axes_lens=[512, 64, 64],
    )
    encoder, tokenizer = qwen3(layers=2)
    ZImagePipeline(
        FlowMatchEulerDiscreteScheduler(),
        autoencoder(shift_factor=0.1159, scaling_factor=0.3611),
        encoder.model,
        tokenizer,
        transformer,
    ).save_pretrained(folder)
    return folder


def wan(folder: Path) -> Path:
    """WanPipeline: films whose latents are packed in time, four frames in one."""
    import torch
    from diffusers import AutoencoderKLWan, FlowMatchEulerDiscreteScheduler, WanPipeline, WanTransformer3DModel

    torch.manual_seed(0)
    vae = AutoencoderKLWan(base_dim=4, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1)
    transformer = WanTransformer3DModel(
        num_attention_heads=2, attention_head_dim=12, text_dim=32, freq_dim=32, ffn_dim=32, num_layers=1
    )
    text = umt5_encoder()
    WanPipeline(
        tokenizer=t5_tokenizer(folder / "scratch"),
        text_encoder=text,
        vae=vae,
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        transformer=transformer,
    ).save_pretrained(folder)
    return folder


def animatediff(folder: Path) -> Path:
    """AnimateDiffPipeline: Stable Diffusion with a motion adapter."""
    from diffusers import AnimateDiffPipeline, MotionAdapter

    adapter = MotionAdapter(
        block_out_channels=(16, 32), motion_layers_per_block=1, motion_norm_num_groups=2, motion_num_attention_heads=4
    )
    AnimateDiffPipeline(**sd_parts(), motion_adapter=adapter).save_pretrained(folder)
    return folder


def motion_adapter(folder: Path) -> Path:
    """A motion adapter alone, as the hub keeps it in a repository of its own."""
    from diffusers import MotionAdapter

    MotionAdapter(
        block_out_channels=(16, 32), motion_layers_per_block=1, motion_norm_num_groups=2, motion_num_attention_heads=4
    ).save_pretrained(folder)
    return folder


def chat(folder: Path) -> Path:
    """LlamaForCausalLM with a byte-level tokenizer and a chat template. It babbles."""
    return _llama(folder, byte_tokenizer())


def wordy_chat(folder: Path) -> Path:
    """The same with two thousand whole words for tokens, so that what it babbles is split again as it was written."""
    return _llama(folder, word_tokenizer())


def _llama(folder: Path, tokenizer: Any) -> Path:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=2048,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=2,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


def musicgen(folder: Path) -> Path:
    """MusicgenForConditionalGeneration: T5, a decoder of four codebooks, EnCodec at 50 frames a second."""
    import torch
    from transformers import (
        EncodecConfig,
        EncodecFeatureExtractor,
        MusicgenConfig,
        MusicgenDecoderConfig,
        MusicgenForConditionalGeneration,
        MusicgenProcessor,
        T5Config,
    )

    torch.manual_seed(0)
    codec = EncodecConfig(
        sampling_rate=32000,
        hidden_size=8,
        num_filters=4,
        num_residual_layers=1,
        upsampling_ratios=[8, 5, 4, 4],
        codebook_size=64,
        codebook_dim=8,
        num_lstm_layers=1,
        target_bandwidths=[1.2],
        use_causal_conv=False,
    )
    decoder = MusicgenDecoderConfig(**MUSICGEN_DECODER)
    text = T5Config(**_T5)
    model = MusicgenForConditionalGeneration(
        MusicgenConfig(text_encoder=text.to_dict(), audio_encoder=codec.to_dict(), decoder=decoder.to_dict())
    )
    wake(model)
    model.save_pretrained(folder)
    extractor = EncodecFeatureExtractor(feature_size=1, sampling_rate=32000)
    MusicgenProcessor(extractor, t5_tokenizer(folder / "scratch")).save_pretrained(folder)
    return folder


def wake(model: Any) -> None:
    """Draw the codebooks of MusicGen: their own initial value is zero, with which every piece sounds the same."""
    for layer in model.audio_encoder.quantizer.layers:
        layer.codebook.embed.normal_()
    generation = model.generation_config
    generation.decoder_start_token_id = generation.pad_token_id = generation.bos_token_id = 64


def audiocraft_musicgen(folder: Path, **changes: Any) -> Path:
    """MusicGen in audiocraft's own layout: state_dict.bin and compression_state_dict.bin, each with its configuration.

    Its text encoder is named by a folder, which audiocraft's table of T5 models is told of. `changes` of the language
    model's configuration make one of its relatives.
    """
    import torch
    from audiocraft.models import builders
    from audiocraft.modules.conditioners import T5Conditioner
    from omegaconf import OmegaConf

    text = folder / "t5"
    t5_encoder().save_pretrained(text)
    t5_tokenizer(text)
    T5Conditioner.MODELS = [*T5Conditioner.MODELS, str(text)]
    T5Conditioner.MODELS_DIMS = {**T5Conditioner.MODELS_DIMS, str(text): 32}
    torch.manual_seed(0)
    language, codec = OmegaConf.create(_audiocraft_lm(str(text))), OmegaConf.create(_audiocraft_codec())
    language.merge_with(changes)
    _save_audiocraft(folder / "state_dict.bin", builders.get_lm_model(language), language)
    # What the quantizer decodes to is drawn with the weights; k-means would want a first batch of sound.
    _save_audiocraft(folder / "compression_state_dict.bin", builders.get_compression_model(codec), codec)
    return folder


def _save_audiocraft(file: Path, model: Any, config: Any) -> None:
    import torch
    from omegaconf import OmegaConf

    torch.save({"best_state": model.state_dict(), "xp.cfg": OmegaConf.to_yaml(config), "version": "1.3.0"}, file)


def _audiocraft_lm(text_encoder: str) -> dict[str, Any]:
    """The language model's configuration, as its published checkpoints have it, but small."""
    return {
        "device": "cpu",
        "dtype": "float32",
        "sample_rate": 32000,
        "channels": 1,
        "dataset": {"segment_duration": 30},
        "lm_model": "transformer_lm",
        "codebooks_pattern": {
            "modeling": "delay",
            "delay": {"delays": [0, 1, 2, 3], "flatten_first": 0, "empty_initial": 0},
        },
        "transformer_lm": {
            "dim": 32,
            "num_heads": 4,
            "num_layers": 2,
            "hidden_scale": 4,
            "n_q": 4,
            "card": 64,
            "dropout": 0.0,
            "activation": "gelu",
            "norm_first": True,
            "bias_ff": False,
            "bias_attn": False,
            "bias_proj": False,
            "causal": True,
            "custom": False,
            "memory_efficient": True,
            "positional_embedding": "sin",
            "weight_init": "gaussian",
            "depthwise_init": "current",
            "zero_bias_init": True,
        },
        "classifier_free_guidance": {"training_dropout": 0.3, "inference_coef": 3.0},
        "attribute_dropout": {},
        "fuser": {
            "cross_attention_pos_emb": False,
            "cross_attention_pos_emb_scale": 1,
            "sum": [],
            "prepend": [],
            "cross": ["description"],
            "input_interpolate": [],
        },
        "conditioners": {
            "description": {
                "model": "t5",
                "t5": {"name": text_encoder, "finetune": False, "word_dropout": 0.3, "normalize_text": False},
            }
        },
    }


def _audiocraft_codec() -> dict[str, Any]:
    return {
        "device": "cpu",
        "compression_model": "encodec",
        "encodec": {"autoencoder": "seanet", "quantizer": "rvq", "sample_rate": 32000, "channels": 1, "causal": False},
        "seanet": {
            "dimension": 16,
            "channels": 1,
            "causal": False,
            "n_filters": 4,
            "n_residual_layers": 1,
            "ratios": [8, 5, 4, 4],
            "lstm": 1,
            "encoder": {},
            "decoder": {"trim_right_ratio": 1.0},
        },
        "rvq": {"n_q": 4, "bins": 64, "kmeans_init": False},
    }


def sd_parts() -> dict[str, Any]:
    import torch
    from diffusers import DDIMScheduler
    from transformers import CLIPTextConfig, CLIPTextModel

    torch.manual_seed(0)
    tokenizer, denoiser = clip_tokenizer(), unet()
    text = CLIPTextConfig(
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        hidden_size=32,
        intermediate_size=32,
        num_attention_heads=4,
        num_hidden_layers=1,
        vocab_size=len(tokenizer),
    )
    scheduler = DDIMScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False, steps_offset=1
    )
    return {
        "unet": denoiser,
        "vae": autoencoder(),
        "text_encoder": CLIPTextModel(text),
        "tokenizer": tokenizer,
        "scheduler": scheduler,
    }


def unet(**changes: Any) -> Any:
    """A denoiser of two levels, the inner one of which hears the words."""
    from diffusers import UNet2DConditionModel

    usual: dict[str, Any] = {
        "block_out_channels": (16, 32),
        "layers_per_block": 1,
        "sample_size": 8,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
        "cross_attention_dim": 32,
        "norm_num_groups": 8,
    }
    return UNet2DConditionModel(**{**usual, **changes})


def with_projection(encoder: Any) -> Any:
    """A text encoder like this one, which also says in one vector what a prompt means."""
    from transformers import CLIPTextConfig, CLIPTextModelWithProjection

    return CLIPTextModelWithProjection(CLIPTextConfig.from_dict({**encoder.config.to_dict(), "projection_dim": 32}))


def autoencoder(channels: int = 4, **normalisation: float) -> Any:
    """Eight pixels a latent cell."""
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=channels,
        norm_num_groups=4,
        sample_size=32,
        **normalisation,
    )


def byte_tokenizer() -> Any:
    """Byte-level BPE with a chat template, as most language models have it."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    special = ["<s>", "</s>", "<pad>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    raw.train_from_iterator(
        WORDS * 20, trainers.BpeTrainer(vocab_size=320, special_tokens=special, initial_alphabet=alphabet)
    )
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=raw, bos_token="<s>", eos_token="</s>", pad_token="<pad>")
    tokenizer.chat_template = (
        "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}"
        "{% if add_generation_prompt %}assistant: {% endif %}"
    )
    return tokenizer


def word_tokenizer() -> Any:
    """Whole words of four letters."""
    from itertools import product

    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    syllables = ["".join(pair) for pair in product("bdfgklmnprst", "aeiou")]
    words = ["<s>", "</s>", "<unk>", *(f"▁{one}{two}" for one, two in product(syllables[:40], syllables[:50]))]
    raw = Tokenizer(models.WordLevel({word: number for number, word in enumerate(words)}, unk_token="<unk>"))
    raw.pre_tokenizer, raw.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw, bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="<unk>"
    )
    tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }} {% endfor %}"
    return tokenizer


def seeing_tokenizer() -> tuple[Any, dict[str, int]]:
    """The same with tokens that stand for a picture in a text, and what Qwen's configurations call their numbers."""
    tokenizer = byte_tokenizer()
    tokenizer.add_special_tokens({"additional_special_tokens": _SEEING})
    number = tokenizer.convert_tokens_to_ids
    return tokenizer, {
        "vision_start_token_id": number("<|vision_start|>"),
        "vision_end_token_id": number("<|vision_end|>"),
        "image_token_id": number("<|image_pad|>"),
        "video_token_id": number("<|video_pad|>"),
    }


def qwen3(layers: int) -> tuple[Any, Any]:
    """A language model that reads prompts for pictures, and its tokenizer."""
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(0)
    tokenizer = byte_tokenizer()
    config = Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=layers,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=16,
    )
    return Qwen3ForCausalLM(config), tokenizer


def clip_tokenizer() -> Any:
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import CLIPTokenizer

    alphabet = sorted(ByteLevel.alphabet())
    tokens = [*alphabet, *(letter + "</w>" for letter in alphabet), "th", "an", "in</w>", "an</w>"]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    merges: Any = [("t", "h"), ("a", "n"), ("i", "n</w>"), ("a", "n</w>")]
    return CLIPTokenizer(vocab={token: i for i, token in enumerate(tokens)}, merges=merges, model_max_length=77)


def t5_tokenizer(folder: Path) -> Any:
    """Whole words of WORDS and single letters."""
    return music_checkpoint.t5_tokenizer(folder, sorted({word for line in WORDS for word in line.split()}))


def t5_encoder() -> Any:
    from transformers import T5Config, T5EncoderModel

    return T5EncoderModel(T5Config(**_T5))


def umt5_encoder() -> Any:
    from transformers import UMT5Config, UMT5EncoderModel

    return UMT5EncoderModel(UMT5Config(**_T5))


BUILDERS: dict[str, Callable[[Path], Path]] = {
    build.__name__: build
    for build in (
        stable_diffusion,
        blackening_diffusion,
        sdxl,
        flux,
        flux2_klein,
        z_image,
        animatediff,
        wan,
        motion_adapter,
        chat,
        wordy_chat,
        musicgen,
        audiocraft_musicgen,
    )
}


@contextmanager
def at_work() -> Iterator[None]:
    """torch on one thread, since more cost more than they bring on tensors this small; without its warnings."""
    prepare()
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    torch.set_num_threads(threads)


class Built(dict[str, Path]):
    """Checkpoints by the names of their builders, each built when it is first asked for."""

    def __init__(self, folder: Callable[[str], Path]) -> None:
        """`folder`: a new one for a name."""
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> Path:
        self[name] = BUILDERS[name](self._folder(name))
        return self[name]
