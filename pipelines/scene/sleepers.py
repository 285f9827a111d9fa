"""Sleepers: the animals that can be shown asleep."""

from __future__ import annotations

from functools import cache

from pipelines.scene.tables import table


@cache
def sleepers() -> dict[str, tuple[str, str]]:
    """The ears and the tail of each when it is curled up, by the key of its drawing."""
    kinds = table("sleepers").items()
    return {key: (ears, tail) for ears, tails in kinds for tail, keys in tails.items() for key in keys}
