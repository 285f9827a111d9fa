"""Words: what the painter hears of them, as MiniLM puts it."""

from __future__ import annotations

from typing import Any

from pipelines.runtimes.transformers import Pair

LONGEST = 16
"""Tokens that it was taught to read of a prompt; shorter ones are padded, longer ones cut."""


def embedded(texts: list[str], reader: Pair) -> Any:
    """float32 (texts, 16, 384): MiniLM's last hidden states, the padding masked inside of it, as it was taught."""
    import torch

    read = reader.processor(texts, padding="max_length", max_length=LONGEST, truncation=True, return_tensors="pt")
    read = read.to(reader.model.device)
    with torch.no_grad():
        return reader.model(read.input_ids, attention_mask=read.attention_mask)[0]
