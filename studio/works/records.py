"""Records: what the database says, once more in small files beside the works' own files.

A database that was damaged or lost is mended from them: works come back with their ids, owners, dates and words, and
with the marks of their owners.
"""

from __future__ import annotations

import json
from typing import Generic, TypeVar

from pydantic import BaseModel

from studio.errors import Sealed
from studio.works.shelf import Shelf
from studio.works.works import is_id

KeptT = TypeVar("KeptT", bound=BaseModel)


class Records(Generic[KeptT]):
    """One JSON file for each thing, written whole before its row and removed with it."""

    def __init__(self, shelf: Shelf, folder: str, kind: type[KeptT]) -> None:
        """`kind`: what is kept; it has an `id`."""
        self._shelf, self._folder, self._kind = shelf, folder, kind

    def write(self, one: KeptT) -> None:
        """Raises DiskFull or NotWritable."""
        values = one.model_dump(mode="json")
        self._shelf.write(self._name(values["id"]), json.dumps(values, ensure_ascii=False).encode())

    def read(self, id: str) -> KeptT | None:
        """What has this id; None where there is no record of it or the record is not whole."""
        try:
            data = self._shelf.read(self._name(id)) if is_id(id) else None
            values = json.loads(data) if data else {}
            return self._kind.model_validate(values) if values["id"] == id else None
        except (ValueError, TypeError, KeyError, RecursionError, Sealed):
            return None

    def has(self, id: str) -> bool:
        return self._shelf.has(self._name(id))

    def remove(self, id: str) -> None:
        """Nothing happens when it is gone already. Raises NotWritable."""
        self._shelf.remove(self._name(id))

    def ids(self) -> set[str]:
        """Ids of all that has a record."""
        names = (name for name in self._shelf.names(self._folder) if name.endswith(".json"))
        return {name[len(self._folder) + 1 : -len(".json")] for name in names}

    def _name(self, id: str) -> str:
        return f"{self._folder}/{id}.json"
