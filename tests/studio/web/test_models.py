"""Models on the page: how each stands, for everybody; downloading, stopping and removing, for a keeper alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from studio.errors import ModelAbsent
from studio.house import House
from studio.jobs.catalog_engine import CatalogEngine
from studio.jobs.engine import Ask, Host, JobContext
from studio.jobs.mode import Mode
from studio.models.catalog import Catalog
from studio.params import Options
from studio.settings import Settings
from studio.works.made import Made
from tests import hub as hubs
from tests.browser.conftest import until
from tests.fakes import TENSORS, FakeDevice, SketchParams, a_spec
from tests.hub import REVISION, Hub, Repo
from tests.studio.web.conftest import OpenDoor, OpenHouse

BRUSH = a_spec("brush", repo="o/brush", revision=REVISION, files=("config.json", "*.safetensors"))
OURS = a_spec("pencil", path="nowhere")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with hubs.serving() as hub:
        hub.repos["o/brush"] = Repo({"config.json": b"{}", "model.safetensors": TENSORS, "more.safetensors": TENSORS})
        monkeypatch.setenv("INKSTONE_HUB_URL", hub.url)
        yield hub


@pytest.fixture
def house(hub: Hub, open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[House]:
    catalog = Catalog([BRUSH, OURS], tmp_path / "hub")
    house = open_house(catalog=catalog)
    house.downloads.start()
    yield house
    house.downloads.stop()


@pytest.fixture
def door(house: House, open_door: OpenDoor) -> TestClient:
    door = open_door(house)
    door.get("/")
    return door


def told(door: TestClient, key: str = "brush") -> dict[str, Any]:
    answer = door.get("/models").json()
    return next(model for model in answer["models"] if model["key"] == key)


def state(door: TestClient) -> str:
    return str(told(door)["state"])


def test_each_model_tells_what_it_is_and_takes_and_serves(door: TestClient) -> None:
    model = told(door)
    assert (model["state"], model["state_said"], model["deed"]) == ("absent", "not here", "get")
    assert (model["licence"], model["sale"], model["sale_said"]) == ("Apache-2.0", "yes", "may be sold")
    assert (model["rests"], model["works"]) == (100 * 2**20, 150 * 2**20)
    assert model["serves"] == ["Sketch"] and model["task"] == "Pictures"
    ours = told(door, "pencil")
    assert ours["own"] and ours["deed"] == "" and ours["page"] == ""


def test_a_download_is_looked_at_then_comes_then_goes(door: TestClient, house: House, hub: Hub) -> None:
    found = door.get("/models/brush").json()
    assert found["bytes"] == 2 + 2 * len(TENSORS), "the hub is asked, since nobody has told its size"
    assert found["licence"] == "Apache-2.0" and found["free"] > 0
    assert hub.names() == [] and door.post("/models/brush/get").status_code == 200
    until(lambda: state(door) == "present")
    model = told(door)
    assert model["deed"] == "remove" and model["here"] == 2 + 2 * len(TENSORS)
    assert door.post("/models/brush/remove").status_code == 200
    assert state(door) == "absent" and not house.catalog.present(BRUSH)


def test_a_stopped_one_is_begun_and_goes_on(door: TestClient, hub: Hub) -> None:
    hub.repos["o/brush"].files["model.safetensors"] = os.urandom(200_000)
    hub.pause = 0.01
    door.post("/models/brush/get")
    until(lambda: told(door)["state"] == "fetching" and told(door)["here"] > 50_000)
    assert told(door)["deed"] == "stop"
    assert door.post("/models/brush/remove").status_code == 400, "it is on its way"
    assert door.post("/models/brush/stop").status_code == 200
    model = told(door)
    assert (model["state"], model["deed"]) == ("begun", "go_on") and 50_000 < model["here"] < model["total"]
    assert door.post("/models/brush/remove").status_code == 200 and state(door) == "absent"


def test_a_gated_one_wants_a_token_that_nobody_sees_again(
    door: TestClient, house: House, hub: Hub, settings: Settings
) -> None:
    hub.repos["o/brush"].gated = True
    assert not door.get("/models/brush").json()["has_token"]
    door.post("/models/brush/get")
    until(lambda: state(door) == "failed")
    failed = told(door)
    assert failed["wants_token"] and f"{hub.url}/o/brush" in failed["said"]
    answer = door.post("/models/token", json={"token": hub.token})
    assert answer.status_code == 200 and answer.json()["token"] is True
    file = settings.home / "hub.token"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert door.get("/models/brush").json()["has_token"]
    door.post("/models/brush/get")
    until(lambda: state(door) == "present")
    for path in ("/models", "/models/brush", "/machine"):
        assert hub.token not in door.get(path).text
    assert door.post("/models/token", json={"token": ""}).json()["token"] is False and not file.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"token": 7}, {"token": "two words"}, {"token": "a\r\nb: c"}, {"token": "x" * 999}]
)
def test_what_is_no_token_is_refused(door: TestClient, settings: Settings, sent: dict[str, Any]) -> None:
    assert door.post("/models/token", json=sent).status_code == 422
    assert not (settings.home / "hub.token").exists()


def test_who_does_not_keep_the_studio_sees_and_does_nothing(
    hub: Hub, open_house: OpenHouse, open_door: OpenDoor, settings: Settings
) -> None:
    house = open_house(hosts=("studio.example",))
    door = open_door(house)
    door.get("/")
    assert door.get("/models").json()["keeper"] is False
    assert door.get("/models/brush").status_code == 403, "it would ask the hub"
    for deed in ("brush/get", "brush/stop", "brush/remove", "token"):
        assert door.post(f"/models/{deed}", json={"token": hub.token}).status_code == 403
    assert not house.downloads.all() and not (settings.home / "hub.token").exists() and not hub.asked


def test_nobody_is_told_anything_without_a_name(open_door: OpenDoor) -> None:
    assert open_door().get("/models").status_code == 422


def test_what_is_not_in_the_catalog_is_not_there(door: TestClient) -> None:
    for path in ("/models/gone/get", "/models/gone/remove", "/models/gone/stop"):
        assert door.post(path).status_code == 404
    assert door.post("/models/pencil/get").status_code == 400
    assert door.get("/models/..%2f..%2fetc").status_code == 404


def test_a_model_at_work_is_not_removed(door: TestClient, house: House) -> None:
    door.post("/models/brush/get")
    until(lambda: state(door) == "present")
    with house.cache.lease(BRUSH):
        assert told(door)["state"] == "in use"
        answer = door.post("/models/brush/remove")
        assert answer.status_code == 400 and "is at work" in answer.text
    assert house.catalog.present(BRUSH) and state(door) == "idle"
    assert door.post("/models/brush/remove").status_code == 200
    assert not house.cache.residents(), "what rests goes from memory with it"


@pytest.mark.parametrize("deed", ["get", "stop", "remove"])
def test_nothing_is_done_by_looking(door: TestClient, deed: str) -> None:
    assert door.get(f"/models/brush/{deed}").status_code == 404


class Painter(CatalogEngine[SketchParams, Options]):
    """Needs a model that has to be downloaded."""

    key = "painting"
    task = "text-to-image"
    runtimes = ("diffusers",)

    def run(self, ask: Ask[SketchParams, Options], ctx: JobContext) -> Iterator[Made]:
        raise NotImplementedError


def test_where_nobody_can_the_model_that_it_would_take_is_named(tmp_path: Path) -> None:
    mode = Mode("paint", SketchParams, (Painter(),), "image", ("three birds",))
    large = BRUSH.model_copy(update={"key": "large", "weights_mb": 10**6, "cpu": True})
    unsold = BRUSH.model_copy(update={"key": "unsold", "commercial": "no", "cpu": True})
    slow = BRUSH.model_copy(update={"key": "slow"})
    quick = BRUSH.model_copy(update={"key": "quick", "cpu": True})
    for specs, key in (([large, unsold, slow, quick], "quick"), ([large, unsold, slow], "large"), ([unsold], "")):
        host = Host(Catalog(specs, tmp_path), FakeDevice("cpu", total=2**34))
        with pytest.raises(ModelAbsent) as caught:
            mode.usual(host)
        assert caught.value.model == key
    with pytest.raises(ModelAbsent, match="The files of Brush") as caught:
        mode.usual(Host(Catalog([slow], tmp_path), FakeDevice("cpu")), "slow")
    assert caught.value.model == "slow"


def test_now_names_it_for_the_page(door: TestClient) -> None:
    assert door.get("/now").json()["missed"] == {"sketch": "", "ink": ""}
