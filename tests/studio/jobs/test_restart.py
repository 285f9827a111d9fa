"""kill -9 in the middle of a job: nothing that was finished is lost, and what was not is told."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from studio.errors import NotWritable
from studio.house import House
from studio.jobs.log import view_of
from studio.jobs.mode import Modes
from studio.models.keeper import Loader
from studio.settings import Settings
from tests.fakes import FakeDevice, FakeLoader, Sketcher, sketching
from tests.studio.jobs.test_worker import ANN, ended

ROOT = Path(__file__).parents[3]
STUDIO_THAT_WILL_BE_KILLED = """
from studio.house import House
from studio.settings import Settings
from tests.fakes import FakeDevice, FakeLoader, Sketcher, sketching

sketcher = Sketcher()
sketcher.gate.hold(after=5)
house = House.open(Settings.read(), sketching(sketcher), FakeLoader(FakeDevice()), serve=True)
running = house.worker.submit("sketch", {"prompt": "running", "pieces": 3, "seed": 1}, "ann")
waiting = house.worker.submit("sketch", {"prompt": "waiting", "seed": 2}, "ann")
sketcher.gate.reached(6)
(house.settings.home / "files" / ".passing-half").write_bytes(b"half a fi")
print(running.id, waiting.id, *running.view.works, flush=True)
input()
"""


def a_loader() -> Loader:
    return FakeLoader(FakeDevice())


@pytest.mark.parametrize("kills", [1, pytest.param(50, marks=pytest.mark.soak)])
def test_a_killed_studio_loses_no_finished_work(
    settings: Settings, kills: int, record_property: Callable[[str, object], None]
) -> None:
    works = {work for _ in range(kills) for work in kill(settings)}
    record_property("kills", kills)
    record_property("works", len(works))
    assert len(works) == 5 * kills
    with closing(House.open(settings, sketching(Sketcher()), a_loader(), serve=True)) as house:
        assert {work.id for work in house.store.works(limit=None)} == works, "nothing is lost over all those deaths"
        house.store.check()


def kill(settings: Settings) -> list[str]:
    """Kills a studio that has finished one work, lets a second studio make the rest, and returns the works of both."""
    killed = subprocess.Popen(
        [sys.executable, "-c", STUDIO_THAT_WILL_BE_KILLED],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert killed.stdout and killed.stdin
    running, waiting, finished = killed.stdout.readline().split()

    # While it lives, no second studio may take up the same folder.
    with pytest.raises(NotWritable, match="Another studio is running on the folder"):
        House.open(settings, Modes(()), a_loader(), serve=True)

    killed.send_signal(signal.SIGKILL)
    killed.wait()

    sketcher = Sketcher()
    house = House.open(settings, sketching(sketcher), a_loader(), serve=True)
    try:
        view = view_of(house.worker.log.job(running), ())
        assert view.state == "interrupted" and "What was finished is kept" in view.message
        assert house.store.files.read(house.store.work(finished).main).startswith(b"\x89PNG")

        again = house.worker.find(waiting, ANN)
        assert again
        made = ended(again)
        assert made.state == "done"
        assert "running" not in sketcher.gate.steps, "an interrupted job is not begun again by itself"

        retried = ended(house.worker.retry(running, ANN))
        assert len(retried.works) == 3
        assert house.store.work(retried.works[0]).files == house.store.work(finished).files, "the same seed"
        assert not list((settings.home / "files").glob(".passing-*")), "no half written file is left"
        return [finished, *made.works, *retried.works]
    finally:
        house.close()


def test_the_folder_is_free_again_after_closing(settings: Settings) -> None:
    # All are held on to: what is forgotten lets go of the folder by itself.
    houses = []
    for _ in range(3):
        houses.append(House.open(settings, Modes(()), a_loader(), serve=True))
        houses[-1].close()
    assert len(houses) == 3


def test_the_command_line_works_beside_a_running_studio(settings: Settings) -> None:
    served = House.open(settings, sketching(Sketcher()), a_loader(), serve=True)
    beside = House.open(settings, sketching(Sketcher()), a_loader())
    works = ended(beside.worker.submit("sketch", {"prompt": "beside"}, "command-line")).works
    assert [work.id for work in served.store.works()] == list(works)
    beside.close()
    served.close()
