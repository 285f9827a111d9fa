"""An opened work: its words, recipe, files and family, and what can be done with it."""

from __future__ import annotations

from starlette.testclient import TestClient

from studio.words import say
from tests.shelf import Shelf
from tests.studio.web.conftest import BOB


def test_an_opened_work_tells_all_of_it(ann: TestClient, shelf: Shelf) -> None:
    parent = shelf.keep("birds")
    work = shelf.keep(
        "more birds",
        parents=(parent.id,),
        notes=(say("kept.all_safe"),),
        params={"prompt": "p", "seed": 5, "size": 512},
    )
    child = shelf.keep("most birds", parents=(work.id,))
    shelf.keep("of Bob's", owner=BOB.id, parents=(work.id,))
    told = ann.get(f"/works/{work.id}").json()
    assert told["card"]["title"] == "more birds" and told["text"] == "words of more birds"
    assert told["notes"] == [str(say("kept.all_safe"))] and told["facts"] == ["640 × 480"]
    assert ["Size", "512"] in told["recipe"] and told["seed"] == 2
    assert told["files"] == [
        {"role": "main", "label": "PNG", "url": f"works/{work.id}/main", "name": "more-birds-2.png"}
    ]
    assert [card["id"] for card in told["parents"]] == [parent.id]
    assert [card["id"] for card in told["children"]] == [child.id]
    assert told["again"] and told["vary"]
    assert not ann.get(f"/works/{shelf.keep('x', mode='gone').id}").json()["again"]
