"""Words of descriptions that are no genre, mood or instrument: data/wording.toml."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipelines.music.composer.tables import read_table


@cache
def wording(table: str) -> dict[str, Any]:
    """One of the tables of data/wording.toml."""
    return dict(read_table("wording")[table])
