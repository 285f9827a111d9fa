"""Nouns: which drawings and which scenery may stand for a noun of the gold. A table of the judge's own."""

from __future__ import annotations

import json
import sys
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from tests.judges.seen import Layer

HERE = Path(__file__).parent
INDEX = HERE.parent.parent / "starter" / "drawings" / "index.json"
CHILDREN, SEXES = ("baby", "child"), {"man": "man", "woman": "woman", "boy": "man", "girl": "woman"}


@cache
def table(name: str) -> dict[str, Any]:
    """One of the judge's tables, by its file's name."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def known(noun: str) -> bool:
    """Whether the pack holds a drawing for a noun, or the figures of people can show it."""
    return noun in ("person", *SEXES, *CHILDREN) or any(stands_for(key, noun) for key in _names())


@cache
def stands_for(drawing: str, noun: str) -> bool:
    """Whether the drawing of that key is a picture of the noun."""
    slug = noun.replace(" ", "-")
    if any(fnmatchcase(drawing, pattern) for pattern in table("nouns")["never"].get(noun, ())):
        return False
    if any(fnmatchcase(drawing, pattern) for pattern in table("nouns")["drawings"].get(noun, ())):
        return True
    return slug in (drawing, _names().get(drawing, "")) or drawing.endswith(f"-{slug}")


def shows(layer: Layer, noun: str) -> bool:
    """Whether a layer that was asked for shows the noun: by its drawing, or by who the person in it is."""
    if layer.person:
        return _is(layer.person, noun)
    return stands_for(layer.drawing, noun)


def scenery(noun: str, many: bool) -> tuple[str, ...]:
    """Names of background layers that show the noun."""
    named = table("nouns")
    return (*named["scenery"].get(noun, ()), *(named["many"].get(noun, ()) if many else ()))


def spoken(noun: str) -> tuple[str, ...]:
    """Words by which a note may call the noun."""
    return (noun, noun.split()[-1], *table("nouns")["words"].get(noun, ()))


def _is(person: dict[str, Any], noun: str) -> bool:
    young = person.get("age", "grown") in CHILDREN
    if noun in SEXES:
        return person.get("sex", "") == SEXES[noun] and young == (noun not in ("man", "woman"))
    if noun in CHILDREN:
        return person.get("age") == noun or (noun == "child" and young)
    role = str(person.get("role", "")).replace(" ", "-")
    return noun == "person" or (bool(role) and stands_for(role, noun))


@cache
def _names() -> dict[str, str]:
    entries = json.loads(INDEX.read_text(encoding="utf-8"))
    return {entry["key"]: entry["name"].lower().replace(" ", "-") for entry in entries}
