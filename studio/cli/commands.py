"""The command line: the same makers with the same parameters as the page."""

from __future__ import annotations

import mimetypes
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic.fields import FieldInfo
from rich.console import Console

from studio.doctor import examine
from studio.errors import InkstoneError, NotWritable
from studio.house import House
from studio.jobs.engine import Generator, Kind
from studio.jobs.live import JobView, LiveJob
from studio.jobs.makers import Maker
from studio.models.cache import Loader
from studio.models.catalog import Catalog
from studio.models.device import LocalDevice
from studio.params import bounds
from studio.settings import Settings
from studio.works.rebuild import rebuild
from studio.works.works import Work, WorkFile

OWNER = "command-line"
Out = Annotated[Path | None, typer.Option(help="Where to write the result; its other files go beside it.")]


def run(makers: Sequence[Maker], generators: Mapping[str, Generator[Any]], loader: Loader) -> None:
    """Build the command line and run it. Errors for a person go to stderr with exit code 1."""
    app = build(makers, generators, loader)
    try:
        app()
    except InkstoneError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


def build(makers: Sequence[Maker], generators: Mapping[str, Generator[Any]], loader: Loader) -> typer.Typer:
    app = typer.Typer(
        name="python -m studio",
        help="Inkstone: pictures, poems, stories, music and animations from your own words.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )

    def open_house() -> House:
        return House.open(Settings.read(), generators, loader)

    for maker in makers:
        app.command(maker.verb, help=maker.does)(_command(maker, generators[maker.generator], open_house))
    app.command("works", help="List kept works, newest first.")(_works_command(open_house))
    app.command("doctor", help="Try each part of the studio on this machine.")(_doctor_command())
    return app


def _command(maker: Maker, generator: Generator[Any], open_house: Callable[[], House]) -> Callable[..., None]:
    def command(out: Path | None = None, **values: Any) -> None:
        house = open_house()
        try:
            job = house.worker.submit(maker.generator, {**maker.preset, **values}, OWNER)
            view = _follow(job, house)
            for number, id in enumerate(view.works):
                _deliver(house, house.store.work(id), _numbered(out, number))
            if view.state != "done":
                raise InkstoneError(view.message)
        finally:
            house.close()

    signature = maker.signature(generator.Params, _option)
    given = signature.parameters.values()
    extra = typer.main.inspect.Parameter("out", typer.main.inspect.Parameter.KEYWORD_ONLY, annotation=Out, default=None)
    command.__signature__ = signature.replace(parameters=[*given, extra])  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in (*given, extra)}
    return command


def _option(name: str, info: FieldInfo) -> Any:
    if name == "prompt":
        return typer.Argument(help=info.description)
    low, high = bounds(info)
    span = f" From {low} to {high}." if low is not None and high is not None else ""
    return typer.Option(help=f"{info.title}. {info.description or ''}{span}")


def _follow(job: LiveJob, house: House) -> JobView:
    """Show progress on stderr until the job has ended: one line on a terminal, else a line for each phase.

    Ctrl-C stops the job and keeps what is finished.
    """
    view, phase, console = job.view, "", Console(stderr=True, highlight=False)
    with console.status(str(view.progress)) as status:
        while not view.ended:
            try:
                view = job.wait(view.version, 1.0)
            except KeyboardInterrupt:
                house.worker.cancel(job.id, OWNER)
            status.update(str(view.progress))
            if not console.is_terminal and view.progress.phase != phase:
                phase = view.progress.phase
                console.print(phase)
    return view


def _deliver(house: House, work: Work, out: Path | None) -> None:
    for note in work.recipe.notes:
        typer.echo(f"Note: {note}", err=True)
    if out is None:
        typer.echo(work.text if work.kind in ("poem", "story") else str(house.store.path(work.main)))
        return
    for file, place in _places(work, out).items():
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(house.store.files.read(file))
        except OSError as error:
            raise NotWritable(
                f"{place} cannot be written ({error.strerror}).",
                kept="The work itself is kept: “works” shows where.",
                hint="Choose another place with --out.",
            ) from error
        typer.echo(str(place))


def _places(work: Work, out: Path) -> dict[WorkFile, Path]:
    """Where each file goes: one name, each with the suffix of what it is, and its role where two have the same."""
    stem = _stem(out)
    places: dict[WorkFile, Path] = {}
    for file in work.files:
        place = out.with_name(stem + file.suffix)
        places[file] = place if place not in places.values() else out.with_name(f"{stem}-{file.role}{file.suffix}")
    return places


def _stem(out: Path) -> str:
    """The name without its suffix, where what follows the last dot is one: the name may be "v1.2"."""
    return out.stem if mimetypes.guess_type(out.name)[0] else out.name


def _numbered(out: Path | None, number: int) -> Path | None:
    """The second and later works of a job have a number in their names."""
    return out.with_name(f"{_stem(out)}-{number + 1}{out.name[len(_stem(out)) :]}") if out and number else out


def _works_command(open_house: Callable[[], House]) -> Callable[..., None]:
    def works(
        kind: Annotated[Kind | None, typer.Option(help="Only works of this kind.")] = None,
        limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 20,
        rebuilt: Annotated[
            bool, typer.Option("--rebuild", help="Read works back from their files into a new database first.")
        ] = False,
    ) -> None:
        if rebuilt:
            typer.echo(f"{rebuild(Settings.read())} works were read back.", err=True)
        house = open_house()
        try:
            for work in house.store.works(kind=kind, limit=limit):
                place = house.store.path(work.main)
                typer.echo(f"{work.created:%Y-%m-%d %H:%M}  {work.kind:<9}  {work.title}  {place}")
        finally:
            house.close()

    return works


def _doctor_command() -> Callable[..., None]:
    def doctor() -> None:
        # Not through the house: the doctor is asked when the house does not open.
        settings = Settings.read()
        catalog = Catalog.read(settings.home / "catalog", hub_cache=settings.hub_cache)
        findings = list(examine(settings, catalog, LocalDevice()))
        for finding in findings:
            typer.echo(f"{'ok ' if finding.good else 'BAD'}  {finding.name}: {finding.says}")
        if not all(finding.good for finding in findings):
            raise typer.Exit(1)

    return doctor
