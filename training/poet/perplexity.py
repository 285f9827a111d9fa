"""Held-out perplexity per character: the poet's, with and without wishes, beside the trigram's on the same poems."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from pipelines.writing.poet.vocabulary import Vocabulary
from training.loop import best_weights
from training.poet import corpus, prepare
from training.poet.train import SHAPE, new_model, rows
from training.poet.trigram import Trigram, perplexity

THEMES = 3
MOST = 0.5
"""Of the trigram's perplexity: what must hold."""


@dataclass(frozen=True)
class Perplexities:
    """Per character of the text. Line ends are told to both: a form fixes them."""

    poems: int
    trigram: float
    trigram_with_ends: float
    """The same when it has to foretell the ends as well, and the characters pay for them."""
    poet: float
    """Told form, dynasty, author, rhyme group and three theme words of the poem."""
    poet_form: float
    """Told the form alone."""

    @property
    def ratio(self) -> float:
        return self.poet / self.trigram


def measure(folder: Path, shape: Mapping[str, Any] | None = None, split: str = "test") -> Perplexities:
    """Of the best weights of a training folder, on its held-out poems."""
    vocab = Vocabulary(json.loads((folder / "vocabulary.json").read_text(encoding="utf-8")))
    poems = prepare.load(folder)
    training = [poem for poem in poems if poem.split == "train"]
    held_out = corpus.known((poem for poem in poems if poem.split == split), vocab)
    characters = [token for token in vocab.tokens if len(token) == 1 and token >= "\u3400"]
    learned, asked = ([poem.lines for poem in some] for some in (corpus.known(training, vocab), held_out))
    count = sum(len(line) for lines in asked for line in lines)
    plain, every = (perplexity(Trigram(learned, characters, ends).nats(asked), count) for ends in (False, True))
    model = new_model(vocab, shape or SHAPE)
    model.load_state_dict(best_weights(folder))
    words = corpus.lexicon(training)
    told = _per_character(model.eval(), held_out, vocab, words)
    return Perplexities(len(held_out), plain, every, told, _per_character(model, held_out, vocab, None))


def _per_character(model: Any, poems: list[prepare.Poem], vocab: Vocabulary, words: corpus.Lexicon | None) -> float:
    """With every wish where `words` is given, else with the form alone."""
    draw = random.Random(1)
    lost = count = 0.0
    for start in range(0, len(poems), 64):
        pairs = [(_wishes(poem, vocab, words, draw), vocab.lines(poem.lines)) for poem in poems[start : start + 64]]
        inputs, targets = rows(pairs, vocab.pad)
        text = (targets >= 0) & (targets != vocab.line) & (targets != vocab.end)
        with torch.no_grad():
            hidden = model.model(input_ids=inputs).last_hidden_state[text]
            lost += float(nn.functional.cross_entropy(model.lm_head(hidden), targets[text], reduction="sum"))
        count += float(text.sum())
    return math.exp(lost / count)


def _wishes(poem: prepare.Poem, vocab: Vocabulary, words: corpus.Lexicon | None, draw: random.Random) -> list[int]:
    if words is None:
        return vocab.wishes(poem.form, "", "", "", ())
    themes: list[str] = []
    while len(themes) < THEMES:
        themes = list(dict.fromkeys([*themes, *words.themes(poem, draw)]))
    return vocab.wishes(poem.form, poem.dynasty, poem.author, poem.rhyme, themes[:THEMES])
