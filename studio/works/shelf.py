"""Shelf: a folder, or any place fsspec reaches, in which a file is whole or absent, and sealed where there is a key."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import fsspec
from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

from studio.errors import BadInput, Sealed
from studio.words import say
from studio.works.database import told
from studio.works.seal import MAGIC, Seal, is_sealed, salt_of

_PASSING = ".passing-"
"""How the name of a file begins that is not whole yet."""
_SEAL = "seal"
"""The file by which a shelf knows its key again."""
_PIECE = 2**20


class Shelf:
    """Files by their names, which may lead through folders. Each is written under a passing name, then renamed."""

    def __init__(self, place: Path | str, key: str = "") -> None:
        """A folder, or where an fsspec URL points; `key`: what is written from now on is sealed with it. What lies
        there unsealed is read as before.

        Raises BadInput for an address that cannot be used, NotWritable or DiskFull for a folder that cannot, and Sealed
        where there is another key.
        """
        self.url = str(place)
        try:
            self._fs, self._root = _reach(place)
        except (ValueError, ImportError) as error:
            raise BadInput(say("settings.unusable", name="INKSTONE_FILES_URL", reason=str(error))) from None
        with told(self.url):
            self._fs.makedirs(self._root, exist_ok=True)
        self.seal = self._fitting(key)

    def _fitting(self, key: str) -> Seal | None:
        """The seal of the key, which must be the shelf's where it has one."""
        kept = self._plain(_SEAL)
        if kept is None:
            seal = Seal(key) if key else None
            if seal:
                self._write(_SEAL, seal.sealed([MAGIC]))
            return seal
        if not key:
            raise Sealed(say("seal.has_key"), kept=say("seal.kept"), hint=say("seal.set_key"))
        seal = Seal(key, salt_of(kept))
        try:
            b"".join(seal.opened([kept]))
        except Sealed:
            raise Sealed(say("seal.other_key"), kept=say("seal.kept"), hint=say("seal.set_key")) from None
        return seal

    @property
    def is_local(self) -> bool:
        return isinstance(self._fs, LocalFileSystem)

    def place(self, name: str) -> str:
        """The path of a file within its file system."""
        return f"{self._root}/{name}"

    def write(self, name: str, data: bytes) -> None:
        """Raises DiskFull or NotWritable; then nothing is left behind."""
        if self.seal:
            self._write(name, self.seal.sealed([data]))
            return
        with self._arriving(name) as passing:
            self._fs.pipe_file(passing, data)

    def put(self, name: str, source: Path) -> None:
        """A copy of a file of this machine, as `write` does."""
        if self.seal:
            with source.open("rb") as opened:
                self._write(name, self.seal.sealed(iter(lambda: opened.read(_PIECE), b"")))
            return
        with self._arriving(name) as passing:
            self._fs.put_file(str(source), passing)

    def _write(self, name: str, pieces: Iterable[bytes]) -> None:
        with self._arriving(name) as passing, self._fs.open(passing, "wb") as out:
            for piece in pieces:
                out.write(piece)

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
        """The bytes; None where there is no such file. Raises Sealed where they cannot be opened."""
        data = self._plain(name)
        return b"".join(self.seal.opened([data])) if data and self.seal and is_sealed(data) else data

    def _plain(self, name: str) -> bytes | None:
        """The bytes as they lie there."""
        with told(self.url), suppress(FileNotFoundError):
            data: bytes = self._fs.cat_file(self.place(name))
            return data
        return None

    def pieces(self, name: str) -> Iterator[bytes]:
        """The same piece by piece; none where there is no such file."""
        with told(self.url), suppress(FileNotFoundError), self._fs.open(self.place(name), "rb") as opened:
            head = opened.read(len(MAGIC))
            opened.seek(0)
            lying = iter(lambda: opened.read(_PIECE), b"")
            yield from self.seal.opened(lying) if self.seal and is_sealed(head) else lying

    def is_open(self, name: str) -> bool:
        """Whether the file lies on this machine as it is."""
        if not self.is_local:
            return False
        if not self.seal:
            return True
        with told(self.url), suppress(FileNotFoundError), Path(self.place(name)).open("rb") as opened:
            return not is_sealed(opened.read(len(MAGIC)))
        return True

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
