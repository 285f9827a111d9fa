"""Uploads: what people bring, read apart from this process, kept plain, and swept when nothing uses it."""

from __future__ import annotations

import shutil
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from studio.errors import Cancelled, NotFound
from studio.media.reading.child import read_apart
from studio.media.reading.limits import InputKind
from studio.media.reading.plain import Plain
from studio.words import say
from studio.works.arrival import Arrival, pieces
from studio.works.database import Database, told
from studio.works.files import FileStore
from studio.works.references import input_of, inputs, is_needed
from studio.works.room import check_room
from studio.works.tables import UploadRow
from studio.works.upload import ROLE, Upload, clean_name, of_file, of_work
from studio.works.works import Work, WorkFile, in_utc, now

READER = "studio.works.uploads_child"
_AT_ONCE = 2
"""Processes that read at the same time: each may take more than a gigabyte."""
_NAMELESS = "0" * 64
"""What stands for the id of what is not kept."""
DAY = timedelta(days=1)


class Uploads:
    """What was brought. Safe to use from several threads."""

    def __init__(self, database: Database, files: FileStore, passing: Path) -> None:
        """`passing`: a folder of the studio's own for files on their way in."""
        self._database, self._files, self._passing = database, files, passing
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    def take(
        self,
        source: Path | BinaryIO | Iterable[bytes],
        owner: str,
        kinds: Sequence[InputKind],
        name: str = "",
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Upload:
        """Keep what is in a file or a stream, if it is one of the wanted kinds.

        Raises Refused with the reason, Cancelled where `is_cancelled` says so, DiskFull and NotWritable. Whatever is
        raised, nothing stays.
        """
        with self.arriving(owner, kinds) as arrival:
            for piece in pieces(source):
                if is_cancelled():
                    raise Cancelled
                arrival.write(piece)
            return self.keep(arrival, owner, name or (source.name if isinstance(source, Path) else ""), is_cancelled)

    @contextmanager
    def arriving(self, owner: str, kinds: Sequence[InputKind]) -> Iterator[Arrival]:
        """A file that comes piece by piece; `keep` it within the block, after which nothing of it is left.

        Raises Refused where the owner has as much waiting as one may have.
        """
        check_room(self._database, owner)
        folder = self._passing / uuid.uuid4().hex
        try:
            with told(str(self._passing)):
                folder.mkdir(parents=True)
                arrival = Arrival(folder, kinds)
            with arrival:
                yield arrival
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(
        self, arrival: Arrival, owner: str, name: str = "", is_cancelled: Callable[[], bool] = lambda: False
    ) -> Upload:
        """Read what has arrived. The same bytes of the same owner are read once; of another they are read anew, so
        that nobody learns what others brought. Raises Refused and Cancelled."""
        arrival.end()
        if again := self._again(arrival, owner):
            return again
        plain_file = arrival.path.with_name("plain")
        with self._place(is_cancelled):
            plain = read_apart(READER, arrival.path, plain_file, arrival.kinds, is_cancelled)
        return self._add(plain, plain_file, arrival, owner, clean_name(name))

    @contextmanager
    def glance(
        self, source: BinaryIO | Iterable[bytes], owner: str, kinds: Sequence[InputKind]
    ) -> Iterator[tuple[Upload, Path]]:
        """What is in a stream, read as `take` does, and where the plain file lies within the block; then nothing of it
        is left, and no row ever tells of it. Raises what `take` raises."""
        with self.arriving(owner, kinds) as arrival:
            for piece in pieces(source):
                arrival.write(piece)
            arrival.end()
            path = arrival.path.with_name("plain")
            with self._place(lambda: False):
                plain = read_apart(READER, arrival.path, path, arrival.kinds)
            size = path.stat().st_size
            yield Upload(id=_NAMELESS, owner=owner, suffix=plain.suffix, size=size, created=now(), **dict(plain)), path

    def of(self, id: str, owner: str) -> Upload:
        """What an owner brought, or what a work of theirs was made from. Raises NotFound, for another's too."""
        with self._database.reading() as session:
            row = session.get(UploadRow, (owner, id))
            if row is not None:
                return _upload(row)
            if file := input_of(session, owner, id):
                return of_file(file, owner)
        raise NotFound(say("upload.no_such", id=id[:12]), hint=say("upload.bring_again"))

    def all(self, owner: str) -> list[Upload]:
        """Those of one owner, newest first."""
        query = sa.select(UploadRow).where(UploadRow.owner == owner).order_by(UploadRow.created.desc(), UploadRow.id)
        with self._database.reading() as session:
            return [_upload(row) for row in session.scalars(query)]

    def of_work(self, work: Work, owner: str, kinds: Sequence[str] = ()) -> Upload:
        """A file of one's own work as an input, the main one unless only another is of the wanted `kinds`; nothing is
        copied or decoded. Raises NotFound for another's."""
        upload = of_work(work, owner, kinds)
        with self._files.keeping:
            self._write(upload)
        return upload

    def path(self, upload: Upload) -> Path:
        """Where the plain file lies."""
        return self._files.path(upload.file)

    def delete(self, id: str, owner: str) -> None:
        """Forget an upload, and its file where nothing else has it. Raises NotFound, for another's too."""
        self._forget(owner, self.of(id, owner).file)

    def sweep(self, in_use: Callable[[], Collection[str]], older_than: timedelta = DAY) -> int:
        """Forget what was brought longer ago and neither a work nor `in_use` (ids, of waiting jobs) needs; how many."""
        self._sweep_passing(older_than)
        is_old = UploadRow.created < now() - older_than
        columns = sa.select(UploadRow.owner, UploadRow.id, UploadRow.suffix, UploadRow.size).where(is_old)
        with self._database.session() as session:
            rows, used = session.execute(columns).all(), inputs(session)
        waiting = in_use()
        unused = [row for row in rows if row.id not in waiting and (row.owner, row.id) not in used]
        files = [(row.owner, WorkFile(role=ROLE, suffix=row.suffix, sha256=row.id, size=row.size)) for row in unused]
        # What was brought again since it was looked at is not old any more.
        return sum(self._forget(owner, file, is_old) for owner, file in files)

    def _again(self, arrival: Arrival, owner: str) -> Upload | None:
        """What the same owner brought before in the same bytes for the same purpose, brought anew."""
        query = sa.select(UploadRow).where(
            UploadRow.owner == owner, UploadRow.original == arrival.sha256, UploadRow.asked == arrival.asked
        )
        with self._files.keeping, self._database.session() as session:
            row = session.scalars(query).first()
            if row is None or not self._files.has(_upload(row).file):
                return None
            row.created = now()
            return _upload(row)

    def _add(self, plain: Plain, file: Path, arrival: Arrival, owner: str, name: str) -> Upload:
        with self._files.keeping:
            kept = self._files.add_file(ROLE, plain.suffix, file)
            try:
                upload = Upload(
                    id=kept.sha256,
                    owner=owner,
                    suffix=plain.suffix,
                    size=kept.size,
                    name=name,
                    created=now(),
                    **dict(plain),
                )
                check_room(self._database, owner, upload)
                self._write(upload, arrival.sha256, arrival.asked)
            except BaseException:
                self._remove_unneeded(kept)
                raise
        return upload

    def _write(self, upload: Upload, original: str = "", asked: str = "") -> None:
        values = upload.model_dump(mode="json", exclude={"created"})
        with self._database.session() as session:
            session.merge(UploadRow(**values, created=upload.created, original=original, asked=asked))

    def _forget(self, owner: str, file: WorkFile, *if_also: sa.ColumnElement[bool]) -> bool:
        """Whether there was such a row."""
        row = sa.delete(UploadRow).where(UploadRow.owner == owner, UploadRow.id == file.sha256, *if_also)
        with self._files.keeping:
            with self._database.session() as session:
                was_there = bool(session.execute(row.returning(UploadRow.id)).all())
            self._remove_unneeded(file)
        return was_there

    def _remove_unneeded(self, file: WorkFile) -> None:
        if not is_needed(self._database, file.sha256):
            self._files.remove(file)

    def _sweep_passing(self, older_than: timedelta) -> None:
        """What killed processes left on the way."""
        for folder in self._passing.glob("*"):
            with suppress(OSError):
                if folder.stat().st_mtime < time.time() - older_than.total_seconds():
                    shutil.rmtree(folder)

    @contextmanager
    def _place(self, is_cancelled: Callable[[], bool]) -> Iterator[None]:
        while not self._places.acquire(timeout=0.1):
            if is_cancelled():
                raise Cancelled
        try:
            yield
        finally:
            self._places.release()


def _upload(row: UploadRow) -> Upload:
    values = {name: getattr(row, name) for name in Upload.model_fields}
    return Upload.model_validate({**values, "created": in_utc(row.created)})
