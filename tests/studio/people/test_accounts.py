"""Accounts, invitations and passwords: names that look alike are one, links work once, a lost database is mended."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from studio.errors import BadInput, InkstoneError, NotAllowed, NotFound
from studio.people.accounts import has_owner
from studio.people.passwords import hashed, matches
from studio.people.people import People
from studio.settings import Settings
from studio.works.store import Store
from studio.works.tables import AccountRow
from tests.studio.people.conftest import LONG


def test_an_account_is_found_however_its_name_is_written(people: People) -> None:
    account = people.accounts.add("Zoë  Weiß", "member", LONG)
    assert account.name == "Zoë Weiß"
    for written in ("zoë weiß", "ZOË WEISS", "Ｚｏë Weiß", " Zoë\tWeiß "):
        assert people.accounts.called(written) == account
        with pytest.raises(BadInput, match="is called"):
            people.accounts.add(written, "owner", LONG)
    assert people.accounts.all() == [account]


@pytest.mark.parametrize("name", ["", " ", "\0", "\u200b", "a" * 41, "ﷺ" * 40, "Studio", "ｓｔｕｄｉｏ"])
def test_a_name_that_nobody_can_have_is_refused(people: People, name: str) -> None:
    with pytest.raises(BadInput):
        people.accounts.add(name, "member", LONG)


@pytest.mark.parametrize("password", ["", "short", "a" * 201, "aaaaaaaaaaaa", "Annabella B"])
def test_a_password_that_is_easy_to_guess_is_refused(people: People, password: str) -> None:
    with pytest.raises(BadInput):
        people.accounts.add("Annabella B", "member", password)


def test_a_password_is_kept_as_a_slow_hash_alone(people: People, settings: Settings) -> None:
    people.accounts.add("Ann", "owner", LONG)
    (row,) = sqlite3.connect(settings.home / "inkstone.db").execute("SELECT password FROM accounts").fetchone()
    assert row.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and matches(row, LONG)
    assert hashed(LONG) != hashed(LONG)
    for wrong in ("", LONG.upper(), LONG + " ", LONG[:-1], "\0", "é" * 9000, "\ud800"):
        assert not matches(row, wrong)
    assert not any(matches(hash, LONG) for hash in ("", "x", "$argon2id$", row[:-3]))
    written = [path for path in (settings.home / "files").rglob("*") if path.is_file()]
    assert written and not any(b"argon2" in path.read_bytes() for path in written), "no hash is beside the works"


def test_the_records_bring_accounts_back_without_their_passwords(people: People, store: Store) -> None:
    ann, bob = people.accounts.add("Ann", "owner", LONG), people.accounts.add("Bob", "member", hub="77")
    people.accounts.remove(people.accounts.add("Eve", "member", LONG).id)
    with store.database.session() as session:
        session.execute(sa.delete(AccountRow))
    people.accounts.restore()
    people.accounts.restore()
    assert people.accounts.all() == [ann, bob] and people.accounts.of_hub("77") == bob
    assert people.known_by_password("Ann", LONG) is None and people.known_by_password("Ann", "") is None
    people.accounts.set_password(ann.id, LONG)
    assert people.known_by_password("Ann", LONG) == ann


def test_somebody_always_keeps_the_studio(people: People, settings: Settings) -> None:
    assert not has_owner(settings)
    ann, bob = people.accounts.add("Ann", "owner", LONG), people.accounts.add("Bob", "member", LONG)
    assert has_owner(settings)
    for act in (lambda: people.set_role(ann.id, "member"), lambda: people.remove(ann.id)):
        with pytest.raises(NotAllowed, match="only owner"):
            act()
    people.set_role(bob.id, "owner")
    people.remove(ann.id)
    assert [one.name for one in people.accounts.all()] == ["Bob"]
    for unknown in ("x", "", ann.id):
        with pytest.raises(NotFound):
            people.accounts.one(unknown)


def test_an_invitation_makes_one_account_however_many_come_at_once(people: People) -> None:
    _, token = people.invitations.make("member")

    def join(number: int) -> bool:
        try:
            people.join(token, f"Guest {number}", LONG)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(join, range(8))) == 1
    assert len(people.accounts.all()) == 1 and people.invitations.open() == []


def test_links_that_do_not_work_are_alike(people: People) -> None:
    _, old = people.invitations.make("member", lasts=timedelta(seconds=-1))
    gone, withdrawn = people.invitations.make("member")
    people.invitations.withdraw(gone.id)
    _, used = people.invitations.make("owner")
    people.join(used, "Ann", LONG)
    said = set()
    for token in (old, withdrawn, used, "x" * 43, "", gone.id):
        with pytest.raises(NotFound) as refused:
            people.join(token, "Bob", LONG)
        said.add(str(refused.value))
    assert len(said) == 1


def test_a_name_that_is_taken_leaves_the_invitation_as_it_was(people: People) -> None:
    people.accounts.add("Ann", "owner", LONG)
    _, token = people.invitations.make("member")
    for name, password in (("ann", LONG), ("Bob", "short")):
        with pytest.raises(BadInput):
            people.join(token, name, password)
    assert people.join(token, "Bob", LONG).role == "member"


def test_of_a_token_its_digest_alone_is_kept(people: People, settings: Settings) -> None:
    _, token = people.invitations.make("member", "Carol")
    dump = "\n".join(sqlite3.connect(settings.home / "inkstone.db").iterdump())
    assert "Carol" in dump and token not in dump


def test_there_are_only_so_many_invitations(people: People) -> None:
    for _ in range(100):
        people.invitations.make("member")
    with pytest.raises(InkstoneError, match="100"):
        people.invitations.make("member")
