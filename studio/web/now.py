"""Now: what a visitor has running, waiting and just made, told as it changes; and stopping and repeating of jobs."""

from __future__ import annotations

import asyncio
import base64
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.errors import BadInput, InkstoneError, ModelAbsent, NotFound
from studio.house import House
from studio.jobs.engine import Preview
from studio.jobs.heard import Heard
from studio.jobs.live import LiveJob
from studio.jobs.standing import Standing, seconds_until_done, standing_of, standings
from studio.people.visitor import Visitor
from studio.safety.levels import ALWAYS
from studio.web.answers import FRESH, sent, told
from studio.web.entrance import visitor_of
from studio.words import called, joined, say
from studio.works.card import described_card

Cards = dict[str, dict[str, Any]]
"""Cards by the ids of their works."""
_APPEALED = {"appealed": "asked", "upheld": "upheld", "allowed": "allowed"}
"""What is told of a job by the state of its review; also the keys of the words for it."""
GLANCE = 0.15
"""Seconds between two looks at whether anything has changed."""
_PATIENCE = 20.0
"""Seconds after which a page is answered though nothing has changed: proxies close what is silent for long."""
_OF_ONE, _OF_ALL = 8, 300
"""Answers that are waited for at once, by one visitor and by all: each holds a connection."""


def routes(house: House) -> list[Route]:
    """`GET now` tells of the visitor's own jobs, `POST jobs/...` stops them, tries again, and makes works again."""
    desk = Desk(house)
    return [
        Route("/now", told(desk.now)),
        Route("/jobs/again", told(desk.again), methods=["POST"]),
        Route("/jobs/{id}/cancel", told(desk.cancel), methods=["POST"]),
        Route("/jobs/{id}/retry", told(desk.retry), methods=["POST"]),
        Route("/jobs/{id}/appeal", told(desk.appeal), methods=["POST"]),
    ]


