"""Files of works over HTTP: for their owner alone, whole, and harmless wherever they are opened."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from studio.house import House
from studio.words import say
from studio.works.recipe import Recipe
from studio.works.store import new_id
from studio.works.thumbs import Thumbs
from studio.works.works import Work, now
from tests.fakes import PATIENCE
from tests.kept import SUFFIXES, file_of
from tests.studio.web.conftest import ANN, BOB, OpenDoor, known


def a_picture(format: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 300), 90).convert("RGB").save(out, format)
    return out.getvalue()


def keep(house: House, suffix: str, data: bytes, title: str = "Three birds") -> Work:
    """A work of Ann's with this one file, as it is."""
    recipe = Recipe(mode="image", engine="illustrator", kind="image", title=title, params={"prompt": title}, seed=5)
    file = house.store.files.add("main", suffix, data)
    work = Work(id=new_id(), owner=ANN.id, job="j", created=now(), recipe=recipe, text=title, files=(file,))
    house.store.record(work)
    return work


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_comes_whole_and_as_what_it_is(ann: TestClient, house: House, suffix: str) -> None:
    work = keep(house, suffix, file_of(suffix))
    data = house.copies.path(work, work.main).read_bytes()
    for path in (f"/works/{work.id}/main", f"/works/{work.id}/main/any-name{suffix}"):
        answer = ann.get(path)
        assert (answer.status_code, answer.content) == (200, data)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "private" in answer.headers["cache-control"]
        assert not answer.headers["content-type"].startswith(("text/html", "application/octet"))
        # Only what could run something: a player of the browser's own shows nothing in a sandbox.
        is_written = suffix in (".svg", ".md", ".txt")
        assert ("sandbox" in answer.headers["content-security-policy"]) == is_written
    part = ann.get(path, headers={"Range": "bytes=20-99", "If-Range": answer.headers["etag"]})
    assert (part.status_code, part.content) == (206, data[20:100])


@pytest.mark.parametrize(
    "asked", ["bytes=9999999-", "bytes=-", "bytes=5-1", "lines=1-2", "bytes=a-b", "bytes=0-0," * 99]
)
def test_a_part_that_there_is_not_is_no_error(ann: TestClient, house: House, asked: str) -> None:
    work = keep(house, ".png", a_picture())
    assert ann.get(f"/works/{work.id}/main", headers={"Range": asked}).status_code in (200, 206, 400, 416)


def test_a_work_opens_for_its_owner_alone(open_door: OpenDoor, house: House, ann: TestClient) -> None:
    work = keep(house, ".png", a_picture())
    bob, stranger = known(open_door(house), house, BOB), open_door(house)
    for path in (f"/works/{work.id}/main", f"/works/{work.id}/main?thumb=1", f"/works/{work.id}/main/x.png?download=1"):
        assert ann.get(path).status_code == 200
        for other in (bob, stranger):
            answer = other.get(path)
            assert answer.status_code == 404 and "birds" not in answer.text
    assert bob.get(f"/works/{work.id}/main").text == bob.get("/works/nonesuch/main").text.replace("nonesuch", work.id)


@pytest.mark.parametrize(
    "path",
    [
        "/works/nonesuch/main",
        "/works/{id}/nonesuch",
        "/works/{id}/..%2f..%2fetc%2fpasswd",
        "/works/..%2f..%2finkstone.db/main",
        "/works/%00/main",
        "/works/{id}/main%00",
        "/works/{id}'/main",
        "/works/%F0%9F%A6%8A/main",
        "/works/{id}/",
        "/works/" + "x" * 5000 + "/main",
        "/works//main",
        "/works/{id}/main/a/b",
    ],
)
def test_what_there_is_not(open_door: OpenDoor, house: House, path: str) -> None:
    work = keep(house, ".png", a_picture())
    door = known(open_door(house), house, ANN)
    answer = door.get(path.format(id=work.id), headers={"Accept": "x"})
    assert answer.status_code == 404 or "path" in answer.json(), "no file; the page says so"


@pytest.mark.parametrize("format", ["PNG", "GIF", "WEBP"])
def test_a_thumbnail_is_small(ann: TestClient, house: House, format: str) -> None:
    work = keep(house, f".{format.lower()}", a_picture(format))
    answer = ann.get(f"/works/{work.id}/main?thumb=1")
    assert answer.headers["content-type"] == "image/webp"
    with Image.open(io.BytesIO(answer.content)) as small:
        assert max(small.size) == 360


@pytest.mark.parametrize("suffix", [".txt", ".svg", ".mid", ".mp4"])
def test_what_is_no_picture_has_no_thumbnail(ann: TestClient, house: House, suffix: str) -> None:
    work = keep(house, suffix, b"what it is")
    assert ann.get(f"/works/{work.id}/main?thumb=1").content.startswith(b"what it is")


@pytest.mark.parametrize("cut", [0, 1, 8, 20, 40, 100, 3000, -20])
@pytest.mark.parametrize("format", ["PNG", "GIF", "WEBP"])
def test_of_a_damaged_picture_comes_what_is_there(ann: TestClient, house: House, format: str, cut: int) -> None:
    work = keep(house, f".{format.lower()}", a_picture(format))
    path = Path(house.store.path(work.main))
    path.write_bytes(path.read_bytes()[:cut])
    assert ann.get(f"/works/{work.id}/main?thumb=1").status_code == 200


@pytest.mark.parametrize("query", ["", "?thumb=1", "?download=1"])
def test_of_a_file_that_is_gone_it_is_said(ann: TestClient, house: House, query: str) -> None:
    work = keep(house, ".png", a_picture())
    Path(house.store.path(work.main)).unlink()
    answer = ann.get(f"/works/{work.id}/main{query}")
    assert answer.status_code == 410 and str(say("file.make_again")) in answer.text


@pytest.mark.parametrize("title", ['a"; filename="x.exe', "一只鸟" * 80, "a\r\nSet-Cookie: b", "🦊", "../../x"])
def test_a_download_is_named_after_the_work_and_does_nothing_else(ann: TestClient, house: House, title: Any) -> None:
    work = keep(house, ".png", a_picture(), title=title)
    headers = ann.get(f"/works/{work.id}/main?download=1").headers
    assert headers["content-disposition"].startswith("attachment; ") and ".exe" not in headers["content-disposition"]
    assert "set-cookie" not in headers


def test_many_small_pictures_asked_for_at_once_stop_nobody(
    ann: TestClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two are made at a time, and the others wait without a thread; what is made already does not wait."""
    made = keep(house, ".png", a_picture())
    assert ann.get(f"/works/{made.id}/main?thumb=1").status_code == 200
    works = [keep(house, ".png", a_picture()) for _ in range(60)]
    gate, inside, busy = threading.Event(), threading.Semaphore(0), []
    make = Thumbs.make

    def held(*given: Any) -> bytes:
        busy.append(given)
        inside.release()
        assert gate.wait(PATIENCE)
        return make(*given)

    monkeypatch.setattr(Thumbs, "make", held)
    with ThreadPoolExecutor(60) as pool:
        asked = [pool.submit(ann.get, f"/works/{work.id}/main?thumb=1") for work in works]
        for _ in range(2):
            assert inside.acquire(timeout=PATIENCE)
        assert ann.get("/library").json()["total"] == 61
        assert ann.get(f"/works/{made.id}/main?thumb=1").headers["content-type"] == "image/webp"
        assert len(busy) == 2
        gate.set()
        assert {answer.result().headers["content-type"] for answer in asked} == {"image/webp"}
