"""Run: start a job from the page, follow it into the components, come back to it after a reload, stop it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import gradio as gr

from studio.errors import InkstoneError, NotFound
from studio.house import House
from studio.jobs.engine import Choice
from studio.jobs.follow import follow
from studio.jobs.live import JobView, LiveJob
from studio.jobs.mode import Mode
from studio.web import show
from studio.words import joined, say
from studio.works.works import Work
from tabs import visit

Update = tuple[Any, Any, Any, Any, Any]
"""status, result, id of the job, the make button, the stop button"""


async def start(house: House, request: gr.Request, mode: str, values: dict[str, Any]) -> AsyncIterator[Update]:
    """Queue a job and follow it. What cannot be started is said in the status line; the form keeps its words."""
    try:
        owner = visit.owner(request)
        wait = await asyncio.to_thread(house.worker.wait_seconds, owner)
        job = await asyncio.to_thread(house.worker.submit, mode, values, owner)
    except InkstoneError as error:
        yield refused(error)
        return
    async for update in followed(house, job, wait):
        yield update


async def again(house: House, request: gr.Request, work_id: str, *, vary: bool) -> AsyncIterator[Update]:
    """Make a kept work of one's own again, or a variation of it with a new seed."""

    def submit(owner: str) -> LiveJob:
        work = house.store.work(work_id, owner)
        return house.worker.again(work.recipe, owner, None if vary else work.recipe.seed, (work.id,))

    try:
        job = await asyncio.to_thread(submit, visit.owner(request))
    except InkstoneError as error:
        yield refused(error)
        return
    async for update in followed(house, job, await asyncio.to_thread(house.worker.wait_seconds, job.owner)):
        yield update


async def resume(house: House, modes: tuple[Mode, ...], request: gr.Request) -> AsyncIterator[Update]:
    """What the page shows when it is opened: the running job, else the last result, else how long one would take."""
    try:
        owner = visit.owner(request)
    except InkstoneError as error:
        yield refused(error)
        return
    view = await asyncio.to_thread(house.worker.latest, owner, *(mode.key for mode in modes))
    if view is None:
        yield await asyncio.to_thread(idle, house, modes[0], owner)
        return
    job = house.worker.find(view.id, owner)
    if job is None or view.ended:
        yield await asyncio.to_thread(outcome, house, view)
        return
    async for update in followed(house, job, 0.0):
        yield update


def last_prompt(house: House, modes: tuple[Mode, ...], request: gr.Request) -> Any:
    """The words of the visitor's newest job, so that a page that was reloaded still has them."""
    try:
        view = house.worker.latest(visit.owner(request), *(mode.key for mode in modes))
        return house.worker.log.job(view.id).params["prompt"] if view else gr.skip()
    except InkstoneError:
        return gr.skip()


async def followed(house: House, job: LiveJob, wait: float) -> AsyncIterator[Update]:
    """Updates of the components until the job has ended. Leaving does not stop the job."""
    since = time.monotonic()
    async for view in follow(job):
        left = wait - (time.monotonic() - since)
        # Works are read from the database, which must not hold up every other visitor.
        read = partial(outcome, house, view) if view.ended else partial(running, house, job, view, left)
        yield await asyncio.to_thread(read)


def stop(house: House, job: str, request: gr.Request) -> str:
    """Stop a job; the follower then shows how it ended."""
    try:
        house.worker.cancel(job, visit.owner(request))
    except InkstoneError as error:
        return show.alert_html(error)
    return show.status_html(say("page.stopping"), busy=True)


def usual(house: House, mode: Mode, model: str | None = None) -> Choice | InkstoneError:
    """What would make a work of this mode now, asked for with its first example; or why nothing can."""
    values = mode.sample | ({"model": model} if model and "model" in mode.params.model_fields else {})
    try:
        return mode.choose(mode.params.read(values), house.worker.host)
    except InkstoneError as error:
        return error


def refused(error: InkstoneError) -> Update:
    return show.alert_html(error), gr.skip(), "", gr.skip(), gr.skip()


def idle(house: House, mode: Mode, owner: str) -> Update:
    choice = usual(house, mode)
    takes = house.worker.pace.guess(mode.key, choice) if isinstance(choice, Choice) else 0.0
    seconds = max(1, round(house.worker.wait_seconds(owner) + takes))
    words = show.status_html(say("page.ready", seconds=seconds))
    return words, gr.skip(), "", gr.Button(interactive=True), gr.Button(interactive=False)


def running(house: House, job: LiveJob, view: JobView, wait: float) -> Update:
    if view.state == "queued":
        status = show.status_html(say("page.waiting", seconds=max(1, round(wait))), busy=True)
    else:
        step, total = view.progress.step, view.progress.total
        left = max(1, round(house.worker.pace.remaining(job)))
        words = say("page.working", doing=view.progress.said, seconds=left)
        status = show.status_html(words, fraction=step / total if total else None, busy=True)
    finished = "".join(map(show.work_html, _kept(house, view)))
    shown = finished + show.preview_html(view.preview) or gr.skip()
    return status, shown, job.id, gr.Button(interactive=False), gr.Button(interactive=True)


def outcome(house: House, view: JobView) -> Update:
    """How a job ended: its works, and the message of a failure."""
    if view.state == "done":
        done = [say("page.done"), *([view.why] if view.why else [])]
        status = show.status_html(joined(done))
    else:
        status = show.alert_html(view.message)
    shown = "".join(map(show.work_html, _kept(house, view))) or show.preview_html(view.preview) or gr.skip()
    return status, shown, view.id, gr.Button(interactive=True), gr.Button(interactive=False)


def _kept(house: House, view: JobView) -> Iterator[Work]:
    """The works of a job that its owner has not deleted since."""
    for id in view.works:
        with suppress(NotFound):
            yield house.store.work(id, view.owner)
