"""Run: a job started from the page. What comes of it the page's script asks for by itself: studio/web/now.py."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import gradio as gr

from studio.errors import BadInput, InkstoneError
from studio.house import House
from studio.words import Sentence
from tabs import visit


def submit(house: House, request: gr.Request, mode: str, values: Mapping[str, Any]) -> str:
    """Queue a job. What cannot be started is said beside the fields that it is about; the form keeps its words."""
    try:
        visitor = visit.visitor(request)
        with house.quota.one(visitor):
            job = house.worker.submit(mode, values, visitor.id)
    except InkstoneError as error:
        return said(error=error)
    return _answer(job=job.id)


def said(*, done: Sentence | None = None, error: InkstoneError | None = None, tab: str = "") -> str:
    """What an event has to say, as JSON for the page's script. `tab`: where its work is to be seen."""
    if error is None:
        return _answer(said=str(done), tab=tab)
    fields = error.fields if isinstance(error, BadInput) else {}
    told = {name: str(reason) for name, reason in fields.items()}
    return _answer(error=str(error), fields=told, model=getattr(error, "model", ""))


def _answer(**values: Any) -> str:
    # The same answer twice is news twice: the browser sees only what has changed.
    return json.dumps({**values, "at": time.time_ns()}, ensure_ascii=False)
