"""People: who somebody is by a sign-in, at once and within seconds of what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest

from studio.errors import NotAllowed
from studio.people import people as module
from studio.people.people import People
from studio.people.sign_ins import SignIn
from studio.people.visitor import COMMAND_LINE, Visitor, is_guest
from tests.studio.people.conftest import LONG

BROWSER = Visitor("b" * 32)
OpenPeople = Callable[..., People]


def as_signed_in(people: People, name: str = "Ann") -> Visitor:
    """What the cookie of a browser says in which somebody has just signed in."""
    return Visitor(BROWSER.id, sign_in=people.sign_in(people.accounts.called(name), "Firefox"))


def test_a_sign_in_is_its_accounts_until_it_ends(open_people: OpenPeople) -> None:
    people = open_people(hosts="studio.example")
    ann = people.accounts.add("Ann", "owner", LONG)
    first, second = as_signed_in(people), as_signed_in(people)
    for held in (first, second):
        seen = people.visitor(held)
        assert (seen.id, seen.account, seen.name, seen.role) == (ann.id, ann.id, "Ann", "owner")
        assert seen.guest == BROWSER.id and people.is_let_in(seen)
    assert people.end(ann.id, only=first.sign_in) == 1
    assert people.visitor(first) == BROWSER and not people.is_let_in(people.visitor(first))
    assert people.visitor(second).id == ann.id
    assert people.end(ann.id, only=first.sign_in) == 0
    assert people.end("another", only=second.sign_in) == 0, "only one's own"
    assert people.end(ann.id) == 1 and people.visitor(second) == BROWSER


def test_a_role_counts_at_once(open_people: OpenPeople) -> None:
    people = open_people(hosts="studio.example")
    bob = people.accounts.add("Bob", "member", LONG)
    people.accounts.add("Ann", "owner", LONG)
    held = as_signed_in(people, "Bob")
    assert people.visitor(held).role == "member"
    people.set_role(bob.id, "owner")
    assert people.visitor(held).role == people.role_of(people.visitor(held)) == "owner"
    people.remove(bob.id)
    assert people.visitor(held) == BROWSER


def test_what_another_process_does_counts_within_seconds(
    open_people: OpenPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, terminal = open_people(hosts="studio.example"), open_people()
    ann = terminal.accounts.add("Ann", "owner", LONG)
    held = as_signed_in(terminal)
    moment = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: moment + 2.1)
    assert not people.is_fresh
    people.refresh()
    assert people.visitor(held).id == ann.id and people.is_fresh
    terminal.sign_ins.end(ann.id)
    people.refresh()
    assert people.visitor(held).id == ann.id, "what is fresh is not read again"
    monkeypatch.setattr(time, "monotonic", lambda: moment + 4.3)
    people.refresh()
    assert people.visitor(held) == BROWSER


def test_sign_ins_are_read_when_one_is_begun_or_ends_and_once_a_minute(
    open_people: OpenPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of them there may be thousands, and every two seconds somebody asks."""
    people, terminal = open_people(hosts="studio.example"), open_people()
    ann = terminal.accounts.add("Ann", "owner", LONG)
    terminal.accounts.add("Bob", "owner", LONG)
    moments, every = count(time.monotonic() + 2.1, 2.1), people.sign_ins.all

    def later(seconds: float = 0) -> int:
        """How often they are read, once what is known is stale."""
        reads = 0

        def counted() -> list[SignIn]:
            nonlocal reads
            reads += 1
            return every()

        moment = next(moments) + seconds
        monkeypatch.setattr(time, "monotonic", lambda: moment)
        monkeypatch.setattr(people.sign_ins, "all", counted)
        people.refresh()
        return reads

    first = as_signed_in(terminal)
    assert later() == 1 and people.visitor(first).id == ann.id
    assert later() == later() == 0 and people.visitor(first).id == ann.id
    terminal.sign_ins.end(ann.id)
    second = as_signed_in(terminal)
    assert later() == 1, "as many as before, and others"
    assert people.visitor(first) == BROWSER and people.visitor(second).id == ann.id
    terminal.accounts.set_role(ann.id, "member")
    assert later() == 0 and people.visitor(second).role == "member"
    monkeypatch.setattr("studio.people.sign_ins.LASTS", timedelta(0))
    assert later() == 0 and people.visitor(second).id == ann.id
    assert later(60) == 1 and people.visitor(second) == BROWSER, "it is too old"


def test_when_somebody_was_here_is_known_to_a_minute(open_people: OpenPeople, monkeypatch: pytest.MonkeyPatch) -> None:
    people = open_people()
    ann = people.accounts.add("Ann", "owner", LONG)
    held = as_signed_in(people)
    (before,) = people.sign_ins.all(ann.id)
    people.visitor(held)
    people.refresh(at_once=True)
    assert people.sign_ins.all(ann.id) == [before]
    monkeypatch.setattr(module, "_SEEN", before.seen - before.seen)
    people.visitor(held)
    people.refresh(at_once=True)
    assert people.sign_ins.all(ann.id)[0].seen > before.seen


