"""Letting through: what becomes of something held when somebody decides that it was held wrongly."""

from __future__ import annotations

from studio.errors import NotFound
from studio.jobs.worker import Worker
from studio.safety.aside import DAYS
from studio.safety.reviews import Reviews
from studio.words import say
from studio.works.tables import ReviewRow


def let_through(worker: Worker, reviews: Reviews, row: ReviewRow) -> None:
    """A piece is kept in its owner's library; a job that was held for its words waits in its owner's queue again.

    Raises NotAllowed for what is decided or nobody may let through, NotFound for what is no longer there, and what
    keeping and asking raise; then it is undecided as before.
    """
    with reviews.deciding(row, "allowed"):
        if row.stage == "words":
            worker.retry(row.job, row.owner, cleared=True)
        else:
            _keep(worker, reviews, row)


def _keep(worker: Worker, reviews: Reviews, row: ReviewRow) -> None:
    piece = reviews.aside.get(row.id)
    if piece is None:
        raise NotFound(say("safety.too_late", days=DAYS))
    # What was brought may have been thrown away meanwhile.
    brought = tuple(upload for upload in piece.brought if worker.store.files.has(upload.file))
    worker.store.add(piece.made, piece.recipe, row.owner, row.job, brought)
