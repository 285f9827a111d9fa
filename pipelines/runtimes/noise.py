"""Noise: a variation of a picture begins with its noise, turned a little towards that of another seed."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from studio.params import SEED_LIMIT

_APART = 0x9E3779B9
"""Turns a seed into another one that nobody chooses by chance."""
_NEARLY_ALONG = 0.9995
"""Cosine from which on there is no angle to turn by."""


@dataclass(frozen=True)
class Variation:
    """How far from 0, the picture itself, to 1, that of the other seed. Without a seed one follows from the first."""

    strength: float
    seed: int | None = None

    def other(self, seed: int) -> int:
        return (seed ^ _APART) & SEED_LIMIT if self.seed is None else self.seed


def can_vary(pipe: Any) -> bool:
    """Whether the pipeline begins with noise alone, which it draws where it can be told to draw again."""
    known = inspect.signature(pipe.prepare_latents).parameters if hasattr(pipe, "prepare_latents") else {}
    return "generator" in known and "image" not in known


@contextmanager
def varied(pipe: Any, variation: Variation | None, seed: int) -> Iterator[None]:
    """Let the pipeline begin with the variation's noise for as long as the block runs."""
    if variation is None or not can_vary(pipe):
        yield
        return
    drawn = pipe.prepare_latents
    pipe.prepare_latents = lambda *args, **kwargs: _mixed(drawn, variation, seed, args, kwargs)
    try:
        yield
    finally:
        del pipe.prepare_latents


def _mixed(drawn: Any, variation: Variation, seed: int, args: Any, kwargs: Any) -> Any:
    """What `drawn` gives, turned towards what it gives for the other seed; packed families give more than the noise."""
    import torch

    asked = inspect.signature(drawn).bind(*args, **kwargs)
    first = drawn(*asked.args, **asked.kwargs)
    asked.arguments["generator"] = torch.Generator("cpu").manual_seed(variation.other(seed))
    second = drawn(*asked.args, **asked.kwargs)
    if isinstance(first, tuple):
        return (turned_to(first[0], second[0], variation.strength), *first[1:])
    return turned_to(first, second, variation.strength)


def turned_to(first: Any, second: Any, strength: float) -> Any:
    """Between two noises of one shape, along the sphere on which noise lies (slerp, Shoemake 1985)."""
    import torch

    one, other = first.double().flatten(), second.double().flatten()
    cosine = torch.dot(one, other) / (one.norm() * other.norm())
    if cosine > _NEARLY_ALONG:
        return torch.lerp(first, second, strength)
    angle = torch.arccos(cosine.clamp(-1, 1))
    mixed = (torch.sin((1 - strength) * angle) * one + torch.sin(strength * angle) * other) / torch.sin(angle)
    return mixed.view_as(first).to(first.dtype)
