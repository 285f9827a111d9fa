"""A damaged or lost database: it is said, nothing is lost, and one command brings the works back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from studio.errors import StoreDamaged
from studio.house import House
from studio.jobs.log import JobLog
from studio.jobs.mode import Modes
from studio.people.visitor import COMMAND_LINE, Visitor
from studio.settings import Settings
from studio.works.facts import TextFacts
from studio.works.made import Made, MadeFile
from studio.works.rebuild import NOBODY, rebuild
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.works import Work, now
from tests.fakes import FakeDevice, FakeLoader, a_sketch
from tests.studio.works.test_store import keep


@pytest.fixture
def database(settings: Settings) -> Path:
    """The database of a studio that has kept twenty works of two people, closed."""
    store = Store.open(settings)
    for seed in range(20):
        keep(store, f"work {seed}", seed=seed, owner=("ann", "bob")[seed % 2])
    store.close()
    return settings.home / "inkstone.db"


def all_of(settings: Settings) -> list[Work]:
    store = Store.open(settings)
    try:
        return store.works(limit=None)
    finally:
        store.close()


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database " * 500)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_in_a_page(path: Path) -> None:
    os.truncate(path, 4096 + 100)


def overwritten(path: Path) -> None:
    """One page in the middle is gone, as after a bad sector."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(data)


def index_gone(path: Path) -> None:
    """A page that a look at the works alone would not touch."""
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_works_job'").fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)


def version_gone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM alembic_version")
    connection.close()


