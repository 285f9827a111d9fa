"""The library: cards that say what a list shows, found by words and filters, page after page, and counted."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from studio.house import House
from studio.words import say
from studio.works.embed import extract
from studio.works.recipe import ModelUse
from tests.shelf import Shelf, a_picture
from tests.studio.web.conftest import BOB, OpenDoor, mark, titles


def test_a_card_says_what_a_list_shows(ann: TestClient, shelf: Shelf) -> None:
    work = shelf.keep("Three birds", models=(use("ask"), use("no")))
    (card,) = ann.get("/library").json()["cards"]
    assert card["id"] == work.id and card["kind"] == "image" and card["title"] == "Three birds"
    assert card["prompt"] == "prompt of Three birds" and card["created"] == "2026-11-01T13:00:00+00:00"
    assert (card["width"], card["height"], card["seconds"]) == (640, 480, None)
    assert (card["alt"], card["excerpt"]) == ("words of Three birds", "")
    assert (card["sale"], card["engine"], card["engine_title"]) == ("no", "sketcher", "Model")
    assert card["colour"] == "#01c80a" and not card["favourite"] and card["binned"] is None
    assert ann.get(f"/{card['thumb']}").headers["content-type"] == "image/webp"
    assert extract(ann.get(f"/{card['main']}").content, ".png") == (work.recipe, "main")
    assert ann.get("/library").headers["cache-control"] == "no-store"


def use(commercial: str) -> ModelUse:
    return ModelUse(key="m", title="Model", licence="L", commercial=commercial)


def test_works_are_found_by_all_that_is_said_of_them(ann: TestClient, shelf: Shelf) -> None:
    shelf.keep("Straße am Meer", notes=(say("kept.all_safe"),))
    shelf.keep("床前明月光", kind="poem")
    shelf.keep("100%_done", kind="music")
    assert titles(ann, "q=STRASSE") == ["Straße am Meer"], "whatever the case"
    assert titles(ann, "q=ｍｅｅｒ") == ["Straße am Meer"], "whatever the width"
    assert titles(ann, "q=明月") == ["床前明月光"]
    assert titles(ann, "q=works+safe") == ["Straße am Meer"], "in a note of the engine's"
    assert titles(ann, "q=prompt+of+meer") == ["Straße am Meer"], "all words of it"
    assert titles(ann, "q=words+of") == ["100%_done", "床前明月光", "Straße am Meer"]
    assert titles(ann, "q=%25_d") == ["100%_done"] and titles(ann, "q=%25%25") == [], "signs mean themselves"
    assert titles(ann, "q=nowhere") == []


def test_filters(ann: TestClient, shelf: Shelf) -> None:
    shelf.keep("red", data=a_picture("red"), models=(use("ask"),), mode="enhance")
    shelf.keep("blue", data=a_picture("blue"), engine="painter")
    shelf.keep("tune", kind="music")
    shelf.keep("film", kind="animation", data=a_picture("red", "GIF"))
    asked = {
        "kind=music": ["tune"],
        "kinds=music,animation": ["film", "tune"],
        "engine=painter": ["blue"],
        "mode=enhance": ["red"],
        "colour=red": ["film", "red"],
        "sale=ask": ["red"],
        "since=2026-11-01T15:00:00Z": ["film", "tune"],
        "until=2026-11-01T14:00:00%2B00:00": ["blue", "red"],
        "until=2026-11-01": ["film", "tune", "blue", "red"],
        "since=2026-11-02": [],
        "takes=sound": ["tune"],
        "takes=picture,film": ["film", "blue", "red"],
        "takes=midi": [],
        "takes=weights": [],
        "sort=oldest": ["red", "blue", "tune", "film"],
        "sort=title": ["blue", "film", "red", "tune"],
        "favourite=1": [],
        "kind=&q=": ["film", "tune", "blue", "red"],
    }
    assert {query: titles(ann, query) for query in asked} == asked


def test_a_field_is_offered_the_works_that_have_what_it_takes(ann: TestClient, shelf: Shelf) -> None:
    shelf.keep("sound alone", kind="music")
    shelf.keep("with notes", kind="music", beside=(("midi", ".mid"), ("score", ".json")))
    shelf.keep("with midi", kind="music", beside=(("midi", ".mid"),))
    shelf.keep("a picture", beside=(("score", ".json"),))
    shelf.keep("the score of a midi", kind="poem")
    offered = {
        "score": ["with notes"],
        "midi": ["with midi", "with notes"],
        "score,midi": ["with midi", "with notes"],
        "sound,midi": ["with midi", "with notes", "sound alone"],
        "text": ["the score of a midi"],
        "weights": [],
    }
    assert {takes: titles(ann, f"takes={takes}") for takes in offered} == offered
    assert ann.get("/library?takes=midi&limit=1").json()["total"] == 2
    assert [ann.get(f"/library?takes={takes}").status_code for takes in ("nonsense", "midi,x")] == [422, 422]


@pytest.mark.parametrize("sort", ["newest", "oldest", "title"])
def test_pages_follow_each_other_while_works_come_and_go(ann: TestClient, shelf: Shelf, sort: str) -> None:
    works = [shelf.keep(f"{number % 3}") for number in range(9)]
    seen: list[str] = []
    after, pages = "", 0
    while pages < 9:
        answer = ann.get(f"/library?limit=2&sort={sort}&after={after}").json()
        seen += [card["id"] for card in answer["cards"]]
        after, pages = answer["next"], pages + 1
        if pages == 1:
            shelf.store.delete(shelf.store.work(seen[0]))
            shelf.keep("a newer one")
        if not after:
            break
    assert len(seen) == len(set(seen)) and {work.id for work in works} <= set(seen) and pages == 5


@pytest.mark.parametrize(
    "query",
    [
        "kind=statue", "kinds=image,statue", "limit=0", "limit=101", "limit=x", "sort=best", "after=x",
        "after=bnVsbA==", "after=WzEsMl0=", "after=WyJ4IiwieSJd", "since=soon", "since=0001-01-01", "until=9999-12-31",
        "colour=mauve", "sale=maybe", "board=x", "favourite=perhaps", f"q={'x' * 301}", f"tag={'x' * 101}",
        "takes=nonsense",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(ann: TestClient, query: str) -> None:
    answer = ann.get(f"/library?{query}")
    assert answer.status_code == 422 and len(answer.text) < 400, answer.text


def test_facets_count_what_there_is(ann: TestClient, shelf: Shelf) -> None:
    first = shelf.keep("red", data=a_picture("red"))
    second = shelf.keep("blue", data=a_picture("blue"), engine="illustrator")
    shelf.keep("gone", kind="music")
    board = ann.post("/boards", json={"name": "Sea"}).json()["board"]["id"]
    mark(ann, first, second, tag="bright", board=board)
    mark(ann, first, tag="warm", favourite=True)
    mark(ann, shelf.keep("binned"), bin=True)
    facets = ann.get("/library?facets=1&limit=1").json()["facets"]
    named = ("kinds", "engines", "colours", "tags")
    counts = {name: {one["key"]: one["count"] for one in facets[name]} for name in named}
    assert counts["kinds"] == {"image": 2, "music": 1} and counts["engines"] == {"sketcher": 2, "illustrator": 1}
    assert counts["colours"]["red"] == counts["colours"]["blue"] == 1 and counts["tags"] == {"bright": 2, "warm": 1}
    assert facets["boards"] == [{"key": board, "title": "Sea", "count": 2}]
    assert (facets["bin"], facets["favourites"]) == (1, 1)
    assert {one["key"]: one["title"] for one in facets["engines"]}["illustrator"] == "Illustrator"
    assert "facets" not in ann.get("/library").json()


def test_everything_is_its_owners_alone(
    ann: TestClient, bob: TestClient, open_door: OpenDoor, house: House, shelf: Shelf
) -> None:
    work = shelf.keep("birds")
    board = ann.post("/boards", json={"name": "Sea"}).json()["board"]["id"]
    mark(ann, work, board=board, bin=True)
    mine = shelf.keep("of Bob's", owner=BOB.id)
    ids = {"ids": [work.id]}
    stranger = open_door(house)
    for door, status in ((bob, 404), (stranger, 422)):
        assert door.get(f"/works/{work.id}").status_code == status
        assert door.post("/library/mark", json={**ids, "bin": False}).status_code == status
        assert door.post("/library/forget", json=ids).status_code == status
        assert door.post("/library/zip", data={"ids": work.id}).status_code == status
        assert door.post(f"/boards/{board}", json={"name": "x"}).status_code == status
        assert door.post(f"/boards/{board}/delete", json={}).status_code == status
        assert door.get("/library").status_code == (200 if door is bob else 422)
    assert bob.post("/library/mark", json={"ids": [mine.id, work.id], "favourite": True}).status_code == 404
    assert (
        titles(bob) == ["of Bob's"]
        and titles(bob, "favourite=1") == titles(bob, "bin=1") == titles(bob, f"board={board}") == []
    )
    assert bob.post("/library/mark", json={"ids": [mine.id], "board": board}).status_code == 404
    assert bob.get("/boards").json()["boards"] == [] and titles(ann, "bin=1") == ["birds"]
    facets = bob.get("/library?facets=1").json()["facets"]
    assert facets["bin"] == 0 and facets["boards"] == [] and facets["kinds"][0]["count"] == 1
