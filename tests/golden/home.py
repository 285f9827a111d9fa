"""The kept home: a folder as the studio of November 2026 left it, with works and with jobs in every state."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

from pipelines import GENERATORS
from studio.house import House
from studio.worker import Worker
from studio.works import now
from tests.golden.cases import CASES, KEPT, Case
from tests.golden.today import OWNER, make, open_house

FAILING = Case(
    "failing",
    "writing",
    # A character that old poems do not have: the poet says so when it sees it.
    {"prompt": "月", "seed": 50, "kind": "chinese poem", "heads": "龘月風花"},
)
WAITING = (
    Case("waiting-image", "image", {"prompt": "a boat on a lake", "seed": 51, "size": 512, "finish": "ink"}),
    Case("waiting-haiku", "writing", {"prompt": "a frog in the rain", "seed": 52, "kind": "poem", "form": "haiku"}),
    Case("waiting-verse", "writing", {"prompt": "秋雨", "seed": 53, "kind": "chinese poem", "verse": "五絕"}),
    Case("waiting-music", "music", {"prompt": "a slow waltz", "seed": 54, "seconds": 10, "format": "mp3"}),
    Case(
        "waiting-film", "animation", {"prompt": "a fish in the sea", "seed": 55, "seconds": 2, "fps": 12, "size": 320}
    ),
)
RUNNING = Case("running", "image", {"prompt": "a tree on a hill", "seed": 56, "size": 512})


def keep_home(home: Path, hub: Path, target: Path) -> None:
    """Make the works and jobs in `home`, and pack it into the zip `target`."""
    with open_house(home, hub) as house:
        for case in CASES:
            if case.name in KEPT:
                make(house, case)
        _fail(house)
        _leave(house)
    _settle(home / "inkstone.db")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
        pack.write(home / "inkstone.db", "inkstone.db")
        for file in sorted((home / "files").rglob("*")):
            pack.write(file, str(file.relative_to(home)))


def _fail(house: House) -> None:
    try:
        make(house, FAILING)
    except RuntimeError as error:
        print(error)
    else:
        raise AssertionError("the job that was to fail did not")


def _leave(house: House) -> None:
    """Jobs of a process that was killed: one in the middle, the others before they began."""
    idle = Worker(GENERATORS, house.worker.host, house.cache, house.store)
    running = idle.submit(RUNNING.generator, RUNNING.params, OWNER)
    for case in WAITING:
        idle.submit(case.generator, case.params, OWNER)
    row = house.store.job(running.id)
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    house.store.save_job(**{**values, "state": "running", "started": now()})


def _settle(database: Path) -> None:
    """One file that holds everything, without a log beside it."""
    connection = sqlite3.connect(database)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()
