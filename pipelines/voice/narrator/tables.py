"""Tables: the data of the narrator, read once."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

from studio.models.catalog import STARTER

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@cache
def table(name: str) -> dict[str, Any]:
    """data/<name>.toml."""
    return tomllib.loads((Path(__file__).parent / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def syllables() -> dict[str, str]:
    """How each Mandarin syllable with its tone (hao3) sounds in the symbols of Kokoro."""
    known: dict[str, str] = json.loads((STARTER / "voices" / "mandarin.json").read_text(encoding="utf-8"))
    return known
