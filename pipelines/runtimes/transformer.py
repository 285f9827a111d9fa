"""A Llama without torch: the forward pass of transformers' LlamaForCausalLM in numpy, with its cache of keys.

The studio's own small models must not wait ten seconds for torch to import, and a step of theirs is a few small
products. The architecture is that of Touvron et al. 2023 (RMS norm, rotary positions, SwiGLU, grouped queries).
Shapes: B rows, T tokens, H heads, G key heads, D size of a head, V vocabulary.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.errors import LoadFailed
from studio.words import say

Array = NDArray[np.float32]
Tokens = NDArray[np.int64]
ROOM = 64
"""Tokens that a cache grows by."""


@dataclass(frozen=True)
class Layer:
    """The weights of one block, turned so that rows of activations multiply them from the left."""

    before: Array
    qkv: Array
    out: Array
    after: Array
    gate_up: Array
    down: Array


class State:
    """What rows have read: keys and values (layers, B, G, room, D) of each layer, of which the first `length` count."""

    def __init__(self, layers: int, rows: int, heads: int, size: int, room: int) -> None:
        self.keys: Array = np.zeros((layers, rows, heads, room, size), np.float32)
        self.values: Array = np.zeros_like(self.keys)
        self.length = 0

    def select(self, rows: NDArray[np.int64] | list[int]) -> State:
        """A new state of these rows, in this order; a row may come twice (beam search) or not at all."""
        chosen = object.__new__(State)
        index = np.asarray(rows, np.int64)
        chosen.keys, chosen.values, chosen.length = self.keys[:, index], self.values[:, index], self.length
        return chosen

    def make_room(self, tokens: int) -> None:
        """Space for `tokens` more."""
        if self.length + tokens > self.keys.shape[3]:
            more = np.zeros((*self.keys.shape[:3], tokens + ROOM, self.keys.shape[4]), np.float32)
            self.keys = np.concatenate([self.keys, more], 3)
            self.values = np.concatenate([self.values, more], 3)


class Llama:
    """A loaded model. Holds no state between calls, so that several jobs may read it at once."""

    def __init__(self, config: dict[str, Any], weights: dict[str, Array]) -> None:
        """From the config.json and the named weights of a LlamaForCausalLM. Raises LoadFailed for another model."""
        _check(config)
        self.heads = int(config["num_attention_heads"])
        self.key_heads = int(config.get("num_key_value_heads") or self.heads)
        self.size = int(config.get("head_dim") or config["hidden_size"] // self.heads)
        self._epsilon = np.float32(config["rms_norm_eps"])
        self._theta = _theta(config)
        try:
            self._layers = [_layer(weights, number) for number in range(config["num_hidden_layers"])]
            self._embedding = np.ascontiguousarray(weights["model.embed_tokens.weight"])
            self._norm = weights["model.norm.weight"]
            tied = config.get("tie_word_embeddings", False)
            head = self._embedding if tied else weights["lm_head.weight"]
        except KeyError as error:
            raise LoadFailed(say("transformer.lacking", words=str(error))) from error
        self._head = np.ascontiguousarray(head.T)

    @classmethod
    def load(cls, folder: Path) -> Llama:
        """Read config.json and model.safetensors (of any float type) of `folder`. Raises LoadFailed."""
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            weights = load_file(folder / "model.safetensors")
        except (OSError, ValueError, SafetensorError) as error:
            raise LoadFailed(say("transformer.unreadable", folder=folder.name, words=str(error))) from error
        return cls(config, {name: value.astype(np.float32) for name, value in weights.items()})

    @property
    def vocabulary(self) -> int:
        return int(self._head.shape[1])

    def start(self, tokens: Tokens) -> tuple[Array, State]:
        """Read rows of equally many tokens (B, T). Returns what follows the last, logits (B, V), and the state."""
        state = State(len(self._layers), tokens.shape[0], self.key_heads, self.size, tokens.shape[1] + ROOM)
        return self.go_on(state, tokens), state

    def step(self, state: State, tokens: Tokens) -> Array:
        """Read one more token a row (B,), into the state. Returns the logits (B, V) of the next."""
        return self.go_on(state, np.asarray(tokens)[:, None])

    def go_on(self, state: State, tokens: Tokens) -> Array:
        """Read more tokens, equally many a row (B, T), into the state. Returns the logits (B, V) of the next."""
        return self._read(state, tokens)[:, -1] @ self._head

    def scores(self, tokens: Tokens) -> Array:
        """Logits (B, T, V) after each token of rows (B, T)."""
        state = State(len(self._layers), tokens.shape[0], self.key_heads, self.size, tokens.shape[1])
        return _times(self._read(state, tokens), self._head)

    def _read(self, state: State, tokens: Tokens) -> Array:
        """Hidden states (B, T, size) of tokens that follow what the state holds."""
        state.make_room(tokens.shape[1])
        turn = self._turn(state.length, tokens.shape[1])
        hidden: Array = self._embedding[tokens]
        for number, layer in enumerate(self._layers):
            hidden = hidden + self._attend(layer, self._normed(hidden, layer.before), state, number, turn)
            hidden = hidden + _feed(layer, self._normed(hidden, layer.after))
        state.length += tokens.shape[1]
        return self._normed(hidden, self._norm)

    def _attend(self, layer: Layer, x: Array, state: State, number: int, turn: tuple[Array, Array]) -> Array:
        rows, count, _ = x.shape
        past, now = state.length, state.length + count
        groups = self.heads // self.key_heads
        mixed = (
            _times(x, layer.qkv).reshape(rows, count, self.heads + 2 * self.key_heads, self.size).transpose(0, 2, 1, 3)
        )
        turned = _turned(mixed[:, : self.heads + self.key_heads], *turn)
        state.keys[number, :, :, past:now] = turned[:, self.heads :]
        state.values[number, :, :, past:now] = mixed[:, self.heads + self.key_heads :]
        keys, values = state.keys[number, :, :, :now], state.values[number, :, :, :now]
        # Queries of one group share their keys: they stand as rows of one product.
        query = turned[:, : self.heads].reshape(rows, self.key_heads, groups * count, self.size)
        scores = query @ keys.transpose(0, 1, 3, 2) * np.float32(self.size**-0.5)
        if count > 1:
            ahead = np.triu(np.full((count, now), -1e9, np.float32), past + 1)
            scores += np.tile(ahead, (groups, 1))
        heard = (_softmax(scores) @ values).reshape(rows, self.heads, count, self.size)
        return _times(heard.transpose(0, 2, 1, 3).reshape(rows, count, -1), layer.out)

    def _turn(self, past: int, count: int) -> tuple[Array, Array]:
        """Cosine and sine (T, D) of the rotary positions past ... past + count."""
        rates = self._theta ** -(np.arange(0, self.size, 2) / self.size)
        angles = np.outer(np.arange(past, past + count), np.concatenate([rates, rates]))
        return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)

    def _normed(self, x: Array, weight: Array) -> Array:
        scale = np.sqrt(np.einsum("...i,...i->...", x, x)[..., None] / np.float32(x.shape[-1]) + self._epsilon)
        return np.asarray(x / scale * weight)


def _check(config: dict[str, Any]) -> None:
    scaled = (config.get("rope_parameters") or config.get("rope_scaling") or {}).get("rope_type", "default")
    if config.get("model_type") != "llama" or config.get("hidden_act", "silu") != "silu" or scaled != "default":
        raise LoadFailed(say("transformer.plain_only"))
    if config.get("attention_bias") or config.get("mlp_bias"):
        raise LoadFailed(say("transformer.no_biases"))


def _theta(config: dict[str, Any]) -> float:
    """The base of the rotary positions, where newer or older versions of transformers write it."""
    return float((config.get("rope_parameters") or {}).get("rope_theta") or config.get("rope_theta") or 10000.0)


def _layer(weights: dict[str, Array], number: int) -> Layer:
    name = f"model.layers.{number}."

    def joined(*parts: str) -> Array:
        return np.ascontiguousarray(np.concatenate([weights[f"{name}{part}.weight"] for part in parts]).T)

    return Layer(
        weights[name + "input_layernorm.weight"],
        joined("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
        joined("self_attn.o_proj"),
        weights[name + "post_attention_layernorm.weight"],
        joined("mlp.gate_proj", "mlp.up_proj"),
        joined("mlp.down_proj"),
    )


def _times(x: Array, weight: Array) -> Array:
    """x @ weight as one product: numpy would read the weights anew for each row of a stack."""
    return np.asarray((x.reshape(-1, x.shape[-1]) @ weight).reshape(*x.shape[:-1], -1))


def _feed(layer: Layer, x: Array) -> Array:
    """SwiGLU."""
    gate, up = np.split(_times(x, layer.gate_up), 2, -1)
    return _times(gate / (1 + np.exp(-np.clip(gate, -80, 80))) * up, layer.down)


def _turned(x: Array, cosine: Array, sine: Array) -> Array:
    """Rotary positions on (B, heads, T, D), halves as transformers pairs them."""
    half = x.shape[-1] // 2
    return np.asarray(x * cosine + np.concatenate([-x[..., half:], x[..., :half]], -1) * sine, np.float32)


def _softmax(x: Array) -> Array:
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True))
