"""Kept files that are encrypted: nothing is readable without the key, nothing is lost with a wrong one."""

from __future__ import annotations

import gc
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from studio.errors import Sealed, StoreDamaged
from studio.house import House
from studio.people.room import Asked
from studio.settings import Settings
from studio.words import say
from studio.works.bundle import bundle
from studio.works.copies import OWN, Copies, Terms
from studio.works.loans import Loans
from studio.works.rebuild import rebuild, settle
from studio.works.seal import MAGIC, Seal
from studio.works.shelf import Shelf
from studio.works.store import Store
from tests.fakes import FakeDevice, FakeLoader, Sketcher, sketching
from tests.studio.jobs.test_worker import ended
from tests.studio.works.test_store import keep

KEY = "a long secret of the deployer"
SECRET = "a heliotrope lighthouse"
LENGTHS = (0, 1, 2**16 - 1, 2**16, 2**16 + 1, 2**17, 300_000)


@pytest.fixture
def sealed(settings: Settings) -> Settings:
    return settings.model_copy(update={"files_key": SecretStr(KEY)})


def lying(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """All that lies in the studio's folders but the database."""
    for path in sorted(settings.home.rglob("*")):
        if path.is_file() and not path.name.startswith("inkstone.db"):
            yield path.relative_to(settings.home).as_posix(), path.read_bytes()


@pytest.mark.parametrize("length", LENGTHS)
def test_what_was_sealed_comes_out_whole(length: int) -> None:
    data = os.urandom(length)
    pieces = [data[at : at + 7000] for at in range(0, length, 7000)]
    sealed = b"".join(Seal(KEY).sealed(pieces))
    assert sealed.startswith(MAGIC) and (length < 16 or data[:16] not in sealed)
    # With the salt of the file, not that of the seal.
    assert b"".join(Seal(KEY).opened([sealed[:5], sealed[5:]])) == data
    assert sealed != b"".join(Seal(KEY).sealed(pieces))


def test_no_byte_of_it_can_be_changed_moved_or_cut() -> None:
    seal = Seal(KEY)
    sealed = b"".join(seal.sealed([os.urandom(150_000)]))
    block = 2**16 + 16
    head, first, second = sealed[:40], sealed[40 : 40 + block], sealed[40 + block : 40 + 2 * block]
    last = sealed[40 + 2 * block :]
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in (9, 30, 40, 70_000, len(sealed) - 1)]
    forged = [head + second + first + last, head + first + last, head + first + second, head, sealed[:20], b""]
    for bad in (*changed, *forged, sealed + b"x"):
        with pytest.raises(Sealed):
            b"".join(seal.opened([bad]))
    with pytest.raises(Sealed):
        b"".join(Seal("another").opened([sealed]))


def test_nothing_is_readable_on_the_disk(sealed: Settings) -> None:
    with closing(Store.open(sealed)) as store:
        work = keep(store, SECRET)
        data = store.files.read(work.main)
        store.files.thumbs.make(work.main.sha256, store.path(work.main), work.main.suffix)
        small = store.files.thumbs.read(work.main.sha256)
        assert store.records.read(work.id) == work and store.work(work.id) == work
        loan = store.path(work.main)
        assert loan.read_bytes() == data and not loan.is_relative_to(sealed.home)
        assert store.files.closet and stat.S_IMODE(store.files.closet.folder.stat().st_mode) == 0o700
    found = dict(lying(sealed))
    assert len(found) >= 4 and small
    for name, plain in found.items():
        assert plain.startswith(MAGIC) and SECRET.encode() not in plain, name


@pytest.mark.parametrize("place", ["", "memory://inkstone-sealed"])
def test_a_path_leads_to_the_plain_file(sealed: Settings, place: str) -> None:
    with closing(Store.open(sealed.model_copy(update={"files_url": place}))) as store:
        work = keep(store, SECRET)
        path = store.path(work.main)
        assert path.read_bytes() == store.files.read(work.main) and path == store.path(work.main)
        store.delete(work)
        assert not path.exists()


def test_nothing_lies_open_while_it_is_made_seen_shared_and_taken_along(sealed: Settings) -> None:
    """Nor does the copy of what is looked at; the database alone is not encrypted."""
    with closing(House.open(sealed, sketching(Sketcher()), FakeLoader(FakeDevice()), serve=True)) as house:
        sketch = {"prompt": SECRET, "seed": 1, "pieces": 1, "steps": 1}
        [id] = ended(house.worker.submit("sketch", sketch, "ann")).works
        work = house.store.work(id)
        handed = [house.copies.path(work, file, terms) for file in work.files for terms in (OWN, Terms(recipe=False))]
        house.store.files.thumbs.make(work.main.sha256, house.store.path(work.main), work.main.suffix)
        house.rooms.add(Asked(title=SECRET), [work.id], "ann")
        assert SECRET.encode() in b"".join(bundle([work], house.copies, OWN))
        assert b"".join(house.mine.export("ann", house.copies.path))
        open_ones = {name: data for name, data in lying(sealed) if not data.startswith(MAGIC)}
        assert not [name for name, data in open_ones.items() if SECRET.encode() in data or b"\x89PNG" in data]
        assert all(path.exists() and not path.is_relative_to(sealed.home) for path in handed)
        closet = house.store.files.closet
        assert closet
        folder = closet.folder
    del house, closet
    gc.collect()
    assert not folder.exists(), "gone with the process at the latest"


