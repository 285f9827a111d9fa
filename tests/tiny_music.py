"""Tiny checkpoints of models that play: the real classes with random weights, saved and read again as theirs are."""

# diffusers loads its classes lazily, and mypy sees empty stand-ins.
# mypy: disable-error-code="attr-defined"

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests import tiny


def ace_step(folder: Path) -> Path:
    """AceStepPipeline at 8 kHz, 25 latents a second, with the parts that covers need."""
    import torch
    from diffusers import (
        AceStepPipeline,
        AceStepTransformer1DModel,
        FlowMatchEulerDiscreteScheduler,
    )
    from diffusers.pipelines.ace_step.modeling_ace_step import (
        AceStepAudioTokenDetokenizer,
        AceStepAudioTokenizer,
        AceStepConditionEncoder,
    )

    torch.manual_seed(0)
    encoder, tokenizer = tiny.qwen3(layers=1)
    size = {
        "hidden_size": 32,
        "intermediate_size": 32,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "head_dim": 16,
    }
    pooled = {**size, "audio_acoustic_hidden_dim": 8, "num_attention_pooler_hidden_layers": 1}
    condition = AceStepConditionEncoder(
        **size,
        text_hidden_dim=32,
        timbre_hidden_dim=8,
        num_lyric_encoder_hidden_layers=1,
        num_timbre_encoder_hidden_layers=1,
    )
    condition.silence_latent.normal_()
    AceStepPipeline(
        vae=oobleck(8, 8000, [8, 40]),
        text_encoder=encoder.model,
        tokenizer=tokenizer,
        transformer=AceStepTransformer1DModel(
            **size, num_hidden_layers=2, in_channels=24, audio_acoustic_hidden_dim=8, encoder_hidden_size=32
        ),
        condition_encoder=condition,
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1, shift=1.0),
        audio_tokenizer=AceStepAudioTokenizer(**pooled, fsq_dim=32),
        audio_token_detokenizer=AceStepAudioTokenDetokenizer(**pooled),
    ).save_pretrained(folder)
    return folder


def stable_audio(folder: Path) -> Path:
    """StableAudioPipeline at 8 kHz, up to 4 seconds."""
    import torch
    from diffusers import (
        EDMDPMSolverMultistepScheduler,
        StableAudioDiTModel,
        StableAudioPipeline,
        StableAudioProjectionModel,
    )

    torch.manual_seed(0)
    transformer = StableAudioDiTModel(
        sample_size=100,
        in_channels=8,
        num_layers=1,
        attention_head_dim=8,
        num_attention_heads=4,
        num_key_value_attention_heads=4,
        out_channels=8,
        cross_attention_dim=32,
        time_proj_dim=16,
        global_states_input_dim=64,
        cross_attention_input_dim=32,
    )
    StableAudioPipeline(
        vae=oobleck(8, 8000, [8, 40]),
        text_encoder=tiny.t5_encoder(),
        projection_model=StableAudioProjectionModel(
            text_encoder_dim=32, conditioning_dim=32, min_value=0, max_value=512
        ),
        tokenizer=tiny.t5_tokenizer(folder / "scratch"),
        transformer=transformer,
        scheduler=EDMDPMSolverMultistepScheduler(
            solver_order=2, prediction_type="v_prediction", sigma_data=1.0, sigma_schedule="exponential"
        ),
    ).save_pretrained(folder)
    return folder


def oobleck(latents: int, rate: int, ratios: list[int]) -> Any:
    """The autoencoder of both, in stereo."""
    from diffusers import AutoencoderOobleck

    return AutoencoderOobleck(
        encoder_hidden_size=2 * latents,
        downsampling_ratios=ratios,
        channel_multiples=[1, 2],
        decoder_channels=8,
        decoder_input_channels=latents,
        audio_channels=2,
        sampling_rate=rate,
    )


def musicgen_stereo(folder: Path) -> Path:
    """MusicgenForConditionalGeneration that writes both sides: eight codebooks, left and right by turns."""
    from transformers import EncodecFeatureExtractor, MusicgenForConditionalGeneration, MusicgenProcessor

    tiny.musicgen(folder)
    model = MusicgenForConditionalGeneration.from_pretrained(folder)
    config: Any = model.config
    config.decoder.audio_channels, config.decoder.num_codebooks = 2, 8
    stereo = MusicgenForConditionalGeneration(config)
    tiny.wake(stereo)
    stereo.save_pretrained(folder)
    extractor = EncodecFeatureExtractor(feature_size=2, sampling_rate=32000)
    MusicgenProcessor(extractor, tiny.t5_tokenizer(folder / "scratch2")).save_pretrained(folder)
    return folder


def musicgen_melody(folder: Path) -> Path:
    """MusicgenMelodyForConditionalGeneration, which reads twelve pitches in sound."""
    import torch
    from transformers import (
        MusicgenConfig,
        MusicgenMelodyConfig,
        MusicgenMelodyDecoderConfig,
        MusicgenMelodyFeatureExtractor,
        MusicgenMelodyForConditionalGeneration,
        MusicgenMelodyProcessor,
    )

    torch.manual_seed(0)
    decoder = MusicgenMelodyDecoderConfig(**tiny.MUSICGEN_DECODER)
    tiny.musicgen(folder / "plain")
    plain: Any = MusicgenConfig.from_pretrained(folder / "plain")
    model = MusicgenMelodyForConditionalGeneration(
        MusicgenMelodyConfig(
            text_encoder=plain.text_encoder.to_dict(),
            audio_encoder=plain.audio_encoder.to_dict(),
            decoder=decoder.to_dict(),
            num_chroma=12,
            chroma_length=20,
        )
    )
    tiny.wake(model)
    # Otherwise the tune is too faint in random weights to be heard.
    model.audio_enc_to_dec_proj.weight.data.normal_(std=2.0)
    model.save_pretrained(folder)
    extractor = MusicgenMelodyFeatureExtractor(feature_size=12, sampling_rate=32000)
    MusicgenMelodyProcessor(extractor, tiny.t5_tokenizer(folder / "scratch")).save_pretrained(folder)
    return folder


def audiogen(folder: Path) -> Path:
    """AudioGen in audiocraft's own layout; its checkpoints are as MusicGen's."""
    return tiny.audiocraft_musicgen(folder)


def magnet(folder: Path) -> Path:
    """MAGNeT in audiocraft's own layout: two seconds, all codebooks at once."""
    return tiny.audiocraft_musicgen(
        folder,
        lm_model="transformer_lm_magnet",
        codebooks_pattern={"modeling": "parallel"},
        masking={"span_len": 3},
        dataset={"segment_duration": 2},
        transformer_lm={
            "causal": False,
            "subcodes_context": 5,
            "compression_model_framerate": 50,
            "segment_duration": 2,
            "span_len": 3,
        },
    )
