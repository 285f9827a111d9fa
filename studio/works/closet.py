"""Closet: a folder outside of the studio's, in which plain copies of encrypted files lie as long as a process lives."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import psutil

_NAME = "inkstone-plain-"


class Closet:
    """One of this process's own, in the system's folder for passing files, which nobody else may look into."""

    _here: ClassVar[set[Path]] = set()
    """Those of this process."""

    def __init__(self) -> None:
        # Gone with this object, at the latest when the process ends.
        self._own = tempfile.TemporaryDirectory(prefix=f"{_NAME}{os.getpid()}-", ignore_cleanup_errors=True)
        self.folder = Path(self._own.name)
        self._here.add(self.folder)

    def sweep(self) -> None:
        """Remove those of processes that were killed."""
        for other in self.folder.parent.glob(f"{_NAME}*"):
            with suppress(OSError, ValueError):
                number = int(other.name.removeprefix(_NAME).partition("-")[0])
                if other not in self._here and self._is_ours(other) and not _is_in_use(number):
                    shutil.rmtree(other)

    def _is_ours(self, other: Path) -> bool:
        """In a folder of the whole system others may lay what they like under such a name."""
        return not other.is_symlink() and other.stat().st_uid == self.folder.stat().st_uid


def _is_in_use(number: int) -> bool:
    """In a container the one process has the same number each time."""
    return number != os.getpid() and psutil.pid_exists(number)
