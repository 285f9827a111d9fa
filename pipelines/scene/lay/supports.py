"""Supports: what a drawing offers to other things: room below it, a hollow, an upper side."""

from __future__ import annotations

from functools import cache

from pipelines.scene.tables import table


@cache
def room_below(key: str) -> float:
    """The part of the height of the drawing `key` that is free below it; 0 where nothing can be under it."""
    shares: dict[str, float] = table("supports")["under"]
    return next((share for word, share in shares.items() if _has(key, word)), 0.0)


@cache
def is_hollow(key: str) -> bool:
    """Whether things are in it rather than on it; a bowl of soup is full already."""
    full: list[str] = table("supports")["holds"]["full"]
    return key not in full and any(_has(key, word) for word in table("supports")["holds"]["words"])


@cache
def carries(key: str) -> bool:
    """Whether it has an upper side for things."""
    return any(_has(key, word) for word in table("supports")["carries"]["words"])


@cache
def upper_side(key: str) -> float:
    """The height (0 top, 1 bottom) of the middle of an upper side that is seen from above; 0 of all others."""
    levels: dict[str, float] = table("supports")["upper"]
    return next((level for word, level in levels.items() if _has(key, word)), 0.0)


@cache
def has_face(key: str) -> bool:
    """Whether it is flat, so that what is in it is seen on its face."""
    return any(_has(key, word) for word in table("supports")["shows"]["words"])


@cache
def drapes(key: str) -> bool:
    """Whether it is soft, so that what it is over carries it."""
    return any(_has(key, word) for word in table("supports")["drapes"]["words"])


def _has(key: str, word: str) -> bool:
    return f"-{word}-" in f"-{key}-"