class Desk:
    """Where jobs are asked about."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._waiting: Counter[str] = Counter()

    async def now(self, request: Request) -> Response:
        """All of it; where the page has seen all that there is, once there is more."""
        owner = visitor_of(request).id
        with self._one_more(owner) as may_wait:
            if may_wait:
                await self._news(request, owner)
            return JSONResponse(await run_in_threadpool(self._told, visitor_of(request)), headers=FRESH)

    def cancel(self, request: Request) -> Response:
        owner, id = visitor_of(request).id, request.path_params["id"]
        if self._house.worker.find(id, owner) is None:
            raise NotFound(say("job.not_yours"))
        self._house.worker.cancel(id, owner)
        return JSONResponse({})

    def retry(self, request: Request) -> Response:
        visitor = visitor_of(request)
        with self._house.quota.one(visitor):
            job = self._house.worker.retry(request.path_params["id"], visitor.id)
        return self._begun(job)

    def appeal(self, request: Request) -> Response:
        """Against what the filters held of a job."""
        self._house.reviews.appeal(request.path_params["id"], visitor_of(request).id)
        return JSONResponse({})

    async def again(self, request: Request) -> Response:
        visitor, asked = visitor_of(request), await sent(request)
        work, vary = asked.get("work"), asked.get("vary", False)
        if not isinstance(work, str) or not isinstance(vary, bool):
            raise BadInput(say("guard.unreadable"))
        return await run_in_threadpool(partial(self._again, visitor, work, vary))

    def _again(self, visitor: Visitor, id: str, vary: bool) -> Response:
        work = self._house.store.work(id, visitor.id)
        seed = None if vary else work.recipe.seed
        with self._house.quota.one(visitor):
            job = self._house.worker.again(work.recipe, visitor.id, seed, (work.id,))
        return self._begun(job)

    def _begun(self, job: LiveJob) -> Response:
        return JSONResponse({"job": self._job(standing_of(self._house.worker, job), {})}, headers=FRESH)

    async def _news(self, request: Request, owner: str) -> None:
        """Wait until there is something that the page has not seen, for as long as anybody listens."""
        seen, end = request.query_params.get("seen"), time.monotonic() + _PATIENCE
        while str(self._moment(owner)) == seen and time.monotonic() < end:
            await asyncio.sleep(GLANCE)
            if await request.is_disconnected():
                return

    @contextmanager
    def _one_more(self, owner: str) -> Iterator[bool]:
        """One more answer to an owner; whether it may be waited for."""
        may_wait = self._waiting[owner] < _OF_ONE and self._waiting.total() < _OF_ALL
        self._waiting[owner] += 1
        try:
            yield may_wait
        finally:
            self._waiting[owner] -= 1
            # A name that nobody comes back with must not stay.
            if not self._waiting[owner]:
                del self._waiting[owner]

    def _told(self, visitor: Visitor) -> dict[str, Any]:
        worker, owner = self._house.worker, visitor.id
        # Read first: what changes meanwhile is told once more, and nothing is missed.
        moment = self._moment(owner)
        unseen = self._house.remarks.unseen(owner)
        told = standings(worker, owner)
        cards = self._cards(owner, told)
        appeals = self._appeals(told)
        jobs = [self._job(standing, cards, appeals.get(standing.view.id, "")) for standing in told]
        ready = {mode: self._ready(owner, mode) for mode in worker.modes}
        wait, engine, missed = ({mode: told[place] for mode, told in ready.items()} for place in range(3))
        mine = {"seen": moment, "jobs": jobs, "unseen": unseen, "quota": self._quota(visitor)}
        return {**mine, "wait": wait, "engine": engine, "missed": missed}

    def _quota(self, visitor: Visitor) -> dict[str, Any] | None:
        """How much a guest has used of what a guest may; None for others, who may as they like."""
        if visitor.role != "guest":
            return None
        used = self._house.quota.used(visitor.id)
        return {"said": used.said, "part": round(used.part, 3), "refusal": str(used.refusal or "")}

    def _moment(self, owner: str) -> int:
        return self._house.worker.moment(owner, self._house.remarks.turn(owner))

    def _ready(self, owner: str, mode: str) -> tuple[float | None, str, str]:
        """Seconds until a job of a mode were done, and who would make it; or why nobody can, and the key of the model
        that it would take."""
        worker = self._house.worker
        try:
            choice = worker.modes[mode].usual(worker.host)
        except InkstoneError as error:
            return None, str(error), error.model if isinstance(error, ModelAbsent) else ""
        return round(seconds_until_done(worker, owner, mode, choice), 1), str(choice.why or ""), ""

    def _cards(self, owner: str, told: list[Standing]) -> Cards:
        """The works of all of them that their owner still has; what lies in the bin is as good as gone."""
        ids = [id for standing in told for id in standing.view.works]
        rows = self._house.store.library.cards(owner, ids)
        return {row.id: described_card(row) for row in rows if row.binned is None}

    def _appeals(self, told: list[Standing]) -> dict[str, str]:
        """Of each held job whether one may appeal, "open", has done so, "asked", or what was decided, "upheld" or
        "allowed"."""
        rows = self._house.reviews.of_jobs([standing.view.id for standing in told if standing.view.state == "held"])
        may = {row.job: "open" for row in rows if row.state == "held" and row.category != ALWAYS}
        return {**may, **{row.job: _APPEALED[row.state] for row in rows if row.state in _APPEALED}}

    def _job(self, standing: Standing, cards: Cards, appeal: str = "") -> dict[str, Any]:
        view, params, worker = standing.view, standing.params, self._house.worker
        progress = view.progress
        return {
            "id": view.id,
            "tab": worker.modes.wing(view.mode),
            "mode": view.mode,
            "mode_title": str(called(f"mode.{view.mode}.title", view.mode)),
            "state": view.state,
            "said": _said(standing, appeal),
            "appeal": appeal,
            "phase": str(progress.phase_said) if view.state == "running" else "",
            "step": [progress.step, progress.total] if progress.total > 1 else None,
            "fraction": standing.fraction,
            "left": None if standing.left is None else round(standing.left, 1),
            "ahead": standing.ahead,
            "prompt": str(params.get("prompt") or ""),
            "aspect": str(params.get("aspect") or ""),
            "count": params.get("count") or 1,
            "works": [cards[id] for id in view.works if id in cards],
            "preview": _preview(view.preview) if view.state != "done" else None,
            "heard": _heard(view.heard) if view.state == "running" else None,
            "created": view.created.isoformat(),
            "ended": view.ended_at and view.ended_at.isoformat(),
        }


def _said(standing: Standing, appeal: str) -> str:
    """How a job stands, in a sentence: where one has appealed, what came of it, and not how."""
    view = standing.view
    if view.state == "queued":
        return str(say("page.next") if not standing.ahead else say("page.ahead", count=standing.ahead))
    if view.state == "running":
        return str(view.progress.said)
    is_over = appeal in _APPEALED.values()
    said = [say(f"safety.{appeal}") if is_over and one.key == "safety.appeal" else one for one in view.said]
    return str(joined(said)) if said else str(say(f"state.{view.state}"))


def _heard(heard: Heard) -> dict[str, Any] | None:
    if not heard.count:
        return None
    return {"first": heard.first, "count": heard.count, "seconds": round(heard.seconds, 2), "rate": heard.rate}


def _preview(preview: Preview) -> dict[str, str] | None:
    if preview.text:
        return {"text": preview.text}
    if preview.image:
        kind = "png" if preview.image.startswith(b"\x89PNG") else "webp" if preview.image[8:12] == b"WEBP" else "jpeg"
        return {"image": f"data:image/{kind};base64,{base64.b64encode(preview.image).decode()}"}
    return None
