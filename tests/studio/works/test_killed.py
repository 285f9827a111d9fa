"""kill -9 at random moments while works are kept and shared: nothing is lost or half written, and the next start is no
slower."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, fields
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import sqlalchemy as sa

from studio.house import House
from studio.people.remarks import Said
from studio.people.room import Asked
from studio.settings import Settings
from studio.works.embed import extract
from studio.works.store import Store
from studio.works.tables import RemarkRow
from studio.works.works import Work
from tests.fakes import FakeDevice, FakeLoader, Sketcher, sketching
from tests.studio.jobs.test_worker import ended

ROOT = Path(__file__).parents[3]
PATIENCE = 60


@dataclass
class Told:
    """Ids of what a studio has told of: what is there, what is about to end, and what has ended."""

    works: set[str] = field(default_factory=set)
    rooms: set[str] = field(default_factory=set)
    remarks: set[str] = field(default_factory=set)
    ending: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def __or__(self, other: Told) -> Told:
        return Told(**{one.name: getattr(self, one.name) | getattr(other, one.name) for one in fields(self)})


def opened(settings: Settings) -> House:
    return House.open(settings, sketching(Sketcher()), FakeLoader(FakeDevice()), serve=True)


def make_for_ever(settings: Settings, pipe: Connection, seed: int) -> None:
    """A studio that keeps one work after the other, shows them in rooms, some of which end again, and tells of each."""
    house = opened(settings)
    while True:
        seed += 1
        job = house.worker.submit("sketch", {"prompt": f"work {seed}", "seed": seed, "pieces": 4, "steps": 1}, "ann")
        works = ended(job).works
        pipe.send(Told(works={*works}))
        room, _ = house.rooms.add(Asked(title=f"room {seed}"), works, "ann")
        remarks = {house.remarks.hear(room, Said(text="Nice"), room.terms.items[n].id).id for n in range(2)}
        pipe.send(Told(rooms={room.id}, remarks=remarks))
        if seed % 3 == 0:
            pipe.send(Told(ending={room.id, *remarks}))
            house.rooms.delete(room.id, "ann")
            house.remarks.drop(room)
            pipe.send(Told(gone={room.id, *remarks}))


@pytest.mark.parametrize("kills", [12, pytest.param(50, marks=pytest.mark.soak)])
def test_nothing_is_lost_in_any_death_and_the_next_start_is_no_slower(
    settings: Settings, kills: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(kills)
    told = Told()
    after, clean = [], []
    for number in range(kills):
        told |= killed(settings, chance, number * 1000)
        began = time.perf_counter()
        house = opened(settings)
        after.append(time.perf_counter() - began)
        check_rooms(house, told)
        house.close()  # What waited is made again meanwhile.
        with closing(Store.open(settings)) as store:
            works = store.works(limit=None)
            assert told.works <= {work.id for work in works}, "what was told of is kept"
            assert all(is_whole(store, work) for work in works[:40])
            assert store.records.ids() == store.rows.ids()
            assert not list((settings.home / "files").glob(".passing-*"))
            store.check()
        began = time.perf_counter()
        with closing(opened(settings)):
            clean.append(time.perf_counter() - began)
    before, later, first = until_the_house_opens(), statistics.median(after), statistics.median(clean)
    figures = {"process, ms": before * 1e3, "house after a kill, ms": later * 1e3, "house, ms": first * 1e3}
    figures["longest after a kill, ms"] = (before + max(after)) * 1e3
    for name, value in {"kills": kills, "works": len(works), **figures}.items():
        record_property(name, round(value, 1))
    assert before + later <= 1.3 * (before + first)
    assert before + later < 5


def check_rooms(house: House, told: Told) -> None:
    """What was told of is there, what ended is not, and nothing points at nothing."""
    rooms = house.rooms.of("ann")
    remarks = house.remarks.of([room.id for room in rooms])
    there = {room.id for room in rooms} | {remark.id for remark in remarks}
    assert told.rooms | told.remarks <= there | told.ending and not told.gone & there
    assert {work for room in rooms for work in room.works} <= house.store.rows.ids()
    with house.store.database.session() as session:
        # A room that was about to end may have done so.
        assert {*session.scalars(sa.select(RemarkRow.id))} == {remark.id for remark in remarks}
    assert house.rooms._records.ids() == {room.id for room in rooms}
    assert house.remarks._records.ids() == {remark.id for remark in remarks}


def until_the_house_opens() -> float:
    """Seconds that a start takes before anything is read that a kill can have touched: the least of three."""
    command = [sys.executable, "-c", "import pipelines.registry, studio.house"]
    times = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True)
        times.append(time.perf_counter() - began)
    return min(times)


def killed(settings: Settings, chance: random.Random, seed: int) -> Told:
    """Let a studio live for a while; what it told of before it was killed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ours, its = context.Pipe(duplex=False)
    process = context.Process(target=make_for_ever, args=(settings, its, seed), daemon=True)
    process.start()
    its.close()
    told = Told()
    for _ in range(chance.randrange(1, 9)):
        assert ours.poll(PATIENCE)
        told |= ours.recv()
    time.sleep(chance.random() * 0.03)  # The moment of a kill is what is tried, not something that is waited for.
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while ours.poll():
        try:
            told |= ours.recv()
        except EOFError:
            break
    return told


def is_whole(store: Store, work: Work) -> bool:
    """Whether every file carries the recipe that the database has."""
    read = [(file, store.files.read(file)) for file in work.files]
    return all(extract(data, file.suffix) == (work.recipe, file.role) for file, data in read)
