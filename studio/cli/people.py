"""People at a terminal: accounts, invitations, passwords. A studio that runs hears of it within seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from studio.people.account import AccountRole
from studio.people.people import People
from studio.settings import Settings
from studio.words import Sentence, say, spoken
from studio.works.store import Store

_Name = Annotated[str, typer.Argument(help=spoken("cli.people.name"))]


def people_commands() -> typer.Typer:
    """`people` lists; `people add`, `invite`, `password`, `remove` and `end` do. A password is never an argument: it
    would be seen in the list of processes and kept by the shell."""
    app = typer.Typer(help=spoken("cli.people.help"), invoke_without_command=True)
    app.callback()(_listed)
    app.command("list", help=spoken("cli.people.help"))(_list)
    app.command("add", help=spoken("cli.people.add"))(_add)
    app.command("invite", help=spoken("cli.people.invite"))(_invite)
    app.command("password", help=spoken("cli.people.password"))(_password)
    app.command("remove", help=spoken("cli.people.remove"))(_remove)
    app.command("end", help=spoken("cli.people.end"))(_end)
    return app


def _listed(context: typer.Context) -> None:
    if not context.invoked_subcommand:
        _list()


def _list() -> None:
    with _opened() as people:
        accounts = people.accounts.all()
        for one in accounts:
            told = {"name": one.name, "role": _role(one.role), "day": f"{one.created:%Y-%m-%d}"}
            _tell(say("cli.people.line", count=len(people.sign_ins.all(one.id)), **told))
        if not accounts:
            _tell(say("cli.people.nobody"))


def _add(name: _Name, owner: Annotated[bool, typer.Option("--owner", help=spoken("cli.people.owner"))] = False) -> None:
    role: AccountRole = "owner" if owner else "member"
    with _opened() as people:
        account = people.accounts.add(name, role, _asked())
        _tell(say("cli.people.added", name=account.name, role=_role(role)))


def _invite(
    role: Annotated[AccountRole, typer.Option(help=spoken("cli.people.role"))] = "member",
    note: Annotated[str, typer.Option(help=spoken("cli.people.note"))] = "",
) -> None:
    with _opened() as people:
        _, token = people.invitations.make(role, note)
        _tell(say("cli.people.link", path=f"join/{token}"))


def _password(name: _Name) -> None:
    with _opened() as people:
        account = people.accounts.called(name)
        people.accounts.set_password(account.id, _asked())
        _tell(say("cli.people.changed", name=account.name, count=people.sign_ins.end(account.id)))


def _remove(name: _Name) -> None:
    with _opened() as people:
        account = people.accounts.called(name)
        people.accounts.remove(account.id)
        _tell(say("cli.people.removed", name=account.name))


def _end(name: _Name) -> None:
    with _opened() as people:
        _tell(say("cli.people.ended", count=people.sign_ins.end(people.accounts.called(name).id)))


def _asked() -> str:
    """A password: typed twice unseen, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    words = spoken("cli.people.ask_password")
    return str(typer.prompt(words, hide_input=True, confirmation_prompt=spoken("cli.people.again")))


def _role(role: AccountRole) -> str:
    return spoken(f"cli.people.is.{role}")


def _tell(words: Sentence) -> None:
    typer.echo(str(words))


@contextmanager
def _opened() -> Iterator[People]:
    # Not through the house, which another process may have open.
    settings = Settings.read()
    store = Store.open(settings)
    try:
        people = People(settings, store.database, store.files.shelf)
        people.accounts.restore()
        yield people
    finally:
        store.close()
