"""Meaning: sentence embeddings of all-MiniLM-L6-v2, computed with numpy alone.

A first picture must not wait ten seconds for torch to import, and six small layers do not need it. The forward pass
is BERT's (Devlin et al. 2019, with the exact GELU), mean-pooled over the words and normalised, as its card says.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.errors import LoadFailed
from studio.words import say

Array = NDArray[np.float32]

LONGEST = 128
"""Tokens that are read of one text; the rest is left out."""
BATCH = 32


class Meaning:
    """A loaded sentence encoder."""

    def __init__(self, folder: Path) -> None:
        """Load config.json, model.safetensors and tokenizer.json of `folder`. Raises LoadFailed if one is bad."""
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            self._config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            self._weights: dict[str, Array] = load_file(folder / "model.safetensors")
        except (OSError, ValueError, SafetensorError) as error:
            raise LoadFailed(say("meaning.unreadable", folder=folder.name, words=str(error))) from error
        self._folder = folder

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.enable_truncation(LONGEST)
        tokenizer.enable_padding()
        return tokenizer

    @property
    def size(self) -> int:
        """Length of a vector: 384 for MiniLM."""
        return int(self._config["hidden_size"])

    def encode(self, texts: list[str]) -> Array:
        """One unit vector a text: float32 of shape (len(texts), size). An empty text has a vector as well."""
        parts = [self._encode(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.size), np.float32)

    def _encode(self, texts: list[str]) -> Array:
        encodings = self._tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encodings])
        mask = np.array([e.attention_mask for e in encodings], np.float32)
        hidden = self._embed(ids)
        for number in range(self._config["num_hidden_layers"]):
            hidden = self._layer(f"encoder.layer.{number}.", hidden, mask)
        pooled = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True), np.float32)

    def _embed(self, ids: NDArray[Any]) -> Array:
        words = self._weights["embeddings.word_embeddings.weight"][ids]
        places = self._weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        kinds = self._weights["embeddings.token_type_embeddings.weight"][0]
        return self._norm("embeddings.LayerNorm", words + places + kinds)

    def _layer(self, name: str, hidden: Array, mask: Array) -> Array:
        hidden = self._norm(
            name + "attention.output.LayerNorm", hidden + self._attend(name + "attention.", hidden, mask)
        )
        inner = _gelu(self._linear(name + "intermediate.dense", hidden))
        return self._norm(name + "output.LayerNorm", hidden + self._linear(name + "output.dense", inner))

    def _attend(self, name: str, hidden: Array, mask: Array) -> Array:
        """Multi-head attention: hidden is (texts, tokens, size), mask is (texts, tokens) with 0 for padding."""
        heads = self._config["num_attention_heads"]
        texts, tokens, size = hidden.shape

        def split(part: str) -> Array:
            projected = self._linear(f"{name}self.{part}", hidden)
            return projected.reshape(texts, tokens, heads, size // heads).transpose(0, 2, 1, 3)

        query, key, value = split("query"), split("key"), split("value")
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(size // heads))
        scores += (1 - mask[:, None, None, :]) * np.float32(-1e9)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        mixed = (scores @ value).transpose(0, 2, 1, 3).reshape(texts, tokens, size)
        return self._linear(name + "output.dense", mixed)

    def _linear(self, name: str, x: Array) -> Array:
        return np.asarray(x @ self._weights[name + ".weight"].T + self._weights[name + ".bias"])

    def _norm(self, name: str, x: Array) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(-1, keepdims=True) + np.float32(self._config["layer_norm_eps"]))
        return centred / scale * self._weights[name + ".weight"] + self._weights[name + ".bias"]


def _gelu(x: Array) -> Array:
    from scipy.special import erf

    return np.asarray(x * np.float32(0.5) * (1 + erf(x * np.float32(2**-0.5))), np.float32)
