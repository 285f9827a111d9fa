"""The command line: one command a mode, with the same parameters as the page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from studio.cli.deliver import local
from studio.cli.make import make_command
from studio.doctor import examine
from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.mode import Modes
from studio.models.cache import Loader
from studio.models.catalog import Catalog
from studio.models.device import LocalDevice
from studio.settings import Settings
from studio.words import say, spoken
from studio.works.kinds import Kind
from studio.works.rebuild import rebuild


def run(modes: Modes, loader: Loader) -> None:
    """Build the command line and run it. Errors for a person go to stderr with exit code 1."""
    app = build(modes, loader)
    try:
        app()
    except InkstoneError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


def build(modes: Modes, loader: Loader) -> typer.Typer:
    app = typer.Typer(
        name="python -m studio",
        help=spoken("cli.help"),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )

    def open_house() -> House:
        return House.open(Settings.read(), modes, loader)

    for mode in modes.values():
        app.command(mode.key, help=str(mode.does))(make_command(mode, open_house))
    app.command("works", help=spoken("cli.works.help"))(_works_command(open_house))
    app.command("doctor", help=spoken("cli.doctor.help"))(_doctor_command())
    return app


def _works_command(open_house: Callable[[], House]) -> Callable[..., None]:
    def works(
        kind: Annotated[Kind | None, typer.Option(help=spoken("cli.works.kind"))] = None,
        limit: Annotated[int, typer.Option(help=spoken("cli.works.limit"), min=1)] = 20,
        rebuilt: Annotated[bool, typer.Option("--rebuild", help=spoken("cli.works.rebuild"))] = False,
    ) -> None:
        if rebuilt:
            typer.echo(str(say("cli.works.read_back", count=rebuild(Settings.read()))), err=True)
        house = open_house()
        try:
            for work in house.store.works(kind=kind, limit=limit):
                place = local(house, work)
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
            mark = spoken("doctor.good" if finding.good else "doctor.bad")
            typer.echo(f"{mark:<4} {finding.name}: {finding.says}")
        if not all(finding.good for finding in findings):
            raise typer.Exit(1)

    return doctor
