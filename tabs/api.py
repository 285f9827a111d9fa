"""The HTTP API: one named endpoint for each mode, with the parameters of its form, plus works and doctor."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import gradio as gr

from studio.doctor import examine
from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.follow import follow
from studio.jobs.live import LiveJob
from studio.jobs.mode import Mode, Modes
from studio.people.visitor import of_address
from studio.words import spoken
from studio.works.delivery import described, file_name, named_url
from studio.works.works import Work, WorkFile

_GLANCE = 0.1


def offer(house: House, modes: Modes) -> None:
    """Add the endpoints to the page that is being built."""
    for mode in modes.values():
        gr.api(_endpoint(house, mode), api_name=mode.key, api_description=str(mode.does), concurrency_limit=None)
    gr.api(_works(house), api_name="works", api_description=spoken("api.works"), concurrency_limit=None)
    gr.api(_doctor(house), api_name="doctor", api_description=spoken("api.doctor"), concurrency_limit=1)


def _endpoint(house: House, mode: Mode) -> Any:
    """A function with the mode's own parameters, which is how gradio learns what the endpoint takes."""
    signature = mode.signature()

    async def make(request: gr.Request, *given: Any) -> dict[str, Any]:
        values = dict(zip(signature.parameters, given, strict=False))
        try:
            job = await asyncio.to_thread(house.worker.submit, mode.key, values, _owner(request))
        except InkstoneError as error:
            raise gr.Error(str(error), print_exception=False) from None
        await _until_ended(house, job)
        view = job.view
        if view.state != "done":
            raise gr.Error(view.message, print_exception=False)
        works = [delivered(house.store.work(id), _base(request)) for id in view.works]
        return {"job": view.id, "why": str(view.why), "works": works}

    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=gr.Request)
    return _typed(make, signature.replace(parameters=[request, *signature.parameters.values()]), dict[str, Any])


def _typed(function: Any, signature: inspect.Signature, returns: Any) -> Any:
    """Give a function the signature and, evaluated, the annotations that gradio reads."""
    function.__signature__ = signature.replace(return_annotation=returns)
    function.__annotations__ = {p.name: p.annotation for p in signature.parameters.values()} | {"return": returns}
    return function


async def _until_ended(house: House, job: LiveJob) -> None:
    """A caller that hangs up has its job stopped: over HTTP there is no page to come back to."""
    try:
        async for _ in follow(job, _GLANCE):
            pass
    except asyncio.CancelledError:
        house.worker.cancel(job.id, job.owner)
        raise


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
        kept = house.store.works(owner=_owner(request), kind=kind or None, limit=min(max(limit, 1), 100))
        return [delivered(work, _base(request)) for work in kept]

    works.__annotations__ = {"request": gr.Request, "kind": str, "limit": int, "return": list[dict[str, Any]]}
    return works


def _doctor(house: House) -> Any:
    def doctor() -> Any:
        findings = examine(house.settings, house.catalog, house.device)
        return [{"name": str(one.name), "good": one.good, "says": str(one.says)} for one in findings]

    doctor.__annotations__ = {"return": list[dict[str, Any]]}
    return doctor


def _owner(request: gr.Request) -> str:
    return of_address(request.client.host if request and request.client else "unknown")


def _base(request: gr.Request) -> str:
    """The address that the caller has for the page, with a slash at its end; https where a proxy in front says so."""
    if not request.request:
        return ""
    secure = request.headers.get("x-forwarded-proto", "").startswith("https")
    address = request.request.base_url
    return str(address.replace(scheme="https") if secure else address)
