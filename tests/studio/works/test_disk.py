"""A full disk and a folder that may not be written: each says so, and nothing that was kept is lost."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from studio.errors import DiskFull, NotWritable
from studio.house import House
from studio.jobs.mode import Modes
from studio.jobs.worker import Worker
from studio.settings import Settings
from studio.works.facts import MusicFacts
from studio.works.made import Made, MadeFile
from studio.works.recipe import Recipe
from studio.works.store import Store
from tests.fakes import FakeDevice, FakeLoader, Sketcher, sketching
from tests.studio.jobs.test_worker import ended, sketch
from tests.studio.works.test_store import keep

RECIPE = Recipe(mode="sketch", engine="sketcher", kind="music", title="noise", params={}, seed=1)


def fill(place: Path, leave: int = 0) -> Path:
    """Fill the disk to the last byte, or leave a few kilobytes."""
    ballast = place / "ballast"
    with pytest.raises(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1024))
    if leave:
        with ballast.open("r+b") as file:
            file.truncate(ballast.stat().st_size - leave)
    return ballast


def home(place: Path) -> Settings:
    return Settings(home=place / "home")


def test_works_are_kept_until_the_disk_is_full_and_then_again(small_disk: Path) -> None:
    store = Store.open(home(small_disk))
    kept = [keep(store)]
    large = [MadeFile("main", ".bin", bytes([number]) * 200_000) for number in range(20)]
    with pytest.raises(DiskFull, match=r"disk is full.*All earlier works are safe.*Free some space"):
        for file in large:
            kept.append(store.add(Made("music", "noise", (file,), MusicFacts()), RECIPE, "ann", "j"))
    assert 2 <= len(kept) < 8
    assert {work.id for work in store.works()} == {work.id for work in kept}
    assert all(store.files.read(file) for work in kept for file in work.files)
    assert not list(small_disk.rglob(".passing-*")), "no half written file takes up the room"

    store.delete(kept.pop())
    kept.append(keep(store, seed=9))
    assert {work.id for work in Store.open(home(small_disk)).works()} == {work.id for work in kept}


def test_a_job_on_a_full_disk_fails_clearly_and_works_when_there_is_room(
    small_disk: Path, open_worker: Callable[..., Worker]
) -> None:
    sketcher = Sketcher()
    worker = open_worker(Store.open(home(small_disk)), sketching(sketcher))
    worker.start()
    first = ended(sketch(worker, "before"))
    sketcher.gate.hold()
    job = sketch(worker, "during")
    sketcher.gate.reached(5)
    ballast = fill(small_disk)
    sketcher.gate.open()
    view = ended(job)
    assert view.state == "failed" and view.message.startswith("The disk is full"), view.message
    with pytest.raises(DiskFull):
        sketch(worker, "refused at once, since it could not be written down")

    ballast.unlink()
    assert ended(sketch(worker, "after")).state == "done"
    store = Store.open(home(small_disk))
    assert [work.title for work in store.works()] == ["after", "before"]
    assert store.files.read(store.work(first.works[0]).main)
    store.check()


@pytest.mark.parametrize("leave", [0, 8 * 1024, 48 * 1024])
def test_a_studio_cannot_be_founded_on_a_full_disk(small_disk: Path, leave: int) -> None:
    ballast = fill(small_disk, leave)
    with pytest.raises(DiskFull, match="The disk is full"):
        Store.open(home(small_disk))
    ballast.unlink()
    assert Store.open(home(small_disk)).works() == []


def test_a_read_only_disk_is_told(small_disk: Path) -> None:
    store = Store.open(home(small_disk))
    work = keep(store)
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(NotWritable, match="INKSTONE_HOME at a folder that you may write"):
        keep(store, seed=8)
    with pytest.raises(NotWritable):
        store.delete(work)
    store.close()
    with pytest.raises(NotWritable):
        Store.open(Settings(home=small_disk / "another"))
    with pytest.raises(NotWritable):
        House.open(home(small_disk), {}, FakeLoader(FakeDevice()), serve=True)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert Store.open(home(small_disk)).works() == [work] and store.files.read(work.main)


def test_a_folder_of_somebody_else_is_told(
    tmp_path: Path, settings: Settings, as_stranger: Callable[[], AbstractContextManager[None]]
) -> None:
    store = Store.open(settings)
    work = keep(store)
    for parent in (tmp_path, *list(tmp_path.parents)[:-2]):
        parent.chmod(0o755)
    with as_stranger():
        with pytest.raises(NotWritable, match=r"may not be written|cannot be opened for writing"):
            keep(Store.open(settings), seed=8)
        with pytest.raises(NotWritable, match="may not be written"):
            House.open(Settings(home=tmp_path / "new"), {}, FakeLoader(FakeDevice()))
        with pytest.raises(NotWritable):
            House.open(settings, Modes(()), FakeLoader(FakeDevice()), serve=True)
    assert store.works() == [work] and store.files.read(work.main)
