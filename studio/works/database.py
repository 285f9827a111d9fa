"""Database: opening it, sessions, migrations, and its errors told to a person."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import Session

from studio.errors import BadInput, DiskFull, InkstoneError, NotWritable, StoreDamaged
from studio.words import say
from studio.works.tables import Base

HEAD = "0005"
"""The newest migration. alembic, which takes 0.3 s to import, is needed only where an older database is found."""
_PASSES = ("locked", "busy", "interrupted")
"""What SQLite says of a database that is whole and cannot answer now."""
_ALONE = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(20260005)"}
"""What makes every other process wait until this one has made the tables. The number is any that nobody else takes."""
_PATIENCE_MS = 10_000
"""Milliseconds that a process waits for another one to finish its writing."""
_LOG = "sqlalchemy.engine.Engine"
"""Where SQLAlchemy tells what it asks for, and which rows it got."""
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """The studio's tables. Safe to use from several threads."""

    def __init__(self, url: str) -> None:
        """Open or create. Raises StoreDamaged, NotWritable or DiskFull, and BadInput for a bad address."""
        self.url = url
        self._engine = open_database(url)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction; it is written when the block ends well."""
        with told(self.url), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose rows are what was written. Raises StoreDamaged where they are not."""
        try:
            with self.session() as session:
                yield session
        except ValueError as error:
            # Broken JSON, a date that is none, a recipe that lacks a part.
            raise damaged(self.url, str(error).partition("\n")[0]) from error

    def check(self) -> None:
        """Let SQLite look for damage. Raises StoreDamaged."""
        check(self._engine)

    def scrub(self) -> None:
        """Let SQLite empty its log of what was written, in which deleted rows still stand. Others may keep it from
        doing so for now; it does so itself later."""
        if self._engine.dialect.name == "sqlite":
            with told(self.url), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of its files."""
        self._engine.dispose()


def open_database(url: str) -> sa.Engine:
    """Connect and bring the tables to the newest version.

    Raises StoreDamaged, NotWritable or DiskFull, and BadInput for an address that cannot be used.
    """
    try:
        # What is written, asked for and read must stand in no log and in no error.
        engine = sa.create_engine(url, hide_parameters=True)
        logging.getLogger(_LOG).addFilter(_tells_no_rows)
    except (ArgumentError, ImportError) as error:
        raise BadInput(say("settings.unusable", name="INKSTONE_DATABASE_URL", reason=str(error))) from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _tune_sqlite)
        _make_folder(engine)
    try:
        with told(url), engine.begin() as connection:
            if _version(connection) != HEAD:
                _bring_up(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _tells_no_rows(record: logging.LogRecord) -> bool:
    """SQLAlchemy hides what is written, not what is read: that it tells where a log is to have everything."""
    return record.levelno > logging.DEBUG


def check(engine: sa.Engine) -> None:
    """Let SQLite look for damage, in the indexes too: some 5 ms for 2,000 works. Raises StoreDamaged or NotWritable."""
    if engine.dialect.name == "sqlite":
        with told(str(engine.url)), engine.connect() as connection:
            found = connection.scalar(sa.text("PRAGMA integrity_check(1)"))
            # A damaged header can say that the file may only be read.
            connection.exec_driver_sql("DELETE FROM works WHERE FALSE")
            connection.rollback()
        if found != "ok":
            raise damaged(engine.url.database or "", found)


def damaged(where: str, words: object) -> StoreDamaged:
    """The error of a database that cannot be read, with the way out."""
    return StoreDamaged(
        say("database.damaged", where=where, words=str(words)),
        kept=say("database.works_safe"),
        hint=say("database.rebuild"),
    )


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what the disk or the database says into an error for a person."""
    try:
        yield
    except InkstoneError:
        raise
    except OSError as error:
        raise _told_of_disk(error, where) from error
    except DatabaseError as error:
        raise _told_of_database(error, make_url(where).database or where) from error
    except UnicodeDecodeError as error:
        # What SQLite says of damage quotes what it has read.
        raise damaged(make_url(where).database or where, error) from error


def _told_of_disk(error: OSError, where: str) -> InkstoneError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(say("disk.full", where=where))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NotWritable(say("disk.forbidden", where=where, reason=error.strerror))
    return StoreDamaged(say("disk.failed", where=where, reason=error.strerror or str(error)))


def _told_of_database(error: DatabaseError, where: str) -> InkstoneError:
    words = str(error.orig)
    if "full" in words or ("disk I/O" in words and _is_full(where)):
        return DiskFull(say("disk.full", where=where))
    # Damage can claim both of a file that may be written.
    if ("readonly" in words or "unable to open" in words) and not _may_write(Path(where)):
        return NotWritable(say("database.read_only", where=where))
    if isinstance(error, OperationalError) and (
        not isinstance(error.orig, sqlite3.Error) or any(word in words for word in _PASSES)
    ):
        return StoreDamaged(say("database.silent", where=where, words=words), hint=say("hint.try_again"))
    return damaged(where, words)


def _may_write(database: Path) -> bool:
    """Whether the file, and what SQLite puts beside it, may be written by whoever runs the studio."""
    with suppress(OSError), tempfile.TemporaryFile(dir=database.parent):
        effective = os.access in os.supports_effective_ids
        return not database.exists() or os.access(database, os.W_OK, effective_ids=effective)
    return False


def _is_full(database: str) -> bool:
    """Whether the disk lacks room for what SQLite puts beside a database; it calls that an I/O error."""
    folder = Path(database).parent
    return folder.exists() and shutil.disk_usage(folder).free < 2**17


def _make_folder(engine: sa.Engine) -> None:
    if engine.url.database:
        folder = Path(engine.url.database).parent
        with told(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)


def _tune_sqlite(connection: Any, _: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
    # WAL lets the page read while the worker writes; a kill can lose no committed row.
    connection.execute("PRAGMA journal_mode=WAL")
    # What was deleted is written over, and not only left out.
    connection.execute("PRAGMA secure_delete=ON")


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(sa.text("SELECT version_num FROM alembic_version"))


def _bring_up(connection: sa.Connection) -> None:
    """To the newest version: made as it is declared where nothing is there yet, else through the migrations."""
    # The page and the command line may both be the first to open a new database: one of them makes the tables.
    if first := _ALONE.get(connection.dialect.name):
        connection.exec_driver_sql(first)
        if _version(connection) == HEAD:
            return
    if sa.inspect(connection).get_table_names():
        migrate(connection)
        return
    Base.metadata.create_all(connection)
    connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(sa.text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def migrate(connection: sa.Connection) -> None:
    """Through every migration that the database lacks. Raises StoreDamaged for one of another studio."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreDamaged(
            say("database.other_version", reason=str(error)),
            kept=say("kept.nothing_changed"),
            hint=say("database.other_home"),
        ) from error
