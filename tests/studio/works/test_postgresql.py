"""The same store on PostgreSQL: a server of its own, where this machine has one and the driver for it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from studio.settings import Settings
from studio.works.database import HEAD, migrate, open_database
from studio.works.rebuild import settle
from studio.works.store import Store
from studio.works.tables import Base
from studio.works.wanted import Wanted
from tests.studio.works.test_store import keep

pytest.importorskip("psycopg", reason="requirements-server.txt is not installed")
_NOBODY = "nobody"


def _programs() -> Path:
    """Where the server's programs lie."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not places:
        pytest.skip("there is no PostgreSQL on this machine")
    return places[-1]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address, without a database; it listens on a socket in a folder alone. Never run by root, who may not."""
    # Where everybody may go, by a short name: a socket's is limited.
    programs, folder = _programs(), Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    user = pwd.getpwnam(_NOBODY) if os.geteuid() == 0 else None
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program: str, *words: object) -> None:
        subprocess.run(
            [programs / program, "-D", folder / "data", *map(str, words)],
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            cwd=folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    run("initdb", "-U", "studio", "-A", "trust", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://studio@/{{}}?host={folder}"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own for each test."""
    engine = sa.create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    name = f"t{abs(hash(request.node.nodeid))}"
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield server.format(name)
    engine.dispose()


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    store = Store.open(Settings(home=tmp_path / "home", database_url=url))
    yield store
    store.close()


def test_a_work_is_the_same_after_the_studio_was_closed(store: Store, url: str, tmp_path: Path) -> None:
    odd = "100% _birds\\ 'and' \"墨と紙\" 🎨"
    work = keep(store, odd)
    again = Store.open(Settings(home=tmp_path / "home", database_url=url)).work(work.id)
    assert again == work and again.recipe.title == odd
    assert abs(again.created - datetime.now(timezone.utc)) < timedelta(minutes=5)


def test_works_are_searched_counted_and_deleted(store: Store) -> None:
    kept = [keep(store, f"a {colour}_bird 100%", seed) for seed, colour in enumerate(("red", "blue", "green"))]
    assert [card.id for card in store.library.page("ann", Wanted(q="blue_bird")).cards] == [kept[1].id]
    assert not store.library.page("ann", Wanted(q="blue%bird")).cards, "a pattern is none here"
    store.delete(kept[1])
    assert [work.id for work in store.works("ann")] == [kept[2].id, kept[0].id]


def test_rows_that_are_lost_are_read_back(store: Store) -> None:
    work = keep(store)
    with store.database.session() as session:
        session.execute(sa.text("DELETE FROM works"))
    assert settle(store, alone=True) == 1
    assert store.work(work.id) == work


def test_many_may_be_the_first_to_open_it_and_write_at_once(url: str, tmp_path: Path) -> None:
    def write(number: int) -> str:
        store = Store.open(Settings(home=tmp_path / "home", database_url=url))
        try:
            return keep(store, f"bird {number}", number).id
        finally:
            store.close()

    with ThreadPoolExecutor(8) as threads:
        ids = set(threads.map(write, range(16)))
    assert {work.id for work in Store.open(Settings(home=tmp_path / "home", database_url=url)).works("ann")} == ids


def test_migrations_make_the_tables_that_are_declared(url: str) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        migrate(connection)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == HEAD
        found = sa.inspect(connection)
        for table in Base.metadata.sorted_tables:
            columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
            assert columns == {column.name: column.nullable for column in table.columns}, table.name
    open_database(url).dispose()
