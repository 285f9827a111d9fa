"""Machine over HTTP: what the machine can, what it should get, who is in its memory; and the doctor, for its keeper."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.doctor import examine
from studio.house import House
from studio.safety.levels import level_of
from studio.web import inventory
from studio.web.advice import advice_html
from studio.web.answers import FRESH, told
from studio.web.entrance import visitor_of
from studio.web.html import word
from studio.words import say


def routes(house: House) -> list[Route]:
    """`GET machine` tells all, `GET machine?live=1` what changes by itself; `POST machine/free` and `machine/doctor`
    are for whoever keeps the studio."""
    desk = Desk(house)
    return [
        Route("/machine", told(desk.tell)),
        Route("/machine/free", told(desk.free), methods=["POST"]),
        Route("/machine/doctor", told(desk.examine), methods=["POST"]),
    ]


class Desk:
    """Where the machine is asked about."""

    def __init__(self, house: House) -> None:
        self._house = house

    def tell(self, request: Request) -> Response:
        if "live" in request.query_params:
            return self._live(request)
        self._house.catalog.refresh()
        return self._live(request, page=_page_html(self._house, self._house.is_keeper(visitor_of(request))))

    def free(self, request: Request) -> Response:
        self._house.cache.clear()
        return self._live(request)

    def examine(self, request: Request) -> Response:
        found = examine(self._house.settings, self._house.catalog, self._house.device)
        return JSONResponse({"findings": inventory.findings_html(found)}, headers=FRESH)

    def _live(self, request: Request, **parts: str) -> Response:
        """HTML by the part of the page that it belongs to."""
        cache, queue = self._house.cache, self._house.worker.line.waiting()
        parts["memory"] = inventory.memory_html(cache.residents(), cache.budget)
        parts["decisions"] = inventory.decisions_html(cache.decisions())
        parts["queue"] = inventory.queue_html(queue, visitor_of(request).id)
        return JSONResponse(parts, headers=FRESH)


def _page_html(house: House, keeps: bool) -> str:
    """All sections; what changes by itself is put into the empty ones. `keeps`: with what is for owners alone."""
    people = _section("people", _hint("people_hint"), "<ink-people></ink-people>") if keeps else ""
    reviews = _reviews(house) if keeps else ""
    return "".join(
        (
            _section("keeps", _hint("keeps.nothing")) if house.settings.forgets else "",
            _section("take", advice_html(house.catalog, house.device, house.cache.budget)),
            _section("memory", _hint("memory_hint"), _live("memory"), _button("free", "free"), _live("decisions")),
            _section("queue", _live("queue")),
            _section("doctor", _hint("doctor_hint"), _button("doctor", "examine"), _live("findings", ' role="status"')),
            people,
            reviews,
            _section("mine", _hint("mine.hint"), "<ink-mine></ink-mine>"),
            _section("models", _hint("how"), "<ink-models></ink-models>"),
        )
    )


def _reviews(house: House) -> str:
    level = _hint("reviews.level", level=say(f"safety.level.{level_of(house.settings)}"))
    return _section("reviews", _hint("reviews.hint"), level, "<ink-reviews></ink-reviews>")


def _section(name: str, *parts: str) -> str:
    head = f'<h2 id="system-{name}-title">{word(f"system.{name}.title")}</h2>'
    return f'<section id="system-{name}" aria-labelledby="system-{name}-title">{head}{"".join(parts)}</section>'


def _live(name: str, role: str = "") -> str:
    return f'<div data-part="{name}"{role}></div>'


def _hint(name: str, **values: Any) -> str:
    return f'<p class="hint">{word(f"system.{name}", **values)}</p>'


def _button(deed: str, words: str) -> str:
    return f'<button type="button" class="btn" data-deed="{deed}">{word(f"system.{words}")}</button>'
