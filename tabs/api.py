"""The HTTP API: one named endpoint for each mode, with the parameters of its form, plus works and doctor."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from studio.doctor import examine
from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.follow import follow
from studio.jobs.found import Found
from studio.jobs.live import JobView, LiveJob
from studio.jobs.mode import Mode, Modes
from studio.people.visitor import Visitor
from studio.words import joined, spoken
from studio.works.delivery import described, file_name, named_url
from studio.works.works import Work, WorkFile
from tabs import visit

_GLANCE = 0.1


def offer(house: House, modes: Modes) -> None:
    """Add the endpoints to the page that is being built."""
    for mode in modes.values():
        gr.api(_endpoint(house, mode), api_name=mode.key, api_description=str(mode.does), concurrency_limit=None)
    gr.api(_works(house), api_name="works", api_description=spoken("api.works"), concurrency_limit=None)
    gr.api(_recipe(house), api_name="recipe", api_description=spoken("api.recipe"), concurrency_limit=None)
    gr.api(_doctor(house), api_name="doctor", api_description=spoken("api.doctor"), concurrency_limit=1)


def names(page: gr.Blocks) -> dict[str, int]:
    """What the endpoints of a page are called, and how many values each takes."""
    public = [event for event in page.fns.values() if event.api_visibility == "public"]
    return {str(event.api_name): len(event.inputs) for event in public}


def _endpoint(house: House, mode: Mode) -> Any:
    """A function with the mode's own parameters, which is how gradio learns what the endpoint takes."""
    signature = mode.signature()

    async def make(request: gr.Request, *given: Any) -> dict[str, Any]:
        values = dict(zip(signature.parameters, given, strict=False))
        with _told():
            job = await asyncio.to_thread(_submit, house, mode, values, visit.visitor(request))
            await _until_ended(house, job, request)
            return await asyncio.to_thread(_answer, house, job.view, _base(request))

    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=gr.Request)
    return _typed(make, signature.replace(parameters=[request, *signature.parameters.values()]), dict[str, Any])


def _submit(house: House, mode: Mode, values: dict[str, Any], visitor: Visitor) -> LiveJob:
    with house.quota.one(visitor):
        return house.worker.submit(mode.key, values, visitor.id)


def _answer(house: House, view: JobView, base: str) -> dict[str, Any]:
    """What came of a job. Raises InkstoneError with its message where nothing did."""
    if view.state != "done":
        raise InkstoneError(joined(list(view.said)))
    works = [delivered(house.store.work(id, view.owner), base) for id in view.works]
    return {"job": view.id, "why": str(view.why), "works": works}


@contextmanager
def _told() -> Iterator[None]:
    """An error for a person is the answer that a caller gets."""
    try:
        yield
    except InkstoneError as error:
        raise gr.Error(str(error), print_exception=False) from None


def _typed(function: Any, signature: inspect.Signature, returns: Any) -> Any:
    """Give a function the signature and, evaluated, the annotations that gradio reads."""
    function.__signature__ = signature.replace(return_annotation=returns)
    function.__annotations__ = {p.name: p.annotation for p in signature.parameters.values()} | {"return": returns}
    return function


async def _until_ended(house: House, job: LiveJob, request: gr.Request) -> None:
    """A caller that hangs up has its job stopped: over HTTP there is no page to come back to."""
    try:
        async for view in follow(job, _GLANCE, _GLANCE):
            if not view.ended and _has_left(request):
                await asyncio.to_thread(house.worker.cancel, job.id, job.owner)
    except asyncio.CancelledError:
        # In a thread, since it writes to the database, and not waited for, since nobody does any more.
        asyncio.get_running_loop().run_in_executor(None, house.worker.cancel, job.id, job.owner)
        raise


def _has_left(request: gr.Request) -> bool:
    """Whether the caller has closed the stream of the call: gradio marks the event then, and tells nobody."""
    running = request.request.app.get_blocks()._queue.active_jobs  # type: ignore[union-attr]
    mine = (event for events in running for event in events or () if event.request is request.request)
    return any(not event.alive for event in mine)


def delivered(work: Work, base: str) -> dict[str, Any]:
    """A work as JSON; gradio_client fetches the files by itself, from the studio's own addresses below `base`."""
    return {**described(work), "files": {file.role: _file(work, file, base) for file in work.files}}


def _file(work: Work, file: WorkFile, base: str) -> dict[str, Any]:
    address = base + named_url(work, file)
    # The client takes the address of a file of its own from the path, and that of a stream from the URL.
    data = gr.FileData(path=address, url=address, orig_name=file_name(work, file), size=file.size, is_stream=True)
    return data.model_dump()


def _works(house: House) -> Any:
    def works(request: Any, kind: Any = "", limit: Any = 20) -> list[dict[str, Any]]:
        with _told():
            most = min(max(limit, 1), 100) if isinstance(limit, int) else limit
            kept = house.store.works(owner=visit.owner(request), kind=kind or None, limit=most)
        return [delivered(work, _base(request)) for work in kept]

    works.__annotations__ = {"request": gr.Request, "kind": str, "limit": int, "return": list[dict[str, Any]]}
    return works


def _recipe(house: House) -> Any:
    def recipe(request: Any, file: Any) -> dict[str, Any]:
        with _told():
            found = Found.read(house.worker.inputs.one(str(file), visit.owner(request)), house.worker.modes)
        return {"mode": found.mode.key, "values": found.values, "notes": list(map(str, found.notes))}

    recipe.__annotations__ = {"request": gr.Request, "file": str, "return": dict[str, Any]}
    return recipe


def _doctor(house: House) -> Any:
    def doctor(request: Any) -> Any:
        with _told():
            house.check_keeper(visit.visitor(request))
        findings = examine(house.settings, house.catalog, house.device)
        return [{"name": str(one.name), "good": one.good, "says": str(one.says)} for one in findings]

    doctor.__annotations__ = {"request": gr.Request, "return": list[dict[str, Any]]}
    return doctor


def _base(request: gr.Request) -> str:
    """The address that the caller has for the page, with a slash at its end."""
    return str(request.request.base_url)  # type: ignore[union-attr]
