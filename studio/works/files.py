"""FileStore: files by the sha256 of their bytes, in a folder or any place fsspec reaches."""

from __future__ import annotations

import hashlib
import re
import tempfile
import uuid
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import fsspec
from fsspec.implementations.local import LocalFileSystem

from studio.errors import BadInput, NotFound, StoreDamaged
from studio.words import say
from studio.works.database import told
from studio.works.works import WorkFile

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class FileStore:
    """Content-addressed files. A file is written under a passing name, then renamed, so it is whole or absent."""

    def __init__(self, url: str) -> None:
        """Raises BadInput for an address that cannot be used, NotWritable or DiskFull for a folder that cannot."""
        self.url = url
        try:
            self._fs, self._root = fsspec.core.url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise BadInput(say("settings.unusable", name="INKSTONE_FILES_URL", reason=str(error))) from None
        with told(url):
            self._fs.makedirs(self._root, exist_ok=True)

    def add(self, role: str, suffix: str, data: bytes) -> WorkFile:
        """Keep the bytes. Raises DiskFull or NotWritable; then nothing is left behind."""
        if not _SUFFIX.fullmatch(suffix):
            raise ValueError(f"not a file suffix: {suffix!r}")
        file = WorkFile(role=role, suffix=suffix, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        # Written even where it is kept already, so that making a work again mends a file that was damaged.
        place, passing = self._place(file), f"{self._root}/.passing-{uuid.uuid4().hex}"
        try:
            with told(self.url):
                self._fs.pipe_file(passing, data)
                self._fs.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
                self._fs.mv(passing, place)
        except BaseException:
            if self._fs.exists(passing):
                self._fs.rm_file(passing)
            raise
        return file

    def read(self, file: WorkFile) -> bytes:
        """The bytes, checked against their hash. Raises NotFound or StoreDamaged."""
        with told(self.url):
            try:
                data: bytes = self._fs.cat_file(self._place(file))
            except FileNotFoundError as error:
                raise NotFound(
                    say("file.gone", name=_name(file)), kept=say("file.recipe_kept"), hint=say("file.make_again")
                ) from error
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise StoreDamaged(
                say("file.changed", name=_name(file)), kept=say("file.recipe_kept"), hint=say("file.make_again")
            )
        return data

    def path(self, file: WorkFile) -> Path:
        """A local path to the file; one that lies elsewhere is fetched to a temporary folder once."""
        place = self._place(file)
        if isinstance(self._fs, LocalFileSystem):
            return Path(place)
        local = Path(tempfile.gettempdir()) / "inkstone-files" / f"{file.sha256}{file.suffix}"
        if not local.exists():
            local.parent.mkdir(exist_ok=True)
            local.write_bytes(self.read(file))
        return local

    def remove(self, file: WorkFile) -> None:
        """Forget the bytes; nothing happens when they are gone already. Raises NotWritable."""
        with told(self.url), suppress(FileNotFoundError):
            self._fs.rm_file(self._place(file))

    def sweep(self) -> None:
        """Remove what a killed process left half written."""
        with told(self.url):
            for passing in self._fs.glob(f"{self._root}/.passing-*"):
                self._fs.rm_file(passing)

    def all(self) -> list[str]:
        """Places of all kept files."""
        with told(self.url):
            return [place for place in self._fs.find(self._root) if "/.passing-" not in place]

    def read_place(self, place: str) -> tuple[bytes, datetime]:
        """The bytes at a place, and when they were kept."""
        with told(self.url):
            return self._fs.cat_file(place), self._fs.modified(place)

    def _place(self, file: WorkFile) -> str:
        return f"{self._root}/{file.sha256[:2]}/{file.sha256}{file.suffix}"


def _name(file: WorkFile) -> str:
    """A file's name short enough for a sentence."""
    return f"{file.sha256[:12]}{file.suffix}"
