"""Reading the composer's data tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.music.tables import read_toml

DATA = Path(__file__).parent / "data"


def read_table(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml` as plain dicts and lists."""
    return read_toml(DATA / f"{name}.toml")
