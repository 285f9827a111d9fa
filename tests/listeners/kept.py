"""Kept: what was played and judged, so that a run that was cut off goes on; until a line of the composer, or of the
judge, is another one."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.listeners.verdict import Verdict

HOUSE = Path(__file__).parent.parent.parent
_SOURCES = ("pipelines/music/composer", "pipelines/music/score", "pipelines/sound", "tests/listeners")
_MODELS = ("starter/melody", "starter/soundfont")


@cache
def folder() -> Path:
    """Where it lies: a folder of its own for each state of the sources."""
    mark = sha256()
    for room in (*_SOURCES, *_MODELS):
        for path in sorted((HOUSE / room).rglob("*")):
            if path.is_file() and (room in _MODELS or path.suffix in (".py", ".toml", ".npz")):
                mark.update(path.read_bytes())
    place = Path(tempfile.gettempdir()) / "inkstone-heard" / mark.hexdigest()[:16]
    place.mkdir(parents=True, exist_ok=True)
    return place


def found(name: str) -> Verdict | None:
    """A verdict that was kept, or None."""
    path = folder() / f"{name}.json"
    if not path.exists():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    told["key"], told["tune"], told["labels"] = tuple(told["key"]), tuple(told["tune"]), tuple(told["labels"])
    return Verdict(**told)


def keep(name: str, verdict: Verdict) -> None:
    _put(folder() / f"{name}.json", json.dumps(verdict.as_json(), ensure_ascii=False).encode())


def file(name: str, make: Callable[[], bytes]) -> bytes:
    """A file that was kept, or is made now."""
    path = folder() / name
    if not path.exists():
        _put(path, make())
    return path.read_bytes()


def _put(path: Path, data: bytes) -> None:
    # Whole or not at all: a run may be cut off here too.
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
