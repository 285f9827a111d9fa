"""A damaged or lost database: it is said, nothing is lost, and one command brings the works back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.errors import StoreDamaged
from studio.house import House
from studio.jobs.mode import Modes
from studio.settings import Settings
from studio.works.facts import TextFacts
from studio.works.made import Made, MadeFile
from studio.works.rebuild import rebuild
from studio.works.recipe import Recipe
from studio.works.store import Store
from tests.fakes import FakeDevice, FakeLoader, a_sketch
from tests.studio.works.test_store import keep


@pytest.fixture
def database(settings: Settings) -> Path:
    """The database of a studio that has kept twenty works, closed."""
    store = Store.open(settings)
    for seed in range(20):
        keep(store, f"work {seed}", seed=seed)
    store.close()
    return settings.home / "inkstone.db"


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


@pytest.mark.parametrize(
    "damage", [garbage, cut, cut_in_a_page, overwritten, index_gone, version_gone, broken_row, foreign_row]
)
def test_damage_is_told_and_every_work_comes_back(
    settings: Settings, database: Path, damage: Callable[[Path], None]
) -> None:
    damage(database)
    before = database.read_bytes()
    with pytest.raises(StoreDamaged) as told:
        Store.open(settings).check()
    assert "is damaged" in str(told.value) and "python -m studio works --rebuild" in str(told.value)
    assert "separate files and are safe" in str(told.value)

    assert rebuild(settings) == 20
    store = Store.open(settings)
    assert {work.title for work in store.works(limit=None)} == {f"work {seed}" for seed in range(20)}
    assert all(store.files.read(file) for work in store.works(limit=None) for file in work.files)
    aside = [path for path in database.parent.glob("inkstone.db.damaged-*")]
    assert [path.read_bytes() for path in aside] == [before], "the damaged file is kept for who wants to study it"
    assert rebuild(settings) == 0, "nothing is read back twice"


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: os.truncate(path, 0)])
def test_a_lost_database_is_built_again_when_the_studio_opens(
    settings: Settings, database: Path, lose: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    lose(database)
    for _ in range(2):
        house = House.open(settings, Modes(()), FakeLoader(FakeDevice()))
        assert len(house.store.works(limit=None)) == 20
        house.close()
    assert caplog.messages == ["The database was empty; 20 works were read back from their files."]


def test_a_work_comes_back_with_all_its_files_and_its_age(settings: Settings) -> None:
    store = Store.open(settings)
    work = keep(store)
    (settings.home / "inkstone.db").unlink()
    rebuild(settings)
    (again,) = Store.open(settings).works()
    assert (again.recipe, again.files) == (work.recipe, work.files)
    assert abs((again.created - work.created).total_seconds()) < 5


def test_a_poem_comes_back_with_its_words(settings: Settings) -> None:
    store = Store.open(settings)
    recipe = Recipe(mode="writing", engine="smollm", kind="poem", title="Dawn", params={"prompt": "dawn"}, seed=1)
    for suffix in (".md", ".txt"):
        made = Made("poem", "Dawn", (MadeFile("main", suffix, b"three birds --\nover the sea\n"),), TextFacts())
        store.add(made, recipe, "ann", "j")
    (settings.home / "inkstone.db").unlink()
    rebuild(settings)
    assert [work.text for work in Store.open(settings).works()] == ["three birds --\nover the sea"] * 2


def test_two_results_of_one_recipe_stay_two_works(settings: Settings) -> None:
    """An engine that does not obey its seed makes different pictures of the same recipe."""
    store = Store.open(settings)
    recipe = keep(store).recipe
    store.add(a_sketch(seed=8), recipe, "ann", "j")
    (settings.home / "inkstone.db").unlink()
    assert rebuild(settings) == 2
    assert len(Store.open(settings).works()) == 2 and len(store.files.all()) == 4


def test_what_does_not_belong_there_is_left_alone(settings: Settings) -> None:
    store = Store.open(settings)
    work = keep(store)
    folder = settings.home / "files"
    shutil.copy(store.path(work.main), folder / "holiday.png")
    (folder / "notes.txt").write_text("remember the milk")
    (folder / ".passing-1").write_bytes(store.files.read(work.main)[:100])
    (settings.home / "inkstone.db").unlink()
    assert rebuild(settings) == 1
    assert (folder / "notes.txt").exists() and (folder / "holiday.png").exists()
