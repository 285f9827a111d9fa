"""A studio's folder of November 2026 opens: its works are there, its jobs are told of, what waited is made."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pipelines.registry import MODES, RUNTIMES
from studio.house import House
from studio.jobs.log import view_of
from studio.settings import Settings
from studio.works.embed import extract
from studio.works.kinds import KINDS
from studio.works.rebuild import NOBODY, rebuild, settle
from studio.works.store import Store
from tests.studio.jobs.test_worker import ended

ARCHIVE = Path(__file__).parent / "home-2026-11.zip"
OWNER = "a" * 32


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(tmp_path / "old")
    return next((tmp_path / "old").rglob("inkstone.db")).parent


def test_every_work_is_there_with_its_files_and_its_recipe(home: Path) -> None:
    store = Store.open(Settings(home=home))
    works = store.works(owner=OWNER, limit=None)
    assert len(works) == 20
    assert {work.kind for work in works} == {"image", "poem", "story", "music", "animation"}
    for work in works:
        assert work.main.suffix in KINDS[work.kind].suffixes
        mode, values = MODES.find(work.recipe.mode, work.recipe.params)
        assert mode.makes == work.kind and mode.form.read(values).prompt == work.recipe.asked
        for file in work.files:
            found = extract(store.files.read(file), file.suffix)
            assert found == (work.recipe, file.role), "the recipe in the file is the one in the database"


def test_its_jobs_are_told_of_and_what_waited_is_made(home: Path) -> None:
    house = House.open(Settings(home=home), MODES, RUNTIMES, serve=True)
    try:
        log = house.worker.log
        (failed,) = log.jobs("failed")
        assert "龘" in view_of(failed, ()).message
        (interrupted,) = log.jobs("interrupted")
        assert "What was finished is kept" in view_of(interrupted, ()).message
        waiting = house.worker.known.of(OWNER)
        assert {job.mode for job in waiting} == {"image", "poem", "chinese-poem", "music", "animation"}
        for job in waiting:
            view = ended(job)
            assert view.state == "done", view.message
            assert house.store.work(view.works[0]).kind == MODES[job.mode].makes
        known = {view.mode for view, _ in house.worker.known.ended(OWNER)}
        assert "story" in known, "an old job of the writing tab is found by its mode"
    finally:
        house.close()


def test_its_works_come_back_from_their_files_alone(home: Path) -> None:
    settings = Settings(home=home)
    store = Store.open(settings)
    kept = {(work.recipe.to_json(), work.files[0].sha256) for work in store.works(limit=None)}
    store.close()
    (home / "inkstone.db").unlink()
    assert rebuild(settings) == 20
    works = Store.open(settings).works(limit=None)
    assert {(work.recipe.to_json(), work.files[0].sha256) for work in works} == kept
    assert {work.owner for work in works} == {NOBODY}, "whose they were was written in the database alone"


def test_after_its_first_start_they_come_back_as_they_were(home: Path) -> None:
    settings = Settings(home=home)
    store = Store.open(settings)
    works = store.works(limit=None)
    assert settle(store, alone=True) == 0
    store.close()
    (home / "inkstone.db").unlink()
    assert rebuild(settings) == 20
    assert Store.open(settings).works(limit=None) == works
