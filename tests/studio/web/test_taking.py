"""Taking along and bringing in: works as a ZIP, and files from outside that become works."""

from __future__ import annotations

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from starlette.testclient import TestClient

from studio.media.audio import encode as wav
from studio.media.video import encode
from studio.works.embed import embed, extract
from studio.works.facts import MusicFacts, PictureFacts
from studio.works.recipe import Recipe
from tests.inputs import whole
from tests.shelf import Shelf, a_picture
from tests.studio.web.conftest import mark, titles
from tests.studio.web.test_uploads import bring


def test_a_zip_holds_the_works_and_their_recipes(ann: TestClient, shelf: Shelf) -> None:
    works = [shelf.keep(title, seed=7) for title in ("Birds", "birds", "床前明月光")]
    answer = ann.post("/library/zip", data={"ids": ",".join(work.id for work in works)})
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith('attachment; filename="inkstone-')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:4] == ["birds-7.png", "birds-7.json", "birds-7-2.png", "birds-7-2.json"]
        assert extract(archive.read("birds-7-2.png"), ".png") == (works[1].recipe, "main")
        assert json.loads(archive.read("床前明月光-7.json"))["title"] == "床前明月光"


@pytest.mark.parametrize("ids", ["", "x", "x," * 501, "0" * 32])
def test_a_zip_of_nothing_is_refused(ann: TestClient, ids: str) -> None:
    assert ann.post("/library/zip", data={"ids": ids}).status_code in (404, 422)
    assert ann.post("/library/zip", content=ids).status_code == 422


def test_a_zip_that_would_be_too_large_is_refused(
    ann: TestClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = shelf.keep("birds")
    monkeypatch.setattr("studio.works.bundle.MOST_BYTES", 10)
    assert ann.post("/library/zip", data={"ids": work.id}).status_code == 422


def test_of_a_file_that_is_gone_the_zip_has_the_recipe(ann: TestClient, shelf: Shelf) -> None:
    work = shelf.keep("birds", seed=7)
    shelf.store.path(work.main).unlink()
    with zipfile.ZipFile(io.BytesIO(ann.post("/library/zip", data={"ids": work.id}).content)) as archive:
        assert archive.namelist() == ["birds-7.json"]


def test_a_picture_from_outside_becomes_a_work(ann: TestClient, bob: TestClient, shelf: Shelf) -> None:
    upload = bring(ann, a_picture("blue", "JPEG"), "My boat.jpg").json()["id"]
    card = ann.post("/library/import", json={"upload": upload}).json()["card"]
    assert (card["kind"], card["title"], card["engine"], card["sale"]) == ("image", "My boat", "brought", "ask")
    assert (card["width"], card["height"], card["colour"][:3]) == (400, 300, "#00") and card["thumb"]
    opened = ann.get(f"/works/{card['id']}").json()
    assert not opened["again"] and not opened["vary"] and "from outside" in opened["made_by"]
    mark(ann, shelf.store.work(card["id"]), bin=True)
    again = ann.post("/library/import", json={"upload": upload}).json()["card"]
    assert again["id"] == card["id"] and again["binned"] is None and len(titles(ann)) == 1
    for given in (upload, "0" * 64, "", None, ["x"]):
        assert bob.post("/library/import", json={"upload": given}).status_code == 404
    assert titles(bob) == []


def test_a_work_comes_back_with_its_recipe(ann: TestClient, bob: TestClient, shelf: Shelf) -> None:
    recipe = Recipe(
        mode="sketch", engine="sketcher", kind="image", title="Three birds", params={"prompt": "birds", "seed": 5},
        seed=5, parents=("a" * 32,),
    )  # fmt: skip
    upload = bring(bob, embed(a_picture(), ".png", recipe), "x.png").json()
    assert upload["has_recipe"]
    card = bob.post("/library/import", json={"upload": upload["id"]}).json()["card"]
    assert shelf.store.work(card["id"]).recipe == recipe and card["title"] == "Three birds"
    opened = bob.get(f"/works/{card['id']}").json()
    assert opened["again"] and opened["vary"] and opened["seed"] == 5 and opened["parents"] == []


def test_a_recipe_of_another_kind_or_with_impossible_numbers_is_not_believed(ann: TestClient, shelf: Shelf) -> None:
    for number, kind, facts in ((1, "music", MusicFacts()), (2, "image", PictureFacts(guidance_scale=float("inf")))):
        recipe = Recipe(mode="sketch", engine="sketcher", kind=kind, title="birds", params={}, seed=5, facts=facts)
        upload = bring(ann, embed(a_picture((number, 9, 9)), ".png", recipe), "x.png").json()["id"]
        card = ann.post("/library/import", json={"upload": upload}).json()["card"]
        assert (card["kind"], card["engine"]) == ("image", "brought")


@pytest.mark.parametrize("form", ["mid", "pdf"])
def test_what_can_be_no_work_is_told(ann: TestClient, form: str) -> None:
    upload = bring(ann, whole()[form], f"sea.{form}").json()["id"]
    answer = ann.post("/library/import", json={"upload": upload})
    assert answer.status_code == 422 and "pictures, sounds, films and texts" in answer.text


def test_a_text_becomes_a_story(ann: TestClient, shelf: Shelf) -> None:
    upload = bring(ann, b"Es war einmal ein Schiff.\n", "Märchen.txt").json()["id"]
    card = ann.post("/library/import", json={"upload": upload}).json()["card"]
    assert (card["kind"], card["title"], card["excerpt"]) == ("story", "Märchen", "Es war einmal ein Schiff.")
    assert titles(ann, "q=einmal") == ["Märchen"] and shelf.store.work(card["id"]).main.suffix == ".md"


def test_what_comes_from_outside_takes_room(ann: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = [bring(ann, a_picture(colour, "JPEG")).json()["id"] for colour in ("red", "blue", "green")]
    monkeypatch.setattr("studio.works.outside.MOST", 2)
    given = [ann.post("/library/import", json={"upload": upload}).status_code for upload in uploads]
    assert given == [200, 200, 422] and len(titles(ann)) == 2
    monkeypatch.setattr("studio.works.outside.MOST", 9)
    monkeypatch.setattr("studio.works.outside.MOST_BYTES", 500)
    assert ann.post("/library/import", json={"upload": uploads[2]}).status_code == 422
    assert ann.post("/library/import", json={"upload": uploads[0]}).status_code == 200, "what is here already"
    monkeypatch.undo()
    monkeypatch.setattr("studio.works.outside._LARGEST", 50)
    assert ann.post("/library/import", json={"upload": uploads[2]}).status_code == 422


def test_what_comes_twice_at_once_is_one_work(ann: TestClient) -> None:
    upload = bring(ann, a_picture("blue", "JPEG")).json()["id"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ann.post("/library/import", json={"upload": upload}).json(), range(8)))
    assert len({answer["card"]["id"] for answer in answers}) == 1


def test_a_film_and_a_sound_become_works(ann: TestClient) -> None:
    frame = np.full((64, 96, 3), (200, 30, 20), np.uint8)
    for data, name, kind in (
        (encode([frame] * 12, 12, "mp4"), "sea.mp4", "animation"),
        (wav(np.zeros((22050, 2)), 44100), "sea.wav", "music"),
    ):
        upload = bring(ann, data, name).json()["id"]
        card = ann.post("/library/import", json={"upload": upload}).json()["card"]
        assert (card["kind"], card["title"]) == (kind, "sea") and card["seconds"] == pytest.approx(1, abs=0.6)
        if kind == "animation":
            assert card["width"] == 96 and ann.get(f"/{card['thumb']}").headers["content-type"] == "image/webp"
