"""Copies: what leaves the studio of a kept file. The file itself stays as it is; whoever is given it gets a copy.

A copy is made when it is first asked for and kept in a folder of this machine, from which it may vanish at any time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.works.files import FileStore
from studio.works.works import Work, WorkFile


@dataclass(frozen=True)
class Terms:
    """What may be in a copy."""

    recipe: bool = True
    """Whether it says what was asked for, and how it was made."""
    longest: int = 0
    """Pixels of its longer side at most; 0: as it is."""
    label: str = ""
    """Words that stand visibly in a picture or film that is only to be looked at."""
    author: str = ""
    copyright: str = ""


OWN = Terms()
"""For the owner of the work."""


class Copies:
    """Copies of the files of works. Safe to use from several threads."""

    def __init__(self, files: FileStore, folder: Path) -> None:
        self._files, self._folder = files, folder

    def path(self, work: Work, file: WorkFile, terms: Terms = OWN) -> Path:
        """A local path to a copy with the file's own suffix. Raises NotFound, StoreDamaged, NotWritable or DiskFull."""
        return self._files.path(file)
