"""Transfer: one file from the hub into the cache: taken up where it was left, checked, and linked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
from filelock import FileLock, Timeout

from studio.errors import NotFetched
from studio.models.fetch.asked import Told
from studio.models.fetch.client import HubClient, Passing
from studio.models.fetch.listing import HubFile
from studio.models.hub_folder import HubFolder
from studio.words import say

_BLOCK = 2**20


class Transfer:
    """One file; `came` is told how many bytes more are here, fewer where some had to be thrown away."""

    def __init__(self, folder: HubFolder, file: HubFile, hub: HubClient, came: Callable[[int], None]) -> None:
        self._folder, self._file, self._hub, self._came = folder, file, hub, came
        self._blob = folder.blob(file.hash)
        self._begun = folder.begun / file.path
        self._hash: Any = None
        self.counted = file.size if self._is_whole() else min(_size(self._begun), file.size)
        """Bytes that were told as being here."""

    def begin(self) -> None:
        """Leave word that the file is to come: until it has, the model is not whole."""
        if not self._is_whole():
            self._begun.parent.mkdir(parents=True, exist_ok=True)
            self._begun.touch()

    def run(self) -> None:
        """Have the file. Raises NotFetched or OSError; what has come of it stays."""
        lock = self._folder.lock(self._file.hash)
        for place in (lock, self._blob):
            place.parent.mkdir(parents=True, exist_ok=True)
        with self._alone(FileLock(lock)):
            if self._is_whole():
                self._begun.unlink(missing_ok=True)
            else:
                self._fetch()
            self._link()
        self._count(self._file.size - self.counted)

    def _count(self, more: int) -> None:
        self.counted += more
        self._came(more)

    def _alone(self, lock: FileLock) -> AbstractContextManager[object]:
        """Hold the lock; another program may be fetching the same file."""
        try:
            return lock.acquire(timeout=0)
        except Timeout:
            self._hub.tell(Told(kind="waits", said=(say("fetch.elsewhere"),)))
            return lock.acquire()

    def _is_whole(self) -> bool:
        """Whether it is here, in the length that the hub tells. What is here was checked when it came."""
        places = (self._blob, self._folder.snapshot / self._file.path)
        return any(place.is_file() and place.stat().st_size == self._file.size for place in places)

    def _fetch(self) -> None:
        for _ in range(2):
            self._take_up()
            self._hub.patiently(self._go_on, lambda: _size(self._begun))
            if self._hash.hexdigest() == self._file.hash:
                self._begun.replace(self._blob)
                return
            # Wrong bytes are of no use: from the beginning, once.
            self._start_anew()
        raise NotFetched(say("fetch.wrong_bytes", file=self._file.path), hint=say("fetch.later"))

    def _take_up(self) -> None:
        """Count in what an earlier process has fetched."""
        if _size(self._begun) > self._file.size:
            self._begun.unlink()
            self._count(-self.counted)
        self._hash = _hasher(self._file)
        self._begun.parent.mkdir(parents=True, exist_ok=True)
        self._begun.touch()
        with self._begun.open("rb") as begun:
            while block := begun.read(_BLOCK):
                self._hash.update(block)

    def _go_on(self) -> None:
        begin, size = _size(self._begun), self._file.size
        if begin >= size:
            return
        with self._hub.file(self._folder.repo, self._folder.revision, self._file.path, begin) as answer:
            if begin and not _continues(answer, begin):
                self._start_anew()
            self._write(answer)
        if _size(self._begun) < size:
            raise Passing(say("fetch.cut", host=answer.url.netloc.decode("ascii", "replace")))

    def _start_anew(self) -> None:
        """What is here of it is of no use."""
        self._begun.write_bytes(b"")
        self._count(-self.counted)
        self._hash = _hasher(self._file)

    def _write(self, answer: httpx.Response) -> None:
        # Without a buffer: what has come is on the disk, however this process ends.
        with self._begun.open("ab", buffering=0) as begun:
            for chunk in answer.iter_bytes():
                kept = chunk[: self._file.size - begun.tell()]
                _write_all(begun, kept)
                self._hash.update(chunk)
                self._count(len(kept))
                if len(kept) < len(chunk):
                    # Longer than the hub told: what has come is not that file, as its hash now says.
                    return

    def _link(self) -> None:
        """Where a library looks for the file; the file itself where the system has no links."""
        link = self._folder.snapshot / self._file.path
        if link.is_file() and link.stat().st_size == self._file.size:
            return
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        try:
            link.symlink_to(os.path.relpath(self._blob, link.parent))
        except OSError:
            self._blob.replace(link)


def _hasher(file: HubFile) -> Any:
    """What makes the hash of a file: sha256; of a small one git's, the sha1 of its length and its bytes."""
    if file.is_large:
        return hashlib.sha256()
    return hashlib.sha1(f"blob {file.size}\0".encode(), usedforsecurity=False)


def _continues(answer: httpx.Response, begin: int) -> bool:
    return answer.status_code == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {begin}-")


def _write_all(file: Any, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
