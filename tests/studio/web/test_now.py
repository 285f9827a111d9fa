"""What a page hears of its visitor's jobs: all of it, at once when it changes, and nobody else's."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from studio.jobs.worker import Worker
from studio.web import now
from studio.works.store import Store
from tests.fakes import PATIENCE, Sketcher, sketching
from tests.studio.jobs.test_worker import ended, sketch
from tests.studio.web.conftest import OpenDoor


@pytest.fixture
def ann(open_door: OpenDoor) -> TestClient:
    return entered(open_door())


def entered(door: TestClient) -> TestClient:
    door.get("/")
    return door


def owner_of(door: TestClient) -> str:
    return str(door.get("/config").json()["visitor"])


def jobs(door: TestClient) -> list[dict[str, Any]]:
    return list(door.get("/now").json()["jobs"])


def test_a_job_is_told_of_from_first_to_last(ann: TestClient, worker: Worker, sketcher: Sketcher) -> None:
    assert jobs(ann) == []
    sketcher.gate.hold()
    mine = sketch(worker, "three birds", owner_of(ann))
    sketcher.gate.reached(1)
    (told,) = jobs(ann)
    assert (told["id"], told["tab"], told["mode"], told["mode_title"]) == (mine.id, "sketch", "sketch", "Sketch")
    assert (told["state"], told["prompt"], told["phase"]) == ("running", "three birds", "drawing")
    assert told["said"] == "drawing: step 1 of 4" and told["step"] == [1, 4]
    assert 0 < told["left"] <= 2 and told["ended"] is None and told["ahead"] is None
    sketcher.gate.open()
    ended(mine)
    (told,) = jobs(ann)
    assert told["state"] == "done" and [card["id"] for card in told["works"]] == list(mine.view.works)
    assert told["ended"] > told["created"] and told["fraction"] is None and told["left"] is None


def within(step: int, worker: Worker, sketcher: Sketcher, door: TestClient, steps: int) -> dict[str, Any]:
    """What is told of a job while it makes one of its steps."""
    sketcher.gate.hold(after=step - 1)
    before = sketcher.gate.total
    mine = sketch(worker, owner=owner_of(door), steps=steps)
    sketcher.gate.reached(before + step)
    told = jobs(door)[0]
    sketcher.gate.open()
    ended(mine)
    return told


def test_the_bar_is_never_full_before_the_end(ann: TestClient, worker: Worker, sketcher: Sketcher) -> None:
    """The step that is told of is not made yet, and a phase without steps has nothing to show."""
    fractions = [within(step, worker, sketcher, ann, steps=3)["fraction"] for step in (1, 2, 3)]
    assert fractions == [0, pytest.approx(1 / 3), pytest.approx(2 / 3)]
    only = within(1, worker, sketcher, ann, steps=1)
    assert only["state"] == "running" and only["fraction"] is only["step"] is None


def test_what_waits_has_its_place_and_its_wait(ann: TestClient, worker: Worker, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    sketch(worker, "somebody else's", "bob")
    sketcher.gate.reached(1)
    first, second = (sketch(worker, prompt, owner_of(ann)) for prompt in ("first", "second"))
    told = jobs(ann)
    assert [(one["id"], one["state"], one["ahead"]) for one in told] == [
        (first.id, "queued", 1),
        (second.id, "queued", 2),
    ]
    assert told[0]["said"] == "Before it: 1."
    assert 2 < told[0]["left"] < told[1]["left"] <= 6.1, "each takes two seconds, as the sketcher says of itself"
    wait = ann.get("/now").json()["wait"]
    assert told[1]["left"] < wait["sketch"] <= 8.1, "one more would come after all of them"


def test_who_would_make_it_is_told_without_a_second_figure(ann: TestClient) -> None:
    told = ann.get("/now").json()
    assert told["engine"]["sketch"] == "The sketcher needs no model."
    assert told["wait"]["sketch"] == 2


def test_a_page_that_has_seen_all_hears_of_the_next_change_at_once(
    ann: TestClient, worker: Worker, sketcher: Sketcher
) -> None:
    seen, owner = ann.get("/now").json()["seen"], owner_of(ann)
    began = time.monotonic()
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(ann.get, f"/now?seen={seen}")
        time.sleep(0.5)
        assert not answer.done()
        sketch(worker, owner=owner)
        told = answer.result(PATIENCE).json()
    assert told["seen"] != seen and len(told["jobs"]) == 1
    assert time.monotonic() - began < 2


def test_each_step_is_news(ann: TestClient, worker: Worker, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    sketch(worker, owner=owner_of(ann))
    sketcher.gate.reached(1)
    seen = ann.get("/now").json()["seen"]
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(ann.get, f"/now?seen={seen}")
        sketcher.gate.open()
        assert answer.result(5).json()["seen"] != seen


def test_what_others_do_wakes_nobody(ann: TestClient, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(now, "_PATIENCE", 0.6)
    seen = ann.get("/now").json()["seen"]
    ended(sketch(worker, owner="bob"))
    began = time.monotonic()
    told = ann.get(f"/now?seen={seen}").json()
    assert time.monotonic() - began >= 0.6 and told == {**told, "seen": seen, "jobs": []}


def test_a_studio_that_was_started_anew_is_another_moment(
    open_worker: Callable[..., Worker], store: Store, sketcher: Sketcher
) -> None:
    one, other = (open_worker(store, sketching(sketcher)) for _ in range(2))
    assert one.moment("ann") != other.moment("ann")


def test_only_so_many_answers_of_one_visitor_are_held(ann: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(now, "_PATIENCE", 1.5)
    seen = ann.get("/now").json()["seen"]

    def ask(_: int) -> float:
        began = time.monotonic()
        ann.get(f"/now?seen={seen}")
        return time.monotonic() - began

    with ThreadPoolExecutor(12) as pool:
        took = sorted(pool.map(ask, range(12)))
    assert took[3] < 1 and took[4] >= 1.4, "eight wait, the others are answered"


def test_nobody_hears_of_anothers_jobs_or_touches_them(
    ann: TestClient, open_door: OpenDoor, worker: Worker, sketcher: Sketcher
) -> None:
    sketcher.gate.hold()
    mine = sketch(worker, "a secret", owner_of(ann))
    sketcher.gate.reached(1)
    bob = entered(open_door())
    assert jobs(bob) == []
    for deed in (f"jobs/{mine.id}/cancel", f"jobs/{mine.id}/retry", "jobs/unknown/cancel"):
        assert bob.post(f"/{deed}").status_code == 404
    assert not mine.stopped.is_set()
    stranger = open_door()
    assert stranger.get("/now").status_code == stranger.post(f"/jobs/{mine.id}/cancel").status_code == 422


def test_cancel_and_try_again(ann: TestClient, worker: Worker, store: Store, sketcher: Sketcher) -> None:
    sketcher.gate.hold(after=1)
    mine = sketch(worker, "three birds", owner_of(ann))
    sketcher.gate.reached(2)
    assert ann.post(f"/jobs/{mine.id}/cancel").json() == {}
    sketcher.gate.open()
    ended(mine)
    told = jobs(ann)[0]
    assert (told["state"], told["said"]) == ("cancelled", "Stopped. What was finished is kept.")
    again = ann.post(f"/jobs/{mine.id}/retry").json()["job"]
    assert again["id"] != mine.id and again["prompt"] == "three birds"
    job = worker.find(again["id"], owner_of(ann))
    assert job and store.work(ended(job).works[0]).recipe.seed == mine.ask.seed


def test_a_work_is_made_again_or_varied(ann: TestClient, worker: Worker, store: Store) -> None:
    owner = owner_of(ann)
    (work,) = ended(sketch(worker, owner=owner, seed=7)).works
    seeds = []
    for vary in (False, True):
        id = ann.post("/jobs/again", json={"work": work, "vary": vary}).json()["job"]["id"]
        job = worker.find(id, owner)
        assert job and job.parents == (work,)
        seeds.append(store.work(ended(job).works[0]).recipe.seed)
    assert seeds[0] == 7 != seeds[1]


def test_half_a_character_is_answered(ann: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    assert ann.post("/jobs/again", content=b'{"work": "\\ud800"}').status_code == 404
    assert not caplog.records, "nor does it reach the database, or a log"


@pytest.mark.parametrize(
    "sent", [b"", b"[]", b"{}", b'{"work": 7}', b'{"work": "x", "vary": "yes"}', b"[" * 5000, b"\xff"]
)
def test_what_is_sent_is_read_with_care(ann: TestClient, sent: bytes) -> None:
    assert ann.post("/jobs/again", content=sent).status_code == 422


def test_a_work_that_is_not_there_is_not_made_again(ann: TestClient, worker: Worker) -> None:
    (work,) = ended(sketch(worker, owner="bob")).works
    for id in (work, "unknown"):
        assert ann.post("/jobs/again", json={"work": id}).status_code == 404


def test_a_full_queue_says_so(ann: TestClient, worker: Worker, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    owner = owner_of(ann)
    mine = sketch(worker, owner=owner)
    sketcher.gate.reached(1)
    for _ in range(20):
        sketch(worker, owner=owner)
    answer = ann.post(f"/jobs/{mine.id}/retry")
    assert answer.status_code == 429 and "as one visitor may have: 20" in answer.text


def test_the_last_of_each_tab_is_told_of_though_an_earlier_process_made_it(
    open_door: OpenDoor, open_worker: Callable[..., Worker], store: Store, sketcher: Sketcher
) -> None:
    """A visitor comes back to what they saw last, deleted works left out."""
    before = open_worker(store, sketching(sketcher))
    before.start()
    door = entered(open_door())
    owner = owner_of(door)
    ended(before.submit("ink", {"prompt": "old"}, owner))
    kept, deleted = (ended(sketch(before, prompt, owner)).works[0] for prompt in ("kept", "deleted"))
    store.delete(store.work(deleted))
    told = {one["prompt"]: one for one in jobs(door)}
    assert [card["id"] for card in told["kept"]["works"]] == [kept]
    assert told["deleted"]["works"] == [] and told["old"]["tab"] == "ink"


def test_what_lies_in_the_bin_is_not_shown_and_comes_back(ann: TestClient, worker: Worker) -> None:
    (work,) = ended(sketch(worker, owner=owner_of(ann))).works
    for is_binned in (True, False):
        assert ann.post("/library/mark", json={"ids": [work], "bin": is_binned}).status_code == 200
        assert [card["id"] for card in jobs(ann)[0]["works"]] == ([] if is_binned else [work])


def test_long_ended_jobs_are_left_out_but_for_the_last(
    ann: TestClient, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = owner_of(ann)
    for prompt in ("first", "second"):
        ended(sketch(worker, prompt, owner))
    monkeypatch.setattr("studio.jobs.standing._RECENT", timedelta(0))
    assert [one["prompt"] for one in jobs(ann)] == ["second"]


def test_looking_costs_no_thread(ann: TestClient, worker: Worker) -> None:
    threads, seen = threading.active_count(), ann.get("/now").json()["seen"]
    with ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(ann.get, f"/now?seen={seen}") for _ in range(6)]
        time.sleep(0.5)
        # The six that ask are ours, and the loop of the test's own client is one more.
        assert threading.active_count() <= threads + 6 + 2
        sketch(worker, owner=owner_of(ann))
        assert all(answer.result(PATIENCE).status_code == 200 for answer in answers)
