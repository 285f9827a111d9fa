"""Opening the database: engine, migrations, and its errors told to a person."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from studio.errors import DiskFull, InkstoneError, NotWritable, StoreDamaged

HEAD = "0001"
"""The newest migration; when the database is at it, alembic is not imported (it takes 0.3 s)."""
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(url: str) -> sa.Engine:
    """Connect and bring the tables to the newest version. Raises StoreDamaged, NotWritable or DiskFull."""
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _tune_sqlite)
    with told(url), engine.begin() as connection:
        if _version(connection) != HEAD:
            _migrate(connection)
    return engine


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


def _told_of_disk(error: OSError, where: str) -> InkstoneError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(f"The disk is full: {where} could not be written.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NotWritable(f"{where} may not be written ({error.strerror}).")
    return StoreDamaged(f"{where} could not be read or written ({error.strerror or error}).")


def _told_of_database(error: DatabaseError, where: str) -> InkstoneError:
    words = str(error.orig)
    if "full" in words:
        return DiskFull(f"The disk is full: {where} could not be written.")
    if "readonly" in words or "unable to open" in words:
        return NotWritable(f"The database {where} cannot be opened for writing.")
    if isinstance(error, OperationalError) and "malformed" not in words:
        return StoreDamaged(f"The database {where} did not answer: {words}.", hint="Try again.")
    return StoreDamaged(
        f"The database {where} is damaged ({words}).",
        kept="The works themselves are separate files and are safe.",
        hint="Run “python -m studio works --rebuild”: it sets the damaged file aside and reads the works back.",
    )


def _tune_sqlite(connection: Any, _: Any) -> None:
    # WAL lets the page read while the worker writes; a kill can lose no committed row.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA busy_timeout=10000")


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(sa.text("SELECT version_num FROM alembic_version"))


def _migrate(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
