"""Target: a studio with one of everything, for requests of any kind."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.testclient import TestClient

from studio.house import House
from studio.people.remarks import Said
from studio.people.room import Asked
from studio.web.access import LINES
from studio.works.boards import Naming
from tests.studio.web.conftest import ANN, OpenDoor, OpenHouse
from tests.studio.works.test_store import keep

GRADIOS = ("/gradio_api/", "/config", "/assets/", "/static/", "/theme", "/manifest.json", "/favicon.ico", "/robots.txt")
SLOW = ("/machine/doctor",)
ROUTES = [line for line in LINES if not line.path.startswith(GRADIOS) and line.path not in ("/", "/visitor", *SLOW)]
"""Those that the studio answers itself, and soon."""


@dataclass
class Target:
    """`names`: what its things are called."""

    house: House
    door: TestClient
    names: dict[str, str]


def a_target(open_house: OpenHouse, open_door: OpenDoor) -> Target:
    """Asked by Ann, who keeps the studio."""
    house = open_house(owner_limit=100, queue_size=100)
    work = keep(house.store, owner=ANN.id)
    board = house.store.boards.add(Naming(name="Sea"), ANN.id)
    room, token = house.rooms.add(Asked(title="Room"), [work.id], ANN.id)
    remark = house.remarks.hear(room, Said(text="Nice"), room.terms.items[0].id)
    upload = house.uploads.of_work(work, ANN.id)
    door = open_door(house)
    door.headers["Authorization"] = f"Bearer {house.tokens.issue(ANN)}"
    names = {"work": work.id, "board": board.id, "upload": upload.id, "role": "main", "version": "1"}
    names |= {"room": room.id, "token": token, "item": room.terms.items[0].id, "remark": remark.id}
    return Target(house, door, names)
