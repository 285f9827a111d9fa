"""Trains the poet: a small Llama over characters, which predicts a poem from its wishes."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from pipelines.runtimes import compat
from pipelines.writing.poet.vocabulary import Vocabulary
from training.loop import CHECKPOINT, Schedule, order, train
from training.poet import corpus, prepare
from training.poet.start import warm

SCHEDULE = Schedule(steps=3300, rate=2e-3, warmup=100, cooldown=1200, weight_decay=0.1, every=400, ema=0.995)
BATCH = 32
SHAPE: Mapping[str, Any] = {
    "hidden_size": 256,
    "num_hidden_layers": 4,
    "intermediate_size": 704,
    "num_attention_heads": 4,
}


class PoetTask:
    """Rows of one length group make a batch, so little is spent on padding."""

    def __init__(self, folder: Path, seed: int = 1, batch: int = BATCH, shape: Mapping[str, Any] | None = None) -> None:
        poems = prepare.load(folder)
        training = [poem for poem in poems if poem.split == "train"]
        self.vocab = _vocabulary(folder, training)
        self.words = corpus.lexicon(training)
        self.seed, self.size = seed, batch
        self.training = _by_length(corpus.known(training, self.vocab), seed)
        self.held_out = _by_length(corpus.known((p for p in poems if p.split == "validation"), self.vocab), seed)
        self.model: Any = new_model(self.vocab, shape or SHAPE)
        if not (folder / CHECKPOINT).exists():
            warm(self.model, self.training, self.vocab)

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """Token rows [batch, time] and their targets, of which only the poem counts."""
        groups = len(self.training) // self.size
        start = int(order(groups, 1, step, self.seed)[0]) * self.size
        return self._rows(self.training[start : start + self.size], random.Random(step))

    def loss(self, batch: tuple[Tensor, Tensor]) -> Tensor:
        return cross_entropy(self.model, *batch)

    def validate(self, model: Any) -> float:
        """Nats per token of the held-out poems, line ends included."""
        total = count = 0.0
        for start in range(0, len(self.held_out), 128):
            rows, targets = self._rows(self.held_out[start : start + 128], random.Random(start))
            tokens = int((targets >= 0).sum())
            total += float(cross_entropy(model, rows, targets)) * tokens
            count += tokens
        return total / count

    def _rows(self, poems: list[prepare.Poem], draw: random.Random) -> tuple[Tensor, Tensor]:
        pairs = [corpus.row(poem, self.words, self.vocab, draw) for poem in poems]
        return rows(pairs, self.vocab.pad)


def rows(pairs: list[tuple[list[int], list[int]]], pad: int) -> tuple[Tensor, Tensor]:
    """Wishes and poems as one padded table [batch, time], and targets with -100 where nothing is asked."""
    width = max(len(wishes) + len(poem) for wishes, poem in pairs) - 1
    inputs = torch.full((len(pairs), width), pad)
    targets = torch.full((len(pairs), width), -100)
    for place, (wishes, poem) in enumerate(pairs):
        whole = torch.tensor(wishes + poem)
        inputs[place, : len(whole) - 1] = whole[:-1]
        targets[place, len(wishes) - 1 : len(whole) - 1] = whole[len(wishes) :]
    return inputs, targets


def cross_entropy(model: Any, inputs: Tensor, targets: Tensor) -> Tensor:
    """Mean nats per asked token; the wide output layer runs only where a token is asked."""
    hidden = model.model(input_ids=inputs).last_hidden_state
    asked = targets >= 0
    return nn.functional.cross_entropy(model.lm_head(hidden[asked]), targets[asked])


def new_model(vocab: Vocabulary, shape: Mapping[str, Any]) -> Any:
    compat.prepare()
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=len(vocab),
        max_position_embeddings=256,
        tie_word_embeddings=False,
        pad_token_id=vocab.pad,
        bos_token_id=None,
        eos_token_id=vocab.end,
        use_cache=False,
        **shape,
    )
    torch.manual_seed(0)
    return LlamaForCausalLM(config)


def run(folder: Path, schedule: Schedule = SCHEDULE, shape: Mapping[str, Any] | None = None) -> float:
    """Trains in `folder`, where poems.jsonl lies; a killed run goes on. Returns nats per held-out token."""
    return train(PoetTask(folder, shape=shape), schedule, folder)


def _vocabulary(folder: Path, poems: list[prepare.Poem]) -> Vocabulary:
    """Made once: the numbers must not change when a run is resumed."""
    path = folder / "vocabulary.json"
    if not path.exists():
        path.write_text(json.dumps(corpus.vocabulary(poems).tokens, ensure_ascii=False), encoding="utf-8")
    return Vocabulary(json.loads(path.read_text(encoding="utf-8")))


def _by_length(poems: list[prepare.Poem], seed: int) -> list[prepare.Poem]:
    """Shuffled, then sorted by length in blocks: neighbours are alike in length, not in kind."""
    random.Random(seed).shuffle(poems)
    return sorted(poems, key=lambda poem: sum(map(len, poem.lines)) + len(poem.lines))
