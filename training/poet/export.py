"""Writes what the studio ships: weights in half precision, tokenizer, words, and the lines that were learned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from pipelines.writing.poet.known import KnownLines
from pipelines.writing.poet.vocabulary import END, PAD, Vocabulary
from training.loop import best_weights
from training.poet import corpus, prepare
from training.poet.train import SHAPE, new_model


def export(folder: Path, target: Path, shape: Mapping[str, Any] | None = None) -> None:
    """The best weights of a training `folder` as a model that LlamaForCausalLM.from_pretrained reads in `target`.

    rhymes.json and variants.json are there already, written by the preparation.
    """
    vocab = Vocabulary(json.loads((folder / "vocabulary.json").read_text(encoding="utf-8")))
    model = new_model(vocab, shape or SHAPE)
    model.load_state_dict(best_weights(folder))
    target.mkdir(parents=True, exist_ok=True)
    model.to(torch.float16).save_pretrained(target)
    _tokenizer(vocab).save_pretrained(target)
    training = [poem for poem in prepare.load(folder) if poem.split == "train"]
    words = sorted(corpus.lexicon(training).words)
    (target / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    KnownLines.of(line for poem in training for line in poem.lines).save(target / "lines.npz")


def _tokenizer(vocab: Vocabulary):  # type: ignore[no-untyped-def]
    """One token a character; wishes in angle brackets are whole."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordLevel(vocab.ids, unk_token=PAD))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("<[^>]*>|\\S"), "isolated")
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token=PAD, unk_token=PAD, eos_token=END)
