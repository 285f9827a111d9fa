"""Reviews over HTTP, for whoever keeps the studio: what the filters held back, and deciding about it."""

from __future__ import annotations

import io
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.errors import NotFound
from studio.house import House
from studio.jobs.letting import let_through
from studio.safety import sight
from studio.safety.aside import DAYS, Piece
from studio.safety.levels import ALWAYS
from studio.safety.wording import texts_of
from studio.web.answers import FRESH, told
from studio.words import say
from studio.works.tables import ReviewRow
from studio.works.works import in_utc

_SIDE = 768
"""Pixels of the longer side of what is shown."""


def routes(house: House) -> list[Route]:
    """`GET reviews` tells; each decision answers the same, as it is then."""
    desk = Desk(house)
    return [
        Route("/reviews", told(desk.tell)),
        Route("/reviews/{id}/picture", told(desk.picture)),
        Route("/reviews/{id}/allow", told(desk.allow), methods=["POST"]),
        Route("/reviews/{id}/uphold", told(desk.uphold), methods=["POST"]),
    ]


class Desk:
    """Where an owner looks at what was held."""

    def __init__(self, house: House) -> None:
        self._house, self._reviews = house, house.reviews

    def tell(self, request: Request) -> Response:
        return JSONResponse({"reviews": [self._review(row) for row in self._reviews.open()]}, headers=FRESH)

    def picture(self, request: Request) -> Response:
        """What was held, small, as JPEG."""
        row = self._reviews.review(request.path_params["id"])
        piece = self._reviews.aside.get(row.id)
        if piece is None:
            raise NotFound(say("safety.too_late", days=DAYS))
        return Response(_small(piece), media_type="image/jpeg", headers=FRESH)

    def allow(self, request: Request) -> Response:
        let_through(self._house.worker, self._reviews, self._reviews.review(request.path_params["id"]))
        return self.tell(request)

    def uphold(self, request: Request) -> Response:
        self._reviews.uphold(self._reviews.review(request.path_params["id"]))
        return self.tell(request)

    def _review(self, row: ReviewRow) -> dict[str, Any]:
        mode, asked = self._asked(row)
        words = self._written(row) if row.stage == "text" else asked
        return {
            "id": row.id,
            "stage": row.stage,
            "stage_said": str(say(f"safety.stage.{row.stage}")),
            "category": str(say(f"safety.category.{row.category}")),
            "certainty": round(100 * row.certainty),
            "state": row.state,
            "state_said": str(say(f"safety.state.{row.state}")),
            "created": in_utc(row.created).isoformat(),
            "may": row.category != ALWAYS,
            "has_picture": row.stage == "picture" and self._reviews.aside.has(row.id),
            # Before its owner has appealed, nobody reads it.
            "words": words if row.state == "appealed" else "",
            "mode": mode,
        }

    def _written(self, row: ReviewRow) -> str:
        piece = self._reviews.aside.get(row.id)
        return piece.made.text if piece else ""

    def _asked(self, row: ReviewRow) -> tuple[str, str]:
        """What the mode of the job is called, and what was written for it; nothing of a job that is forgotten."""
        worker = self._house.worker
        try:
            job = worker.log.job(row.job)
            mode, values = worker.modes.find(job.mode, job.params)
        except NotFound:
            return "", ""
        return str(mode.title), "\n".join(texts_of(mode.form, values))


def _small(piece: Piece) -> bytes:
    picture = next(iter(sight.seen_in(piece.made)))
    picture.thumbnail((_SIDE, _SIDE))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=85)
    return stream.getvalue()
