"""Cards, marks and boards are never the only place that has what they say, and come back however they are lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from studio.errors import DiskFull
from studio.settings import Settings
from studio.words import say
from studio.works.boards import Naming
from studio.works.card import unlisted
from studio.works.marks import Change
from studio.works.rebuild import rebuild, settle
from studio.works.store import Store
from studio.works.tables import BoardRow, CardRow, KinRow
from studio.works.upkeep import tint_rest
from studio.works.wanted import Wanted
from studio.works.works import Work
from tests.golden.test_old_home import ARCHIVE
from tests.shelf import ANN, Shelf

ROOT = Path(__file__).parents[3]


@pytest.fixture
def shelf(store: Store) -> Shelf:
    return Shelf(store)


def cards(store: Store, **wanted: Any) -> list[CardRow]:
    return store.library.page(ANN, Wanted(**wanted)).cards


def contents(store: Store) -> list[dict[str, Any]]:
    """Every card, with its words and its kin, but for the colours, which are looked at again later."""
    columns = [column for column in CardRow.__table__.columns if column.name not in ("colour", "hue")]
    with store.database.session() as session:
        kin = sorted(session.execute(sa.select(KinRow.child, KinRow.parent)).tuples())
        rows = session.execute(sa.select(*columns).order_by(CardRow.id)).mappings()
        return [*map(dict, rows), {"kin": kin}]


def a_marked_library(shelf: Shelf) -> list[Work]:
    """Works with marks of all sorts, one of them in the bin."""
    library, boards = shelf.store.library, shelf.store.boards
    works = [shelf.keep("birds")]
    works += [shelf.keep("more birds", parents=(works[0].id,)), shelf.keep("boats"), shelf.keep("plain")]
    board = boards.add(Naming(name="Sea", project="Calendar"), ANN)
    library.mark(ANN, [works[0].id, works[1].id], Change(tag="sky", note="for the wall", board=board.id))
    library.mark(ANN, [works[1].id], Change(favourite=True))
    library.mark(ANN, [works[2].id], Change(bin=True, tag="water"))
    return works


def lose_database(store: Store, settings: Settings) -> None:
    store.close()
    (settings.home / "inkstone.db").unlink()


def lose_tables(store: Store, settings: Settings) -> None:
    with store.database.session() as session:
        for table in (CardRow, KinRow, BoardRow):
            session.execute(sa.delete(table))
    store.close()


def tear_rows(store: Store, settings: Settings) -> None:
    with store.database.session() as session:
        session.execute(sa.text("UPDATE cards SET created = 'never', tags = 7"))
        session.execute(sa.text("UPDATE boards SET created = 'never'"))
    store.close()


@pytest.mark.parametrize("lose", [lose_database, lose_tables, tear_rows])
def test_marks_and_boards_survive(settings: Settings, shelf: Shelf, lose: Callable[[Store, Settings], None]) -> None:
    a_marked_library(shelf)
    before, boards = contents(shelf.store), shelf.store.boards.all(ANN)
    lose(shelf.store, settings)
    rebuild(settings)
    with closing(Store.open(settings)) as store:
        settle(store, alone=True)
        assert contents(store) == before and store.boards.all(ANN) == boards
        assert [card.title for card in cards(store, tag="sky")] == ["more birds", "birds"]
        assert [card.title for card in cards(store, project="Calendar", q="wall")] == ["more birds", "birds"]
        assert len(store.works()) == 3 and len(store.rows.ids()) == 4, "what is in the bin came back into the bin"


def test_a_start_writes_the_cards_that_are_missing(settings: Settings, shelf: Shelf) -> None:
    a_marked_library(shelf)
    before = contents(shelf.store)
    lose_tables(shelf.store, settings)
    with closing(Store.open(settings)) as store:
        assert settle(store, alone=False) == 0
        assert contents(store) == before and [board.name for board in store.boards.all(ANN)] == ["Sea"]


def test_works_that_a_start_reads_back_have_their_marks(shelf: Shelf) -> None:
    a_marked_library(shelf)
    before = contents(shelf.store)
    for work in list(shelf.store.rows.ids()):
        shelf.store.rows.remove(work)
    assert settle(shelf.store, alone=False) == 4
    assert contents(shelf.store) == before


def test_a_start_forgets_cards_whose_works_are_gone(settings: Settings, shelf: Shelf) -> None:
    works = a_marked_library(shelf)
    for work in works[:1]:
        shelf.store.records.remove(work.id)
    with shelf.store.database.session() as session:
        session.execute(sa.text("DELETE FROM works WHERE id = :id"), {"id": works[0].id})
    settle(shelf.store, alone=False)
    assert [card.title for card in cards(shelf.store)] == ["plain", "more birds"]


def test_a_card_comes_and_goes_with_its_work(shelf: Shelf) -> None:
    works = a_marked_library(shelf)
    for work in works:
        shelf.store.delete(work)
    assert contents(shelf.store) == [{"kin": []}] and shelf.store.marks.ids() == set()


def test_an_old_home_gets_its_cards(tmp_path: Path) -> None:
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(tmp_path / "old")
    home = next((tmp_path / "old").rglob("inkstone.db")).parent
    with closing(Store.open(Settings(home=home))) as store:
        settle(store, alone=True)
        found = store.library.page(ANN, Wanted(limit=100))
        assert found.total == 20 and {card.id for card in found.cards} == {work.id for work in store.works(limit=None)}
        while tint_rest(store):
            pass
        assert all(card.colour for card in cards(store, kinds="image,animation"))
        assert all(card.width and card.thumb for card in cards(store, kind="image"))


def test_what_is_not_written_is_not_marked(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the record cannot be written, and the card says nothing else."""
    work = shelf.keep("birds")

    def full(*_: Any) -> None:
        raise DiskFull(say("disk.full", where="here"))

    monkeypatch.setattr(type(shelf.store.files.shelf), "write", full)
    with pytest.raises(DiskFull):
        shelf.store.library.mark(ANN, [work.id], Change(favourite=True))
    assert not cards(shelf.store)[0].favourite


