"""Front: what stands between the network and gradio, from the outside in: proxy, language, guard, entrance, events."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from studio.house import House
from studio.web.connections import Connection, Once
from studio.web.entrance import Entrance
from studio.web.events import Events, Known
from studio.web.frame import Frame
from studio.web.guard import Guard
from studio.web.hosts import Hosts
from studio.web.language import Language
from studio.web.page import Page
from studio.web.proxy import Proxy
from studio.web.sheets import Sheets


def front(app: ASGIApp, house: House, known: Known, frame: Frame, sheets: Sheets) -> ASGIApp:
    """`app` behind all of them."""
    settings = house.settings
    inner = Entrance(Events(Page(app, frame), known), house, sheets)
    return Proxy(Language(Guard(inner, Hosts(settings), settings.embed)), settings.proxies)


def lifespan(
    house: House, known: Known, frame: Frame, sheets: Sheets
) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """Puts the front before an application of starlette as it starts.

    Not among its middleware: gradio puts its own before that, which answers requests of other origins by itself.
    """

    @asynccontextmanager
    async def started(app: Any) -> AsyncIterator[None]:
        app.middleware_stack = front(app.middleware_stack, house, known, frame, sheets)
        yield

    return started


def bound(server: Any) -> None:
    """Bound the connections of a uvicorn server that has started, and its log."""
    server.config.http_protocol_class = Connection
    if isinstance(server.config.loaded_app, ProxyHeadersMiddleware):
        # uvicorn's own believes whatever comes from this machine: any proxy here would pass on what a stranger says.
        server.config.loaded_app = server.config.loaded_app.app
    for name in ("uvicorn.error", "asyncio"):
        logging.getLogger(name).addFilter(Once())
