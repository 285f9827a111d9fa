"""Bytes of the database are flipped, zeroed and cut off: no work is lost in silence, and a rebuild brings all back."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from studio.errors import StoreDamaged
from studio.settings import Settings
from studio.works.rebuild import rebuild, settle
from studio.works.store import Store
from studio.works.works import Work
from tests.studio.works.test_store import keep

WORKS = 24
OWNERS = ("command-line", "a" * 32, "b" * 32)


class Kept(NamedTuple):
    """A studio's works, and its database as a kill leaves it: some works in it, the newest in the log beside it."""

    works: list[Work]
    files: Path
    database: bytes
    wal: bytes


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    home = tmp_path_factory.mktemp("home")
    store = Store.open(Settings(home=home))
    for seed in range(WORKS):
        if seed == WORKS // 2:
            store.close()  # Writes the log into the database.
        keep(store, f"work {seed} " + "in many words " * 9, seed=seed, owner=OWNERS[seed % 3])
    kept = Kept(
        store.works(limit=None),
        home / "files",
        (home / "inkstone.db").read_bytes(),
        (home / "inkstone.db-wal").read_bytes(),
    )
    assert len(kept.database) > 20_000 < len(kept.wal)
    store.close()
    before = contents(kept.files)
    yield kept
    assert before.items() <= contents(kept.files).items(), "nothing was taken for damaged that was whole"


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def flipped(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def scribbled(data: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(data)), chance.choice((4, 64, 1000))
    data[start : start + length] = chance.randbytes(len(data[start : start + length]))


def zeroed(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data)) // 512 * 512
    data[start : start + 512] = bytes(len(data[start : start + 512]))


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def header_flipped(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(100)] ^= 1 << chance.randrange(8)


@pytest.mark.parametrize("seed", [*range(16), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(16, 400))])
@pytest.mark.parametrize("damage", [flipped, header_flipped, scribbled, zeroed, cut])
def test_damage_is_mended_at_the_start_or_told(
    tmp_path: Path, kept: Kept, damage: Callable[[bytearray, random.Random], None], seed: int
) -> None:
    """On even seeds in the database, on odd ones in its write-ahead log."""
    parts = [bytearray(kept.database), bytearray(kept.wal)]
    damage(parts[seed % 2], random.Random(f"{damage.__name__} {seed}"))
    settings = Settings(home=tmp_path, files_url=str(kept.files))
    for part, end in zip(parts, ("", "-wal"), strict=True):
        (tmp_path / f"inkstone.db{end}").write_bytes(part)

    try:
        assert {work.id for work in started(settings)} >= {work.id for work in kept.works}
    except StoreDamaged as error:
        assert "python -m studio works --rebuild" in str(error)

    rebuild(settings)
    works = {work.id: work for work in started(settings)}
    assert [works.get(work.id) for work in kept.works] == kept.works


def started(settings: Settings) -> list[Work]:
    """What a studio lists after its start."""
    with closing(Store.open(settings)) as store:
        settle(store, alone=False)
        return store.works(limit=None)


@pytest.mark.parametrize("byte", [18, 19])
@pytest.mark.parametrize("value", [0, 1, 3, 255])
def test_a_header_that_forbids_writing_is_told_as_damage(tmp_path: Path, kept: Kept, byte: int, value: int) -> None:
    """And not as a folder that may not be written."""
    header = bytearray(kept.database)
    header[byte] = value
    settings = Settings(home=tmp_path, files_url=str(kept.files))
    (tmp_path / "inkstone.db").write_bytes(header)
    try:
        assert {work.id for work in started(settings)} == {work.id for work in kept.works}
    except StoreDamaged as error:
        assert "python -m studio works --rebuild" in str(error)
    rebuild(settings)
    assert started(settings) == kept.works
