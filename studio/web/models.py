"""Models over HTTP: how each stands, for everybody; downloading and removing them, for whoever keeps the studio."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.errors import BadInput, NotFetched
from studio.house import House
from studio.models.catalog import ModelSpec
from studio.models.fetch.removal import remove
from studio.models.hub_token import HubToken
from studio.web.answers import FRESH, sent, told
from studio.web.entrance import visitor_of
from studio.web.model_card import cards
from studio.words import say


def routes(house: House) -> list[Route]:
    """`GET models` tells how all stand (`?live=1`: without a look at the disk for what came by another way), `GET
    models/<key>` what a download would take; the rest is done by POST."""
    desk = Desk(house)
    return [
        Route("/models", told(desk.list)),
        Route("/models/token", told(desk.token), methods=["POST"]),
        Route("/models/{key}", told(desk.look)),
        Route("/models/{key}/get", told(desk.get), methods=["POST"]),
        Route("/models/{key}/stop", told(desk.stop), methods=["POST"]),
        Route("/models/{key}/remove", told(desk.remove), methods=["POST"]),
    ]


class Desk:
    """Where models are asked for."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._token = HubToken(house.settings)

    def list(self, request: Request) -> Response:
        visitor = visitor_of(request)
        if "live" not in request.query_params:
            self._house.catalog.refresh()
        return self._told(self._house.is_keeper(visitor))

    def look(self, request: Request) -> Response:
        """Licence, size and free disk, before anything is begun."""
        spec = self._kept(request)
        downloads = self._house.downloads
        size, here = downloads.measure(spec), downloads.here(spec)
        return JSONResponse(
            {
                "title": str(spec.called),
                "licence": spec.licence,
                "sale_said": str(say(f"system.sale.{spec.commercial}")),
                "bytes": max(0, size - here),
                "free": _free(self._house.catalog.hub.folder),
                "page": f"{self._house.settings.hub_url}/{spec.repo}",
                "gated": spec.gated,
                "has_token": self._token.read() is not None,
            },
            headers=FRESH,
        )

    def get(self, request: Request) -> Response:
        self._house.downloads.ask(self._kept(request).key, visitor_of(request).id)
        return self._told(True)

    def stop(self, request: Request) -> Response:
        self._house.downloads.cancel(self._kept(request).key)
        return self._told(True)

    def remove(self, request: Request) -> Response:
        spec = self._kept(request)
        self._check_at_rest(spec)
        remove(spec, self._house.catalog)
        return self._told(True)

    async def token(self, request: Request) -> Response:
        """Keep a token, or forget it where none is sent. It is told to nobody."""
        token = (await sent(request)).get("token")
        if not isinstance(token, str):
            raise BadInput(say("guard.unreadable"))
        await run_in_threadpool(partial(self._token.keep, token) if token else self._token.forget)
        return await run_in_threadpool(self._told, True)

    def _kept(self, request: Request) -> ModelSpec:
        """The model that a keeper asks about. Raises NotFound."""
        return self._house.catalog[request.path_params["key"]]

    def _check_at_rest(self, spec: ModelSpec) -> None:
        """Raises NotFetched for a model that works or is on its way; what rests goes from memory too."""
        download = self._house.downloads.of(spec.key)
        if download and download.state != "failed":
            raise NotFetched(say("fetch.on_its_way", title=spec.called))
        states = {resident.state for resident in self._house.cache.residents() if resident.spec.key == spec.key}
        if states & {"in use", "loading"}:
            raise NotFetched(say("fetch.at_work", title=spec.called))
        if states:
            self._house.cache.clear()

    def _told(self, is_keeper: bool) -> Response:
        about = {"keeper": is_keeper, "token": is_keeper and self._token.is_kept}
        free = _free(self._house.catalog.hub.folder)
        return JSONResponse({**about, "free": free, "models": cards(self._house)}, headers=FRESH)


def _free(folder: Path) -> int:
    """Bytes that are free where models are put."""
    return shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free
