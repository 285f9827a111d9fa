"""The network lane: one model at a time, for all who ask, over restarts; what comes is found at once."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.errors import NotFetched, NotFound
from studio.jobs.downloads import Download, Downloads
from studio.models.catalog import Catalog, ModelSpec
from studio.models.fetch.asked import Asked, wanted_of
from studio.models.fetch.fetch import Fetch
from tests import hub as hubs
from tests.browser.conftest import until
from tests.fakes import a_spec
from tests.hub import REVISION, Hub, Repo

Open = Callable[..., Downloads]


def spec(key: str) -> ModelSpec:
    return a_spec(key, repo=f"o/{key}", revision=REVISION, files=("config.json", "*.safetensors"), disk_mb=1)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with hubs.serving() as hub:
        for key in ("one", "two"):
            hub.repos[f"o/{key}"] = Repo({"config.json": b"{}", "model.safetensors": _weights()})
        yield hub


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog([spec("one"), spec("two"), a_spec("ours")], tmp_path / "hub")


@pytest.fixture
def open_lane(hub: Hub, catalog: Catalog, tmp_path: Path) -> Iterator[Open]:
    lanes: list[Downloads] = []

    def fetch(spec: ModelSpec, only_measure: bool) -> Fetch:
        asked = Asked(
            endpoint=hub.url,
            cache=catalog.hub.folder,
            wanted=wanted_of(spec),
            only_measure=only_measure,
            pause=0.01,
        )
        return Fetch(asked, {"PATH": os.environ.get("PATH", ""), "HF_HOME": "/nowhere"})

    def opened() -> Downloads:
        lanes.append(Downloads(catalog, fetch, tmp_path / "downloads.json"))
        lanes[-1].start()
        return lanes[-1]

    yield opened
    for lane in lanes:
        lane.stop()


def _weights() -> bytes:
    """Tensors of some size, whole by their own account."""
    header = json.dumps({"w": {"dtype": "U8", "shape": [200_000], "data_offsets": [0, 200_000]}}).encode()
    return len(header).to_bytes(8, "little") + header + os.urandom(200_000)


def states(lane: Downloads) -> dict[str, str]:
    return {one.key: one.state for one in lane.all()}


def the(lane: Downloads, key: str) -> Download:
    found = lane.of(key)
    assert found
    return found


def test_models_come_one_at_a_time_and_are_found_at_once(open_lane: Open, hub: Hub, catalog: Catalog) -> None:
    lane = open_lane()
    hub.pause = 0.01
    assert not catalog.present(catalog["one"])
    for key in ("one", "two"):
        lane.ask(key, "ann")
    seen = set()
    until(lambda: seen.add(tuple(states(lane).values())) or not lane.all())
    assert ("fetching", "fetching") not in seen and ("fetching", "waiting") in seen
    assert catalog.present(catalog["one"]) and catalog.present(catalog["two"])
    names = [one.path for one in hub.asked if "/resolve/" in one.path]
    assert names == sorted(names), "in the order in which they were asked for"


def test_progress_is_bytes_and_pace_and_time(open_lane: Open, hub: Hub) -> None:
    hub.pause = 0.02
    lane = open_lane()
    lane.ask("one", "ann")
    until(lambda: (one := lane.of("one")) and one.rate > 0)
    now = the(lane, "one")
    assert 0 < now.here < now.total == len(_weights()) + 2
    assert now.left and abs(now.left - (now.total - now.here) / now.rate) < 1e-6
    assert lane.size(spec("one")) == now.total, "told by the hub, which counts before the catalog"


def test_two_who_ask_have_one_download(open_lane: Open, hub: Hub) -> None:
    hub.pause = 0.01
    lane = open_lane()
    for owner in ("ann", "bob", "ann"):
        lane.ask("one", owner)
    assert the(lane, "one").owners == ("ann", "bob")
    until(lambda: not lane.all())
    assert hub.names().count("model.safetensors") == 1


def test_cancelled_it_is_begun_and_goes_on_when_asked_again(open_lane: Open, hub: Hub, catalog: Catalog) -> None:
    hub.pause = 0.01
    lane = open_lane()
    lane.ask("one", "ann")
    lane.ask("two", "ann")
    until(lambda: lane.of("one") and the(lane, "one").here > 50_000)
    lane.cancel("one")
    assert lane.of("one") is None
    until(lambda: states(lane).get("two") == "fetching")
    kept = lane.here(spec("one"))
    assert 50_000 < kept < 200_000
    lane.cancel("two")
    hub.pause = 0
    lane.ask("one", "ann")
    until(lambda: not lane.all())
    assert catalog.present(catalog["one"]) and hub.ranges()[-1] == f"bytes={kept - 2}-"


def test_one_that_says_nothing_is_cancelled_at_once(open_lane: Open, hub: Hub) -> None:
    hub.stalls = [150_000]
    lane = open_lane()
    for key in ("one", "two"):
        lane.ask(key, "ann")
    until(lambda: lane.here(spec("one")) > 100_000)
    lane.cancel("one")
    until(lambda: not lane.all(), 3)


def test_one_that_waits_is_cancelled_without_a_trace(open_lane: Open, hub: Hub) -> None:
    hub.pause = 0.01
    lane = open_lane()
    lane.ask("one", "ann")
    lane.ask("two", "ann")
    lane.cancel("two")
    until(lambda: not lane.all())
    assert not [one for one in hub.asked if "o/two" in one.path]


def test_what_was_asked_for_is_taken_up_at_the_next_start(
    open_lane: Open, hub: Hub, catalog: Catalog, tmp_path: Path
) -> None:
    hub.pause = 0.01
    first = open_lane()
    first.ask("one", "ann")
    first.ask("two", "bob")
    assert json.loads((tmp_path / "downloads.json").read_text())["asked"] == {"one": ["ann"], "two": ["bob"]}
    until(lambda: first.of("one") and the(first, "one").here > 50_000)
    first.stop()
    assert json.loads((tmp_path / "downloads.json").read_text())["asked"] == {"one": ["ann"], "two": ["bob"]}
    hub.pause, begun = 0, first.here(spec("one"))
    second = open_lane()
    until(lambda: not second.all())
    assert all(map(catalog.present, (catalog["one"], catalog["two"])))
    assert hub.ranges()[-1] == f"bytes={begun - 2}-"
    assert json.loads((tmp_path / "downloads.json").read_text())["asked"] == {}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"asked": {"gone": ["ann"], "ours": []}, "sizes": {}}', '{"asked": 7, "sizes": {"one": "x"}}'],
)
def test_a_damaged_list_asks_for_nothing(open_lane: Open, tmp_path: Path, text: str) -> None:
    (tmp_path / "downloads.json").write_text(text)
    assert open_lane().all() == []


def test_a_failure_is_told_and_the_next_one_comes(open_lane: Open, hub: Hub, catalog: Catalog) -> None:
    hub.repos["o/one"].gated = True
    lane = open_lane()
    lane.ask("one", "ann")
    lane.ask("two", "ann")
    until(lambda: catalog.present(catalog["two"]) and states(lane) == {"one": "failed"})
    failed = the(lane, "one")
    assert failed.wants_token and f"{hub.url}/o/one" in str(failed.said[0])
    hub.repos["o/one"].gated = False
    assert lane.ask("one", "bob").state == "waiting"
    until(lambda: not lane.all())
    assert catalog.present(catalog["one"])


def test_what_came_and_is_not_whole_is_no_success(open_lane: Open, hub: Hub) -> None:
    hub.repos["o/one"].files["model.safetensors"] = b"<html>not tensors</html>"
    lane = open_lane()
    lane.ask("one", "ann")
    until(lambda: states(lane) == {"one": "failed"})
    assert "not whole" in str(the(lane, "one").said[0])


def test_only_what_can_be_downloaded_is_asked_for(open_lane: Open) -> None:
    lane = open_lane()
    with pytest.raises(NotFetched, match="comes with the studio"):
        lane.ask("ours", "ann")
    with pytest.raises(NotFound):
        lane.ask("nobody", "ann")


def test_the_hub_is_asked_for_a_size_that_nobody_has_told(open_lane: Open, hub: Hub) -> None:
    lane = open_lane()
    assert lane.measure(spec("one")) == 2**20, "as the catalog says"
    assert hub.asked == []
    unsaid = spec("two").model_copy(update={"disk_mb": 0})
    assert lane.size(unsaid) == 0 and lane.measure(unsaid) == lane.size(unsaid) == len(_weights()) + 2
    with pytest.raises(NotFetched, match="not there"):
        lane.measure(unsaid.model_copy(update={"key": "gone", "repo": "o/gone"}))
