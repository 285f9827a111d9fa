"""Routes: the addresses of the studio's own, but for the parts of the page and what `rooms` has."""

from __future__ import annotations

from starlette.routing import Route

from studio.house import House
from studio.web import (
    account,
    asking,
    check,
    files,
    heard,
    hub_login,
    join,
    library,
    login,
    machine,
    mine,
    models,
    now,
    opened,
    people,
    privacy,
    reviews,
    speak,
    uploads,
)
from studio.web.sheets import Sheets

_JSON = (files, opened, library, asking, uploads, speak, machine, models, now, heard, account, mine, people, reviews)
_SHEETS = (check, privacy, login, join, hub_login)
"""Those with pages that stand by themselves."""


def routes(house: House, sheets: Sheets) -> list[Route]:
    """Each has its line in `studio/web/access.py`."""
    return [
        *(route for module in _JSON for route in module.routes(house)),
        *(route for module in _SHEETS for route in module.routes(house, sheets)),
    ]
