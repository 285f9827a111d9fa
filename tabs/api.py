"""The HTTP API: one named endpoint for each maker, with the parameters of its Params, plus works and doctor."""

from __future__ import annotations

import asyncio
import hashlib
import inspect
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import gradio as gr

from studio.doctor import examine
from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.live import LiveJob
from studio.jobs.makers import Maker
from studio.web.show import file_name
from studio.works.works import Work

_GLANCE = 0.1


def offer(house: House, makers: Sequence[Maker]) -> None:
    """Add the endpoints to the page that is being built."""
    for maker in makers:
        gr.api(_endpoint(house, maker), api_name=maker.verb, api_description=maker.does, concurrency_limit=None)
    gr.api(_works(house), api_name="works", api_description="Your works, newest first.", concurrency_limit=None)
    gr.api(_doctor(house), api_name="doctor", api_description="Try each part of the studio.", concurrency_limit=1)


def _endpoint(house: House, maker: Maker) -> Any:
    """A function with the maker's own parameters, which is how gradio learns what the endpoint takes."""
    signature = maker.signature(house.worker.generators[maker.generator].Params)

    async def make(request: gr.Request, *given: Any) -> dict[str, Any]:
        values = {**maker.preset, **dict(zip(signature.parameters, given, strict=False))}
        try:
            job = await asyncio.to_thread(house.worker.submit, maker.generator, values, _owner(request))
        except InkstoneError as error:
            raise gr.Error(str(error), print_exception=False) from None
        await _until_ended(house, job)
        view = job.view
        if view.state != "done":
            raise gr.Error(view.message, print_exception=False)
        return {"job": view.id, "why": view.why, "works": [describe(house, house.store.work(id)) for id in view.works]}

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
        while not job.view.ended:
            await asyncio.sleep(_GLANCE)
    except asyncio.CancelledError:
        house.worker.cancel(job.id, job.owner)
        raise


def describe(house: House, work: Work) -> dict[str, Any]:
    """A work as JSON; gradio_client fetches the files by itself."""
    return {
        "id": work.id,
        "kind": work.kind,
        "title": work.title,
        "text": work.text,
        "notes": list(work.recipe.notes),
        "recipe": work.recipe.model_dump(mode="json"),
        "files": {file.role: _file(house, work, file) for file in work.files},
    }


def _file(house: House, work: Work, file: Any) -> dict[str, Any]:
    """A link to the kept file under a speaking name, in the one folder that gradio serves from."""
    folder = Path(os.environ["GRADIO_TEMP_DIR"]) / file.sha256
    place = folder / file_name(work, file)
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        place.write_bytes(house.store.files.read(file))
    return gr.FileData(path=str(place), orig_name=place.name, size=file.size).model_dump()


def _works(house: House) -> Any:
    def works(request: Any, kind: Any = "", limit: Any = 20) -> list[dict[str, Any]]:
        kept = house.store.works(owner=_owner(request), kind=kind or None, limit=min(max(limit, 1), 100))
        return [describe(house, work) for work in kept]

    works.__annotations__ = {"request": gr.Request, "kind": str, "limit": int, "return": list[dict[str, Any]]}
    return works


def _doctor(house: House) -> Any:
    def doctor() -> Any:
        return [asdict(finding) for finding in examine(house.settings, house.catalog, house.device)]

    doctor.__annotations__ = {"return": list[dict[str, Any]]}
    return doctor


def _owner(request: gr.Request) -> str:
    """Callers of the API are told apart by address: they have no page that could keep a name for them."""
    address = request.client.host if request and request.client else "unknown"
    return "api-" + hashlib.sha256(address.encode()).hexdigest()[:16]