KILLED = """
import os, sys
from studio.settings import Settings
from studio.works import library, store
from studio.works.marks import Change

kept = store.Store.open(Settings.read())
ids = sorted(kept.rows.ids())
write, left = kept.marks.write, [int(sys.argv[1])]

def dying(one):
    write(one)
    left[0] -= 1
    if not left[0]:
        os._exit(9)

kept.marks.write = dying
kept.library.mark("a" * 32, ids, Change(tag="sky"))
"""


@pytest.mark.parametrize("moment", [1, 2, 3])
def test_killed_while_marking_nothing_is_lost(settings: Settings, shelf: Shelf, moment: int) -> None:
    works = [shelf.keep(f"{number}") for number in range(3)]
    shelf.store.library.mark(ANN, [works[0].id], Change(note="told of", favourite=True))
    shelf.store.close()
    died = subprocess.run([sys.executable, "-c", KILLED, str(moment)], cwd=ROOT, env={**os.environ})
    assert died.returncode == 9
    with closing(Store.open(settings)) as store:
        settle(store, alone=True)
        (card,) = cards(store, favourite=True)
        assert card.note == "told of" and len(cards(store)) == 3
        assert all(unlisted(one.tags) in ([], ["sky"]) for one in cards(store))
        store.library.mark(ANN, [work.id for work in works], Change(tag="sea"))
    rebuild(settings)
    with closing(Store.open(settings)) as store:
        assert [unlisted(one.tags)[-1] for one in cards(store)] == ["sea"] * 3
        assert cards(store, favourite=True)[0].note == "told of"


def test_boards_that_are_deleted_stay_deleted(settings: Settings, shelf: Shelf) -> None:
    a_marked_library(shelf)
    (board,) = shelf.store.boards.all(ANN)
    shelf.store.boards.delete(board.id, ANN)
    lose_database(shelf.store, settings)
    rebuild(settings)
    with closing(Store.open(settings)) as store:
        assert store.boards.all(ANN) == []
        assert [(card.title, unlisted(card.boards)) for card in cards(store, tag="sky")] == [
            ("more birds", []),
            ("birds", []),
        ]


def test_a_migrated_database_has_the_tables(tmp_path: Path) -> None:
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(tmp_path)
    database = next(tmp_path.rglob("inkstone.db"))
    Store.open(Settings(home=database.parent)).close()
    with closing(sqlite3.connect(database)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"cards", "kin", "boards"} <= tables
