"""Wildcards: lists of which a prompt takes one line, as in __flower__; shipped ones, and those of a person's own.

A list is a text file; its name is its path without the suffix: <home>/wildcards/garden/roses.txt is __garden/roses__.
One's own win. A star stands for any letters: __zh/*__.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path

FOLDER = "wildcards"
_SHIPPED = Path(__file__).parent / "data" / FOLDER
_FILES, _BYTES, _LINES, _LONGEST = 2000, 10**6, 20_000, 400


class Wildcards:
    """All lists by name, whatever the case of its letters."""

    def __init__(self, home: Path | None, empty: bool = False) -> None:
        """`empty`: where nobody will ask, no folder is looked into."""
        folders = [] if empty else [_SHIPPED, *([home / FOLDER] if home else [])]
        self._lists = {name: file for folder in folders for name, file in _files(folder).items()}

    def names(self) -> list[str]:
        return sorted(self._lists)

    def lines(self, name: str) -> list[str]:
        """The lines of all lists that the name means; none where it means none."""
        name = name.casefold()
        if "*" not in name:
            return _lines(self._lists[name]) if name in self._lists else []
        meant = (file for known, file in sorted(self._lists.items()) if fnmatchcase(known, name))
        return list(islice((line for file in meant for line in _lines(file)), _LINES))


def _files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    found = islice(folder.rglob("*.txt"), _FILES)
    return {file.relative_to(folder).with_suffix("").as_posix().casefold(): file for file in found}


def _lines(file: Path) -> list[str]:
    """Its lines without comments and what is not seen; cut where it is larger than a list is."""
    try:
        with file.open("rb") as source:
            text = source.read(_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return []
    lines = (line.strip() for line in islice(text.splitlines(), _LINES))
    kept = (line for line in lines if line and not line.startswith("#") and line.isprintable())
    return [line for line in kept if len(line) <= _LONGEST]
