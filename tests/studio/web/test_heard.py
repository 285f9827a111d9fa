"""The sound of a running job over HTTP: for whoever asked for the job, as long as it runs, and kept by nobody."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from studio.jobs.worker import Worker
from tests.studio.humming import Hummer, level
from tests.studio.jobs.test_worker import ended, sketch
from tests.studio.web.conftest import OpenDoor
from tests.studio.web.test_now import entered, jobs, owner_of


@pytest.fixture
def sketcher(hummer: Hummer) -> Hummer:
    return hummer


@pytest.fixture
def ann(open_door: OpenDoor) -> TestClient:
    return entered(open_door())


@pytest.fixture
def humming(ann: TestClient, worker: Worker, hummer: Hummer) -> Any:
    """A job of hers in the second of its steps."""
    hummer.gate.hold(after=1)
    job = sketch(worker, owner=owner_of(ann))
    hummer.gate.reached(2)
    return job


def test_what_there_is_is_told_and_can_be_heard(ann: TestClient, humming: Any) -> None:
    (told,) = jobs(ann)
    assert told["heard"] == {"first": 0, "count": 2, "seconds": 1.0, "rate": 8000}
    answer = ann.get(f"/jobs/{humming.id}/heard/1")
    assert answer.headers["content-type"] == "audio/flac" and answer.headers["cache-control"] == "no-store"
    assert level(answer.content) == pytest.approx(0.2, abs=1e-3)


@pytest.mark.parametrize("number", ["2", "99999999999", "-1", "1_0", "x", "1.5"])
def test_what_there_is_not_is_told(ann: TestClient, humming: Any, number: str) -> None:
    answer = ann.get(f"/jobs/{humming.id}/heard/{number}")
    assert answer.status_code == 404 and "Traceback" not in answer.text


def test_nobody_else_hears_it(open_door: OpenDoor, ann: TestClient, humming: Any) -> None:
    bob = entered(open_door(public_demo=True, hosts=("testserver",)))
    assert owner_of(bob) != owner_of(ann)
    answer = bob.get(f"/jobs/{humming.id}/heard/0")
    assert answer.status_code == 404 and answer.text == ann.get("/jobs/none/heard/0").text
    assert ann.get(f"/jobs/{humming.id}/heard/0").status_code == 200


def test_it_is_over_with_the_job(ann: TestClient, hummer: Hummer, humming: Any) -> None:
    hummer.gate.open()
    ended(humming)
    (told,) = jobs(ann)
    assert told["state"] == "done" and told["heard"] is None
    assert ann.get(f"/jobs/{humming.id}/heard/0").status_code == 404
