"""Asked: a request as it rightly is, who may ask it, and who tries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from studio.web.access import RANKS, Line
from tests.matrix.stage import Person, Stage

Says = Callable[[httpx.Response], bool]
"""Whether an answer gives what was asked for."""


def gives(*statuses: int) -> Says:
    return lambda answer: answer.status_code in statuses


def shows(text: str) -> Says:
    return lambda answer: answer.status_code == 200 and text in answer.text


_GIVEN = gives(200, 201, 303)


@dataclass
class Asked:
    """A request. `whose`: the one person whose it is; empty where it is everybody's who may ask at all."""

    path: str
    whose: str = ""
    nameless: bool = False
    """Whether who has no name yet may ask it."""
    account: bool = False
    """Whether an account is needed."""
    yes: Says = _GIVEN
    sent: dict[str, Any] = field(default_factory=dict)
    stream: bool = False
    heavy: bool = False
    """Whether it takes so long that one of those who stand alike is enough."""


Probe = Callable[[Stage, Person], Asked]
"""How a line is asked, about a thing of somebody's."""


class Probes(dict[str, Probe]):
    """Probes by their lines."""

    def of(self, *lines: str) -> Callable[[Probe], Probe]:
        """What is decorated is the probe of these lines."""

        def known(made: Probe) -> Probe:
            self.update(dict.fromkeys(lines, made))
            return made

        return known


def just(path: str, **asked: Any) -> Probe:
    """One that needs nothing of anybody's."""
    return lambda stage, owner: Asked(path, **asked)


def about(path: Callable[[Stage, str], str]) -> Probe:
    """One about a thing of somebody's. `path`: its address, by the stage and the id of whose it is."""
    return lambda stage, owner: Asked(path(stage, owner.id), owner.id)


def key_of(line: Line) -> str:
    return f"{line.method} {line.path}"


def expected(line: Line, asked: Asked, person: Person) -> bool:
    """Whether somebody may do what a line is for."""
    if line.who not in RANKS:
        return True
    if person.standing == "out":
        return False
    if person.standing == "nameless":
        return asked.nameless
    if RANKS.index(person.standing) < RANKS.index(line.who) or (asked.account and not person.account):
        return False
    return asked.whose in ("", person.id)


def people_for(line: Line, asked: Asked, stage: Stage) -> list[Person]:
    """Whoever tries. Those who have no right to it come first: what they did would be missed by those who have."""
    people = sorted(stage.persons.values(), key=lambda person: expected(line, asked, person))
    alike = {(person.standing, person.id == asked.whose, bool(person.account)): person for person in people}
    return [person for person in people if not asked.heavy or person in alike.values()]


def ask(person: Person, line: Line, asked: Asked) -> bool:
    """Whether somebody gets what a line is for."""
    http = person.again()
    if line.who == "world":
        http.cookies.clear()  # Nobody is to be signed out, or somebody else.
    if not asked.stream:
        return asked.yes(http.request(line.method, asked.path, **asked.sent))
    with http.stream(line.method, asked.path, **asked.sent) as answer:
        return answer.status_code == 200