def test_an_account_has_only_so_many_sign_ins(people: People) -> None:
    ann = people.accounts.add("Ann", "owner", LONG)
    first = people.sign_ins.begin(ann.id, "x" * 999)
    for _ in range(50):
        people.sign_ins.begin(ann.id, "Firefox")
    found = people.sign_ins.all(ann.id)
    assert len(found) == 50 and first.id not in {one.id for one in found} and len(first.agent) == 100


@pytest.mark.parametrize(
    ("chosen", "asks", "keeps"),
    [
        ({}, False, True),
        ({"hosts": "studio.example"}, True, False),
        ({"proxies": "10.0.0.1"}, True, False),
        ({"host": "0.0.0.0"}, True, False),
        ({"share": True}, True, False),
        ({"OAUTH_CLIENT_ID": "x"}, True, False),
        ({"public_demo": True}, False, False),
        ({"public_demo": True, "host": "0.0.0.0"}, False, False),
    ],
)
def test_who_is_asked_and_who_keeps_the_studio(
    open_people: OpenPeople, chosen: dict[str, object], asks: bool, keeps: bool
) -> None:
    people = open_people(**chosen)
    assert people.asks == asks and (people.role_of(BROWSER) == "owner") == keeps
    assert people.role_of(Visitor(COMMAND_LINE)) == "owner", "the key of this machine signed it"
    assert people.is_let_in(None) != asks
    people.accounts.add("Ann", "owner", LONG)
    people.refresh(at_once=True)
    assert people.role_of(BROWSER) == "guest", "with the first account it is nobody's by chance"
    assert people.asks == (not chosen.get("public_demo"))


def test_behind_a_password_the_terminal_has_to_have_given_it(open_people: OpenPeople) -> None:
    people = open_people(password="sesame")
    assert people.role_of(Visitor(COMMAND_LINE)) == "guest"
    assert people.role_of(Visitor(COMMAND_LINE, entered=True)) == "owner"
    assert people.role_of(Visitor(entered=True)) == "owner"


def test_the_hub_lets_in_keepers_and_whoever_is_invited(open_people: OpenPeople) -> None:
    people = open_people(public_demo=True, owners="Ann,Zoe", OAUTH_CLIENT_ID="x")
    ann = people.come_from_hub("1", "ann")
    assert ann.role == "owner" and people.come_from_hub("1", "renamed") == ann
    with pytest.raises(NotAllowed, match="bob"):
        people.come_from_hub("2", "bob")
    _, token = people.invitations.make("member")
    bob = people.come_from_hub("2", "bob", token)
    assert (bob.role, bob.name) == ("member", "bob") and people.come_from_hub("2", "bob") == bob
    with pytest.raises(NotAllowed):
        people.come_from_hub("3", "bob")
    assert people.known_by_password("bob", "") is None, "nobody comes in by an empty password"


def test_somebody_elses_name_is_not_taken_by_the_hub(open_people: OpenPeople) -> None:
    people = open_people(owners="ann", OAUTH_CLIENT_ID="x")
    other = people.accounts.add("Ann", "member", LONG)
    mine = people.come_from_hub("1", "ann")
    assert mine.id != other.id and mine.name == "ann-2"


def test_on_a_space_its_author_keeps_it(open_people: OpenPeople) -> None:
    space = {"SPACE_HOST": "ann-studio.hf.space", "SPACE_AUTHOR_NAME": "ann", "OAUTH_CLIENT_ID": "x"}
    assert open_people(**space).come_from_hub("1", "ann").role == "owner"
    elsewhere = open_people(SPACE_AUTHOR_NAME="bob", OAUTH_CLIENT_ID="x")
    with pytest.raises(NotAllowed):
        elsewhere.come_from_hub("2", "bob")


def test_an_unknown_name_takes_as_long_as_a_wrong_password(people: People) -> None:
    people.accounts.add("Ann", "owner", LONG)
    people.accounts.add("Bob", "member", hub="77")
    people.known_by_password("Nobody", LONG)

    def seconds(name: str) -> float:
        begun = time.process_time()
        assert people.known_by_password(name, "not the password") is None
        return time.process_time() - begun

    quickest = {name: min(seconds(name) for _ in range(4)) for name in ("Ann", "Nobody", "Bob", "Eve" * 60)}
    assert max(quickest.values()) < 1.5 * min(quickest.values()), quickest


def test_a_guest_is_one_by_name() -> None:
    assert is_guest(Visitor.new_guest().id) and not is_guest(Visitor().id) and not is_guest(COMMAND_LINE)
