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
from studio.words import say
from tabs import shell
from tests.studio.web.conftest import OpenHouse

HERE = "http://127.0.0.1:7860"
OFFERED = {
    "GET": {
        "/",
        "/config",
        "/config/",
        "/assets/{path:path}",
        "/static/{path:path}",
        "/favicon.ico",
        "/robots.txt",
        "/manifest.json",
        "/theme.css",
        "/gradio_api/theme.css",
        "/gradio_api/info",
        "/gradio_api/info/",
        "/gradio_api/app_id",
        "/gradio_api/startup-events",
        "/gradio_api/heartbeat/{session_hash}",
        "/gradio_api/queue/data",
        "/gradio_api/call/{api_name}/{event_id}",
        "/works/{id}",
        "/works/{id}/{role}",
        "/works/{id}/{role}/{name}",
        "/uploads/{id}",
        "/library",
        "/boards",
        "/prompts",
        "/loras",
        "/machine",
        "/models",
        "/models/{key}",
        "/now",
        "/page/{digest}/{name:path}",
    },
    "POST": {
        # gradio's own login is never reached: the entrance answers before it.
        "/login",
        "/gradio_api/queue/join",
        "/gradio_api/call/{api_name}",
        "/gradio_api/cancel",
        "/gradio_api/reset",
        "/uploads",
        "/uploads/{id}/delete",
        "/library/mark",
        "/library/forget",
        "/library/zip",
        "/library/import",
        "/boards",
        "/boards/{id}",
        "/boards/{id}/delete",
        "/jobs/again",
        "/jobs/{id}/cancel",
        "/jobs/{id}/retry",
        "/machine/free",
        "/machine/doctor",
        "/models/token",
        "/models/{key}/get",
        "/models/{key}/stop",
        "/models/{key}/remove",
    },
    "HEAD": {"/"},
}
"""What a page needs, as gradio and the studio write their routes. Nothing else may be added in passing."""


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
    listed = {(method, path) for method, paths in OFFERED.items() for path in paths}
    assert listed - found == set()
    with TestClient(app, HERE) as door:
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
        for method, paths in OFFERED.items():
            for path in paths - elsewhere:
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
