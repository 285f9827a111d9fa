"""A better start than noise: characters that keep the same company begin with alike vectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from pipelines.writing.poet.vocabulary import Vocabulary
from training.poet.prepare import Poem

SPREAD = 0.04


def warm(model: Any, poems: Iterable[Poem], vocab: Vocabulary) -> None:
    """Sets the input and output vectors [vocab, width] from which characters follow and accompany each one.

    Half of the width comes from each table, by a truncated SVD of its positive pointwise mutual information
    (Levy & Goldberg, 2014).
    """
    following, together = _counts(poems, vocab)
    inward, outward = model.get_input_embeddings().weight, model.get_output_embeddings().weight
    half = inward.shape[1] // 2
    before, after = _factors(following, half)
    about, _ = _factors(together, half)
    seen = following.sum(1) > 0
    with torch.no_grad():
        inward[seen] = torch.cat([before, about], 1)[seen]
        outward[seen] = torch.cat([after, about], 1)[seen]


def _counts(poems: Iterable[Poem], vocab: Vocabulary) -> tuple[Tensor, Tensor]:
    """How often each character follows each other one in a line, and shares a poem with it."""
    size = len(vocab)
    following, together = torch.zeros(size * size), torch.zeros(size * size)
    firsts, seconds, lefts, rights = [], [], [], []
    for poem in poems:
        lines = [torch.tensor([vocab.ids[c] for c in line]) for line in poem.lines]
        firsts += [line[:-1] for line in lines]
        seconds += [line[1:] for line in lines]
        whole = torch.cat(lines)
        shuffled = whole[torch.randperm(len(whole), generator=torch.Generator().manual_seed(len(firsts)))]
        lefts += [whole, whole, shuffled]
        rights += [shuffled, shuffled.roll(1), whole]
    _add(following, torch.cat(firsts) * size + torch.cat(seconds))
    _add(together, torch.cat(lefts) * size + torch.cat(rights))
    return following.view(size, size), together.view(size, size)


def _add(table: Tensor, places: Tensor) -> None:
    table.scatter_add_(0, places, torch.ones(len(places)))


def _factors(counts: Tensor, width: int) -> tuple[Tensor, Tensor]:
    """Row and column vectors [size, width] of the positive pointwise mutual information, with spread SPREAD."""
    total, rows, columns = counts.sum(), counts.sum(1, keepdim=True), counts.sum(0, keepdim=True)
    information = (counts * total / (rows * columns).clamp(min=1)).clamp(min=1).log()
    torch.manual_seed(0)
    left, values, right = torch.svd_lowrank(information, q=width, niter=3)
    scaled = [vectors * values.sqrt() for vectors in (left, right)]
    first, second = (vectors * (SPREAD / vectors.std()) for vectors in scaled)
    return first, second
