"""Shelf: a folder, or any place fsspec reaches, in which a file is whole or absent."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import fsspec
from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

from studio.errors import BadInput
from studio.words import say
from studio.works.database import told

_PASSING = ".passing-"
"""How the name of a file begins that is not whole yet."""


class Shelf:
    """Files by their names, which may lead through folders. Each is written under a passing name, then renamed."""

    def __init__(self, place: Path | str) -> None:
        """A folder, or where an fsspec URL points.

        Raises BadInput for an address that cannot be used, NotWritable or DiskFull for a folder that cannot.
        """
        self.url = str(place)
        try:
            self._fs, self._root = _reach(place)
        except (ValueError, ImportError) as error:
            raise BadInput(say("settings.unusable", name="INKSTONE_FILES_URL", reason=str(error))) from None
        with told(self.url):
            self._fs.makedirs(self._root, exist_ok=True)

    @property
    def is_local(self) -> bool:
        return isinstance(self._fs, LocalFileSystem)

    def place(self, name: str) -> str:
        """The path of a file within its file system."""
        return f"{self._root}/{name}"

    def write(self, name: str, data: bytes) -> None:
        """Raises DiskFull or NotWritable; then nothing is left behind."""
        with self._arriving(name) as passing:
            self._fs.pipe_file(passing, data)

    def put(self, name: str, source: Path) -> None:
        """A copy of a file of this machine, as `write` does."""
        with self._arriving(name) as passing:
            self._fs.put_file(str(source), passing)

    @contextmanager
    def _arriving(self, name: str) -> Iterator[str]:
        """A passing place; what is written there becomes the file."""
        place, passing = self.place(name), self.place(f"{_PASSING}{uuid.uuid4().hex}")
        try:
            with told(self.url):
                yield passing
                self._fs.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
                self._fs.mv(passing, place)
        except BaseException:
            if self._fs.exists(passing):
                self._fs.rm_file(passing)
            raise

    def read(self, name: str) -> bytes | None:
        """The bytes; None where there is no such file."""
        with told(self.url), suppress(FileNotFoundError):
            data: bytes = self._fs.cat_file(self.place(name))
            return data
        return None

    def has(self, name: str) -> bool:
        with told(self.url):
            return bool(self._fs.exists(self.place(name)))

    def kept(self, name: str) -> datetime:
        """When a file was written."""
        with told(self.url):
            written: datetime = self._fs.modified(self.place(name))
            return written

    def remove(self, name: str) -> None:
        """Nothing happens when it is gone already. Raises NotWritable."""
        with told(self.url), suppress(FileNotFoundError):
            self._fs.rm_file(self.place(name))

    def names(self, folder: str = "") -> list[str]:
        """Names of all whole files, in folders too."""
        with told(self.url), suppress(FileNotFoundError):
            found = self._fs.find(self.place(folder).rstrip("/"))
            return [place[len(self._root) + 1 :] for place in found if not _is_passing(place)]
        return []

    def sweep(self) -> None:
        """Remove what a killed process left half written."""
        with told(self.url):
            # Not by a pattern, in which a folder called [art] would be one of three letters.
            for found in self._fs.ls(self._root, detail=False):
                if _is_passing(found):
                    self._fs.rm_file(found)


def _reach(place: Path | str) -> tuple[AbstractFileSystem, str]:
    # A folder is no URL: in its name `::` chains nothing, and `~` and `file:` mean nothing.
    if isinstance(place, Path):
        return LocalFileSystem(), str(place)
    system, root = fsspec.core.url_to_fs(place)
    return system, root


def _is_passing(place: str) -> bool:
    return place.rpartition("/")[2].startswith(_PASSING)
