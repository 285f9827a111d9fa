"""The matrix: every address of the studio, asked by everybody; each gets what its line says, and nothing beyond.

The lines are those of `studio/web/access.py`; how each is asked, and who asks, stands in `tests/matrix.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.web.access import LINES, Line
from tests.browser.conftest import start
from tests.matrix import (
    ANOTHER,
    CLIENT,
    KINDS,
    LINKS,
    OWNERS,
    PROBES,
    Stage,
    a_link,
    ask,
    expected,
    gets_in,
    key_of,
    people_for,
    prepare,
)


@pytest.fixture(scope="module", params=list(KINDS))
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Each kind of studio, with everybody at the door."""
    home = tmp_path_factory.mktemp(request.param)
    prepare(home, request.param)
    server = start(home, **KINDS[request.param][0])
    stage = Stage(request.param, server)
    yield stage
    stage.close()
    server.process.terminate()
    server.process.wait(20)


def test_every_line_has_its_probe_and_every_probe_its_line() -> None:
    assert sorted(PROBES) == sorted(set(map(key_of, LINES)))
    assert sorted(CLIENT) == sorted(key_of(line) for line in LINES if line.who == "client")


@pytest.mark.parametrize("line", [line for line in LINES if line.who != "client"], ids=key_of)
def test_everybody_gets_what_the_line_says_and_nothing_beyond(stage: Stage, line: Line) -> None:
    for owner in (stage.persons[name] for name in OWNERS[stage.kind]):
        if line.who == "member" and owner.standing == "guest":
            continue  # Guests have no such things.
        asked = PROBES[key_of(line)](stage, owner)
        if not asked.whose and owner.name != OWNERS[stage.kind][-1]:
            continue  # It is about nothing of theirs.
        people = people_for(line, asked, stage)
        may = {person.name for person in people if expected(line, asked, person)}
        assert {person.name for person in people if ask(person, line, asked)} == may, owner.name


@pytest.mark.parametrize("stage", ["guarded", "demo"], indirect=True)
@pytest.mark.parametrize("line", [line for line in LINES if line.who == "client"], ids=key_of)
def test_a_link_opens_its_room_alone_and_only_while_it_leads_there(stage: Stage, line: Line) -> None:
    owner = stage.persons[OWNERS[stage.kind][-1]]
    assert gets_in(line, a_link(stage, owner, "right"))
    kinds = (*LINKS, ANOTHER) if "{item}" in line.path else LINKS
    assert [kind for kind in kinds if gets_in(line, a_link(stage, owner, kind))] == []
