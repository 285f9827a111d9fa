"""The loop that answers everybody waits for no database: one that is locked would stop all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from studio.web.access import Line
from tests.matrix.asked import key_of
from tests.studio.web.conftest import OpenDoor, OpenHouse
from tests.target import ROUTES, Target, a_target

BODIES: tuple[dict[str, Any], ...] = (
    {"json": {}},
    {"data": {"text": "Nice", "username": "ann", "password": "correct horse battery"}},
    {"files": {"file": ("x.png", b"x", "image/png")}},
)


@pytest.fixture
def target(open_house: OpenHouse, open_door: OpenDoor) -> Target:
    return a_target(open_house, open_door)


@pytest.fixture
def asked() -> Iterator[list[bool]]:
    """Of each statement that a database is asked, whether it is the loop that waits for the answer."""
    found: list[bool] = []

    def listen(*_: Any) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            found.append(False)
        else:
            found.append(True)

    sa.event.listen(Engine, "before_cursor_execute", listen)
    yield found
    sa.event.remove(Engine, "before_cursor_execute", listen)


def addresses(line: Line, names: dict[str, str]) -> list[str]:
    """The line about each thing that there is."""
    parts = {"token": names["token"], "item": names["item"], "version": "1", "role": "main", "name": "a.png"}
    return [
        re.sub(r"\{(\w+)[^}]*\}", lambda found, name=name: parts.get(found[1], name), line.path)  # type: ignore[misc]
        for name in names.values()
    ]


@pytest.mark.parametrize("line", ROUTES, ids=key_of)
def test_no_address_asks_the_database_on_the_loop(target: Target, asked: list[bool], line: Line) -> None:
    for address in dict.fromkeys(addresses(line, target.names)):
        for body in BODIES if line.method == "POST" else ({},):
            target.door.request(line.method, address, **body)
    assert not any(asked)


def test_it_would_be_noticed(target: Target, asked: list[bool]) -> None:
    async def asks() -> None:
        target.house.store.boards.all("ann")

    asyncio.run(asks())
    assert any(asked)
    asked.clear()
    assert target.door.get("/boards").status_code == 200
    assert asked and not any(asked)
