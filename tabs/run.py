"""Run: start a job from the page, follow it into the components, come back to it after a reload, stop it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

import gradio as gr

from studio.errors import InkstoneError, NotFound
from studio.house import House
from studio.jobs.live import JobView, LiveJob
from studio.web import show
from studio.works.works import Work

_GLANCE = 0.15
"""Seconds between two looks at a job: often enough for text to flow, rare enough for many visitors."""

Update = tuple[Any, Any, Any, Any, Any]
"""status, result, id of the job, the make button, the stop button"""


async def start(house: House, generator: str, values: dict[str, Any], owner: str) -> AsyncIterator[Update]:
    """Queue a job and follow it. What cannot be started is said in the status line; the form keeps its words."""
    wait = house.worker.wait_seconds(owner)
    try:
        job = await asyncio.to_thread(house.worker.submit, generator, values, owner)
    except InkstoneError as error:
        yield show.alert_html(str(error)), gr.skip(), "", gr.skip(), gr.skip()
        return
    async for update in follow(house, job, wait):
        yield update


async def again(house: House, work_id: str, owner: str, *, vary: bool) -> AsyncIterator[Update]:
    """Make a kept work again, or a variation of it with a new seed."""
    try:
        work = house.store.work(work_id)
        seed = None if vary else work.recipe.seed
        values = {**work.recipe.params, "seed": seed, **({"count": 1} if "count" in work.recipe.params else {})}
        job = await asyncio.to_thread(house.worker.submit, work.recipe.generator, values, owner, (work.id,))
    except InkstoneError as error:
        yield show.alert_html(str(error)), gr.skip(), "", gr.skip(), gr.skip()
        return
    async for update in follow(house, job, house.worker.wait_seconds(owner)):
        yield update


async def resume(house: House, generator: str, owner: str) -> AsyncIterator[Update]:
    """What the page shows when it is opened: the running job, else the last result, else how long one would take."""
    view = await asyncio.to_thread(house.worker.latest, owner, generator)
    if view is None:
        yield idle(house, generator, owner)
        return
    job = house.worker.find(view.id, owner)
    if job is None or view.ended:
        yield outcome(house, view)
        return
    async for update in follow(house, job, 0.0):
        yield update


def last_prompt(house: House, generator: str, owner: str) -> Any:
    """The words of the visitor's newest job, so that a page opened again shows them beside what became of them."""
    try:
        view = house.worker.latest(owner, generator)
        return house.store.job(view.id).params["prompt"] if view else gr.skip()
    except InkstoneError:
        return gr.skip()


async def follow(house: House, job: LiveJob, wait: float) -> AsyncIterator[Update]:
    """Updates of the components until the job has ended. Leaving does not stop the job."""
    since, version, view = time.monotonic(), -1, job.view
    while not view.ended:
        if view.version != version or view.state == "queued":
            version = view.version
            yield running(house, job, view, wait - (time.monotonic() - since))
        await asyncio.sleep(_GLANCE)
        view = job.view
    yield outcome(house, view)


def stop(house: House, job: str, owner: str) -> str:
    """Stop a job; the follower then shows how it ended."""
    house.worker.cancel(job, owner)
    return show.status_html("Stopping after this step", busy=True)


def idle(house: House, generator: str, owner: str) -> Update:
    seconds = house.worker.wait_seconds(owner) + house.worker.pace.guess(generator, own_engine(house, generator))
    words = show.status_html(f"Ready. It takes about {max(1, round(seconds))} s here.")
    return words, gr.skip(), "", gr.Button(interactive=True), gr.Button(interactive=False)


def own_engine(house: House, generator: str) -> str:
    """The engine that "auto" would take now."""
    return why(house, generator)[0]


def why(house: House, generator: str) -> tuple[str, str]:
    """The engine that "auto" would take now, and the reason."""
    maker = house.worker.generators[generator]
    try:
        choice = maker.choose(maker.Params.read({"prompt": maker.Params.examples[0]}), house.worker.host)
    except InkstoneError as error:
        return "", str(error)
    return choice.engine, choice.why


def running(house: House, job: LiveJob, view: JobView, wait: float) -> Update:
    if view.state == "queued":
        status = show.status_html(f"waiting, about {max(1, round(wait))} s", busy=True)
    else:
        step, total = view.progress.step, view.progress.total
        left = house.worker.pace.remaining(job)
        words = f"{view.progress}, about {max(1, round(left))} s left"
        status = show.status_html(words, fraction=step / total if total else None, busy=True)
    finished = "".join(map(show.work_html, _kept(house, view)))
    return (
        status,
        finished + show.preview_html(view.preview) or gr.skip(),
        job.id,
        gr.Button(interactive=False),
        gr.Button(interactive=True),
    )


def outcome(house: House, view: JobView) -> Update:
    """How a job ended: its works, and the message of a failure."""
    status = show.status_html(f"Done. {view.why}".strip()) if view.state == "done" else show.alert_html(view.message)
    shown = "".join(map(show.work_html, _kept(house, view))) or show.preview_html(view.preview) or gr.skip()
    return status, shown, view.id, gr.Button(interactive=True), gr.Button(interactive=False)


def _kept(house: House, view: JobView) -> Iterator[Work]:
    """The works of a job that its owner has not deleted since."""
    for id in view.works:
        with suppress(NotFound):
            yield house.store.work(id)
