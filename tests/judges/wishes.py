"""Wishes: prompts put together by chance from known nouns, places and relations, so that nobody can have seen them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from tests.judges.nouns import table


@dataclass(frozen=True)
class Wished:
    """A prompt, and whether it relates its things to each other."""

    prompt: str
    related: bool
    standing: frozenset[str]
    """Those of its nouns that stand on the ground and nowhere else."""


def wished(count: int, seed: int = 14) -> list[Wished]:
    """So many prompts, the same for the same seed."""
    rng = Random(seed)
    return [_chinese(rng) if rng.random() < 0.2 else _english(rng) for _ in range(count)]


def _english(rng: Random) -> Wished:
    words = _words()
    nouns = rng.sample((*words["standing"], *words["flying"], *words["swimming"]), rng.choice((1, 1, 2, 2, 2, 3, 4)))
    related = len(nouns) == 2 and rng.random() < 0.5
    things = [_thing(rng, noun) for noun in nouns]
    said = f" {rng.choice(words['relations'])} ".join(things) if related else ", ".join(things)
    place = f" {rng.choice(words['places'])}" if rng.random() < 0.6 else ""
    time = f" {rng.choice(words['times'])}" if rng.random() < 0.4 else ""
    return Wished(said + place + time, related, _grounded(nouns))


def _thing(rng: Random, noun: str) -> str:
    words = _words()
    colour = f"{rng.choice(words['colours'])} " if rng.random() < 0.3 else ""
    if rng.random() < 0.25 and noun not in words["alone"]:
        return f"{rng.choice(words['numbers'])} {colour}{noun}{'es' if noun[-1] in 'sx' else 's'}"
    article = "an" if (colour or noun)[0] in "aeiou" else "a"
    return f"{article} {colour}{noun}"


def _chinese(rng: Random) -> Wished:
    words = _words()
    named = words["in_chinese"]
    nouns = rng.sample(list(named), rng.choice((1, 2, 2)))
    place = rng.choice(words["places_in_chinese"]) if rng.random() < 0.6 else ""
    said = "和".join(named[noun] for noun in nouns)
    return Wished(place + said, False, _grounded(nouns))


def _grounded(nouns: list[str]) -> frozenset[str]:
    words = _words()
    return frozenset(nouns) & frozenset(words["standing"]) - frozenset(words["small"])


@cache
def _words() -> dict[str, Any]:
    return table("wishes")
