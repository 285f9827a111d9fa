"""Visitors are told apart, each by what the door has of them."""

from __future__ import annotations

import pytest

from studio.people.visitor import COMMAND_LINE, of_address, of_browser


@pytest.mark.parametrize("brought", ["", None, 7, "short", "x" * 33, {"a": 1}])
def test_a_first_visit_gets_a_name_that_nobody_has(brought: object) -> None:
    names = {of_browser(brought) for _ in range(50)}
    assert len(names) == 50 and all(len(name) == 32 for name in names)


def test_a_browser_keeps_its_name() -> None:
    name = of_browser("")
    assert of_browser(name) == name


def test_an_address_is_a_name_that_does_not_tell_it() -> None:
    assert of_address("10.0.0.1") == of_address("10.0.0.1") != of_address("10.0.0.2")
    assert "10.0.0.1" not in of_address("10.0.0.1") and of_address("10.0.0.1") != COMMAND_LINE
