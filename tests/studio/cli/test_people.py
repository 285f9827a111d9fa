"""People at a terminal: accounts, invitations, passwords that are never an argument."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest
import typer

from studio.people.people import People
from studio.settings import Settings
from studio.works.store import Store
from tests.studio.cli.conftest import Answer, Shell

LONG, OTHER = "correct horse battery", "staple of a long one"
Piped = Callable[..., Answer]


@pytest.fixture
def piped(shell: Shell, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> Piped:
    """Types a command with something piped in."""

    def type_in(text: str, *words: str) -> Answer:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return shell("people", *words)

    return type_in


@pytest.fixture
def people(settings: Settings, store: Store) -> People:
    return People(settings, store.database, store.files.shelf)


def test_the_first_owner_is_made_and_listed(piped: Piped, people: People) -> None:
    assert "Nobody" in piped("").out
    assert piped(f"{LONG}\n", "add", "Ann", "--owner").out == "Ann has an account now, as owner.\n"
    assert piped(f"{OTHER}\r\n", "add", "Bob").code == 0
    assert people.known_by_password("ann", LONG) == people.accounts.called("Ann")
    assert people.known_by_password("bob", OTHER) is not None
    people.sign_in(people.accounts.called("Ann"), "Firefox")
    for command in ((), ("list",)):
        lines = piped("", *command).out.splitlines()
        assert lines[0].startswith("Ann: owner, 1 sign-ins, since 20") and lines[1].startswith("Bob: member, 0")


def test_a_password_changes_and_ends_what_is_signed_in(piped: Piped, people: People) -> None:
    piped(LONG, "add", "Ann")
    ann = people.accounts.called("Ann")
    people.sign_in(ann, "Firefox")
    assert "1 sign-ins ended" in piped(OTHER, "password", "ann").out
    assert people.known_by_password("Ann", LONG) is None and people.known_by_password("Ann", OTHER) == ann
    people.sign_in(ann, "Firefox")
    assert piped("", "end", "Ann").out == "1 sign-ins ended.\n" and people.sign_ins.all(ann.id) == []
    assert piped("", "remove", "Ann").code == 0 and people.accounts.all() == []


def test_an_invitation_is_shown_and_works(piped: Piped, people: People) -> None:
    answer = piped("", "invite", "--role", "owner", "--note", "Carol")
    token = answer.out.split("join/")[1].strip()
    assert people.join(token, "Carol", LONG).role == "owner"


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("short", ("add", "Ann"), "10 to 200"),
        ("", ("add", "Ann"), "10 to 200"),
        (LONG, ("add", "studio"), "A name has"),
        (LONG, ("password", "Nobody"), "called that"),
        ("", ("remove", "Nobody"), "called that"),
        ("", ("end", "Nobody"), "called that"),
    ],
)
def test_what_cannot_be_is_told(piped: Piped, text: str, words: tuple[str, ...], told: str) -> None:
    answer = piped(text, *words)
    assert answer.code == 1 and told in answer.err


def test_a_password_is_no_argument(piped: Piped, people: People) -> None:
    assert piped("", "add", "Ann", LONG).code == 2
    assert piped("", "add", "Ann", "--password", LONG).code == 2
    assert people.accounts.all() == []


def test_at_a_terminal_it_is_typed_twice_unseen(
    shell: Shell, people: People, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    asked: dict[str, object] = {}

    def prompt(words: str, **how: object) -> str:
        asked.update(how)
        return LONG

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(typer, "prompt", prompt)
    assert shell("people", "add", "Ann").code == 0
    assert asked["hide_input"] is True and asked["confirmation_prompt"]
    assert people.known_by_password("Ann", LONG)
