"""Unfinished: what is kept of a text when the person stops it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.writing.page import page
from studio.errors import Cancelled
from studio.jobs.engine import JobContext
from studio.params import PromptParams
from studio.words import say
from studio.works.facts import TextFacts
from studio.works.made import Made, title_of


def kept_when_stopped(pieces: Iterator[Made], params: PromptParams, ctx: JobContext) -> Iterator[Made]:
    """The pieces, and the one that was being written when the person stopped it, if it had begun.

    Raises Cancelled after that.
    """
    try:
        yield from pieces
    except Cancelled:
        if written := ctx.latest.text.strip():
            facts = TextFacts(words=len(written.split()))
            yield page(params, title_of(params.prompt), written, facts, (say("writing.unfinished"),))
        raise
