"""Tokens: nobody else's name can be had, whatever is sent, and the key outlives restarts, races and damage."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import StoreDamaged
from studio.people.tokens import Tokens
from studio.people.visitor import COMMAND_LINE, Visitor

KEY, OTHER = "a" * 64, "b" * 64
TOKENS = Tokens(KEY, "sesame")
CHARACTERS = ascii_letters + digits + "-_."

ids = st.text("0123456789abcdef", min_size=32, max_size=32) | st.just(COMMAND_LINE)
visitors = st.builds(Visitor, ids, st.booleans())


@given(visitors)
def test_a_token_is_its_visitors(visitor: Visitor) -> None:
    assert TOKENS.read(TOKENS.issue(visitor)) == visitor
    assert set(TOKENS.issue(visitor)) <= set(CHARACTERS)


@pytest.mark.parametrize("visitor", [Visitor("0" * 32), Visitor(COMMAND_LINE, entered=True)])
def test_a_token_with_any_character_changed_is_nobodys(visitor: Visitor) -> None:
    token = TOKENS.issue(visitor)
    for place in range(len(token)):
        changed = {token[:place] + character + token[place + 1 :] for character in CHARACTERS + "=+/ \0é"}
        assert [text for text in changed if TOKENS.read(text)] == [token]


@given(visitors, st.integers(min_value=1), st.sampled_from(CHARACTERS))
def test_a_token_that_was_cut_or_lengthened_is_nobodys(visitor: Visitor, cut: int, more: str) -> None:
    token = TOKENS.issue(visitor)
    assert TOKENS.read(token[: -(cut % len(token)) or None][:-1]) is None
    assert TOKENS.read(token + more) is None
    assert TOKENS.read(more + token) is None


@given(st.text(max_size=400) | st.sampled_from(["", ".", "..", COMMAND_LINE, "." * 99, "eyJpZCI6MX0", "\ud800.x"]))
def test_whatever_else_is_sent_is_nobodys(sent: str) -> None:
    assert TOKENS.read(sent) is None


@given(visitors)
def test_another_studios_token_is_nobodys(visitor: Visitor) -> None:
    assert Tokens(OTHER).read(TOKENS.issue(visitor)) is None
    assert Tokens(OTHER).cookie != TOKENS.cookie


@given(visitors)
def test_a_new_password_ends_every_entry_and_nobodys_name(visitor: Visitor) -> None:
    token = TOKENS.issue(visitor)
    for password in ("new", "", "sesame "):
        assert Tokens(KEY, password).read(token) == Visitor(visitor.id, entered=False)


def test_without_a_password_nobody_has_given_it() -> None:
    open_to_all = Tokens(KEY)
    assert open_to_all.read(open_to_all.issue(Visitor("ann", entered=True))) == Visitor("ann", entered=False)


def test_the_names_of_others_are_never_given_out() -> None:
    """A new visitor's name is 128 random bits; the terminal's is no such name."""
    names = {Visitor().id for _ in range(1000)}
    assert len(names) == 1000 and COMMAND_LINE not in names and all(len(name) == 32 for name in names)


@pytest.mark.parametrize("id", ["", "Ann", "a b", "../x", "x" * 65, "é", "a\0"])
def test_a_name_of_another_form_is_nobodys_though_it_is_signed(id: str) -> None:
    assert TOKENS.read(TOKENS.issue(Visitor(id))) is None


def test_the_key_outlives_a_restart(tmp_path: Path) -> None:
    token = Tokens.of(tmp_path).issue(Visitor("ann"))
    assert Tokens.of(tmp_path, "sesame").read(token) == Visitor("ann")
    (key,) = tmp_path.iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_all_who_start_at_once_have_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has seen that there is no key before any has made one."""
    all_here, real = threading.Barrier(8), secrets.token_hex

    def together(count: int) -> str:
        if count == 8:
            all_here.wait(10)
        return real(count)

    monkeypatch.setattr(secrets, "token_hex", together)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: Tokens.of(tmp_path / "home").cookie, range(8)))
    assert len(set(made)) == 1
    assert [file.name for file in (tmp_path / "home").iterdir()] == ["visitors.key"]


@pytest.mark.parametrize("held", [b"", b"\n", b"short", b"a" * 63, b" " * 200, b"a" * 40 + b"\n" * 40])
def test_a_damaged_key_lets_nobody_in(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "visitors.key").write_bytes(held)
    with pytest.raises(StoreDamaged, match=r"visitors\.key"):
        Tokens.of(tmp_path)


def test_a_place_without_hard_links_keeps_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_here(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", none_here)
    token = Tokens.of(tmp_path).issue(Visitor("ann"))
    assert Tokens.of(tmp_path).read(token) == Visitor("ann")
    assert [file.name for file in tmp_path.iterdir()] == ["visitors.key"]
