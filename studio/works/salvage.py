"""Salvage: a database that is damaged beyond mending is set aside, and what can be read of it goes into a new one."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.engine import make_url

from studio.works.database import open_database, told
from studio.works.tables import Base
from studio.works.works import now

_PARTS = ("", "-wal", "-shm")
"""What SQLite keeps of one database, by the ends of the names."""


def salvage(url: str) -> None:
    """Set the database aside, make a new one, and copy every row that can still be read, as it is.

    Raises NotWritable or DiskFull.
    """
    database = Path(make_url(url).database or "")
    aside = database.with_name(f"{database.name}.damaged-{now():%Y%m%d-%H%M%S}")
    with told(url):
        for end in _PARTS:
            if (part := database.with_name(database.name + end)).exists():
                part.rename(aside.with_name(aside.name + end))
    open_database(url).dispose()
    if aside.is_file():
        with told(url), tempfile.TemporaryDirectory() as folder:
            _copy_rows(_copied(aside, Path(folder)), database)


def _copied(database: Path, folder: Path) -> Path:
    """SQLite writes into what it opens; the damaged file stays as it is for who wants to study it."""
    for end in _PARTS:
        if (part := database.with_name(database.name + end)).exists():
            shutil.copy(part, folder / f"copy.db{end}")
    return folder / "copy.db"


def _copy_rows(old: Path, new: Path) -> None:
    with closing(sqlite3.connect(old)) as source, closing(sqlite3.connect(new)) as target:
        source.text_factory = lambda text: text.decode("utf-8", "replace")
        for table in Base.metadata.sorted_tables:
            # From both ends, each as far as the first page that is gone.
            for way in ("ASC", "DESC"):
                with suppress(sqlite3.Error, UnicodeDecodeError):
                    _copy_table(table, way, source, target)
        target.commit()


def _copy_table(table: Table, way: str, source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    names = ", ".join(column.name for column in table.columns)
    places = ", ".join("?" for _ in table.columns)
    for row in source.execute(f"SELECT {names} FROM {table.name} NOT INDEXED ORDER BY rowid {way}"):
        target.execute(f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({places})", row)
