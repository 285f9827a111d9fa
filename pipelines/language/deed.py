"""Deed: what is done in a text, by whom and to what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Deed:
    """A verb with those who do it and those it is done to, by the indices of their words."""

    at: int
    verb: str
    """Its lemma."""
    word: str
    doers: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    absent: bool = False
