"""The front before a real page of gradio: of all its routes, only those that are listed are there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import gradio as gr
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from studio.house import House
from studio.jobs.worker import Worker
from studio.web.access import LINES
from studio.words import say
from tabs import shell
from tests.studio.web.conftest import OpenHouse

HERE = "http://127.0.0.1:7860"
OFFERED = {(line.method, line.path) for line in LINES}
ENTRANCE = {("POST", "/visitor")}
"""What the entrance answers before there is any route."""


@pytest.fixture
def house(open_house: OpenHouse) -> House:
    return open_house()


@pytest.fixture
def app(house: House, worker: Worker) -> gr.routes.App:
    """The page as it is served, with the modes of the fakes."""
    page = shell.build(house, worker.modes)
    page.theme_css = ""  # what launch would have made of the theme
    return gr.routes.App.create_app(page, app_kwargs=shell.launch_options(house, page)["app_kwargs"])


def routes(app: gr.routes.App) -> Iterator[tuple[str, str]]:
    """Method and path of everything that can be asked for."""
    inner = [route for one in app.routes if not isinstance(one, Route) for route in one.original_router.routes]
    for route in [*app.routes, *inner]:
        if isinstance(route, Route):
            yield from ((method, route.path) for method in route.methods or ("GET", "POST"))


def filled(path: str) -> str:
    return re.sub(r"\{\w+(:\w+)?\}", "a" * 64, path)


def test_every_route_of_the_page_that_is_not_listed_is_refused(app: gr.routes.App) -> None:
    found = set(routes(app))
    assert len(found) > 60, "gradio's routes are walked"
    listed = {*OFFERED, ("HEAD", "/")} - ENTRANCE
    assert listed - found == set()
    with TestClient(app, HERE, follow_redirects=False) as door:
        for method, path in sorted(found - listed):
            answer = door.request(method, filled(path))
            if method == "HEAD" and ("GET", path) in listed:
                assert answer.status_code < 500, path
            else:
                assert answer.status_code == 404, (method, path)
                assert method == "HEAD" or answer.text == str(say("guard.not_offered")), (method, path)


def test_what_is_listed_is_reached(app: gr.routes.App) -> None:
    # Streams without an end; and the page itself, which the browser tests open.
    elsewhere = {"/gradio_api/heartbeat/{session_hash}", "/gradio_api/startup-events", "/"}
    # The doctor examines the machine itself, and this one has a device that is a fake.
    elsewhere |= {"/machine/doctor"}
    with TestClient(app, HERE, raise_server_exceptions=False, follow_redirects=False) as door:
        for method, path in sorted(OFFERED):
            if path not in elsewhere:
                answer = door.request(method, filled(path))
                assert answer.status_code < 500 and answer.text != str(say("guard.not_offered")), (method, path)


def test_another_origin_is_refused_before_gradio_can_welcome_it(app: gr.routes.App) -> None:
    """gradio answers the preflight of any origin, above everything that is added as middleware."""
    with TestClient(app, HERE) as door:
        headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
        for method in ("OPTIONS", "GET", "POST"):
            answer = door.request(method, "/gradio_api/queue/join", headers=headers)
            assert answer.status_code in (403, 404)
            assert not [name for name in answer.headers if name.startswith("access-control")]


def test_every_route_of_the_studio_has_its_line(house: House, worker: Worker) -> None:
    page = shell.build(house, worker.modes)
    own = shell.launch_options(house, page)["app_kwargs"]["routes"]
    asked = {(method, route.path) for route in own for method in route.methods - {"HEAD"}}
    assert asked - OFFERED == set()
