"""Waiting is fair, bounded, and its length is told."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import QueueFull
from studio.jobs.engine import Ask, Choice
from studio.jobs.live import LiveJob
from studio.jobs.pace import Pace
from studio.jobs.queue import FairQueue
from studio.models.catalog import ModelSpec
from tests.fakes import Sketcher, SketchOptions, SketchParams, a_spec

NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)


def a_job(owner: str, number: int = 0, **models: ModelSpec) -> LiveJob:
    choice = Choice(Sketcher(), "sketcher", models)
    job = LiveJob(f"{owner}{number}", owner, Ask("sketch", SketchParams(prompt="birds"), SketchOptions(), choice))
    job.created = NOON + timedelta(seconds=number)
    return job


def drain(queue: FairQueue) -> list[str]:
    taken = iter(lambda: queue.take(lambda job: False), None)
    return [job.id for job in taken]


def test_ten_jobs_of_one_owner_delay_another_by_one_job() -> None:
    queue = FairQueue(100, 20)
    for number in range(10):
        queue.put(a_job("ann", number))
    queue.take(lambda job: False)
    queue.put(a_job("bob", 99))
    assert drain(queue)[:2] == ["bob99", "ann1"]


def test_one_from_each_owner_in_a_round() -> None:
    queue = FairQueue(100, 20)
    for owner, many in (("ann", 3), ("bob", 2), ("cat", 1)):
        for number in range(many):
            queue.put(a_job(owner, number))
    assert drain(queue) == ["ann0", "bob0", "cat0", "ann1", "bob1", "ann2"]


def test_a_loaded_model_goes_first_but_only_within_the_round() -> None:
    queue = FairQueue(100, 20)
    for number in range(3):
        queue.put(a_job("ann", number))
        queue.put(a_job("bob", number + 10, main=a_spec("loaded")))
    order = []
    while len(queue):
        job = queue.take(lambda job: bool(job.ask.models))
        assert job
        order.append(job.id)
    assert order == ["bob10", "ann0", "bob11", "ann1", "bob12", "ann2"]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), min_size=1, max_size=40), st.data())
def test_nobody_is_starved(arrivals: list, data: st.DataObject) -> None:
    """Whatever is loaded, a newcomer waits for one job of each other owner at most, and a regular for two."""
    queue = FairQueue(100, 100)
    overtaken: dict[str, Counter[str]] = {}
    seen: set[str] = set()
    for number, (owner, serve) in enumerate(arrivals):
        if not any(other.owner == owner for other in queue):
            overtaken[owner] = Counter()
        queue.put(a_job(owner, number))
        if serve:
            served = queue.take(lambda job: data.draw(st.booleans()))
            assert served
            overtaken.pop(served.owner)
            seen.add(served.owner)
            if any(other.owner == served.owner for other in queue):
                overtaken[served.owner] = Counter()
            for waiting, jobs in overtaken.items():
                jobs[served.owner] += waiting != served.owner
                assert max(jobs.values()) <= (2 if waiting in seen else 1)


def test_the_owners_limit_and_the_studios_limit_are_told() -> None:
    queue = FairQueue(3, 2)
    queue.put(a_job("ann", 1))
    queue.put(a_job("ann", 2))
    with pytest.raises(
        QueueFull, match=r"as many jobs waiting as one visitor may have: 2\..*Nothing was started.*try again"
    ):
        queue.put(a_job("ann", 3))
    queue.put(a_job("bob", 4))
    with pytest.raises(QueueFull, match="As many jobs are waiting as the studio takes: 3"):
        queue.put(a_job("cat", 5))
    assert drain(queue) == ["ann1", "bob4", "ann2"]


def test_the_waiting_jobs_are_listed_oldest_first() -> None:
    queue = FairQueue(10, 10)
    for owner, number in (("bob", 1), ("ann", 3), ("bob", 2)):
        queue.put(a_job(owner, number))
    assert [job.id for job in queue] == ["bob1", "bob2", "ann3"]
    assert queue.remove(next(iter(queue))) and not queue.remove(a_job("bob", 1))
    assert [job.id for job in queue] == ["bob2", "ann3"]


def test_ahead_counts_ones_own_jobs_and_as_many_turns_of_others() -> None:
    queue = FairQueue(100, 20)
    for number in range(10):
        queue.put(a_job("ann", number))
    queue.put(a_job("bob", 20))
    assert [job.id for job in queue.ahead("bob")] == ["ann0", "ann1", "bob20"]
    assert len(queue.ahead("ann")) == 11
    assert [job.id for job in queue.ahead("cat")] == ["ann0", "bob20"]


def test_pace_learns_from_the_jobs_that_were_done() -> None:
    pace, job = Pace(), a_job("ann")
    before = pace.expect(job)
    job.started = datetime.now(timezone.utc) - timedelta(seconds=300)
    pace.learn(job)
    assert pace.expect(job) == pytest.approx(300, abs=1) != before
    job.started = datetime.now(timezone.utc) - timedelta(seconds=100)
    pace.learn(job)
    assert 100 < pace.expect(job) < 300, "one quick job does not make all of them quick"
    assert pace.remaining(job) == pytest.approx(pace.expect(job) - 100, abs=1)
    job.started = datetime.now(timezone.utc) - timedelta(seconds=9000)
    assert pace.remaining(job) == 1.0, "a job that is late is not done in less than no time"


def test_two_models_of_one_engine_have_a_pace_each() -> None:
    pace, quick, slow = Pace(), a_job("ann", main=a_spec("quick")), a_job("ann", main=a_spec("slow"))
    for job, seconds in ((quick, 2), (slow, 200)):
        job.started = datetime.now(timezone.utc) - timedelta(seconds=seconds)
        pace.learn(job)
    assert pace.expect(quick) == pytest.approx(2, abs=1) and pace.expect(slow) == pytest.approx(200, abs=1)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=20), st.data())
def test_no_more_come_before_a_job_than_is_told(owners: list[str], data: st.DataObject) -> None:
    """What its owner is told is the most that they wait for."""
    queue = FairQueue(100, 100)
    jobs = [a_job(owner, number) for number, owner in enumerate(owners)]
    for job in jobs:
        queue.put(job)
    job = data.draw(st.sampled_from(jobs))
    told = {other.id for other in queue.before(job)}
    order = drain(queue)
    came = order[: order.index(job.id)]
    assert job.id not in told and len(came) <= len(told)
    assert {other for other in came if other.startswith(job.owner)} <= told
