"""The store keeps works and jobs: in order, for many at once, and nothing is lost that was kept."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

import studio.works.store
from studio.errors import BadInput, DiskFull, NotFound, StoreDamaged
from studio.jobs.log import JobLog
from studio.settings import Settings
from studio.words import plain
from studio.works.embed import extract
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile
from studio.works.rebuild import read_back, rebuild, settle
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.works import Work
from tests.fakes import a_sketch

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)


def keep(
    store: Store, title: str = "birds", seed: int = 7, owner: str = "ann", kind: Any = "image", job: str = "j"
) -> Work:
    """Keep a small picture."""
    made = a_sketch(title, seed)
    recipe = Recipe(
        mode="sketch", engine="sketcher", kind=kind, title=title, params={"prompt": title, "seed": seed}, seed=seed
    )
    return store.add(made, recipe, owner, job)


def test_a_work_is_the_same_after_the_studio_was_closed(store: Store, settings: Settings) -> None:
    work = keep(store)
    again = Store.open(settings).work(work.id)
    assert again == work
    assert (again.title, again.kind, again.text) == ("birds", "image", "A square for “birds”.")
    svg = again.file("svg")
    assert svg and store.path(svg).read_bytes() == store.files.read(svg) and again.file("midi") is None


def test_every_file_carries_the_recipe_and_its_role(store: Store) -> None:
    work = keep(store)
    for file in work.files:
        assert extract(store.files.read(file), file.suffix) == (work.recipe, file.role)


def test_works_are_newest_first_by_kind_owner_and_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, (owner, kind) in enumerate([("ann", "image"), ("bob", "music"), ("ann", "music"), ("ann", "image")]):
        monkeypatch.setattr(studio.works.store, "now", lambda number=number: NOON + timedelta(hours=number))
        keep(store, f"{number}", seed=number, owner=owner, kind=kind)

    def titles(**which: Any) -> list[str]:
        return [work.title for work in store.works(**which)]

    assert titles() == titles(limit=None) == ["3", "2", "1", "0"]
    assert titles(owner="ann") == ["3", "2", "0"]
    assert titles(kind="music") == ["2", "1"]
    assert titles(owner="ann", kind="music") == ["2"]
    assert titles(limit=2) == ["3", "2"] and titles(limit=2, skip=2) == ["1", "0"] and titles(skip=4) == []
    assert store.works()[0].created == NOON + timedelta(hours=3)


def test_works_of_the_same_moment_are_on_one_page_each(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio.works.store, "now", lambda: NOON)
    kept = {keep(store, seed=seed).id for seed in range(5)}
    assert {work.id for skip in range(5) for work in store.works(limit=1, skip=skip)} == kept


def test_deleting_a_work_keeps_what_another_shares(store: Store) -> None:
    one, same, other = keep(store), keep(store), keep(store, seed=8)
    assert one.files == same.files
    store.delete(one)
    assert store.files.read(same.main)
    store.delete(same)
    with pytest.raises(NotFound, match="is gone"):
        store.files.read(same.main)
    assert [work.id for work in store.works()] == [other.id] and len(store.files.all()) == 2
    store.delete(same)  # Twice is once: two tabs may show the same work.


def test_a_deleted_work_leaves_nothing_behind(store: Store, settings: Settings) -> None:
    work, other = keep(store), keep(store, seed=8)
    store.delete(work)
    assert store.records.ids() == store.rows.ids() == {other.id}
    assert not any(store.files.has(file) for file in work.files) and all(store.files.has(file) for file in other.files)
    assert read_back(store) == 0 and rebuild(settings) == 0, "and it does not come back"


@pytest.mark.parametrize("step", ["records", "rows", "files"])
def test_a_work_whose_deleting_was_broken_off_is_there_or_gone(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    work, other = keep(store), keep(store, seed=8)

    def die(_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(getattr(store, step), "remove", die)
    with pytest.raises(KeyboardInterrupt):
        store.delete(work)
    monkeypatch.undo()
    store = Store.open(settings)
    settle(store, alone=True)
    assert {one.id for one in store.works()} == ({other.id} if step == "files" else {work.id, other.id})
    assert store.records.ids() == store.rows.ids()
    store.delete(work)
    assert store.works() == [other] and all(store.files.read(file) for file in other.files)


@pytest.mark.parametrize("damage", ["{", "[]", '[{"sha256": 7}]'])
def test_a_torn_row_still_holds_on_to_its_files(store: Store, settings: Settings, damage: str) -> None:
    one, same = keep(store), keep(store)
    torn = json.dumps([file.model_dump() for file in one.files])[:-1] + damage
    with sqlite3.connect(settings.home / "inkstone.db") as connection:
        connection.execute("UPDATE works SET files = ? WHERE id = ?", (torn, one.id))
    connection.close()
    store.delete(same)
    assert all(store.files.has(file) for file in one.files)
    store.delete(one)
    assert not any(store.files.has(file) for file in one.files)


def test_a_work_that_could_not_be_recorded_leaves_no_record(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Any) -> None:
        raise DiskFull(plain("full"))

    monkeypatch.setattr(store.rows, "add", refuse)
    with pytest.raises(DiskFull):
        keep(store)
    assert store.records.ids() == set()


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "statue"}, {"kind": ["x"]}, {"kind": {}}, {"kind": 7}, {"kind": ""},
        {"limit": "x"}, {"limit": -1}, {"limit": 1.5}, {"limit": True}, {"limit": 2**63}, {"skip": "x"}, {"skip": -1},
        {"skip": None}, {"owner": ["x"]}, {"owner": 7}, {"job": {}},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_no_damage(store: Store, asked: dict[str, Any]) -> None:
    keep(store)
    with pytest.raises(BadInput, match=f"{next(iter(asked))}: it should be "):
        store.works(**asked)


def test_a_record_says_all_that_the_row_says(store: Store) -> None:
    for kind in ("image", "poem", "music", "animation", "story"):
        work = keep(store, "海 <b> “x”", kind=kind)
        assert store.records.read(work.id) == work
    for id in ("unknown", "../works/" + work.id, "", "a" * 500, "\0", "é"):
        assert store.records.read(id) is None
    assert len(store.files.all()) == 10, "records are no files of works"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"7", b"\xff", b"{}", b"[" * 100_000])
def test_a_record_that_is_not_whole_is_none(store: Store, data: bytes) -> None:
    work = keep(store)
    store.files.shelf.write(f"works/{work.id}.json", data)
    assert store.records.read(work.id) is None and store.works() == [work]
    assert read_back(store) == 0


def test_another_process_may_write_the_row_first(store: Store) -> None:
    work = keep(store)
    store.rows.add(work)
    assert store.works() == [work]


def test_deleting_a_work_while_the_same_is_made_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old, record = keep(store), store.record
    deleting = threading.Thread(target=store.delete, args=(old,))

    def record_late(work: Work) -> None:
        deleting.start()
        deleting.join(0.2)  # Done by now, unless it waits its turn as it should.
        record(work)

    monkeypatch.setattr(store, "record", record_late)
    new = keep(store)
    deleting.join()
    assert store.works() == [new] and store.files.read(new.main)


def test_what_nobody_knows_is_told_by_name(store: Store) -> None:
    with pytest.raises(NotFound, match=r"There is no work “unknown”. It may have been deleted"):
        store.work("unknown")
    with pytest.raises(NotFound, match="There is no job “unknown”"):
        JobLog(store.database).job("unknown")
    with pytest.raises(NotFound) as told:
        store.work("x" * 100_000)
    assert len(str(told.value)) < 200


def test_a_missing_or_changed_file_is_told_and_harms_no_other(store: Store) -> None:
    work, other = keep(store), keep(store, seed=8)
    store.path(work.main).write_bytes(b"scribble")
    with pytest.raises(StoreDamaged, match=r"has changed on the disk. Its recipe is kept. “Make again”"):
        store.files.read(work.main)
    store.path(work.main).unlink()
    with pytest.raises(NotFound, match=r"is gone\. Its recipe is kept. “Make again”"):
        store.files.read(work.main)
    assert store.work(work.id).recipe.params["prompt"] == "birds" and store.files.read(other.main)


def test_making_again_mends_a_damaged_file(store: Store) -> None:
    work = keep(store)
    good = store.files.read(work.main)
    store.path(work.main).write_bytes(good[::-1])
    keep(store)
    assert store.files.read(work.main) == good


def test_a_file_suffix_cannot_lead_out_of_the_folder(store: Store) -> None:
    for suffix in ("/../../evil", ".PNG", "png", ".", ".a/b", ".png\n"):
        with pytest.raises(ValueError, match="not a file suffix"):
            store.files.add("main", suffix, b"")


def test_a_row_is_written_only_after_its_files(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Made(
        "image", "half", (MadeFile("main", ".bin", b"1"), MadeFile("other", "bad suffix", b"2")), PictureFacts()
    )
    with pytest.raises(ValueError, match="suffix"):
        store.add(made, keep(store).recipe, "ann", "j")
    assert [work.title for work in store.works()] == ["birds"]


def test_files_elsewhere_are_fetched_when_a_path_is_needed(tmp_path: Path, settings: Settings) -> None:
    store = Store(settings.database, "memory://inkstone-test")
    work = keep(store)
    assert store.path(work.main).read_bytes() == store.files.read(work.main)


def test_jobs_are_listed_oldest_first_by_state_and_owner(store: Store) -> None:
    for number, (owner, state) in enumerate([("ann", "done"), ("bob", "queued"), ("ann", "queued")]):
        JobLog(store.database).save(
            id=f"{number}", owner=owner, mode="sketch", params={}, parents=[], state=state,
            created=NOON + timedelta(hours=number),
        )  # fmt: skip
    JobLog(store.database).save(**{**vars_of(store, "0"), "state": "failed", "said": [plain("no paper").model_dump()]})
    assert [row.id for row in JobLog(store.database).jobs()] == ["0", "1", "2"]
    assert [row.id for row in JobLog(store.database).jobs("queued")] == ["1", "2"]
    assert [row.id for row in JobLog(store.database).jobs("queued", "failed", owner="ann")] == ["0", "2"]
    assert [row.id for row in JobLog(store.database).jobs(limit=1)] == ["2"]
    assert JobLog(store.database).job("0").said == [plain("no paper").model_dump()]


def vars_of(store: Store, id: str) -> dict[str, Any]:
    row = JobLog(store.database).job(id)
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


WRITER = """
import sys
from studio.settings import Settings
from studio.works.store import Store
from tests.studio.works.test_store import keep

store = Store.open(Settings.read())
for number in range(int(sys.argv[2])):
    keep(store, f"{sys.argv[1]} {number}", seed=number)
"""


@pytest.mark.parametrize("each", [10, pytest.param(300, marks=pytest.mark.soak)])
def test_two_processes_and_many_threads_write_at_once(
    settings: Settings, each: int, record_property: Callable[[str, object], None]
) -> None:
    """The first thing they do together is to open a folder that is not there yet."""
    command = [sys.executable, "-c", WRITER]
    processes = [subprocess.Popen([*command, name, f"{each}"], cwd=ROOT) for name in ("page", "shell")]
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _: Store.open(settings), range(8)))
        list(threads.map(lambda number: keep(stores[number % 8], f"thread {number}", seed=number), range(2 * each)))
    assert [process.wait(30 + each) for process in processes] == [0, 0]
    works = stores[0].works(limit=None)
    record_property("works", len(works))
    assert len({work.title for work in works}) == 4 * each
    assert all(stores[0].files.read(file) for work in works for file in work.files)
    stores[0].check()