def test_what_lay_open_before_the_key_and_what_a_killed_process_left_goes(settings: Settings, sealed: Settings) -> None:
    with closing(Store.open(settings)) as store:
        Copies(store.files, store.files.copies).path(work := keep(store, SECRET), work.main)
    assert [*settings.home.glob("copies/*")]
    leaving = (
        "import os; from studio.works.closet import Closet; c = Closet(); print(c.folder, flush=True); os._exit(9)"
    )
    left = Path(subprocess.run([sys.executable, "-c", leaving], stdout=subprocess.PIPE, text=True).stdout.strip())
    assert left.is_dir()
    with closing(Store.open(sealed)) as one, closing(Store.open(sealed)) as other:
        one.files.sweep()
        assert not left.exists() and not (settings.home / "copies").exists()
        assert other.files.closet and other.files.closet.folder.is_dir(), "of those at work none"


def test_what_was_kept_before_the_key_is_read_as_it_lies(settings: Settings, sealed: Settings) -> None:
    with closing(Store.open(settings)) as store:
        old = keep(store, "old", seed=1)
    with closing(Store.open(sealed)) as store:
        new = keep(store, "new", seed=2)
        assert [store.files.read(work.main)[:4] for work in (old, new)] == [b"\x89PNG"] * 2
        assert store.records.ids() == {old.id, new.id} and store.path(old.main).is_relative_to(sealed.home / "files")


@pytest.mark.parametrize("key", ["", "another"])
def test_with_another_key_nothing_starts_and_nothing_is_lost(sealed: Settings, key: str) -> None:
    with closing(Store.open(sealed)) as store:
        work = keep(store, SECRET)
    before = {path.name for path in sealed.home.rglob("*")}
    wrong = sealed.model_copy(update={"files_key": SecretStr(key) if key else None})
    for opening in (Store.open, rebuild):
        with pytest.raises(Sealed, match="INKSTONE_FILES_KEY"):
            opening(wrong)
    assert {path.name for path in sealed.home.rglob("*")} == before
    with closing(Store.open(sealed)) as store:
        assert store.work(work.id) == work and store.files.read(work.main)


def test_a_lost_database_comes_back_from_sealed_records_and_files(sealed: Settings) -> None:
    with closing(Store.open(sealed)) as store:
        kept, without = (keep(store, title) for title in (SECRET, "without a record"))
        store.records.remove(without.id)
    for path in sealed.home.glob("inkstone.db*"):
        path.unlink()
    with closing(Store.open(sealed)) as store:
        assert settle(store, alone=True) == 2
        assert store.work(kept.id) == kept and {work.title for work in store.works()} == {SECRET, "without a record"}


def test_a_damaged_file_harms_no_other(sealed: Settings) -> None:
    with closing(Store.open(sealed)) as store:
        work, other = (keep(store, title) for title in (SECRET, "another"))
        for name in (f"works/{work.id}.json", f"{work.main.sha256[:2]}/{work.main.sha256}.png"):
            place = sealed.home / "files" / name
            place.write_bytes(place.read_bytes()[:-1])
        store.files.loans.remove(f"{work.main.sha256}.png")
        with pytest.raises(StoreDamaged):
            store.files.read(work.main)
        with pytest.raises(StoreDamaged):
            store.path(work.main)
        assert store.records.read(work.id) is None and store.records.read(other.id) == other
        assert store.files.closet and [*store.files.closet.folder.rglob("*.png")] == [store.path(other.main)]
    rebuild(sealed)
    with closing(Store.open(sealed)) as store:
        assert store.records.read(work.id) == work, "from its row"


def test_loans_that_nobody_reads_make_room(tmp_path: Path) -> None:
    loans = Loans(tmp_path / "loans", most=250)
    old = [loans.path(name, lambda: [bytes(100)]) for name in "ab"]
    for age, path in enumerate(old, 1):
        os.utime(path, (0, time.time() - 1000 * age))
    fresh = [loans.path(name, lambda: [bytes(100)]) for name in "cde"]
    assert [path.exists() for path in (*old, *fresh)] == [False, False, True, True, True], "and those in use stay"
    os.utime(fresh[0], (0, 0))
    loans.sweep()
    assert [path.exists() for path in fresh] == [False, True, True]


def test_a_loan_is_whole_or_absent(tmp_path: Path) -> None:
    loans = Loans(tmp_path / "loans")

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise Sealed(say("seal.not_whole"))

    with pytest.raises(Sealed):
        loans.path("a", broken)
    assert not list((tmp_path / "loans").iterdir())


def test_a_shelf_without_a_key_reads_nothing_of_it(tmp_path: Path) -> None:
    Shelf(tmp_path, KEY).write("a", b"secret")
    assert b"secret" not in (tmp_path / "a").read_bytes()
    with pytest.raises(Sealed):
        Shelf(tmp_path)
