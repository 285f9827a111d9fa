"""A spoken wish over HTTP: its words come back, and nothing of it stays."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from starlette.testclient import TestClient

from pipelines.registry import RUNTIMES
from pipelines.voice.modes import VOICE
from studio.house import House
from studio.jobs.engine import Host
from studio.jobs.log import JobLog
from studio.jobs.mode import Modes
from studio.jobs.worker import Worker
from studio.models.cache import ModelCache
from studio.models.catalog import MEBIBYTE, Catalog
from studio.models.device import LocalDevice
from studio.models.memory import Memory
from studio.web.speak import LONGEST
from studio.works.store import Store
from studio.works.uploads import Uploads
from tests.studio.web.conftest import ANN, OpenDoor, OpenHouse, known

WISH = Path(__file__).with_name("wish.ogg")
"""“A red boat on a quiet lake at sunrise.”, said by a voice of the studio's own."""


@pytest.fixture
def worker(store: Store, tmp_path: Path) -> Iterator[Worker]:
    """One that has the real models, and listens."""
    catalog, device = Catalog.read(), LocalDevice()
    cache = ModelCache(device, RUNTIMES, catalog.locate, Memory(0, 4000 * MEBIBYTE))
    modes = Modes(tuple(mode for mode in VOICE if mode.key == "listen"))
    uploads = Uploads(store.database, store.files, tmp_path / "passing")
    log = JobLog(store.database)
    worker = Worker(modes, Host(catalog, device), cache, store, uploads, log, tmp_path / "jobs")
    worker.start()
    yield worker
    worker.stop()
    cache.clear()


def a_sound(seconds: float) -> bytes:
    """Silence."""
    file = io.BytesIO()
    soundfile.write(file, np.zeros(round(seconds * 8000)), 8000, format="FLAC")
    return file.getvalue()


def speak(door: TestClient, sound: bytes, name: str = "wish") -> Any:
    return door.post("/speak", files={"file": (name, sound, "audio/ogg")})


def test_the_words_come_back_and_nothing_of_the_sound_stays(ann: TestClient, house: House, tmp_path: Path) -> None:
    answer = speak(ann, WISH.read_bytes())
    assert answer.status_code == 200
    assert answer.json() == {"text": "A red boat on a quiet lake at sunrise."}
    assert answer.headers["cache-control"] == "no-store"
    assert {resident.spec.key for resident in house.cache.residents()} == {"whisper-base", "silero-vad"}
    left = [path for path in tmp_path.rglob("*") if path.is_file() and WISH.read_bytes()[:64] in path.read_bytes()]
    assert left == [] and list((tmp_path / "passing").iterdir()) == []
    assert house.uploads.all(ANN.id) == [] and house.worker.log.jobs(owner=ANN.id) == []
    assert ann.get("/library").json()["cards"] == []


@pytest.mark.parametrize(
    ("sound", "says"),
    [
        (a_sound(3), "No speech was heard"),
        (a_sound(LONGEST + 5), f"{LONGEST} seconds at most"),
        (a_sound(700), "at most 600 seconds"),
        (b"a text, not a sound\n", "a text"),
        (b"", "empty"),
        (WISH.read_bytes()[:900], "damaged"),
    ],
)
def test_what_is_no_spoken_wish_is_refused_in_words(ann: TestClient, tmp_path: Path, sound: bytes, says: str) -> None:
    answer = speak(ann, sound)
    assert answer.status_code in (400, 422) and says in answer.text
    assert list((tmp_path / "passing").iterdir()) == []


def test_without_a_file_and_with_too_large_a_one(ann: TestClient) -> None:
    assert ann.post("/speak", data={"file": "words"}).status_code == 422
    answer = speak(ann, bytes(17 * 2**20))
    assert (answer.status_code, answer.text) == (413, answer.text) and "16 MB" in answer.text


def test_strangers_may_not(open_door: OpenDoor) -> None:
    assert speak(open_door(), a_sound(1)).status_code == 422


def test_a_guest_may_speak_as_often_as_ask(open_house: OpenHouse, open_door: OpenDoor) -> None:
    house = open_house(public_demo=True, guest_jobs=2)
    guest, other = open_door(house), open_door(house)
    for door in (guest, other):
        door.get("/")
    assert ["No speech" in speak(guest, a_sound(1)).text for _ in range(2)] == [True, True]
    refused = speak(guest, a_sound(1))
    assert refused.status_code == 429 and "2 wishes an hour" in refused.text
    assert "No speech" in speak(other, a_sound(1)).text, "it is counted for each"
    keeper = known(open_door(house), house, ANN)
    assert speak(keeper, a_sound(1)).status_code == 422
