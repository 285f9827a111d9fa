"""Thumbs: small pictures of kept files, made once, on this machine's own disk."""

from __future__ import annotations

import os
import time
import uuid
from contextlib import suppress
from pathlib import Path

SIDE = 360
"""Pixels of the longer side."""
_PASSING = ".passing-"
_HOUR = 3600


class Thumbs:
    """WebP files by the sha256 of what they show. Whoever removes a file removes its small picture here."""

    def __init__(self, folder: Path) -> None:
        """A folder that may not be there yet."""
        self._folder = folder

    def read(self, sha256: str) -> bytes | None:
        """The small picture of a file; None where there is none yet."""
        with suppress(FileNotFoundError):
            return self._place(sha256).read_bytes()
        return None

    def make(self, sha256: str, source: Path, suffix: str) -> bytes:
        """Make it, where nobody else has meanwhile. Raises OSError or ValueError where the file shows nothing."""
        from studio.media.still import still

        if made := self.read(sha256):
            return made
        picture = still(source, suffix)
        picture.thumbnail((SIDE, SIDE))
        place = self._place(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        passing = place.with_name(f"{_PASSING}{uuid.uuid4().hex}")
        try:
            picture.save(passing, "WEBP", quality=80)
            data = passing.read_bytes()
            os.replace(passing, place)
        finally:
            passing.unlink(missing_ok=True)
        if not source.exists():
            self.remove(sha256)  # It was deleted in this very moment.
        return data

    def remove(self, sha256: str) -> None:
        """Nothing happens when there is none."""
        with suppress(OSError):
            self._place(sha256).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what killed processes left half written."""
        for passing in self._folder.glob(f"*/{_PASSING}*"):
            with suppress(OSError):
                if passing.stat().st_mtime < time.time() - _HOUR:
                    passing.unlink()

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}-{SIDE}.webp"
