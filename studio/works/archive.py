"""Archive: a ZIP that is written as it is read: neither the memory nor the disk ever holds it whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime


class Passing(io.RawIOBase):
    """What is written into it is taken out of it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._pieces.append(piece)
        return len(piece)

    def take(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


class Archive:
    """Files one after the other, each as it comes. What each method yields is the next part of the ZIP."""

    def __init__(self) -> None:
        self._passing = Passing()
        self._zip = zipfile.ZipFile(self._passing, "w", zipfile.ZIP_STORED)

    def add(self, name: str, created: datetime, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """`name`: with `/` between folders."""
        info = zipfile.ZipInfo(name, created.timetuple()[:6])
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as entry:
            for piece in pieces:
                entry.write(piece)
                yield self._passing.take()
        yield self._passing.take()

    def end(self) -> Iterator[bytes]:
        """Nothing can be added after it."""
        self._zip.close()
        yield self._passing.take()
