"""The machine on the page: its memory as it is, the queue without anybody's words, and a keeper's buttons."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest

from studio.doctor import Finding
from studio.jobs.live import JobView
from studio.models.cache import Resident
from studio.models.catalog import Catalog
from studio.models.device import GIBIBYTE
from studio.models.ladder import Plan
from studio.models.memory import Memory
from studio.web import machine
from studio.web.advice import advice_html
from studio.web.inventory import decisions_html, findings_html, memory_html, queue_html
from studio.words import plain
from tests.fakes import FakeDevice, a_spec
from tests.studio.web.conftest import OpenDoor, OpenHouse

PLAN = Plan("whole", {}, Memory())
HOSTILE = "<script>alert(1)</script>\" onerror='x' &amp;"
GET = a_spec("brush", title="Brush", repo="a/brush", revision="abc", files=("*.json", "it's.bin"), cpu=True)


class Markup(HTMLParser):
    """All tags of a fragment and the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attributes)}


def resident(state: str, gb: float, where: str = "system") -> Resident:
    return Resident(GET, state, Memory(**{where: int(gb * GIBIBYTE)}), PLAN)  # type: ignore[arg-type]


def test_the_bar_tells_what_works_what_rests_and_what_is_free() -> None:
    residents = [resident("in use", 1), resident("loading", 1), resident("idle", 4)]
    html = memory_html(residents, Memory(system=8 * GIBIBYTE))
    assert re.findall(r'class="(\w+)" style="flex-basis:([\d.]+)%"', html) == [("works", "25.00"), ("rests", "50.00")]
    assert all(words in html for words in ("8.0 GB", "2.0 GB at work", "4.0 GB at rest", "2.0 GB free"))


def test_each_place_that_models_lie_in_has_a_bar() -> None:
    both = Memory(accelerator=24 * GIBIBYTE, system=8 * GIBIBYTE)
    html = memory_html([resident("in use", 6, "accelerator")], both)
    assert re.findall(r"flex-basis:([\d.]+)%", html) == ["25.00", "0.00", "0.00", "0.00"]
    assert memory_html([], Memory(system=GIBIBYTE)).count("memory-bar") == 1


def test_the_queue_has_nobodys_words_and_marks_ones_own() -> None:
    html = queue_html([JobView("1", "ann", "sketch", "running"), JobView("2", "bob", "sketch", "queued")], "bob")
    first, second = re.findall("<li.*?</li>", html)
    assert "yours" not in first and "yours" in second
    assert "ann" not in html and "bob" not in html


def test_a_model_that_waits_in_system_memory_is_at_rest() -> None:
    html = memory_html([resident("resting", 2)], Memory(system=8 * GIBIBYTE))
    assert "2.0 GB at rest in system memory" in html and re.findall(r'<li class="(works|rests)"><b', html) == ["rests"]


def test_what_the_memory_did_is_told_newest_first() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
    html = decisions_html([(noon, plain("Brush rests.")), (noon + timedelta(hours=1), plain(HOSTILE))])
    assert html.index("13:00") < html.index("12:00") and "Brush rests." in html
    assert "&lt;script&gt;" in html and "script" not in Markup(html).seen
    assert decisions_html([]) == ""


def test_advice_is_a_card_a_task_with_licence_and_sale_and_a_button() -> None:
    html = advice_html(Catalog([GET]), FakeDevice("cpu"), Memory(system=GIBIBYTE))
    assert all(words in html for words in ("Pictures", "Brush", "100 MB", "Apache-2.0", "may be sold"))
    assert '<ink-model model="brush">' in html
    none = advice_html(Catalog([GET]), FakeDevice("cpu"), Memory(system=1))
    assert "No larger model fits here" in none and "ink-model" not in none


def test_words_from_a_catalog_or_the_disk_stay_words() -> None:
    spec = a_spec(title=HOSTILE, note=HOSTILE, licence=HOSTILE, repo=HOSTILE, revision="1", cpu=True)
    pages = [advice_html(Catalog([spec]), FakeDevice("cpu"), Memory(system=GIBIBYTE))]
    pages += [memory_html([Resident(spec, "idle", Memory(), PLAN)], Memory(system=1))]
    pages += [findings_html([Finding(plain(HOSTILE), False, plain(HOSTILE))])]
    for html in pages:
        assert "&lt;script&gt;" in html and not {"script", "onerror"} & Markup(html).seen


def test_the_page_is_told_whole_and_then_what_changes(open_door: OpenDoor) -> None:
    door = open_door()
    door.get("/")
    whole, live = door.get("/machine").json(), door.get("/machine?live=1").json()
    assert set(whole) == {"page", *live} and set(live) == {"memory", "decisions", "queue"}
    for name in ("take", "memory", "queue", "doctor", "models"):
        assert f'id="system-{name}"' in whole["page"]
    assert "<ink-models>" in whole["page"]


def test_a_stranger_is_told_nothing(open_door: OpenDoor) -> None:
    assert open_door().get("/machine").status_code == 422


def test_only_a_keeper_frees_the_memory_and_asks_the_doctor(
    open_house: OpenHouse, open_door: OpenDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Finding(plain("Disk"), True, plain("much is free"))
    monkeypatch.setattr(machine, "examine", lambda *_: iter([found]))
    own, public = open_house(), open_house(hosts=("studio.example",))
    for house, status in ((own, 200), (public, 403)):
        door = open_door(house)
        door.get("/")
        with house.cache.lease(a_spec("brush")):
            pass
        assert door.post("/machine/free").status_code == status
        assert bool(house.cache.residents()) == (status == 403)
        answer = door.post("/machine/doctor")
        assert answer.status_code == status
        assert ("much is free" in answer.text) == (status == 200)


@pytest.mark.parametrize("path", ["/machine/free", "/machine/doctor"])
def test_nothing_is_done_by_looking(open_door: OpenDoor, path: str) -> None:
    door = open_door()
    door.get("/")
    assert door.get(path).status_code == 404


def test_a_space_without_storage_says_what_is_not_kept(open_house: OpenHouse, open_door: OpenDoor) -> None:
    for space in ("", "ann-studio.hf.space"):
        house = open_house()
        house = replace(house, settings=house.settings.model_copy(update={"space_host": space}))
        door = open_door(house)
        door.get("/")
        assert ('id="system-keeps"' in door.get("/machine").json()["page"]) is bool(space)
