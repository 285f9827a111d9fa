"""A house with its front, before an application that says what reaches it. No gradio."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from studio.house import House, fetching, known_here, opened_reviews
from studio.jobs.downloads import Downloads
from studio.jobs.sweeper import Sweeper
from studio.jobs.worker import Worker
from studio.people.people import People
from studio.people.preferences import Preferences
from studio.people.quota import Quota
from studio.people.remarks import Remarks
from studio.people.rooms import Rooms
from studio.people.tokens import Tokens
from studio.people.visitor import Visitor
from studio.settings import Settings
from studio.web.assets import Assets
from studio.web.events import Known
from studio.web.frame import Frame
from studio.web.front import lifespan
from studio.web.rooms import routes as rooms
from studio.web.routes import routes
from studio.web.sheets import Sheets
from studio.works.checks import Checks
from studio.works.copies import Copies
from studio.works.copyist import Copyist
from studio.works.signers import signer_for
from studio.works.works import Work
from tests.shelf import Shelf

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


ANN, BOB = Visitor("a" * 32), Visitor("b" * 32)
OpenHouse = Callable[..., House]
OpenDoor = Callable[..., TestClient]


@pytest.fixture
def open_house(worker: Worker) -> OpenHouse:
    """A house with settings of its own; one that is open to others is so to guests, unless it has a password."""

    def built(**changes: Any) -> House:
        password = changes.get("password", "")
        if not password and {"hosts", "proxies"} & set(changes):
            changes = {"public_demo": True, **changes}
        settings = Settings(**{**changes, "password": SecretStr(password) if password else None})
        catalog = changes.pop("catalog", worker.host.catalog)
        signer = signer_for(settings)
        return House(
            settings=settings,
            store=worker.store,
            catalog=catalog,
            device=worker.host.device,
            cache=worker.cache,
            worker=worker,
            sweeper=Sweeper(worker),
            tokens=Tokens.of(settings.home, password),
            downloads=Downloads(catalog, fetching(settings, catalog), settings.home / "downloads.json"),
            copies=Copies(worker.store.files, worker.store.files.copies, Copyist(signer=signer)),
            checks=Checks(
                worker.store, partial(known_here, settings, signer, catalog), settings.home / "passing" / "uploads"
            ),
            rooms=Rooms(worker.store.database, worker.store.files.shelf),
            remarks=Remarks(worker.store.database, worker.store.files.shelf),
            preferences=Preferences(worker.store.database),
            people=People(settings, worker.store.database, worker.store.files.shelf),
            quota=Quota(settings, worker.store.database),
            reviews=opened_reviews(settings, worker.store),
        )

    return built


@pytest.fixture
def open_door(open_house: OpenHouse) -> OpenDoor:
    """A browser before a house; `peer`: the address that it comes from."""

    def before(house: House | None = None, peer: str = "127.0.0.1", **changes: Any) -> TestClient:
        house = house or open_house(**changes)
        sheets = Sheets(Assets(), f"{house.settings.root_path}/")
        everything = Route("/{path:path}", reached, methods=["GET", "POST", "PUT", "DELETE", "OPTIONS"])
        app = Starlette(
            routes=[
                *routes(house, sheets),
                *rooms.routes(house, sheets),
                everything,
            ],
            lifespan=lifespan(
                house,
                KNOWN,
                Frame(Assets(), house.worker.modes.wings, leaves=house.tokens.guarded),
                sheets,
            ),
        )
        client = TestClient(app, "http://127.0.0.1:7860", follow_redirects=False, client=(peer, 50000))
        return client.__enter__()

    return before


def titles(door: TestClient, query: str = "") -> list[str]:
    """What a list has, in its order."""
    answer = door.get(f"/library?{query}")
    assert answer.status_code == 200, answer.text
    return [card["title"] for card in answer.json()["cards"]]


def mark(door: TestClient, *works: Work, **change: Any) -> Any:
    """Change marks; the cards that come back."""
    answer = door.post("/library/mark", json={"ids": [work.id for work in works], **change})
    assert answer.status_code == 200, answer.text
    return answer.json()["cards"]


def known(door: TestClient, house: House, visitor: Visitor) -> TestClient:
    """The browser of somebody whom the house knows."""
    door.headers["Authorization"] = f"Bearer {house.tokens.issue(visitor)}"
    return door


@pytest.fixture
def house(open_house: OpenHouse) -> House:
    return open_house()


@pytest.fixture
def shelf(house: House) -> Shelf:
    return Shelf(house.store)


@pytest.fixture
def ann(open_door: OpenDoor, house: House) -> TestClient:
    return known(open_door(house), house, ANN)


@pytest.fixture
def bob(open_door: OpenDoor, house: House) -> TestClient:
    return known(open_door(house), house, BOB)
