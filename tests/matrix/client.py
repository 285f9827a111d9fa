"""What clients see of a room: tried by link, not by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx

from studio.web.access import Line
from studio.works.works import now
from tests.browser.guest import Guest
from tests.matrix.asked import key_of
from tests.matrix.stage import Person, Stage

OVER = ("expired", "revoked", "exhausted", "renewed", "deleted", "unknown")
"""Links that lead nowhere."""
LINKS = (*OVER, "wrong password", "no password")
"""With those that passwords keep closed."""
ANOTHER = "another room's"
"""A link that leads to another room than the item's."""


@dataclass
class Link:
    """What a client has: a link, and a browser that went as far with it as it leads."""

    token: str
    item: str
    http: httpx.Client


def a_link(stage: Stage, owner: Person, kind: str) -> Link:
    """A link to a room of somebody's; `kind`: what is wrong with it."""
    password = {"password": "sesame"} if "password" in kind else {}
    views = {"views": 1} if kind == "exhausted" else {}
    expires = {"expires": (now() - timedelta(days=3)).date()} if kind == "expired" else {}
    room, token = stage.room(owner.id, downloads=True, **password, **views, **expires)
    http = Guest(stage.server).http
    item = room.terms.items[0].id
    if kind == "revoked":
        stage.rooms.revoke(room.id, owner.id)
    elif kind == "renewed":
        stage.rooms.renew(room.id, owner.id)
    elif kind == "deleted":
        stage.rooms.delete(room.id, owner.id)
    elif kind == "exhausted":
        assert stage.rooms.enter(room)
    elif kind == "unknown":
        token = "x" * len(token)
    elif kind == ANOTHER:
        token = stage.room(owner.id, downloads=True)[1]
    elif kind == "wrong password":
        http.post(f"r/{token}/enter", data={"password": "wrong"})
    http.get(f"r/{token}")
    return Link(token, item, http)


CLIENT: dict[str, tuple[str, dict[str, Any]]] = {
    "GET /r/{token}": ("r/{token}", {}),
    "GET /r/{token}/{item}": ("r/{token}/{item}", {}),
    "GET /r/{token}/{item}/compare": ("r/{token}/{item}/compare", {}),
    "GET /r/{token}/{item}/{version}/{role}": ("r/{token}/{item}/1/main", {}),
    "POST /r/{token}/enter": ("r/{token}/enter", {"data": {"language": "en"}}),
    "POST /r/{token}/remark": ("r/{token}/remark", {"data": {"text": "Nice", "name": "Eve"}}),
    "POST /r/{token}/{item}/remark": ("r/{token}/{item}/remark", {"data": {"text": "Nice", "name": "Eve"}}),
}
"""How a client asks each line."""


def _answer(line: Line, link: Link) -> httpx.Response:
    path, sent = CLIENT[key_of(line)]
    return link.http.request(line.method, path.format(token=link.token, item=link.item), **sent)


def told(line: Line, link: Link) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    """All that whoever has a link is told: status, body and headers, without the link itself and the time."""
    answer = _answer(line, link)
    headers = tuple(sorted((name, said) for name, said in answer.headers.items() if name != "date"))
    return answer.status_code, answer.text.replace(link.token, "").replace(link.item, ""), headers


def gets_in(line: Line, link: Link) -> bool:
    """Whether a link gives what a line is for: the item, its file, or a remark that was taken."""
    answer = _answer(line, link)
    if line.method == "POST":
        return answer.status_code == 303
    is_file = line.path.endswith("{role}")
    return answer.status_code == 200 and (is_file or link.item in answer.text)
