"""Making a work at a terminal: the command of a mode, its options, its progress."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal, get_args, get_origin

import typer
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo
from rich.console import Console

from studio.cli.bring import brought
from studio.cli.deliver import deliver
from studio.cli.out import Out
from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.follow import follow
from studio.jobs.live import JobView, LiveJob
from studio.jobs.mode import Mode
from studio.params import bounds, extra, takes
from studio.people.visitor import COMMAND_LINE
from studio.words import joined, say, spoken

GLANCE = 0.03
"""Seconds: there is one who looks, and phases may be short."""


def make_command(mode: Mode, open_house: Callable[[], House]) -> Callable[..., None]:
    """A function with the mode's own parameters, which is how typer learns what the command takes."""

    def command(out: str | None = None, **values: Any) -> None:
        place = None if out is None else Out.read(out, mode, values)
        house = open_house()
        try:
            chosen = brought(house, mode, {**values, **(place.chosen if place else {})})
            job = house.worker.submit(mode.key, chosen, COMMAND_LINE)
            view = _watch(job, house)
            for number, id in enumerate(view.works):
                deliver(house, house.store.work(id), place, number)
            if view.state != "done":
                raise InkstoneError(joined(list(view.said)))
        finally:
            house.close()

    annotation = Annotated[str | None, typer.Option(help=spoken("cli.out"))]
    place = inspect.Parameter("out", inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=None)
    signature = mode.signature(partial(_option, mode))
    given = [*signature.parameters.values(), place]
    command.__signature__ = signature.replace(parameters=given)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in given}
    return command


def _option(mode: Mode, name: str, info: FieldInfo) -> Any:
    title, hint = mode.form.title_of(name), mode.form.hint_of(name)
    if takes(info):
        hint = say("cli.mask") if extra(info).get("control") == "mask" else say("cli.file", words=hint)
    if name == "prompt" or (takes(info) and info.is_required()):
        return typer.Argument(help=str(hint))
    low, high = bounds(info)
    words = f"{title}. {hint}"
    if low is not None and high is not None:
        words = str(say("cli.span", words=words, low=low, high=high))
    if any(isinstance(mark, BeforeValidator) for mark in info.metadata) and get_origin(info.annotation) is Literal:
        # What can be spelt otherwise (C# for C♯) is read by the form, as it is on the page.
        return typer.Option(help=words, parser=str, metavar=f"[{'|'.join(get_args(info.annotation))}]")
    return typer.Option(help=words)


def _watch(job: LiveJob, house: House) -> JobView:
    """Follow the job to its end. Ctrl-C stops it and keeps what is finished."""
    try:
        return asyncio.run(_shown(job))
    except KeyboardInterrupt:
        house.worker.cancel(job.id, COMMAND_LINE)
        return asyncio.run(_shown(job))


async def _shown(job: LiveJob) -> JobView:
    """Progress on stderr: one line on a terminal, else a line for each phase."""
    phase, console = "", Console(stderr=True, highlight=False)
    with console.status(str(job.view.progress)) as status:
        async for view in follow(job, GLANCE):
            status.update(str(view.progress))
            said = str(view.progress.phase_said)
            if not console.is_terminal and said != phase:
                phase = said
                console.print(phase)
    return job.view
