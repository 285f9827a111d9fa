"""Checks: where a file comes from, as far as it can be told: read apart from this process, and looked for here."""

from __future__ import annotations

import hashlib
import shutil
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from studio.errors import NotFound
from studio.media.reading.child import heard_apart
from studio.media.reading.limits import LIMITS
from studio.media.reading.refused import Refused, broken
from studio.words import say
from studio.works.arrival import pieces
from studio.works.checked import Checked, Known
from studio.works.database import told
from studio.works.private_file import write_once
from studio.works.references import is_needed
from studio.works.store import Store
from studio.works.works import Work

READER = "studio.works.check_child"
MOST_BYTES = LIMITS["film"].bytes
MOST_BESIDE = 2 * 10**6
"""Bytes of credentials that lie beside a file."""
_PATIENCE = 60.0
"""Seconds that reading may take."""
_AT_ONCE = 2


@dataclass(frozen=True)
class Report:
    """What a file says, and what is known of it here."""

    checked: Checked
    is_kept: bool = False
    """Whether this studio has the very file, or the work that its own credentials name."""
    work: Work | None = None
    """That work, where it is theirs who asks."""


class Checks:
    """Checks files. Safe to use from several threads."""

    def __init__(self, store: Store, known: Callable[[], Known], passing: Path) -> None:
        """`known`: what to read files with; `passing`: a folder of the studio's own."""
        self._store, self._known, self._passing = store, known, passing
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    def check(self, source: Iterable[bytes], owner: str, beside: Iterable[bytes] = ()) -> Report:
        """What a file says. `beside`: its credentials, where they lie apart. Raises Refused for what is too large,
        empty or too costly to read, and NotWritable or DiskFull. Nothing of it stays."""
        folder = self._passing / uuid.uuid4().hex
        with told(str(self._passing)):
            folder.mkdir(parents=True)
        try:
            return self._report(folder, source, owner, beside)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _report(self, folder: Path, source: Iterable[bytes], owner: str, beside: Iterable[bytes]) -> Report:
        sha256 = _taken(source, folder / "original", MOST_BYTES)
        if not (folder / "original").stat().st_size:
            raise Refused(say("upload.empty"))
        _taken(beside, folder / "beside", MOST_BESIDE)
        if not (folder / "beside").stat().st_size:
            (folder / "beside").unlink()
        # A secret is in it.
        write_once(folder / "known", self._known().model_dump_json())
        names = [str(folder / name) for name in ("original", "beside", "known")]
        with self._places:
            said, _ = heard_apart(READER, folder, names, _PATIENCE)
        try:
            checked = Checked.model_validate_json(said)
        except ValidationError:
            raise broken() from None
        work = self._work(checked)
        is_kept = work is not None or is_needed(self._store.database, sha256)
        return Report(checked, is_kept, work if work and work.owner == owner else None)

    def _work(self, checked: Checked) -> Work | None:
        """The work that credentials of this studio's own name, whoever's it is."""
        signed = checked.signed
        if signed is None or signed.trust != "own" or signed.changed:
            return None
        try:
            return self._store.work(signed.work)
        except NotFound:
            return None


def _taken(source: Iterable[bytes], place: Path, most: int) -> str:
    """Write what comes into a file; its sha256. Raises Refused as soon as it is more than `most` bytes."""
    digest, size = hashlib.sha256(), 0
    with told(str(place.parent)), place.open("wb") as out:
        for piece in pieces(source):
            size += len(piece)
            if size > most:
                raise Refused(say("upload.too_large", limit=most // 10**6))
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()
