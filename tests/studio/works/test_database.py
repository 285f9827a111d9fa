"""The tables are what the migrations make, and an address that cannot be used is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from studio.errors import BadInput, StoreDamaged
from studio.works import database
from studio.works.store import Store
from studio.works.tables import Base

ROOT = Path(__file__).parents[3]


def test_the_migrations_make_exactly_the_declared_tables(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/migrated.db")
    with engine.begin() as connection:
        database.migrate(connection)
    made = database.open_database(f"sqlite:///{tmp_path}/made.db")
    for one in (engine, made):
        with one.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
            assert context.get_current_revision() == database.HEAD


def test_the_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "studio" / "works" / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == database.HEAD


@pytest.mark.parametrize("is_new", [True, False])
def test_a_new_database_and_one_at_the_head_open_without_alembic(tmp_path: Path, is_new: bool) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    if not is_new:
        database.open_database(url).dispose()
    check = f"import sys, studio.works.database as db; db.open_database({url!r}); print('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True).stdout == "False\n"


def test_a_database_of_a_newer_studio_is_not_touched(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    engine = database.open_database(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreDamaged, match=r"written by another version of Inkstone.*Nothing was changed"):
        database.open_database(url)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "9999"


@pytest.mark.parametrize("url", ["nonsense", "nosuchdatabase://here/x", "mysql+nodriver://x"])
def test_a_database_address_that_cannot_be_used_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="INKSTONE_DATABASE_URL cannot be used"):
        Store(url, str(tmp_path))


def test_a_files_address_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"INKSTONE_FILES_URL cannot be used.*nowhere"):
        Store(f"sqlite:///{tmp_path}/new.db", "nowhere://bucket")


def test_neither_what_is_asked_for_nor_what_is_read_stands_in_a_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(1, "sqlalchemy"):
        engine = database.open_database(f"sqlite:///{tmp_path}/works.db")
        with engine.connect() as connection:
            assert connection.scalars(sa.select(sa.literal("heliotrope"))).all() == ["heliotrope"]
    assert "SELECT" in caplog.text and "heliotrope" not in caplog.text
