"""Arrival: a file on its way in, piece by piece: counted, hashed, and looked at by its first bytes alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from studio.errors import BadInput
from studio.media.reading.admission import admitted, largest, too_large
from studio.media.reading.limits import InputKind
from studio.media.reading.sniff import START
from studio.words import say
from studio.works.database import told

_PIECE = 2**18


class Arrival:
    """A file in a passing folder. Nothing of it but its first bytes is looked into here."""

    def __init__(self, folder: Path, kinds: Sequence[InputKind]) -> None:
        self.path = folder / "original"
        self.kinds = tuple(kinds)
        """What it may be: first all that is wanted, then what its first bytes allow."""
        self.asked = " ".join(sorted(kinds))
        self._hash, self._head, self._size = hashlib.sha256(), b"", 0
        self._file = self.path.open("wb")

    @property
    def sha256(self) -> str:
        """Of the file as it came."""
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        """The next piece. Raises Refused as soon as it is clear that the file will not be read, and DiskFull."""
        self._size += len(piece)
        if self._size > largest(self.kinds):
            raise too_large(largest(self.kinds))
        self._hash.update(piece)
        with told(str(self.path.parent)):
            self._file.write(piece)
        if len(self._head) < START:
            self._head += piece[: START - len(self._head)]
            if len(self._head) == START:
                self._admit()

    def end(self) -> None:
        """All of it is here. Raises Refused."""
        with told(str(self.path.parent)):
            self._file.close()
        self._admit()
        if self._size > largest(self.kinds):
            raise too_large(largest(self.kinds))

    def _admit(self) -> None:
        format = admitted(self._head, self.kinds)
        self.kinds = tuple(kind for kind in self.kinds if kind in format.kinds)

    def __enter__(self) -> Arrival:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def pieces(source: Path | BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    """What comes, piece by piece. Raises BadInput for a path that leads to no file."""
    if isinstance(source, Path):
        # No pipe and no device, which may never end.
        if not source.is_file():
            raise BadInput(say("upload.no_file", path=str(source)[:200]))
        with told(str(source)), source.open("rb") as file:
            yield from iter(lambda: file.read(_PIECE), b"")
    elif hasattr(source, "read"):
        yield from iter(lambda: source.read(_PIECE), b"")
    else:
        yield from source
