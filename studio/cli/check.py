"""Checking a file of this machine: where it comes from, and whether it is as it was signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from studio.house import House
from studio.people.visitor import COMMAND_LINE
from studio.words import spoken
from studio.works.arrival import pieces
from studio.works.copies import BESIDE
from studio.works.verdict import rows, verdict


def check_command(open_house: Callable[[], House]) -> Callable[..., None]:
    def check(file: Annotated[Path, typer.Argument(help=spoken("cli.check.file"))]) -> None:
        place = file.expanduser()
        beside = place.with_name(place.name + BESIDE)
        house = open_house()
        try:
            report = house.checks.check(pieces(place), COMMAND_LINE, pieces(beside) if beside.is_file() else ())
        finally:
            house.close()
        how, sentence = verdict(report)
        typer.echo(str(sentence))
        for title, what in rows(report):
            typer.echo(f"  {title}: {what}")
        if how == "bad":
            raise typer.Exit(1)

    return check
