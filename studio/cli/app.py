"""The command line: one command a mode, with the same parameters as the page."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.bring import recipe_command
from studio.cli.check import check_command
from studio.cli.deliver import local
from studio.cli.make import make_command
from studio.cli.me import me_commands
from studio.cli.models import models_commands
from studio.cli.people import people_commands
from studio.doctor import examine
from studio.errors import InkstoneError
from studio.house import House, claim
from studio.jobs.mode import Modes
from studio.models.catalog import Catalog
from studio.models.device import LocalDevice
from studio.models.keeper import Loader
from studio.people.tokens import Tokens
from studio.people.visitor import COMMAND_LINE, Visitor
from studio.settings import Settings
from studio.styles import import_styles
from studio.words import say, spoken
from studio.works.kinds import Kind
from studio.works.rebuild import rebuild


def run(modes: Modes, loader: Loader) -> None:
    """Build the command line and run it. Errors for a person go to stderr with exit code 1."""
    app = build(modes, loader)
    _never_fail_to_print()
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
    app.command("check", help=spoken("cli.check.help"))(check_command(open_house))
    app.command("recipe", help=spoken("cli.recipe.help"))(recipe_command(open_house))
    app.add_typer(_styles_app(), name="styles", help=spoken("cli.styles.help"))
    app.command("token", help=spoken("cli.token.help"))(_token_command())
    app.add_typer(models_commands(), name="models")
    app.add_typer(people_commands(), name="people")
    app.add_typer(me_commands(open_house), name="me")
    app.command("doctor", help=spoken("cli.doctor.help"))(_doctor_command())
    return app


def _never_fail_to_print() -> None:
    """A letter that the terminal lacks is replaced: a work that is made must not end in an error of printing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _works_command(open_house: Callable[[], House]) -> Callable[..., None]:
    def works(
        kind: Annotated[Kind | None, typer.Option(help=spoken("cli.works.kind"))] = None,
        limit: Annotated[int, typer.Option(help=spoken("cli.works.limit"), min=1)] = 20,
        rebuilt: Annotated[bool, typer.Option("--rebuild", help=spoken("cli.works.rebuild"))] = False,
    ) -> None:
        if rebuilt:
            _rebuild(Settings.read())
        house = open_house()
        try:
            for work in house.store.works(kind=kind, limit=limit):
                made = work.created.astimezone()
                typer.echo(f"{made:%Y-%m-%d %H:%M %z}  {work.kind:<9}  {work.title}  {local(house, work)}")
            if torn := house.store.rows.torn_ids():
                typer.echo(str(say("database.torn", count=len(torn), ids=torn)), err=True)
        finally:
            house.close()

    return works


def _rebuild(settings: Settings) -> None:
    lock = claim(settings)
    try:
        typer.echo(str(say("cli.works.read_back", count=rebuild(settings))), err=True)
    finally:
        lock.release()


def _styles_app() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True)

    @app.command("import", help=spoken("cli.styles.import"))
    def import_(file: Annotated[Path, typer.Argument(help=spoken("cli.styles.file"))]) -> None:
        place, count = import_styles(file.expanduser(), Settings.read().home)
        typer.echo(str(say("styles.imported", count=count, file=str(place))))

    return app


def _token_command() -> Callable[..., None]:
    def token() -> None:
        settings = Settings.read()
        typer.echo(Tokens.of(settings.home, settings.secret).issue(Visitor(COMMAND_LINE, entered=True)))

    return token


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
