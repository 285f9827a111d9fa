"""A house with its front, before an application that says what reaches it. No gradio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from studio.house import House
from studio.jobs.sweeper import Sweeper
from studio.jobs.worker import Worker
from studio.people.tokens import Tokens
from studio.settings import Settings
from studio.web import files, uploads
from studio.web.events import Known
from studio.web.front import lifespan

KNOWN = Known(names={"sketch": 2}, numbers={3: 2, 4: 0})


async def reached(request: Request) -> JSONResponse:
    """What came through to the page."""
    visitor = request.scope.get("inkstone.visitor")
    body = await request.body()
    return JSONResponse(
        {
            "path": request.url.path,
            "visitor": visitor and visitor.id,
            "entered": visitor and visitor.entered,
            "url": str(request.url),
            "client": request.client and request.client.host,
            "headers": sorted(set(request.headers)),
            "body": body.decode(errors="replace"),
        }
    )


OpenHouse = Callable[..., House]
OpenDoor = Callable[..., TestClient]


@pytest.fixture
def open_house(worker: Worker) -> OpenHouse:
    """A house with settings of its own."""

    def opened(**changes: Any) -> House:
        password = changes.get("password", "")
        settings = Settings(**{**changes, "password": SecretStr(password) if password else None})
        return House(
            settings=settings,
            store=worker.store,
            catalog=worker.host.catalog,
            device=worker.host.device,
            cache=worker.cache,
            worker=worker,
            sweeper=Sweeper(worker),
            tokens=Tokens.of(settings.home, password),
        )

    return opened


@pytest.fixture
def open_door(open_house: OpenHouse) -> OpenDoor:
    """A browser before a house; `peer`: the address that it comes from."""

    def opened(house: House | None = None, peer: str = "127.0.0.1", **changes: Any) -> TestClient:
        house = house or open_house(**changes)
        everything = Route("/{path:path}", reached, methods=["GET", "POST", "PUT", "DELETE", "OPTIONS"])
        app = Starlette(
            routes=[*files.routes(house), *uploads.routes(house), everything], lifespan=lifespan(house, KNOWN)
        )
        client = TestClient(app, "http://127.0.0.1:7860", follow_redirects=False, client=(peer, 50000))
        return client.__enter__()

    return opened
