"""Thumbs: small pictures of kept files, made once, on this machine's own disk."""

from __future__ import annotations

import io
import os
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import Sealed
from studio.works.seal import Seal, is_sealed

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 360
"""Pixels of the longer side."""
_PASSING = ".passing-"
_HOUR = 3600


class Thumbs:
    """WebP files by the sha256 of what they show. Whoever removes a file removes its small picture here."""

    def __init__(self, folder: Path, seal: Seal | None = None) -> None:
        """A folder that may not be there yet; `seal`: what they are sealed with."""
        self._folder, self._seal = folder, seal

    def read(self, sha256: str) -> bytes | None:
        """The small picture of a file; None where there is none yet."""
        with suppress(FileNotFoundError, Sealed):
            data = self._place(sha256).read_bytes()
            return b"".join(self._seal.opened([data])) if self._seal and is_sealed(data) else data
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
            data = self._written(picture, passing)
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

    def _written(self, picture: Image, passing: Path) -> bytes:
        encoded = io.BytesIO()
        picture.save(encoded, "WEBP", quality=80)
        data = encoded.getvalue()
        passing.write_bytes(b"".join(self._seal.sealed([data])) if self._seal else data)
        return data

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}-{SIDE}.webp"
