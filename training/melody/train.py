"""Training the melody writer: a Llama of three million weights that predicts what begins next in a bar."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from pipelines.music.composer.tune.events import LINE, NAMES, PAD, WISHES, PhrasePlan, TunePlan, encode
from pipelines.runtimes.compat import prepare as prepare_imports
from training.loop import Schedule
from training.loop import train as run
from training.melody.prepare import Split, load
from training.melody.tunes import versions

SIZE: dict[str, Any] = {"hidden_size": 256, "intermediate_size": 768, "num_hidden_layers": 3, "num_attention_heads": 8}
ROW, ROWS = 320, 3
"""Tokens of a row, rows of a batch: small batches, because two cores see few tokens and many steps teach more."""
SCHEDULE = Schedule(
    steps=1700, rate=2e-3, warmup=50, cooldown=700, weight_decay=0.1, betas=(0.9, 0.98), ema=0.99, every=150
)
OPEN, UNCHORDED = 0.1, 0.05
"""How often a wish, and a phrase's chords, are not told in training, so that they may be left open."""


def build(**size: Any) -> Any:
    """An untrained LlamaForCausalLM over the language."""
    prepare_imports()
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=len(NAMES), max_position_embeddings=2048, pad_token_id=PAD, bos_token_id=1, eos_token_id=LINE,
        tie_word_embeddings=False, **{**SIZE, **size},
    )  # fmt: skip
    torch.manual_seed(0)
    return LlamaForCausalLM(config)


def train(folder: Path, schedule: Schedule = SCHEDULE, **size: int) -> float:
    """Train on the prepared tunes of `folder`, or go on; returns the lowest validation loss, in nats a prediction."""
    return run(Melodies(load(folder), **size), schedule, folder / "run")


class Melodies:
    """The task: rows of tunes, one after another; only what the writer decides is predicted."""

    def __init__(self, data: Split, rows: int = ROWS, row: int = ROW, **size: int) -> None:
        self.model: nn.Module = build(**size)
        self.rows, self.row = rows, row
        self.tunes = [version for number, tune in enumerate(data.train) for version in versions(tune, number)]
        self.held_out = data.validation[:60]
        self._epoch = lru_cache(2)(self._packed)

    def batch(self, step: int) -> Tensor:
        """Tokens (rows, row). Each epoch has its own order and leaves other wishes open."""
        per_epoch = len(self._epoch(0)) // self.rows
        epoch, place = divmod(step, max(1, per_epoch))
        rows = self._epoch(epoch)
        return torch.from_numpy(rows[place * self.rows : (place + 1) * self.rows])

    def _packed(self, epoch: int) -> NDArray[np.int64]:
        draw = random.Random(f"tunes {epoch}")
        order = draw.sample(range(len(self.tunes)), len(self.tunes))
        ids = [token for index in order for token in encode(opened(self.tunes[index], draw))]
        count = max(1, len(ids) // self.row)
        ids += [PAD] * (count * self.row - len(ids))
        return np.array(ids[: count * self.row], np.int64).reshape(count, self.row)

    def loss(self, batch: Tensor) -> Tensor:
        return predicted(self.model, batch).mean()

    @cached_property
    def _validation(self) -> list[Tensor]:
        return [torch.tensor([encode(tune)[:512]]) for tune in self.held_out]

    def validate(self, model: nn.Module) -> float:
        losses = torch.cat([predicted(model, ids) for ids in self._validation])
        return float(losses.mean())


def opened(tune: TunePlan, draw: random.Random) -> TunePlan:
    """The tune with some wishes and chords left open, by chance."""
    return replace(tune, phrases=tuple(_opened(phrase, draw) for phrase in tune.phrases))


def _opened(phrase: PhrasePlan, draw: random.Random) -> PhrasePlan:
    phrase = phrase.without(*(name for name in WISHES if draw.random() < OPEN))
    if draw.random() >= UNCHORDED:
        return phrase
    return replace(phrase, bars=tuple(replace(bar, chords=((0, None),)) for bar in phrase.bars))


def undescribed(tune: TunePlan) -> TunePlan:
    """The tune with every wish left open; its chords are told."""
    return replace(tune, phrases=tuple(phrase.without(*WISHES) for phrase in tune.phrases))


def predicted(model: Any, ids: Tensor) -> Tensor:
    """Nats of each event and bar line among the tokens (rows, count) but the first; what is told is not counted."""
    target = ids[:, 1:]
    asked = target >= LINE
    hidden = model.model(input_ids=ids[:, :-1], use_cache=False).last_hidden_state[asked]
    return nn.functional.cross_entropy(model.lm_head(hidden), target[asked], reduction="none")
