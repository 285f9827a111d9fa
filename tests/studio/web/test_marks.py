"""Marks: favourites, tags, notes, the bin, and boards, as they are set over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from studio.works.upkeep import empty_bins
from tests.shelf import Shelf
from tests.studio.web.conftest import mark, titles


def test_marks_are_kept_and_found(ann: TestClient, shelf: Shelf) -> None:
    work, other = shelf.keep("birds"), shelf.keep("boats")
    (card,) = mark(ann, work, favourite=True, tag="  Sea\n view ", note="for Ölaf")
    assert (card["favourite"], card["tags"], card["note"]) == (True, ["Sea view"], "for Ölaf")
    assert titles(ann, "favourite=1") == titles(ann, "tag=Sea+view") == titles(ann, "q=ölaf+sea+birds") == ["birds"]
    assert mark(ann, work, tag="SEA VIEW")[0]["tags"] == ["Sea view"], "the same in other letters"
    assert titles(ann, "tag=sea") == [], "a part of a tag is another tag"
    assert [card["id"] for card in mark(ann, other, work, tag="both")] == [other.id, work.id]
    (card,) = mark(ann, work, untag="sea view", favourite=False, note="")
    assert card["tags"] == ["both"] and titles(ann, "q=ölaf") == [] == titles(ann, "favourite=1")
    assert titles(ann, "q=birds") == ["birds"]


def test_the_bin_gives_back(ann: TestClient, shelf: Shelf) -> None:
    work = shelf.keep("birds")
    child = shelf.keep("more birds", parents=(work.id,))
    (card,) = mark(ann, work, bin=True)
    assert card["binned"] and titles(ann) == ["more birds"] and titles(ann, "bin=1") == ["birds"]
    assert [one.title for one in shelf.store.works()] == ["more birds"] and shelf.store.work(work.id) == work
    assert ann.get(f"/works/{child.id}").json()["parents"] == [], "the family are those that are there"
    mark(ann, work, bin=False)
    assert titles(ann) == ["more birds", "birds"] and titles(ann, "bin=1") == []
    assert [one["title"] for one in ann.get(f"/works/{child.id}").json()["parents"]] == ["birds"]


def test_only_what_lies_in_the_bin_is_forgotten(ann: TestClient, shelf: Shelf) -> None:
    work, other = shelf.keep("birds"), shelf.keep("boats")
    both = {"ids": [work.id, other.id]}
    mark(ann, work, bin=True, note="secret")
    assert ann.post("/library/forget", json=both).status_code == 422 and len(shelf.store.rows.ids()) == 2
    assert ann.post("/library/forget", json={"ids": [work.id]}).json() == {"forgotten": [work.id]}
    assert ann.get(f"/works/{work.id}").status_code == 404 and not shelf.store.path(work.main).exists()
    assert shelf.store.marks.ids() == set() and titles(ann) == ["boats"]


def test_the_bin_is_emptied_after_a_month(ann: TestClient, shelf: Shelf) -> None:
    old, new = shelf.keep("old"), shelf.keep("new")
    mark(ann, old, new, bin=True)
    assert empty_bins(shelf.store) == 0
    mark(ann, new, bin=False)
    assert empty_bins(shelf.store, timedelta(0)) == 1
    assert [work.title for work in shelf.store.works()] == ["new"] and shelf.store.rows.ids() == {new.id}


@pytest.mark.parametrize(
    "sent",
    [
        {"favourite": "yes"}, {"favourite": 1}, {"tag": ""}, {"tag": " \n "}, {"tag": "x" * 41}, {"tag": 5},
        {"note": "x" * 2001}, {"note": "\0"}, {"board": "x"}, {"board": "0" * 32}, {"bin": None, "owner": "b"},
        {"bin": "1"}, {"words": "x"},
    ],
)  # fmt: skip
def test_marks_that_cannot_be_change_nothing(ann: TestClient, shelf: Shelf, sent: dict[str, Any]) -> None:
    ids = [shelf.keep("birds").id]
    answer = ann.post("/library/mark", json={"favourite": True, **sent, "ids": ids})
    assert answer.status_code in (404, 422) and titles(ann, "favourite=1") == []


@pytest.mark.parametrize(
    "more", [[1], [["x"]], [None], ["0" * 32], ["x"], [f"{number:032x}" for number in range(501)], "x", {}, 5, None]
)
def test_works_that_cannot_be_are_not_marked_nor_is_any_other(ann: TestClient, shelf: Shelf, more: Any) -> None:
    ids = [shelf.keep("birds").id, *more] if isinstance(more, list) else more
    answer = ann.post("/library/mark", json={"ids": ids, "favourite": True})
    assert answer.status_code in (404, 422) and titles(ann, "favourite=1") == []


def test_no_works_are_told(ann: TestClient) -> None:
    for sent in ({}, {"ids": []}, {"favourite": True}):
        assert "Choose works first" in ann.post("/library/mark", json=sent).text
    for content in (b"", b"[]", b"{", b'"x"', b"[" * 100_000):
        assert ann.post("/library/mark", content=content).status_code == 422


def test_a_work_has_so_many_tags_and_no_more(ann: TestClient, shelf: Shelf) -> None:
    work = shelf.keep("birds")
    for number in range(20):
        mark(ann, work, tag=f"{number}")
    answer = ann.post("/library/mark", json={"ids": [work.id], "tag": "20"})
    assert answer.status_code == 422 and "20 tags" in answer.text
    assert len(mark(ann, work, tag="20", untag="0")[0]["tags"]) == 20


def test_boards_gather_works(ann: TestClient, shelf: Shelf) -> None:
    work, other = shelf.keep("birds"), shelf.keep("boats")
    sea = ann.post("/boards", json={"name": " The  sea ", "project": "Calendar"}).json()["board"]
    assert (sea["name"], sea["project"], sea["count"], sea["cover"]) == ("The sea", "Calendar", 0, "")
    air = ann.post("/boards", json={"name": "Air", "project": "Calendar"}).json()["board"]
    alone = ann.post("/boards", json={"name": "Alone"}).json()["board"]
    mark(ann, work, other, board=sea["id"])
    mark(ann, work, board=air["id"])
    boards = ann.get("/boards").json()["boards"]
    assert [(board["name"], board["count"]) for board in boards] == [("Alone", 0), ("Air", 1), ("The sea", 2)]
    assert boards[2]["cover"] == f"works/{other.id}/main?thumb=1"
    assert titles(ann, f"board={sea['id']}") == titles(ann, "project=Calendar") == ["boats", "birds"]
    assert titles(ann, f"board={air['id']}") == ["birds"] and titles(ann, "project=Other") == []
    assert mark(ann, other, unboard=sea["id"])[0]["boards"] == []
    assert ann.post(f"/boards/{sea['id']}", json={"name": "Ocean"}).json()["board"]["project"] == "Calendar"
    assert ann.post(f"/boards/{sea['id']}/delete", json={}).status_code == 200
    assert mark(ann, work, favourite=True)[0]["boards"] == [air["id"]], "its works stay"
    assert [board["name"] for board in ann.get("/boards").json()["boards"]] == ["Alone", "Air"]
    assert ann.post(f"/boards/{sea['id']}", json={"name": "x"}).status_code == 404 and alone["id"]


@pytest.mark.parametrize(
    "sent", [{}, {"name": ""}, {"name": "x" * 61}, {"name": 5}, {"name": "x", "owner": "y"}, {"project": "x"}]
)
def test_boards_that_cannot_be(ann: TestClient, sent: dict[str, Any]) -> None:
    assert ann.post("/boards", json=sent).status_code == 422
    assert ann.get("/boards").json()["boards"] == []


def test_there_are_so_many_boards_and_no_more(
    ann: TestClient, bob: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.works.boards.MOST", 2)
    assert [ann.post("/boards", json={"name": f"{number}"}).status_code for number in range(3)] == [200, 200, 422]
    assert bob.post("/boards", json={"name": "mine"}).status_code == 200
