"""MusicGen and ACE-Step checkpoints with random weights, in the real classes and layouts, wide enough that ten seconds
of music take seconds to play."""

# diffusers loads its classes lazily, and mypy sees empty stand-ins.
# mypy: disable-error-code="attr-defined"

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_BINS = 64
"""Entries of a codebook of MusicGen."""
_ACE_STEP: dict[str, Any] = {
    "hidden_size": 512,
    "intermediate_size": 1536,
    "num_attention_heads": 8,
    "num_key_value_heads": 4,
    "head_dim": 64,
}


def save_musicgen(folder: Path) -> None:
    """MusicgenForConditionalGeneration: four codebooks at 50 frames a second, sound at 32 kHz."""
    import torch
    from transformers import (
        EncodecFeatureExtractor,
        MusicgenConfig,
        MusicgenDecoderConfig,
        MusicgenForConditionalGeneration,
        MusicgenProcessor,
        T5Config,
    )

    torch.manual_seed(0)
    text = T5Config(vocab_size=128, d_model=64, d_kv=16, d_ff=64, num_layers=2, num_heads=4)
    decoder = MusicgenDecoderConfig(
        vocab_size=_BINS,
        hidden_size=512,
        num_hidden_layers=6,
        num_attention_heads=8,
        ffn_dim=2048,
        pad_token_id=_BINS,
        bos_token_id=_BINS,
    )
    model: Any = MusicgenForConditionalGeneration(
        MusicgenConfig(text_encoder=text.to_dict(), audio_encoder=_codec().to_dict(), decoder=decoder.to_dict())
    )
    for layer in model.audio_encoder.quantizer.layers:
        # Codebooks' own initial value is zero: silence.
        layer.codebook.embed.normal_()
    start = model.generation_config
    start.decoder_start_token_id = start.pad_token_id = start.bos_token_id = _BINS
    model.save_pretrained(folder)
    extractor = EncodecFeatureExtractor(feature_size=1, sampling_rate=32000)
    MusicgenProcessor(extractor, t5_tokenizer(folder / "tokenizer")).save_pretrained(folder)


def _codec() -> Any:
    """From four codebooks to sound."""
    from transformers import EncodecConfig

    return EncodecConfig(
        sampling_rate=32000,
        hidden_size=16,
        num_filters=4,
        num_residual_layers=1,
        upsampling_ratios=[8, 5, 4, 4],
        codebook_size=_BINS,
        codebook_dim=16,
        num_lstm_layers=1,
        target_bandwidths=[1.2],
        use_causal_conv=False,
    )


def save_ace_step(folder: Path) -> None:
    """AceStepPipeline: 25 latents a second, sound at 48 kHz in two channels."""
    import torch
    from diffusers import AceStepPipeline, AceStepTransformer1DModel, FlowMatchEulerDiscreteScheduler
    from diffusers.pipelines.ace_step.modeling_ace_step import (
        AceStepAudioTokenDetokenizer,
        AceStepAudioTokenizer,
        AceStepConditionEncoder,
    )

    torch.manual_seed(0)
    tokenizer = _byte_tokenizer()
    size = _ACE_STEP
    pooled = {**size, "audio_acoustic_hidden_dim": 16, "num_attention_pooler_hidden_layers": 1}
    condition = AceStepConditionEncoder(
        **size,
        text_hidden_dim=64,
        timbre_hidden_dim=16,
        num_lyric_encoder_hidden_layers=1,
        num_timbre_encoder_hidden_layers=1,
    )
    condition.silence_latent.normal_()
    AceStepPipeline(
        vae=_stereo_codec(),
        text_encoder=_reader(len(tokenizer)),
        tokenizer=tokenizer,
        transformer=AceStepTransformer1DModel(
            **size, num_hidden_layers=8, in_channels=48, audio_acoustic_hidden_dim=16, encoder_hidden_size=512
        ),
        condition_encoder=condition,
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1, shift=1.0),
        audio_tokenizer=AceStepAudioTokenizer(**pooled, fsq_dim=512),
        audio_token_detokenizer=AceStepAudioTokenDetokenizer(**pooled),
    ).save_pretrained(folder)


def _reader(words: int) -> Any:
    """The language model that reads what is wished."""
    from transformers import Qwen3Config, Qwen3Model

    return Qwen3Model(
        Qwen3Config(
            vocab_size=words,
            hidden_size=64,
            intermediate_size=64,
            num_hidden_layers=1,
            num_attention_heads=4,
            num_key_value_heads=4,
            head_dim=16,
        )
    )


def _stereo_codec() -> Any:
    """From latents to sound."""
    from diffusers import AutoencoderOobleck

    return AutoencoderOobleck(
        encoder_hidden_size=32,
        downsampling_ratios=[2, 4, 4, 6, 10],
        channel_multiples=[1, 1, 1, 2, 2],
        decoder_channels=16,
        decoder_input_channels=16,
        audio_channels=2,
        sampling_rate=48000,
    )


def t5_tokenizer(folder: Path, words: Sequence[str] = ()) -> Any:
    """Some whole words, and single letters; not trained, since training rounds a little otherwise each time. Read again
    from its files, as the class wants it."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast, T5Tokenizer

    pieces = ["<pad>", "</s>", "<unk>", *(f"▁{word}" for word in words), "▁", *"abcdefghijklmnopqrstuvwxyz"]
    raw = Tokenizer(models.Unigram([(piece, -float(place)) for place, piece in enumerate(pieces)], unk_id=2))
    raw.pre_tokenizer, raw.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    raw.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    PreTrainedTokenizerFast(
        tokenizer_object=raw, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=64
    ).save_pretrained(folder)
    settings = folder / "tokenizer_config.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "tokenizer_class": "T5Tokenizer"}))
    return T5Tokenizer.from_pretrained(folder)


def _byte_tokenizer() -> Any:
    """Every byte is a token."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    tokens = ["<s>", "</s>", "<pad>", *sorted(pre_tokenizers.ByteLevel.alphabet())]
    raw = Tokenizer(models.BPE(vocab={token: id for id, token in enumerate(tokens)}, merges=[]))
    raw.pre_tokenizer, raw.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    return PreTrainedTokenizerFast(tokenizer_object=raw, bos_token="<s>", eos_token="</s>", pad_token="<pad>")
