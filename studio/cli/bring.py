"""Bringing a file of this machine to a mode, and reading what it says of how it was made."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from studio.house import House
from studio.jobs.found import Found
from studio.jobs.mode import Mode
from studio.media.reading.limits import LIMITS, InputKind
from studio.params import takes
from studio.people.visitor import COMMAND_LINE
from studio.words import spoken
from studio.works.upload import Upload

_WORK = re.compile(r"[0-9a-f]{32}")


def brought(house: House, mode: Mode, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with ids where paths were; a file that may be left out is empty then. Raises Refused for one that
    cannot be used."""
    kinds = {name: takes(info) for name, info in mode.form.model_fields.items()}
    return {
        name: _taken(house, value, kinds[name]).id if kinds[name] and value else value for name, value in values.items()
    }


def _taken(house: House, given: str, kinds: Sequence[str]) -> Upload:
    """A file by its path, or a work of this terminal's by its id."""
    path = Path(given).expanduser()
    if _WORK.fullmatch(given) and not path.exists():
        return house.worker.inputs.one(given, COMMAND_LINE, kinds)
    return house.uploads.take(path, COMMAND_LINE, cast("Sequence[InputKind]", kinds))


def recipe_command(open_house: Callable[[], House]) -> Callable[..., None]:
    def recipe(file: Annotated[str, typer.Argument(help=spoken("cli.recipe.file"))]) -> None:
        house = open_house()
        try:
            found = Found.read(_taken(house, file, tuple(LIMITS)), house.worker.modes)
        finally:
            house.close()
        for note in found.notes:
            typer.echo(str(note), err=True)
        typer.echo(command_line(found))

    return recipe


def command_line(found: Found) -> str:
    """What to type to make the same again."""
    fields = found.mode.form.model_fields
    words = [str(found.values.get("prompt", ""))] if "prompt" in fields else []
    for name, value in found.values.items():
        if name != "prompt" and value != fields[name].get_default():
            option = name.replace("_", "-")
            words += (
                [f"--{option}" if value else f"--no-{option}"]
                if isinstance(value, bool)
                else [f"--{option}", str(value)]
            )
    return shlex.join(["python", "-m", "studio", found.mode.key, *words])
