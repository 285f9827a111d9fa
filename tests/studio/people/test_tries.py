"""Tries: guessing ends, for an address, at a name and for all; nobody is locked out by somebody else."""

from __future__ import annotations

import time

import pytest

from studio.people.tries import Tries, Window, place_of


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that is seen."""
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


def allowed(tries: Tries, count: int, address: str, name: str = "") -> int:
    """How many of that many wrong tries are let through."""
    return sum(tries.begin(address, name) for _ in range(count))


def test_an_address_has_ten_wrong_tries_in_five_minutes(now: list[float]) -> None:
    tries = Tries()
    assert allowed(tries, 40, "192.0.2.1") == 10
    assert tries.begin("192.0.2.2")
    now[0] += 301
    assert tries.begin("192.0.2.1")


def test_a_network_of_one_household_is_one_address() -> None:
    tries = Tries()
    assert sum(tries.begin(f"2001:db8::{number:x}") for number in range(40)) == 10
    assert tries.begin("2001:db8:0:1::1")
    assert place_of("::ffff:192.0.2.1") == "192.0.2.1" and place_of("unknown") == "unknown"


def test_what_was_right_does_not_count() -> None:
    tries = Tries()
    for _ in range(50):
        assert tries.begin("192.0.2.1", "ann")
        tries.right("192.0.2.1", "ann")
    assert allowed(tries, 40, "192.0.2.1", "ann") == 10


def test_a_right_try_at_one_name_makes_no_room_for_guesses_at_another() -> None:
    tries = Tries()
    assert allowed(tries, 9, "192.0.2.1", "bob") == 9
    assert tries.begin("192.0.2.1", "me")
    tries.right("192.0.2.1", "me")
    assert allowed(tries, 9, "192.0.2.1", "bob") == 1


def test_guessing_at_a_name_from_many_addresses_ends(now: list[float]) -> None:
    tries = Tries()
    for number in range(3):
        assert allowed(tries, 10, f"192.0.2.{number}", "ann") == 10
    assert allowed(tries, 5, "198.51.100.1", "ann") == 1, "whoever comes new may try once"
    assert allowed(tries, 5, "198.51.100.2", "bob") == 5, "others are not concerned"
    now[0] += 901
    assert allowed(tries, 5, "198.51.100.1", "ann") == 5


def test_nobody_locks_the_right_owner_out(now: list[float]) -> None:
    """However long others go on guessing at the name, and at all names together."""
    tries = Tries()
    assert tries.begin("203.0.113.7", "ann")
    tries.right("203.0.113.7", "ann")
    for minute in range(60):
        for number in range(40):
            tries.begin(f"192.0.2.{number}", "ann")
        assert tries.begin("203.0.113.7", "ann"), minute
        tries.right("203.0.113.7", "ann")
        now[0] += 60
    assert tries.begin("203.0.113.99", "ann"), "from where they never came before they have a try, too"


def test_guessing_from_many_addresses_ends_for_all(now: list[float]) -> None:
    tries = Tries()
    assert tries.begin("203.0.113.7", "ann")
    tries.right("203.0.113.7", "ann")
    assert sum(tries.begin(f"192.0.{number // 250}.{number % 250}", f"name {number}") for number in range(400)) == 300
    assert not tries.begin("198.51.100.1", "ann")
    assert tries.begin("203.0.113.7", "ann"), "from where she came in before"
    now[0] += 301
    assert tries.begin("198.51.100.1")


def test_the_answer_to_a_wrong_try_comes_later_each_time() -> None:
    tries, waits = Tries(), []
    for _ in range(10):
        tries.begin("192.0.2.1")
        waits.append(tries.delay("192.0.2.1"))
    assert waits == sorted(waits) and waits[0] < 0.1 and waits[-1] == 1.0


def test_what_is_remembered_is_bounded() -> None:
    window = Window(5, 60)
    for number in range(50_000):
        window.add(str(number))
    assert len(window._hits) <= 20_000
