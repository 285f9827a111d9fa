"""Taking all of one's own along and having it deleted, over HTTP; and the page that says what is kept."""

from __future__ import annotations

import io
import threading
import zipfile

import pytest
from starlette.testclient import TestClient

from studio.house import House
from tests.fakes import Sketcher
from tests.shelf import Shelf
from tests.studio.web.conftest import ANN, BOB, OpenDoor, OpenHouse


def test_all_of_it_comes_as_one_file(ann: TestClient, shelf: Shelf) -> None:
    work, other = shelf.keep("birds", owner=ANN.id), shelf.keep("bees", owner=BOB.id)
    answer = ann.post("/me/export")
    assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
    assert any(work.id in name for name in names) and not any(other.id in name for name in names)


@pytest.mark.parametrize("confirm", [None, "", "yes", 1, ["delete"], "deleted", "x" * 1000])
def test_nothing_is_deleted_without_the_word(ann: TestClient, shelf: Shelf, confirm: object) -> None:
    work = shelf.keep("birds", owner=ANN.id)
    answer = ann.post("/me/forget", json={"confirm": confirm})
    assert answer.status_code == 422 and "delete" in answer.text
    assert ann.get(f"/works/{work.id}").status_code == 200


@pytest.mark.parametrize("word", ["delete", " Delete ", "删除"])
def test_with_the_word_all_of_it_is(ann: TestClient, bob: TestClient, shelf: Shelf, word: str) -> None:
    work, other = shelf.keep("birds", owner=ANN.id), shelf.keep("bees", owner=BOB.id)
    answer = ann.post("/me/forget", json={"confirm": word})
    assert answer.status_code == 200 and "1" in answer.json()["said"]
    assert ann.get(f"/works/{work.id}").status_code == 404
    assert ann.get("/library").json()["total"] == 0 and ann.get("/boards").json()["boards"] == []
    assert bob.get(f"/works/{other.id}").status_code == 200


def test_jobs_are_stopped_first_and_forgotten(ann: TestClient, house: House, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    running, waiting = (
        house.worker.submit("sketch", {"prompt": f"birds {n}", "seed": n, "pieces": 2, "steps": 3}, ANN.id)
        for n in (1, 2)
    )
    sketcher.gate.reached(1)
    # It goes on while it is waited for: what it still makes must not stay.
    threading.Timer(0.3, sketcher.gate.open).start()
    assert ann.post("/me/forget", json={"confirm": "delete"}).status_code == 200
    assert running.view.ended and waiting.view.state == "cancelled"
    assert "birds" not in ann.get("/now").text
    assert house.store.works(owner=ANN.id) == [] and house.worker.log.jobs(owner=ANN.id) == []


def test_it_says_how_this_studio_is_set(open_door: OpenDoor, open_house: OpenHouse) -> None:
    quiet = open_door().get("/privacy")
    assert quiet.status_code == 200 and "not encrypted" in quiet.text and "until you delete them" in quiet.text
    set_up = open_house(hosts="studio.example", keep_days=90, guest_days=3, files_key="a key", safety="strict")
    told = open_door(set_up).get("/privacy", headers={"Accept-Language": "en"}).text
    assert "are encrypted" in told and "after 90 days" in told and "after 3 days" in told and "strict" in told
    assert "a key" not in told


def test_it_needs_no_name_and_gives_none(open_door: OpenDoor, open_house: OpenHouse) -> None:
    answer = open_door(open_house(hosts="studio.example", password="sesame")).get(
        "/privacy", headers={"Accept-Language": "zh"}
    )
    assert answer.status_code == 200 and "隐私" in answer.text and "set-cookie" not in answer.headers
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
