"""Loans: plain copies of kept files that are encrypted or lie elsewhere, for those who need a path on this machine."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from studio.works.database import told

MOST_BYTES = 2 * 10**9
_IN_USE = 600
"""Seconds after it was asked for in which a loan may still be read."""
_PASSING = ".passing-"


class Loans:
    """A folder that nobody else may look into. What was asked for longest ago goes first where there is too much, and
    all of it when it is swept. Safe to use from several threads."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        """A folder that may not be there yet; `most`: bytes that may stay in it."""
        self._folder, self._most = folder, most
        self._tidying = threading.Lock()

    def path(self, name: str, pieces: Callable[[], Iterable[bytes]]) -> Path:
        """Where the file of this name is; written first where it is not there. Raises what `pieces` raises, NotWritable
        or DiskFull; then nothing is left behind."""
        place = self._folder / name
        with suppress(FileNotFoundError):
            os.utime(place)
            return place
        with told(str(self._folder)):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            passing = self._folder / f"{_PASSING}{uuid.uuid4().hex}"
            try:
                with passing.open("wb") as out:
                    out.writelines(pieces())
                passing.replace(place)
            finally:
                passing.unlink(missing_ok=True)
        self._make_room()
        return place

    def remove(self, name: str) -> None:
        """Nothing happens when there is none."""
        with suppress(OSError):
            (self._folder / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove all that nobody can be reading any more, whole or not."""
        for used, _, place in [*self._known()]:
            if used < time.time() - _IN_USE:
                self.remove(place.name)

    def _make_room(self) -> None:
        with self._tidying:
            held = 0
            for used, size, place in sorted(self._known(), reverse=True):
                held += size
                if held > self._most and used < time.time() - _IN_USE:
                    self.remove(place.name)

    def _known(self) -> Iterator[tuple[float, int, Path]]:
        """When each was asked for last, its bytes, and where it is."""
        for place in self._folder.glob("*"):
            with suppress(OSError):
                facts = place.stat()
                yield facts.st_mtime, facts.st_size, place
