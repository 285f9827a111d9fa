"""Copies: what leaves the studio of a kept file. The file itself stays as it is; whoever is given it gets a copy.

A copy is made when it is first asked for and kept in a folder of this machine, from which it may vanish at any time.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from studio.errors import NotFound, StoreDamaged
from studio.words import say
from studio.works.copyist import OWN, Copyist, Terms, carries
from studio.works.files import FileStore
from studio.works.loans import Loans
from studio.works.works import Work, WorkFile

__all__ = ["BESIDE", "OWN", "Copies", "Terms"]

BESIDE = ".c2pa"
"""What the name of a file has more that holds the credentials of another one beside it."""

log = logging.getLogger(__name__)
MOST_BYTES = 2 * 10**9
"""Of copies that stay in the folder."""
_AT_ONCE = 2
"""Copies that are made at the same time: one may take some hundred megabytes, and all of a core."""
_VERSION = 1
"""Of what a copy is; another one makes all copies anew."""


class Copies:
    """Copies of the files of works. Safe to use from several threads."""

    def __init__(self, files: FileStore, folder: Path, copyist: Copyist | None = None, most: int = MOST_BYTES) -> None:
        """`folder`: one that may not be there yet; `most`: bytes that may stay in it."""
        self._files, self._folder = files, folder
        self._copyist = copyist or Copyist()
        self._kept = Loans(folder, most)
        files.on_removal.append(self.forget)
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._locks: dict[str, threading.Lock] = {}
        self._waiting: Counter[str] = Counter()
        self._counting = threading.Lock()

    def path(self, work: Work, file: WorkFile, terms: Terms = OWN) -> Path:
        """A local path to a copy with the file's own suffix.

        Raises NotFound, also for what cannot be made smaller though the terms want it, StoreDamaged, NotWritable or
        DiskFull.
        """
        return self._kept_path(self._name(work, file, terms), lambda: self._made(work, file, terms))

    def own(self, work: Work, file: WorkFile, terms: Terms = OWN) -> Path:
        """The same for the owner of the work: of a file that is damaged, or gone, where it lies or lay."""
        try:
            return self.path(work, file, terms)
        except (NotFound, StoreDamaged):
            return self._files.path(file)

    def ready(self, work: Work, file: WorkFile, terms: Terms = OWN) -> Path | None:
        """The same where it has been made already; else None, at once."""
        place = self._folder / self._name(work, file, terms)
        with suppress(FileNotFoundError):
            os.utime(place)
            return place
        return None

    def sidecar(self, work: Work, file: WorkFile, terms: Terms = OWN) -> Path | None:
        """A local path to the credentials of a copy that cannot carry them itself; None for any other, and where there
        is nobody to sign. Raises what `path` raises."""
        if carries(work, file) or self._copyist.signer is None:
            return None
        copy = self.path(work, file, terms)
        return self._kept_path(f"{copy.name}{BESIDE}", lambda: self._copyist.beside(work, copy.read_bytes(), terms))

    def forget(self, sha256: str) -> None:
        """Remove all copies of a file."""
        for place in self._folder.glob(f"{sha256}-*"):
            self._kept.remove(place.name)

    def sweep(self) -> None:
        """Remove what is not in use any more, and what a killed process left half written."""
        self._kept.sweep()

    def _made(self, work: Work, file: WorkFile, terms: Terms) -> bytes:
        with self._places:
            data = self._files.read(file)
            try:
                return self._copyist.copy(work, file, data, terms)
            except NotFound:
                raise
            except Exception as error:
                # Libraries raise what they like for files that are damaged.
                log.warning("No copy can be made of %s%s.", file.sha256[:12], file.suffix, exc_info=True)
                said = say("copies.not_whole", name=file.role, reason=str(error)[:200])
                raise StoreDamaged(said, kept=say("file.recipe_kept"), hint=say("file.make_again")) from error

    def _name(self, work: Work, file: WorkFile, terms: Terms) -> str:
        """Another one for all that makes another copy."""
        signer = self._copyist.signer
        chain = signer.signing.chain if signer else ""
        told = json.dumps([_VERSION, work.id, file.role, asdict(terms), chain])
        return f"{file.sha256}-{hashlib.sha256(told.encode()).hexdigest()[:24]}{file.suffix}"

    def _kept_path(self, name: str, make: Callable[[], bytes]) -> Path:
        with self._alone(name):
            return self._kept.path(name, lambda: iter([make()]))

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """One making at a time of each copy: the others wait for it, and take what it made."""
        with self._counting:
            lock = self._locks.setdefault(name, threading.Lock())
            self._waiting[name] += 1
        try:
            with lock:
                yield
        finally:
            with self._counting:
                self._waiting[name] -= 1
                if not self._waiting[name]:
                    del self._waiting[name], self._locks[name]
