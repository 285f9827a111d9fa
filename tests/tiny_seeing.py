"""Tiny checkpoints of models that put pictures into words: the real classes and processors with random weights."""

# mypy: disable-error-code="attr-defined"

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.tiny import WORDS, byte_tokenizer, seeing_tokenizer

_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n"
    "{% for part in m['content'] %}{% if part['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>"
    "{% else %}{{ part['text'] }}{% endif %}{% endfor %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def qwen3_vl(folder: Path) -> Path:
    """Qwen3VLForConditionalGeneration, asked through its chat template."""
    from transformers import Qwen2VLImageProcessor, Qwen3VLConfig, Qwen3VLForConditionalGeneration, Qwen3VLProcessor

    tokenizer, numbers = seeing_tokenizer()
    text = {
        "vocab_size": len(tokenizer),
        "hidden_size": 32,
        "intermediate_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "head_dim": 16,
        "rope_parameters": {"rope_type": "default", "mrope_section": [2, 3, 3], "rope_theta": 10000.0},
        "pad_token_id": tokenizer.pad_token_id,
        "eos_token_id": tokenizer.eos_token_id,
    }
    vision = {
        "depth": 2,
        "hidden_size": 32,
        "intermediate_size": 32,
        "num_heads": 2,
        "out_hidden_size": 32,
        "num_position_embeddings": 64,
        "deepstack_visual_indexes": [0],
    }
    config = Qwen3VLConfig(
        text_config=text,
        vision_config=vision,
        **numbers,
    )
    pixels = Qwen2VLImageProcessor(patch_size=16, merge_size=2, min_pixels=32 * 32, max_pixels=64 * 64)
    Qwen3VLProcessor(pixels, tokenizer, None, chat_template=_TEMPLATE).save_pretrained(folder)
    return _saved(Qwen3VLForConditionalGeneration(config), folder)


def florence2(folder: Path) -> Path:
    """Florence2ForConditionalGeneration: pictures through DaViT, words through BART, asked by tasks."""
    from transformers import (
        CLIPImageProcessor,
        Florence2Config,
        Florence2ForConditionalGeneration,
        Florence2Processor,
        PreTrainedTokenizerFast,
    )

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=byte_tokenizer().backend_tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        extra_special_tokens={"image_token": "<image>"},
    )
    tokenizer.add_tokens([f"<loc_{at}>" for at in range(1000)])
    marks = {
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
        "decoder_start_token_id": tokenizer.eos_token_id,
    }
    size = {"d_model": 16, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16, "init_std": 0.5}
    layers = {"encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2}
    vision = {
        "depths": [1, 1],
        "patch_size": [7, 3],
        "patch_stride": [4, 2],
        "patch_padding": [3, 1],
        "patch_prenorm": [False, True],
        "embed_dim": [8, 16],
        "num_heads": [1, 2],
        "num_groups": [1, 2],
        "window_size": 4,
        "projection_dim": 16,
        "initializer_range": 0.5,
    }
    text = {
        "model_type": "bart",
        "vocab_size": len(tokenizer),
        "max_position_embeddings": 512,
        **size,
        **layers,
        **marks,
    }
    config = Florence2Config(text_config=text, vision_config=vision, image_token_id=tokenizer.image_token_id)
    pixels = CLIPImageProcessor(size={"height": 64, "width": 64}, crop_size={"height": 64, "width": 64})
    # An eighth of 64 pixels a side, and one for the whole.
    pixels.image_seq_length = 65
    Florence2Processor(pixels, tokenizer).save_pretrained(folder)
    model = Florence2ForConditionalGeneration(config)
    for name, value in marks.items():
        setattr(model.generation_config, name, value)
    return _saved(model, folder)


def blip(folder: Path) -> Path:
    """BlipForConditionalGeneration, which says one sentence."""
    from transformers import BlipConfig, BlipForConditionalGeneration, BlipImageProcessor, BlipProcessor

    tokenizer = _word_pieces(folder / "scratch")
    size = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    text = {
        **size,
        "vocab_size": len(tokenizer),
        "encoder_hidden_size": 16,
        "projection_dim": 16,
        "bos_token_id": tokenizer.cls_token_id,
        "pad_token_id": tokenizer.pad_token_id,
        "sep_token_id": tokenizer.sep_token_id,
        "eos_token_id": tokenizer.sep_token_id,
    }
    # With weights as small as they are made by default nobody would see what the picture is.
    vision = {**size, "projection_dim": 16, "image_size": 32, "patch_size": 16, "initializer_range": 0.5}
    text["initializer_range"] = 0.5
    config = BlipConfig(text_config=text, vision_config=vision, projection_dim=16)
    BlipProcessor(BlipImageProcessor(size={"height": 32, "width": 32}), tokenizer).save_pretrained(folder)
    return _saved(BlipForConditionalGeneration(config), folder)


def _word_pieces(folder: Path) -> Any:
    from transformers import BertTokenizerFast

    folder.mkdir(parents=True)
    words = sorted({word for line in WORDS for word in line.split()})
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]))
    return BertTokenizerFast(str(folder / "vocab.txt"))


def _saved(model: Any, folder: Path) -> Path:
    model.save_pretrained(folder)
    return folder
