"""Handing a work over at a terminal: words are printed, files written where they are wanted."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

import typer

from studio.cli.out import Out
from studio.errors import NotFound, NotWritable, StoreDamaged
from studio.house import House
from studio.words import Sentence, say
from studio.works.kinds import KINDS
from studio.works.works import Work, WorkFile


def local(house: House, work: Work) -> Path:
    """Where the work itself lies."""
    return house.store.path(work.main)


def deliver(house: House, work: Work, out: Out | None, number: int = 0) -> None:
    """Print a text or the path of the kept file; with `out`, write all files there. Raises NotWritable.

    `number`: the works of a job are counted from 0.
    """
    for note in work.recipe.notes:
        _note(note)
    if out is None:
        typer.echo(work.text if KINDS[work.kind].is_text else str(local(house, work)))
    elif not out.is_stdout:
        _write(house, work, out, number)
    elif number == 0:
        typer.echo(_copy(house, work, work.main), nl=False)
    else:
        # Two files in one stream can be told apart by no program.
        _note(say("cli.not_streamed", place=str(local(house, work))))


def _write(house: House, work: Work, out: Out, number: int) -> None:
    written = []
    try:
        for place, wanted, apart in out.write(work, number, partial(_copy, house, work), partial(_beside, house, work)):
            written.append(wanted)
            typer.echo(str(place))
            if apart:
                _note(say("cli.beside", name=place.name, place=str(apart)))
            if place != wanted:
                _note(say("cli.was_there", place=str(wanted), other=str(place)))
    except OSError as error:
        said = say("cli.cannot_write", place=str(error.filename or out.place), reason=error.strerror or str(error))
        raise NotWritable(said, kept=say("cli.kept_anyway"), hint=say("cli.other_place")) from error
    if number == 0 and out.names_a_file and out.place not in written:
        _note(say("cli.not_made", name=out.place.name))


def _copy(house: House, work: Work, file: WorkFile) -> bytes:
    return house.copies.own(work, file, house.terms(work.owner)).read_bytes()


def _beside(house: House, work: Work, file: WorkFile) -> bytes:
    """The credentials of what cannot carry them itself; none of any other file, and of one that is damaged."""
    with suppress(NotFound, StoreDamaged):
        path = house.copies.sidecar(work, file, house.terms(work.owner))
        return path.read_bytes() if path else b""
    return b""


def _note(note: Sentence) -> None:
    typer.echo(str(say("cli.note", note=note)), err=True)
