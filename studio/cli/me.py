"""Me at a terminal: all that is somebody's own, as one ZIP or gone for ever."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from studio.errors import BadInput, NotFound
from studio.house import House, claim
from studio.people.visitor import COMMAND_LINE
from studio.settings import Settings
from studio.words import say, spoken
from studio.works.database import told

_Owner = Annotated[str, typer.Option(help=spoken("cli.me.owner"))]


def me_commands(open_house: Callable[[], House]) -> typer.Typer:
    """`me export` and `me forget`."""
    app = typer.Typer(help=spoken("cli.me.help"), no_args_is_help=True)
    app.command("export", help=spoken("cli.me.export"))(_export_command(open_house))
    app.command("forget", help=spoken("cli.me.forget"))(_forget_command(open_house))
    return app


def _export_command(open_house: Callable[[], House]) -> Callable[..., None]:
    def export(
        owner: _Owner = COMMAND_LINE, to: Annotated[Path, typer.Option(help=spoken("cli.me.to"))] = Path("mine.zip")
    ) -> None:
        with closing(open_house()) as house, told(str(to)), to.open("xb") as out:
            out.writelines(house.mine.export(_id(house, owner), house.copies.path))
        typer.echo(str(to))

    return export


def _forget_command(open_house: Callable[[], House]) -> Callable[..., None]:
    def forget(
        owner: _Owner = COMMAND_LINE, yes: Annotated[bool, typer.Option("--yes", help=spoken("cli.me.yes"))] = False
    ) -> None:
        word = spoken("mine.word")
        if not yes and typer.prompt(str(say("cli.me.confirm", word=word, owner=owner))).strip() != word:
            raise BadInput(say("mine.confirm", word=word))
        # Nobody else may take up their jobs meanwhile.
        with claim(Settings.read()), closing(open_house()) as house:
            gone = house.mine.forget(_id(house, owner))
        typer.echo(str(say("mine.forgotten", works=gone.works, uploads=gone.uploads, rooms=gone.rooms)))

    return forget


def _id(house: House, owner: str) -> str:
    """The id of an account's name; what is no name is an id."""
    try:
        return house.people.accounts.called(owner).id
    except NotFound:
        return owner
