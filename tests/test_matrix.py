"""The matrix: every address of the studio, asked by everybody; each gets what its line says, and nothing beyond.

The lines are those of `studio/web/access.py`; how each is asked, and who asks, stands in `tests/matrix`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.web.access import LINES, Line
from tests.browser.conftest import start
from tests.matrix.asked import ask, expected, key_of, people_for
from tests.matrix.client import ANOTHER, CLIENT, LINKS, OVER, a_link, gets_in, told
from tests.matrix.kinds import KINDS, OWNERS
from tests.matrix.probes import PARTS, PROBES
from tests.matrix.stage import Stage, prepare
from tests.matrix.who import said

PEOPLES = [line for line in LINES if line.who != "client"]
CLIENTS = [line for line in LINES if line.who == "client"]


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
    assert sorted(line for part in PARTS for line in part) == sorted(map(key_of, PEOPLES))
    assert sorted(CLIENT) == sorted(map(key_of, CLIENTS))


def test_nothing_is_open_to_others_than_is_said_twice() -> None:
    assert {key_of(line): line.who for line in LINES} == said()


@pytest.mark.parametrize("line", PEOPLES, ids=key_of)
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
@pytest.mark.parametrize("line", CLIENTS, ids=key_of)
def test_a_link_opens_its_room_alone_and_only_while_it_leads_there(stage: Stage, line: Line) -> None:
    owner = stage.persons[OWNERS[stage.kind][-1]]
    assert gets_in(line, a_link(stage, owner, "right"))
    kinds = (*LINKS, ANOTHER) if "{item}" in line.path else LINKS
    assert [kind for kind in kinds if gets_in(line, a_link(stage, owner, kind))] == []


@pytest.mark.parametrize("stage", ["guarded", "demo"], indirect=True)
@pytest.mark.parametrize("line", CLIENTS, ids=key_of)
def test_links_that_lead_nowhere_are_answered_alike(stage: Stage, line: Line) -> None:
    owner = stage.persons[OWNERS[stage.kind][-1]]
    answers = {told(line, a_link(stage, owner, kind)) for kind in OVER}
    assert len(answers) == 1 and answers.pop()[0] == 404
