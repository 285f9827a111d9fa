"""Files over HTTP: taken in as multipart, seen and deleted by whoever brought them alone."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from studio.web import uploads
from studio.works.uploads import Uploads
from tests.fakes import PATIENCE
from tests.studio.web.conftest import OpenDoor


def a_picture(colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 24), colour).save(file, "JPEG", exif=Image.Exif())
    return file.getvalue()


@pytest.fixture
def ann(open_door: OpenDoor) -> TestClient:
    door = open_door()
    door.get("/")
    return door


@pytest.fixture
def bob(open_door: OpenDoor) -> TestClient:
    door = open_door()
    door.get("/")
    return door


def bring(door: TestClient, data: bytes, name: str = "boat.jpg", **form: str) -> Any:
    return door.post("/uploads", files={"file": (name, data, "image/png")}, data=form)


def test_a_picture_comes_in_and_is_seen_plain(ann: TestClient) -> None:
    answer = bring(ann, a_picture(), takes="picture")
    told = answer.json()
    assert answer.status_code == 200 and told["kind"] == "picture" and told["name"] == "boat.jpg"
    assert told["facts"] == {"width": 40, "height": 24} and not told["has_recipe"]
    plain = ann.get(f"/uploads/{told['id']}")
    assert plain.headers["content-type"] == "image/png" and plain.content.startswith(b"\x89PNG")
    small = ann.get(f"/uploads/{told['id']}?thumb=1")
    assert small.headers["content-type"] == "image/webp"


def test_it_is_the_visitors_alone(ann: TestClient, bob: TestClient, open_door: OpenDoor) -> None:
    id = bring(ann, a_picture()).json()["id"]
    stranger = open_door()
    for door, says in ((bob, 404), (stranger, 422)):
        assert door.get(f"/uploads/{id}").status_code == says
        assert door.post(f"/uploads/{id}/delete").status_code == says
    assert bring(stranger, a_picture()).status_code == 422
    assert ann.get(f"/uploads/{id}").status_code == 200


def test_deleted_it_is_gone(ann: TestClient) -> None:
    id = bring(ann, a_picture()).json()["id"]
    assert ann.post(f"/uploads/{id}/delete").status_code == 200
    assert ann.get(f"/uploads/{id}").status_code == 404
    assert ann.post(f"/uploads/{id}/delete").status_code == 404


@pytest.mark.parametrize(
    ("data", "form", "says"),
    [
        (b"", {}, "empty"),
        (b"just some words\n", {"takes": "picture"}, "a text"),
        (b"\x00\x01\x02\x03" * 40, {}, "no kind of file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, {"takes": "picture"}, "damaged"),
        (b"words", {"takes": "everything"}, "what the file is for"),
        (b"#EXTM3U\nhttp://127.0.0.1/x.ts\n", {"takes": "sound,film"}, "a text"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(
    ann: TestClient, data: bytes, form: dict[str, str], says: str
) -> None:
    answer = bring(ann, data, **form)
    assert answer.status_code == 422 and says in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {"content": b"no multipart at all"},
        {"data": {"file": "http://example.com/x.png"}},
        {"data": {"path": "/etc/passwd"}},
        {"files": {"other": ("x.png", b"x", "image/png")}},
        {"content": b"--x\r\nbroken", "headers": {"content-type": "multipart/form-data; boundary=x"}},
        {"content": b"", "headers": {"content-type": "multipart/form-data"}},
        {"files": [("file", ("a.png", b"a", "image/png")), ("file", ("b.png", b"b", "image/png"))]},
    ],
)
def test_what_is_no_file_is_refused(ann: TestClient, sent: dict[str, Any]) -> None:
    assert ann.post("/uploads", **sent).status_code in (400, 413, 422)


def test_so_many_arrive_at_once_and_no_more(ann: TestClient, bob: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one visitor and of all; what has arrived makes room."""
    gate, inside = threading.Event(), threading.Semaphore(0)
    take = Uploads.take

    def held(*given: Any, **named: Any) -> Any:
        inside.release()
        assert gate.wait(PATIENCE)
        return take(*given, **named)

    monkeypatch.setattr(Uploads, "take", held)
    monkeypatch.setattr(uploads, "_OF_ONE", 2)
    with ThreadPoolExecutor() as pool:
        first = [pool.submit(bring, ann, a_picture(), takes="picture") for _ in range(2)]
        for _ in first:
            assert inside.acquire(timeout=PATIENCE)
        third = bring(ann, a_picture())
        assert third.status_code == 422 and "Too many files" in third.text
        gate.set()
        assert [answer.result().status_code for answer in first] == [200, 200]
    assert bring(ann, a_picture()).status_code == 200
