"""Bits an event on tunes that were held out: the melody writer beside the Markov baseline."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch

from pipelines.music.composer.tune.events import NAMES, TunePlan, encode
from pipelines.runtimes.compat import prepare as prepare_imports
from training.melody.markov import Markov, told_events
from training.melody.prepare import load
from training.melody.train import predicted, undescribed
from training.melody.tunes import versions


@dataclass(frozen=True)
class Bits:
    """Bits an event (a note, rest, held note or bar line) on the test tunes."""

    model: float
    model_untold: float
    """With letter, contour, density and end left open, so that it is told no more than `markov_told`."""
    markov: float
    markov_told: float
    """With mode, metre, chord and bars left in its contexts too."""

    @property
    def gain(self) -> float:
        """How much better the untold model is than the better baseline, 0 to 1."""
        return 1 - self.model_untold / min(self.markov, self.markov_told)

    def __str__(self) -> str:
        return "\n".join(f"{name:16} {value:.3f}" for name, value in [*vars(self).items(), ("gain", self.gain)])


def bits(folder: Path, target: Path, tunes: int | None = None) -> Bits:
    """Measure the weights in `target`, and the baseline learnt from the same tunes, on the test tunes of `folder`."""
    prepare_imports()
    from transformers import LlamaForCausalLM

    data = load(folder)
    test = data.test[:tunes]
    learnt = [encode(version) for number, tune in enumerate(data.train) for version in versions(tune, number)]
    bare, told = _markov(learnt, test, False), _markov(learnt, test, True)
    model = LlamaForCausalLM.from_pretrained(target, dtype=torch.float32).eval()
    return Bits(_model(model, test), _model(model, map(undescribed, test)), bare, told)


def _markov(learnt: Iterable[list[int]], test: Iterable[TunePlan], told: bool) -> float:
    markov = Markov(len(NAMES))
    for tokens in learnt:
        markov.learn(told_events(tokens, told))
    return markov.bits(event for tune in test for event in told_events(encode(tune), told))


def _model(model: torch.nn.Module, plans: Iterable[TunePlan]) -> float:
    with torch.no_grad():
        nats = torch.cat([predicted(model, torch.tensor([encode(plan)])) for plan in plans])
    return float(nats.mean()) / math.log(2)
