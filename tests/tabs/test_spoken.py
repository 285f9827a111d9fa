"""gradio's part of the page speaks to each visitor in their language, and so do its events."""

# ruff: noqa: F811
# Fixtures of the rooms whose doors these are.

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import gradio as gr
import pytest
from starlette.testclient import TestClient

from studio.house import House
from studio.jobs.worker import Worker
from studio.web.language import Language
from studio.words import language, speaking, spoken
from tabs import shell
from tabs.spoken import SpokenBlocks, in_every_language
from tests.studio.cli.conftest import loader, modes  # noqa: F401
from tests.studio.web.conftest import OpenHouse, open_house  # noqa: F401

MAKE = {"en": "Make", "zh": "生成"}
STEPS = 4


def build() -> SpokenBlocks:
    """A page with an event of each sort that gradio knows."""

    def plain(request: gr.Request) -> str:
        return spoken("page.make")

    async def awaited() -> str:
        await asyncio.sleep(0.01)
        return spoken("page.make")

    def stepped() -> Iterator[str]:
        for _ in range(STEPS):
            yield spoken("page.make")

    async def streamed() -> AsyncIterator[str]:
        for _ in range(STEPS):
            await asyncio.sleep(0.01)
            yield await asyncio.to_thread(spoken, "page.make")

    with SpokenBlocks() as page:
        gr.Button(spoken("page.make"))
        said = gr.Textbox(label=spoken("field.any.prompt.title"))
        for event in (plain, awaited, stepped, streamed):
            page.load(event, None, said, api_name=event.__name__)
    return page


@pytest.fixture
def door() -> Iterator[TestClient]:
    page = in_every_language(build)
    page.theme_css, page.theme = "", gr.themes.Base()  # what launch would have made
    app = gr.routes.App.create_app(page)
    with TestClient(Language(app)) as door:
        # What gradio asks of itself as it starts.
        assert door.get("/gradio_api/startup-events").is_success
        yield door


def wanting(code: str) -> dict[str, str]:
    return {"Accept-Language": code}


@pytest.mark.parametrize("code", MAKE)
def test_the_page_is_sent_in_the_language_of_whoever_asks(door: TestClient, code: str) -> None:
    config = door.get("/config", headers=wanting(code)).json()
    assert MAKE[code] in [part["props"].get("value") for part in config["components"]]
    # gradio writes the page with the same config in it.
    html = door.get("/", headers=wanting(code)).text
    assert f'"{MAKE[code]}"' in html and f'"{MAKE["zh" if code == "en" else "en"]}"' not in html


def heard(door: TestClient, event: str, code: str) -> list[str]:
    """What an event answers, step by step."""
    called = door.post(f"/gradio_api/call/{event}", json={"data": []}, headers=wanting(code)).json()
    # The stream is fetched by a program that says nothing of languages.
    stream = door.get(f"/gradio_api/call/{event}/{called['event_id']}").text
    return [line.removeprefix("data: ") for line in stream.splitlines() if line.startswith("data: [")]


@pytest.mark.parametrize("event", ["plain", "awaited", "stepped", "streamed"])
def test_events_speak_the_language_of_whoever_began_them(door: TestClient, event: str) -> None:
    for code in ("zh", "en"):
        answers = heard(door, event, code)
        assert answers and {gr.utils.json.loads(answer)[0] for answer in answers} == {MAKE[code]}, code
    assert language() == "en"


def test_events_of_two_visitors_at_once_are_not_mixed_up() -> None:
    page = in_every_language(build)
    number = next(number for number, event in page.fns.items() if event.api_name == "streamed")

    class Asking:
        """A request of a visitor's, as gradio hands it to events."""

        def __init__(self, code: str) -> None:
            self.request: Any = type("Request", (), {"scope": {"inkstone.language": code}})

    async def steps(code: str) -> list[str]:
        found, iterator = [], None
        for _ in range(STEPS):
            answer = await page.process_api(number, [], request=Asking(code), iterator=iterator)
            iterator = answer["iterator"]
            found += answer["data"]
            await asyncio.sleep(0)
        return found

    async def both() -> list[list[str]]:
        return await asyncio.gather(*(steps(code) for code in MAKE))

    assert asyncio.run(both()) == [[word] * STEPS for word in MAKE.values()]


def test_the_whole_page_is_the_same_in_every_language_but_for_its_words(open_house: OpenHouse, worker: Worker) -> None:
    house: House = open_house()
    page = shell.build(house, worker.modes)
    english = page.config["components"]
    with speaking("zh"):
        chinese = page.config["components"]
    assert [(part["id"], part["type"]) for part in english] == [(part["id"], part["type"]) for part in chinese]
    labels = [
        (one["props"].get("label"), other["props"].get("label")) for one, other in zip(english, chinese, strict=True)
    ]
    assert ("Prompt", "提示词") in labels
