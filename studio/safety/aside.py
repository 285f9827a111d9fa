"""Aside: pieces that were held back, kept for a while so that somebody can look at them and let them through."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from studio.works.made import Made, MadeFile
from studio.works.recipe import Recipe
from studio.works.shelf import Shelf
from studio.works.upload import Upload
from studio.works.works import now

DAYS = 14
_MOST, _LARGEST = 60, 2**25
"""Pieces that are kept, the oldest go first; and bytes of one, above which it is not."""
_UPLOADS = TypeAdapter(tuple[Upload, ...])
_ENDING, _TOLD = ".zip", "told.json"


@dataclass(frozen=True)
class Piece:
    """A finished thing that is not kept yet, and all that keeping it takes."""

    made: Made
    recipe: Recipe
    brought: tuple[Upload, ...]


class Aside:
    """Pieces by the ids of their reviews, on a shelf of their own."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def put(self, id: str, piece: Piece) -> None:
        """Raises DiskFull or NotWritable."""
        data = _packed(piece)
        if len(data) <= _LARGEST:
            self._shelf.write(_name(id), data)
            for _, name in self._all()[:-_MOST]:
                self._shelf.remove(name)

    def get(self, id: str) -> Piece | None:
        """None where it is no longer there."""
        data = self._shelf.read(_name(id))
        return _unpacked(data) if data else None

    def has(self, id: str) -> bool:
        return self._shelf.has(_name(id))

    def remove(self, id: str) -> None:
        self._shelf.remove(_name(id))

    def sweep(self, open_ones: Collection[str]) -> None:
        """Of what has lain here for its days, and of what is not among those that are open, nothing stays."""
        self._shelf.sweep()
        for written, name in self._all():
            if written < now() - timedelta(days=DAYS) or name.removesuffix(_ENDING) not in open_ones:
                self._shelf.remove(name)

    def _all(self) -> list[tuple[datetime, str]]:
        """The oldest first."""
        return sorted((self._shelf.kept(name), name) for name in self._shelf.names() if name.endswith(_ENDING))


def _name(id: str) -> str:
    return f"{id}{_ENDING}"


def _packed(piece: Piece) -> bytes:
    told = {
        "recipe": json.loads(piece.recipe.to_json()),
        "text": piece.made.text,
        "files": [[file.role, file.suffix] for file in piece.made.files],
        "brought": _UPLOADS.dump_python(piece.brought, mode="json"),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(_TOLD, json.dumps(told))
        for number, file in enumerate(piece.made.files):
            archive.writestr(str(number), file.data)
    return stream.getvalue()


def _unpacked(data: bytes) -> Piece:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = json.loads(archive.read(_TOLD))
        recipe = Recipe.model_validate(told["recipe"])
        files = tuple(
            MadeFile(role, suffix, archive.read(str(number))) for number, (role, suffix) in enumerate(told["files"])
        )
    made = Made(recipe.kind, recipe.title, files, recipe.facts, told["text"], recipe.notes)
    return Piece(made, recipe, _UPLOADS.validate_python(told["brought"]))
