"""What people write stands in no log, however much is logged and whichever way it came in."""

from __future__ import annotations

import io
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from studio.jobs.worker import Worker
from tests.browser.conftest import ROOT, Server, until
from tests.browser.guest import Guest, Refused
from tests.fakes import Sketcher
from tests.studio.jobs.test_worker import ended
from tests.test_load import asked, event_of

SECRET = "heliotrope"
LOUDLY = "import logging, runpy; logging.basicConfig(level=1); logging.getLogger('sqlalchemy').setLevel(1);"
"""Every logger at its loudest, SQLAlchemy's too, which is silent by itself."""
LOUD = f"{LOUDLY} runpy.run_path('app.py', run_name='__main__')"
SHORT: dict[str, dict[str, Any]] = {
    "image": {"prompt": f"a {SECRET} lighthouse", "size": 512},
    "poem": {"prompt": f"a {SECRET} sea"},
    "music": {"prompt": f"{SECRET} rain", "seconds": 10},
    "animation": {"prompt": f"a {SECRET} boat", "seconds": 2, "fps": 12, "size": 320},
}


@dataclass
class Loud:
    """A running studio, and all that it says."""

    server: Server
    said: Path

    def heard(self) -> str:
        return self.said.read_text(errors="replace")


@pytest.fixture(scope="module")
def loud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loud]:
    home = tmp_path_factory.mktemp("home")
    said = home / "said"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    named = {"INKSTONE_HOME": str(home), "INKSTONE_PORT": str(port), "INKSTONE_PASSWORD": f"{SECRET}-password"}
    command, environment = [sys.executable, "-c", LOUD], {**os.environ, **named}
    with said.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, text=True)
    url = f"http://127.0.0.1:{port}/"

    def answers() -> bool:
        assert process.poll() is None, said.read_text()
        with suppress(httpx.TransportError):
            return httpx.get(url, timeout=5).status_code == 401
        return False

    until(answers, 120)
    yield Loud(Server(url, home, process), said)
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="module")
def guest(loud: Loud) -> Guest:
    return Guest(loud.server).enter(f"{SECRET}-password")


def test_what_is_asked_for_is_in_no_log(loud: Loud, guest: Guest) -> None:
    for mode, values in SHORT.items():
        made = guest.call(mode, asked(guest, mode, **values))
        assert made["works"], mode
    event = event_of(guest, "image-make", "click")
    parts = {one["id"]: one["props"] for one in guest.http.get("config").json()["components"]}
    asks = [parts[id] for id in event["inputs"]]
    filled = [SECRET if "prompt" in (part.get("elem_id") or "") else part.get("value") for part in asks]
    assert SECRET in filled
    with suppress(Refused):
        guest.event(event["id"], filled)
    work = guest.call("works", ["", 1])[0]["id"]
    guest.http.post("jobs/again", json={"work": work, "vary": True}).raise_for_status()
    until(lambda: not guest.http.get("now").json().get("running", []))
    said = loud.heard()
    assert "DEBUG" in said, "it is as loud as can be"
    assert SECRET not in said


def test_what_is_brought_searched_and_noted_is_in_no_log(loud: Loud, guest: Guest) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (32, 32)).save(picture, "PNG", comment=SECRET)
    brought = {"file": (f"{SECRET}.png", picture.getvalue(), "image/png")}
    upload = guest.http.post("uploads", files=brought).raise_for_status().json()
    guest.http.post("library/import", json={"upload": upload["id"]}).raise_for_status()
    guest.http.get("library", params={"q": SECRET}).raise_for_status()
    guest.http.post("boards", json={"name": SECRET}).raise_for_status()
    work = guest.http.get("library").json()["cards"][0]["id"]
    guest.http.post("library/mark", json={"ids": [work], "note": SECRET, "tag": SECRET}).raise_for_status()
    room = {"works": [work], "title": SECRET, "password": SECRET}
    made = guest.http.post("rooms", json=room).raise_for_status().json()
    client = Guest(loud.server).http
    assert client.post(f"{made['link']}/enter", data={"password": SECRET}).status_code == 303
    client.post(f"{made['link']}/remark", data={"text": SECRET, "name": SECRET})
    said = loud.heard()
    assert SECRET not in said
    assert made["link"].removeprefix("r/") not in said, "whoever reads a log comes into no room"


@pytest.mark.parametrize("sent", [f'{{"data": ["{SECRET}"', f'{{"data": ["{SECRET}"]}}', f'["{SECRET}"]', SECRET])
@pytest.mark.parametrize("path", ["gradio_api/call/image", "gradio_api/queue/join", "library/mark", "boards", "login"])
def test_nor_what_could_not_be_read(loud: Loud, guest: Guest, path: str, sent: str) -> None:
    guest.http.post(path, content=sent, headers={"Content-Type": "application/json"})
    guest.http.post(path, data={"data": sent})
    assert SECRET not in loud.heard()


def test_nor_what_is_made_at_a_terminal(tmp_path: Path) -> None:
    """The result and the notes on it are printed, to whoever asked for it; nothing else is said of it."""
    command = [sys.executable, "-c", f"{LOUDLY} runpy.run_module('studio', run_name='__main__')"]
    command += ["image", f"a {SECRET} lighthouse", "--size", "512"]
    environment = {**os.environ, "INKSTONE_HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    logged = [line for line in done.stderr.splitlines() if not line.startswith("Note: ")]
    assert any(line.startswith("DEBUG") for line in logged) and not any(SECRET in line for line in logged)


def test_nor_where_a_job_fails(caplog: pytest.LogCaptureFixture, worker: Worker, sketcher: Sketcher) -> None:
    sketcher.failing = RuntimeError("the engine broke")
    with caplog.at_level(logging.NOTSET):
        job = worker.submit("sketch", {"prompt": SECRET, "seed": 1, "pieces": 1, "steps": 1}, "ann")
        assert ended(job).state == "failed"
    assert caplog.records and SECRET not in caplog.text
