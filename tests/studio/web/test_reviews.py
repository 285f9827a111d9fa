"""What was held back, over HTTP: appeals of one's own, and what whoever keeps the studio sees and decides."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from studio.house import House
from studio.jobs.outcome import recipe_of
from studio.people.visitor import COMMAND_LINE, Visitor
from studio.safety.aside import Piece
from studio.safety.levels import Finding
from studio.words import say
from tests.fakes import a_sketch
from tests.studio.jobs.test_worker import ended, sketch
from tests.studio.web.conftest import ANN, BOB, OpenDoor, OpenHouse, known

PICTURE, WORDS = Finding("picture", "sexual", 0.91), Finding("words", "hate", 0.95)


@pytest.fixture
def house(open_house: OpenHouse) -> House:
    """One that is open to others."""
    return open_house(hosts="studio.example")


@pytest.fixture
def keeper(open_door: OpenDoor, house: House) -> TestClient:
    return known(open_door(house), house, Visitor(COMMAND_LINE))


def held(house: House, finding: Finding, owner: str = ANN.id, prompt: str = "a vermilion boat") -> tuple[str, str]:
    """A job of somebody's of which something was held: its id, and that of the review."""
    job = sketch(house.worker, prompt, owner)
    ended(job)
    made = a_sketch(prompt)
    piece = Piece(made, recipe_of(job, made), ()) if finding.stage == "picture" else None
    said = (say("safety.words", category=finding.called, level=say("safety.level.usual")), say("safety.appeal"))
    house.worker.log.end(house.worker.log.job(job.id), "held", said)
    job.update(state="held", said=said)
    return job.id, house.reviews.hold(owner, job.id, finding, "usual", piece)


def told(door: TestClient) -> list[dict[str, Any]]:
    return list(door.get("/reviews").json()["reviews"])


def appeal_of(door: TestClient, job: str) -> str:
    return str(job_of(door, job)["appeal"])


def job_of(door: TestClient, job: str) -> dict[str, Any]:
    return next(dict(one) for one in door.get("/now").json()["jobs"] if one["id"] == job)


def test_an_appeal_is_told_of_where_the_job_is(ann: TestClient, bob: TestClient, house: House) -> None:
    job, _ = held(house, WORDS)
    assert appeal_of(ann, job) == "open"
    assert bob.post(f"/jobs/{job}/appeal").status_code == 404
    assert ann.post(f"/jobs/{job}/appeal").status_code == 200
    assert appeal_of(ann, job) == "asked"


def test_what_came_of_an_appeal_takes_the_place_of_how_one_appeals(
    ann: TestClient, keeper: TestClient, house: House
) -> None:
    job, review = held(house, WORDS)
    assert "If it is wrong, appeal" in job_of(ann, job)["said"]
    ann.post(f"/jobs/{job}/appeal")
    told_of = job_of(ann, job)["said"]
    assert "You have appealed" in told_of and "If it is wrong, appeal" not in told_of and "held back" in told_of
    assert keeper.post(f"/reviews/{review}/uphold").status_code == 200
    assert job_of(ann, job)["said"].endswith("looked at it, and it stays held.") and appeal_of(ann, job) == "upheld"


def test_what_nobody_lets_through_has_no_appeal(ann: TestClient, keeper: TestClient, house: House) -> None:
    job, id = held(house, Finding("words", "minors", 0.95))
    assert appeal_of(ann, job) == "" and ann.post(f"/jobs/{job}/appeal").status_code == 403
    assert not told(keeper)[0]["may"] and keeper.post(f"/reviews/{id}/allow").status_code == 403
    assert keeper.post(f"/reviews/{id}/uphold").status_code == 200 and told(keeper) == []


def test_words_are_read_once_their_owner_has_appealed(ann: TestClient, keeper: TestClient, house: House) -> None:
    job, _ = held(house, WORDS)
    assert "vermilion" not in keeper.get("/reviews").text
    ann.post(f"/jobs/{job}/appeal")
    [review] = told(keeper)
    assert review["words"] == "a vermilion boat" and review["state"] == "appealed" and review["mode"] == "Sketch"


def test_a_picture_is_looked_at_and_let_through(ann: TestClient, keeper: TestClient, house: House) -> None:
    _, id = held(house, PICTURE)
    before = len(house.store.works(ANN.id))
    [review] = told(keeper)
    assert review["has_picture"] and review["certainty"] == 91
    shown = keeper.get(f"/reviews/{id}/picture")
    assert Image.open(io.BytesIO(shown.content)).size == (32, 32) and shown.headers["cache-control"] == "no-store"
    assert keeper.post(f"/reviews/{id}/allow").json() == {"reviews": []}
    assert len(house.store.works(ANN.id)) == before + 1
    assert keeper.get(f"/reviews/{id}/picture").status_code == 404
    assert keeper.post(f"/reviews/{id}/uphold").status_code == 403, "it is decided"


def test_words_that_are_let_through_wait_again(keeper: TestClient, house: House) -> None:
    job, id = held(house, WORDS)
    assert keeper.post(f"/reviews/{id}/allow").status_code == 200
    again = next(one for one in house.worker.known.of(ANN.id) if one.id != job)
    assert again.cleared and ended(again).state == "done"


def test_all_of_it_is_for_whoever_keeps_the_studio(ann: TestClient, house: House) -> None:
    _, id = held(house, PICTURE, BOB.id)
    assert ann.get("/reviews").status_code == ann.get(f"/reviews/{id}/picture").status_code == 403
    assert {ann.post(f"/reviews/{id}/{deed}").status_code for deed in ("allow", "uphold")} == {403}
    assert "ink-reviews" not in ann.get("/machine").text


def test_the_keeper_finds_it_in_system_with_the_level(keeper: TestClient) -> None:
    page = keeper.get("/machine").json()["page"]
    assert "<ink-reviews>" in page and "INKSTONE_SAFETY" in page and "usual" in page


@pytest.mark.parametrize("id", ["x", "0" * 32, "..%2F..%2Fetc"])
def test_what_there_is_not_is_not_found(keeper: TestClient, id: str) -> None:
    assert keeper.get(f"/reviews/{id}/picture").status_code == 404
    assert keeper.post(f"/reviews/{id}/allow").status_code == 404
