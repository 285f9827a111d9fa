"""A session belongs to whoever began it."""

from __future__ import annotations

from studio.web.sessions import Sessions


def test_nobody_goes_on_in_anothers_session() -> None:
    sessions = Sessions()
    assert sessions.begin("s", "ann") and sessions.begin("s", "ann") and sessions.may_see("s", "ann")
    assert not sessions.begin("s", "bob") and not sessions.may_see("s", "bob") and not sessions.may_see("s", "")
    assert sessions.may_see("s", "ann"), "and asking does not take it"


def test_the_oldest_are_forgotten() -> None:
    sessions = Sessions(remembered=2)
    for name in ("one", "two", "three"):
        sessions.begin(name, "ann")
    assert sessions.begin("one", "bob") and not sessions.begin("three", "bob")
