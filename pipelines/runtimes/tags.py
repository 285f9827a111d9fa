"""Tags: <lora:name:0.8> in a prompt, and lists of the same as text: `name:0.8, other`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TAG = re.compile(r"<(?:lora|lyco|lycoris):([^<>:]{1,200})(?::([^<>]{0,60}))?>", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{0,6})?|\.\d{1,6})")
WEAKEST, STRONGEST = -4.0, 4.0
"""Bounds of a strength; beyond them every LoRA paints noise."""


@dataclass(frozen=True)
class Wanted:
    """A LoRA by what a person calls it, and how strong."""

    name: str
    weight: float = 1.0


def without_tags(text: str) -> str:
    """The prompt without its tags, and without the holes that they leave."""
    if not _TAG.search(text):
        return text
    bare = re.sub(r"\s{2,}", " ", _TAG.sub(" ", text))
    return re.sub(r"(\s*,)+(?=\s*(,|$))|^(\s*,)+", "", bare.replace(" ,", ",")).strip()


def tagged(text: str) -> list[Wanted]:
    """What the tags of a prompt want, each name once: the last counts."""
    return once(Wanted(name.strip(), _weight(rest)) for name, rest in _TAG.findall(text) if name.strip())


def listed(text: str) -> list[Wanted]:
    """What a list wants: names with or without a strength, between commas or on lines."""
    parts = (part.strip() for part in re.split(r"[,\n;]", text))
    return once(_entry(part) for part in parts if part)


def once(wanted: Iterable[Wanted]) -> list[Wanted]:
    """Each name once: the last counts."""
    return list({one.name: one for one in wanted}.values())


def _entry(part: str) -> Wanted:
    name, colon, rest = part.rpartition(":")
    return Wanted(name.strip(), _weight(rest)) if colon and _NUMBER.fullmatch(rest.strip()) else Wanted(part)


def _weight(text: str) -> float:
    """The first number of what stands after a name: `0.8`, or `0.8:lbw=...`, of which the rest is passed over."""
    found = _NUMBER.match(text.strip())
    return min(STRONGEST, max(WEAKEST, float(found.group()))) if found else 1.0
