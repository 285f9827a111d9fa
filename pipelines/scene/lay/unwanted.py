"""Unwanted: which layers of a background show what must not be in the picture."""

from __future__ import annotations

from functools import cache

from pipelines.scene.scene import Brief, Layer
from pipelines.scene.tables import table


def is_unwanted(layer: Layer, brief: Brief) -> bool:
    """Whether a layer of the background shows what the brief is without, or a second one of what it asks for. What the
    prompt asks for never does."""
    if layer.subject is not None:
        return False
    if layer.role == "far" and is_doubled(layer.name, brief):
        return True
    if not brief.without:
        return False
    shown = _words(layer.name)
    if layer.role in ("ground", "sky"):
        shown &= frozenset(table("unwanted")["may_go"]["words"])
    return bool(shown & _refused(brief.without))


def is_missing(name: str, brief: Brief) -> bool:
    """Whether a part of a background with that name, such as a table, is left out."""
    return is_doubled(name, brief) or bool(_words(name) & _refused(brief.without))


def is_doubled(name: str, brief: Brief) -> bool:
    """Whether a part of a background is the same thing as one that is asked for: one bench is not two."""
    same: dict[str, list[str]] = table("pieces")["fixtures"]
    return any(subject.drawing in same.get(name, ()) for subject in brief.subjects)


@cache
def _refused(without: tuple[str, ...]) -> frozenset[str]:
    """The words that no layer may have in its name."""
    shows: dict[str, list[str]] = table("unwanted")["shows"]
    found: set[str] = set()
    for name in without:
        keys = [name, name.removesuffix("s"), *name.split("-")[-1:]]
        found |= {word for key in keys for word in (key, *shows.get(key, ()))}
    return frozenset(found)


def _words(name: str) -> frozenset[str]:
    """The words of a layer's name, as they are and in the singular."""
    words = name.lower().split()
    return frozenset((*words, *(word.removesuffix("s") for word in words)))