def broken_row(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE works SET recipe = '{\"half' WHERE rowid = 3")
    connection.close()


def foreign_row(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE works SET recipe = '{}' WHERE rowid = 3")
    connection.close()


def undecodable_row(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE works SET recipe = CAST(x'7bff' AS TEXT) WHERE rowid = 3")
    connection.close()


def no_date(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE works SET created = '2026-13-77 noon' WHERE rowid = 3")
    connection.close()


def no_files(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE works SET files = '[{\"role\": 7' WHERE rowid = 3")
    connection.close()


BEYOND_MENDING = [garbage, cut, cut_in_a_page, overwritten, index_gone, version_gone]
TORN_ROWS = [broken_row, foreign_row, undecodable_row, no_date, no_files]


@pytest.mark.parametrize("damage", [*BEYOND_MENDING, *TORN_ROWS])
def test_damage_is_told_first_and_every_work_comes_back_as_it_was(
    settings: Settings, database: Path, damage: Callable[[Path], None]
) -> None:
    works = all_of(settings)
    damage(database)
    before = database.read_bytes()
    with pytest.raises(StoreDamaged) as told, closing(Store.open(settings)) as store:
        store.check()
    assert str(told.value).startswith("Run “python -m studio works --rebuild”: the ")
    assert "separate files and are safe" in str(told.value)

    rebuild(settings)
    assert all_of(settings) == works, "ids, owners, dates, words and files are those of before"
    store = Store.open(settings)
    store.check()
    assert all(store.files.read(file) for work in works for file in work.files)
    aside = [path.read_bytes() for path in database.parent.glob("inkstone.db.damaged-*")]
    assert aside == ([before] if damage in BEYOND_MENDING else []), "what is set aside stays as it was"
    assert rebuild(settings) == 0, "nothing is read back twice"


@pytest.mark.parametrize("damage", [broken_row, foreign_row, undecodable_row, no_date, no_files])
@pytest.mark.parametrize("recorded", [True, False])
def test_one_torn_row_breaks_no_list(
    settings: Settings, database: Path, damage: Callable[[Path], None], recorded: bool
) -> None:
    works = all_of(settings)
    damage(database)
    store = Store.open(settings)
    (torn,) = store.rows.torn_ids()
    if recorded:
        listed = sorted(store.works(limit=None), key=lambda work: work.created, reverse=True)
        assert listed == works, "its record stands in for the row"
        assert store.work(torn) in works
        return
    store.records.remove(torn)
    others = [work for work in works if work.id != torn]
    assert [work for work in store.works(limit=None) if work.id != torn] == others
    shown = [work for work in store.works(limit=None) if work.id == torn]
    assert [work.title for work in shown] == ([] if damage is no_files else ["The recipe is not whole"])
    assert all(work.owner in ("ann", "bob") and store.files.read(work.main) for work in shown)
    store.close()

    rebuild(settings)
    owners = {work.main.sha256: work.owner for work in works}
    if damage is no_files:
        owners[next(work for work in works if work.id == torn).main.sha256] = NOBODY
    again = all_of(settings)
    assert {work.main.sha256: work.owner for work in again} == owners, "the recipe comes back from the file"
    assert {work.recipe.to_json() for work in again} == {work.recipe.to_json() for work in works}


def test_a_row_that_says_something_else_than_its_record_is_mended(settings: Settings, database: Path) -> None:
    works = all_of(settings)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE works SET owner = 'eve', text = '' WHERE rowid = 4")
    connection.close()
    assert rebuild(settings) == 1 and all_of(settings) == works


def test_a_database_that_somebody_else_is_writing_is_not_set_aside(
    settings: Settings, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.works.database._PATIENCE_MS", 10)
    works = all_of(settings)
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreDamaged, match=r"did not answer: database is locked\. Try again"):
            rebuild(settings)
    assert not list(database.parent.glob("*damaged*")) and all_of(settings) == works


def test_jobs_outlive_a_damaged_database_but_for_torn_ones(settings: Settings, database: Path) -> None:
    log = JobLog(Store.open(settings).database)
    for id in ("whole", "torn"):
        log.save(id=id, owner="ann", mode="sketch", params={}, parents=[], state="queued", created=now())
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE jobs SET params = '{' WHERE id = 'torn'")
    connection.close()
    index_gone(database)
    rebuild(settings)
    assert [job.id for job in JobLog(Store.open(settings).database).jobs()] == ["whole"]


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: os.truncate(path, 0)])
def test_a_lost_database_is_built_again_when_the_studio_opens(
    settings: Settings, database: Path, lose: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    lose(database)
    for _ in range(2):
        house = House.open(settings, Modes(()), FakeLoader(FakeDevice()))
        assert len(house.store.works(limit=None)) == 20
        house.close()
    assert caplog.messages == ["20 works were missing from the database and were read back."]


def forget(settings: Settings) -> None:
    """Lose the database and the records."""
    (settings.home / "inkstone.db").unlink()
    shutil.rmtree(settings.home / "files" / "works")


def test_a_work_of_before_there_were_records_comes_back_with_all_its_files_and_its_age(settings: Settings) -> None:
    store = Store.open(settings)
    work = keep(store)
    forget(settings)
    rebuild(settings)
    (again,) = Store.open(settings).works()
    assert (again.recipe, again.files, again.owner) == (work.recipe, work.files, NOBODY)
    assert abs((again.created - work.created).total_seconds()) < 5


def test_no_visitor_is_nobody() -> None:
    assert len(NOBODY) < len(Visitor().id) and NOBODY not in ("", COMMAND_LINE)


def test_a_poem_comes_back_with_its_words(settings: Settings) -> None:
    store = Store.open(settings)
    recipe = Recipe(mode="writing", engine="smollm", kind="poem", title="Dawn", params={"prompt": "dawn"}, seed=1)
    for suffix in (".md", ".txt"):
        made = Made("poem", "Dawn", (MadeFile("main", suffix, b"three birds --\nover the sea\n"),), TextFacts())
        store.add(made, recipe, "ann", "j")
    forget(settings)
    rebuild(settings)
    assert [work.text for work in Store.open(settings).works()] == ["three birds --\nover the sea"] * 2


def test_two_results_of_one_recipe_stay_two_works(settings: Settings) -> None:
    """An engine that does not obey its seed makes different pictures of the same recipe."""
    store = Store.open(settings)
    recipe = keep(store).recipe
    store.add(a_sketch(seed=8), recipe, "ann", "j")
    forget(settings)
    assert rebuild(settings) == 2
    assert len(Store.open(settings).works()) == 2 and len(store.files.all()) == 4


def test_what_does_not_belong_there_is_left_alone(settings: Settings) -> None:
    store = Store.open(settings)
    work = keep(store)
    folder = settings.home / "files"
    shutil.copy(store.path(work.main), folder / "holiday.png")
    (folder / "notes.txt").write_text("remember the milk")
    (folder / ".passing-1").write_bytes(store.files.read(work.main)[:100])
    forget(settings)
    assert rebuild(settings) == 1
    assert (folder / "notes.txt").exists() and (folder / "holiday.png").exists()
