"""Library over HTTP: lists of the visitor's own works; marking, deleting, taking them along, bringing more in."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from studio.errors import BadInput
from studio.house import House
from studio.web.answers import FRESH, sent, told
from studio.web.entrance import visitor_of
from studio.words import say, spoken
from studio.works.boards import Board, Naming
from studio.works.bundle import bundle, check
from studio.works.card import described_card, engine_title
from studio.works.colours import HUES
from studio.works.kinds import KINDS
from studio.works.library import MOST_AT_ONCE, Facets, Gathered
from studio.works.marks import Change
from studio.works.outside import bring_in
from studio.works.wanted import Wanted
from studio.works.works import now

_TAGS = 200
"""Tags that are offered."""


def routes(house: House) -> list[Route]:
    """All of them for the visitor's own works and boards alone."""
    desk = Desk(house)
    posted: dict[str, Callable[[str, dict[str, Any], str], Any]] = {
        "/library/mark": desk.mark,
        "/library/forget": desk.forget,
        "/library/import": desk.bring_in,
        "/boards": desk.add_board,
        "/boards/{id}": desk.rename_board,
        "/boards/{id}/delete": desk.delete_board,
    }
    return [
        Route("/library", told(desk.cards)),
        Route("/library/zip", told(desk.zip), methods=["POST"]),
        Route("/boards", told(desk.boards)),
        *(Route(path, told(_posted(answer)), methods=["POST"]) for path, answer in posted.items()),
    ]


def _posted(answer: Callable[[str, dict[str, Any], str], Any]) -> Callable[[Request], Any]:
    """An endpoint that takes and gives JSON. `answer` gets the visitor, what was sent, and the id in the address."""

    async def endpoint(request: Request) -> Response:
        owner, values = visitor_of(request).id, await sent(request)
        given = await run_in_threadpool(answer, owner, values, request.path_params.get("id", ""))
        return JSONResponse(given, headers=FRESH)

    return endpoint


class Desk:
    """Where works are asked for."""

    def __init__(self, house: House) -> None:
        self._house, self._store, self._library = house, house.store, house.store.library
        self._arriving = threading.Lock()
        """Held while something becomes a work: once for each file, and one file in memory at a time."""

    def cards(self, request: Request) -> Response:
        """A page of cards; `facets=1`: and how many there are of what."""
        owner, asked = visitor_of(request).id, dict(request.query_params)
        page = self._library.page(owner, Wanted.asked(asked))
        answer = {"cards": [*map(described_card, page.cards)], "next": page.next, "total": page.total}
        if asked.get("facets") == "1":
            answer["facets"] = _facets(self._library.facets(owner), self._store.boards.all(owner))
        return JSONResponse(answer, headers=FRESH)

    def mark(self, owner: str, values: dict[str, Any], _: str) -> Any:
        ids = _ids(values.pop("ids", None))
        return {"cards": [*map(described_card, self._library.mark(owner, ids, Change.read(values)))]}

    def forget(self, owner: str, values: dict[str, Any], _: str) -> Any:
        """For ever; only what lies in the bin."""
        works = [self._store.work(id, owner) for id in _ids(values.get("ids"))]
        if not all(card.binned for card in self._library.cards(owner, [work.id for work in works])):
            raise BadInput(say("library.bin_first"))
        for work in works:
            self._store.delete(work)
        return {"forgotten": [work.id for work in works]}

    async def zip(self, request: Request) -> Response:
        """Sent as a form, so that the browser itself saves what comes."""
        owner = visitor_of(request).id
        async with request.form(max_files=0, max_fields=4) as form:
            ids = _ids([id for id in str(form.get("ids", "")).split(",") if id])
        works = await run_in_threadpool(lambda: [self._store.work(id, owner) for id in ids])
        check(works)
        terms = await run_in_threadpool(self._house.terms, owner)
        name = f"inkstone-{now():%Y-%m-%d-%H%M}.zip"
        headers = {**FRESH, "Content-Disposition": f'attachment; filename="{name}"'}
        packed = bundle(works, self._house.copies, terms)
        return StreamingResponse(packed, media_type="application/zip", headers=headers)

    def bring_in(self, owner: str, values: dict[str, Any], _: str) -> Any:
        upload = self._house.uploads.of(str(values.get("upload", ""))[:64], owner)
        with self._arriving:
            work = bring_in(self._store, upload)
        return {"card": described_card(self._library.cards(owner, [work.id])[0])}

    def boards(self, request: Request) -> Response:
        owner = visitor_of(request).id
        boards, gathered = self._store.boards.all(owner), self._library.gathered(owner)
        return JSONResponse({"boards": [_board(board, gathered.get(board.id)) for board in boards]}, headers=FRESH)

    def add_board(self, owner: str, values: dict[str, Any], _: str) -> Any:
        return {"board": _board(self._store.boards.add(Naming.read(values), owner))}

    def rename_board(self, owner: str, values: dict[str, Any], id: str) -> Any:
        board = self._store.boards.rename(id, Naming.read(values), owner)
        return {"board": _board(board, self._library.gathered(owner).get(id))}

    def delete_board(self, owner: str, _: dict[str, Any], id: str) -> Any:
        self._store.boards.delete(id, owner)
        return {"deleted": id}


def _ids(given: object) -> list[str]:
    """Ids of works, each once. Raises BadInput for what is no list of them."""
    ids = list(dict.fromkeys(given)) if isinstance(given, list) and all(isinstance(id, str) for id in given) else []
    if not 0 < len(ids) <= MOST_AT_ONCE:
        raise BadInput(say("library.which", limit=MOST_AT_ONCE))
    return ids


def _facets(facets: Facets, boards: list[Board]) -> dict[str, Any]:
    names = {board.id: board.name for board in boards}
    engines: Counter[str] = Counter()
    for (engine, _), count in facets.engines.items():
        engines[engine] += count
    models = {engine: model for engine, model in facets.engines}
    tags = Counter(dict(facets.tags.most_common(_TAGS)))
    return {
        "kinds": [*_counted(facets.kinds, {kind: spoken(f"kind.{kind}.plural") for kind in KINDS})],
        "engines": [*_counted(engines, {engine: engine_title(engine, models[engine]) for engine in engines})],
        "colours": [*_counted(facets.colours, {hue: spoken(f"colour.{hue}") for hue in HUES})],
        "tags": [*_counted(tags, {tag: tag for tag in sorted(tags, key=str.casefold)})],
        "boards": [*_counted(facets.boards, names)],
        "bin": facets.bin,
        "favourites": facets.favourites,
    }


def _counted(counts: Counter[str], titles: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What there is any of, in the order of the titles."""
    return ({"key": key, "title": title, "count": counts[key]} for key, title in titles.items() if counts[key])


def _board(board: Board, gathered: Gathered | None = None) -> dict[str, Any]:
    names = {"id": board.id, "name": board.name, "project": board.project}
    return {**names, **asdict(gathered or Gathered())}
