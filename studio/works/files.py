"""FileStore: files by the sha256 of their bytes."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from studio.errors import NotFound, Sealed, StoreDamaged
from studio.words import say
from studio.works.closet import Closet
from studio.works.loans import Loans
from studio.works.shelf import Shelf
from studio.works.thumbs import Thumbs
from studio.works.works import WorkFile

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_PIECE = 2**20
_LOANS, _COPIES = "passing/loans", "copies"
_NAME = re.compile(r"[0-9a-f]{2}/[^/]+")


class FileStore:
    """Content-addressed files on a shelf."""

    def __init__(self, place: Path | str, beside: Path | None = None, key: str = "") -> None:
        """Files in a folder, or where an fsspec URL points, encrypted where there is a `key`; `beside`: a folder of
        this machine for what is made of them, small pictures and loans.

        Raises BadInput for an address that cannot be used, NotWritable or DiskFull for a folder that cannot, and Sealed
        for another key.
        """
        self._beside = beside or Path(tempfile.gettempdir()) / "inkstone"
        self.shelf = Shelf(place, key)
        self.closet = Closet() if self.shelf.seal else None
        """Where plain copies of encrypted files lie for a while; None where kept files lie open themselves."""
        self.thumbs = Thumbs(self._beside / "thumbs", self.shelf.seal)
        self.loans = Loans(self.closet.folder / _LOANS if self.closet else self._beside / _LOANS)
        self.on_removal: list[Callable[[str], None]] = []
        """Called with the hash of a file that goes."""
        self.keeping = threading.Lock()
        """Held while files are added and their rows written, and while they are deleted: deleting one thing must not
        take the files of an equal one whose row is about to be written."""

    def add(self, role: str, suffix: str, data: bytes) -> WorkFile:
        """Keep the bytes. Raises DiskFull or NotWritable; then nothing is left behind."""
        if not _SUFFIX.fullmatch(suffix):
            raise ValueError(f"not a file suffix: {suffix!r}")
        file = WorkFile(role=role, suffix=suffix, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        # Written even where it is kept already, so that making a work again mends a file that was damaged.
        self.shelf.write(_name(file), data)
        return file

    def add_file(self, role: str, suffix: str, source: Path) -> WorkFile:
        """Keep a file that may be too large for the memory, as `add` does."""
        with source.open("rb") as opened:
            digest = hashlib.sha256()
            for piece in iter(lambda: opened.read(_PIECE), b""):
                digest.update(piece)
        file = WorkFile(role=role, suffix=suffix, sha256=digest.hexdigest(), size=source.stat().st_size)
        self.shelf.put(_name(file), source)
        return file

    def read(self, file: WorkFile) -> bytes:
        """The bytes, checked against their hash. Raises NotFound or StoreDamaged."""
        data = self.shelf.read(_name(file))
        if data is None:
            raise _gone(file)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise _changed(file)
        return data

    def path(self, file: WorkFile) -> Path:
        """A local path to the file; of one that is encrypted or lies elsewhere, to a loan. Raises NotFound or
        StoreDamaged for such a one."""
        if self.shelf.is_open(_name(file)):
            return Path(self.shelf.place(_name(file)))
        return self.loans.path(_loan(file), lambda: self._checked(file))

    def _checked(self, file: WorkFile) -> Iterator[bytes]:
        """The bytes piece by piece. What `read` raises is raised before the end."""
        digest, came = hashlib.sha256(), False
        for piece in self.shelf.pieces(_name(file)):
            digest.update(piece)
            came = True
            yield piece
        if not came and not self.has(file):
            raise _gone(file)
        if digest.hexdigest() != file.sha256:
            raise _changed(file)

    @property
    def copies(self) -> Path:
        """The folder in which copies of the files may lie."""
        return (self.closet.folder if self.closet else self._beside) / _COPIES

    def remove(self, file: WorkFile) -> None:
        """Forget the bytes and their small picture; nothing happens when they are gone already. Raises NotWritable."""
        self.shelf.remove(_name(file))
        self.thumbs.remove(file.sha256)
        self.loans.remove(_loan(file))
        for forget in self.on_removal:
            forget(file.sha256)

    def has(self, file: WorkFile) -> bool:
        """Whether the file is there, whole or not."""
        return self.shelf.has(_name(file))

    def sweep(self) -> None:
        """Remove what a killed process left half written, and what nobody may read any more."""
        self.shelf.sweep()
        self.thumbs.sweep()
        self.loans.sweep()
        if self.closet:
            self.closet.sweep()
            # From before there was a key.
            for name in (_LOANS, _COPIES):
                shutil.rmtree(self._beside / name, ignore_errors=True)

    def all(self) -> list[str]:
        """Places of all kept files."""
        return [self.shelf.place(name) for name in self.shelf.names() if _NAME.fullmatch(name)]

    def read_place(self, place: str) -> tuple[bytes, datetime]:
        """The bytes at a place, none where they cannot be opened, and when they were kept."""
        name, data = "/".join(place.rsplit("/", 2)[1:]), None
        with suppress(Sealed):
            data = self.shelf.read(name)
        return data or b"", self.shelf.kept(name)


def _name(file: WorkFile) -> str:
    return f"{file.sha256[:2]}/{file.sha256}{file.suffix}"


def _short(file: WorkFile) -> str:
    """A file's name short enough for a sentence."""
    return f"{file.sha256[:12]}{file.suffix}"


def _loan(file: WorkFile) -> str:
    return f"{file.sha256}{file.suffix}"


def _gone(file: WorkFile) -> NotFound:
    return NotFound(say("file.gone", name=_short(file)), kept=say("file.recipe_kept"), hint=say("file.make_again"))


def _changed(file: WorkFile) -> StoreDamaged:
    return StoreDamaged(
        say("file.changed", name=_short(file)), kept=say("file.recipe_kept"), hint=say("file.make_again")
    )
