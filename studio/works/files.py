"""FileStore: files by the sha256 of their bytes."""

from __future__ import annotations

import hashlib
import re
import tempfile
import threading
from datetime import datetime
from pathlib import Path

from studio.errors import NotFound, StoreDamaged
from studio.words import say
from studio.works.shelf import Shelf
from studio.works.thumbs import Thumbs
from studio.works.works import WorkFile

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_PIECE = 2**20
_NAME = re.compile(r"[0-9a-f]{2}/[^/]+")


class FileStore:
    """Content-addressed files on a shelf."""

    def __init__(self, place: Path | str, thumbs: Path | None = None) -> None:
        """Files in a folder, or where an fsspec URL points; `thumbs`: a folder of this machine for small pictures.

        Raises BadInput for an address that cannot be used, NotWritable or DiskFull for a folder that cannot.
        """
        self.shelf = Shelf(place)
        self.thumbs = Thumbs(thumbs or Path(tempfile.gettempdir()) / "inkstone-thumbs")
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
            raise NotFound(
                say("file.gone", name=_short(file)), kept=say("file.recipe_kept"), hint=say("file.make_again")
            )
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise StoreDamaged(
                say("file.changed", name=_short(file)), kept=say("file.recipe_kept"), hint=say("file.make_again")
            )
        return data

    def path(self, file: WorkFile) -> Path:
        """A local path to the file; one that lies elsewhere is fetched to a temporary folder once."""
        if self.shelf.is_local:
            return Path(self.shelf.place(_name(file)))
        local = Path(tempfile.gettempdir()) / "inkstone-files" / f"{file.sha256}{file.suffix}"
        if not local.exists():
            local.parent.mkdir(exist_ok=True)
            local.write_bytes(self.read(file))
        return local

    def remove(self, file: WorkFile) -> None:
        """Forget the bytes and their small picture; nothing happens when they are gone already. Raises NotWritable."""
        self.shelf.remove(_name(file))
        self.thumbs.remove(file.sha256)

    def has(self, file: WorkFile) -> bool:
        """Whether the file is there, whole or not."""
        return self.shelf.has(_name(file))

    def sweep(self) -> None:
        """Remove what a killed process left half written."""
        self.shelf.sweep()
        self.thumbs.sweep()

    def all(self) -> list[str]:
        """Places of all kept files."""
        return [self.shelf.place(name) for name in self.shelf.names() if _NAME.fullmatch(name)]

    def read_place(self, place: str) -> tuple[bytes, datetime]:
        """The bytes at a place, and when they were kept."""
        name = "/".join(place.rsplit("/", 2)[1:])
        return self.shelf.read(name) or b"", self.shelf.kept(name)


def _name(file: WorkFile) -> str:
    return f"{file.sha256[:2]}/{file.sha256}{file.suffix}"


def _short(file: WorkFile) -> str:
    """A file's name short enough for a sentence."""
    return f"{file.sha256[:12]}{file.suffix}"
