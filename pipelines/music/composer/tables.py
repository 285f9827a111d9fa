"""Reading the package's data tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DATA = Path(__file__).parent / "data"


def read_table(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml` as plain dicts and lists."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
