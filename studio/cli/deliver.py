"""Handing a work over at a terminal: words are printed, files written where they are wanted."""

from __future__ import annotations

from pathlib import Path

import typer

from studio.errors import NotWritable
from studio.house import House
from studio.words import say
from studio.works.delivery import places
from studio.works.kinds import KINDS
from studio.works.works import Work


def local(house: House, work: Work) -> Path:
    """Where the work itself lies."""
    return house.store.path(work.main)


def deliver(house: House, work: Work, out: Path | None) -> None:
    """Print a text or the path of the kept file; with `out`, write all files beside it. Raises NotWritable."""
    for note in work.recipe.notes:
        typer.echo(str(say("cli.note", note=note)), err=True)
    if out is None:
        typer.echo(work.text if KINDS[work.kind].is_text else str(local(house, work)))
        return
    for file, place in places(work, out).items():
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(house.store.files.read(file))
        except OSError as error:
            said = say("cli.cannot_write", place=str(place), reason=error.strerror)
            raise NotWritable(said, kept=say("cli.kept_anyway"), hint=say("cli.other_place")) from error
        typer.echo(str(place))
