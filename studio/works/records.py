"""Records: what the database says of each work, once more in a small file beside the works' own files.

A database that was damaged or lost is mended from them: ids, owners, dates and words come back as they were.
"""

from __future__ import annotations

import json
import re

from studio.works.shelf import Shelf
from studio.works.works import Work

_FOLDER = "works"
_ID = re.compile(r"[0-9a-zA-Z_-]{1,64}")


class Records:
    """One JSON file a work, written whole before the work's row and removed with it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def write(self, work: Work) -> None:
        """Raises DiskFull or NotWritable."""
        values = work.model_dump(mode="json")
        self._shelf.write(_name(work.id), json.dumps(values, ensure_ascii=False).encode())

    def read(self, id: str) -> Work | None:
        """The work with this id; None where there is no record of it or the record is not whole."""
        data = self._shelf.read(_name(id)) if _ID.fullmatch(id) else None
        try:
            work = Work.model_validate(json.loads(data)) if data else None
        except (ValueError, RecursionError):
            return None
        return work if work and work.id == id else None

    def has(self, id: str) -> bool:
        return self._shelf.has(_name(id))

    def remove(self, id: str) -> None:
        """Nothing happens when it is gone already. Raises NotWritable."""
        self._shelf.remove(_name(id))

    def ids(self) -> set[str]:
        """Ids of all works that have a record."""
        return {name[len(_FOLDER) + 1 : -len(".json")] for name in self._shelf.names(_FOLDER) if name.endswith(".json")}


def _name(id: str) -> str:
    return f"{_FOLDER}/{id}.json"
