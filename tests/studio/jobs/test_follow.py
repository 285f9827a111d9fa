"""A job is followed to its end, the same way from every door."""

from __future__ import annotations

import asyncio

from studio.jobs.follow import follow
from studio.jobs.live import JobView
from studio.jobs.worker import Worker
from tests.fakes import Sketcher
from tests.studio.jobs.test_worker import sketch


async def all_of(job: object) -> list[JobView]:
    return [view async for view in follow(job)]  # type: ignore[arg-type]


def test_every_follower_sees_the_end_once(worker: Worker) -> None:
    job = sketch(worker, steps=2)

    async def two() -> list[list[JobView]]:
        return await asyncio.gather(all_of(job), all_of(job))

    for views in asyncio.run(two()):
        assert [view.ended for view in views].count(True) == 1 and views[-1].state == "done"
        assert [view.version for view in views] == sorted(view.version for view in views)


def test_a_job_that_has_ended_is_told_of_at_once(worker: Worker) -> None:
    job = sketch(worker, steps=1)
    asyncio.run(all_of(job))
    (view,) = asyncio.run(all_of(job))
    assert view.state == "done" and len(view.works) == 1


def test_leaving_does_not_stop_the_job(worker: Worker, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    job = sketch(worker)

    async def look_once() -> None:
        async for _ in follow(job):
            return

    asyncio.run(look_once())
    sketcher.gate.open()
    assert asyncio.run(all_of(job))[-1].state == "done"


def test_a_waiting_job_is_told_of_again_and_again(worker: Worker, sketcher: Sketcher) -> None:
    """Its place in the queue changes though it does not."""
    sketcher.gate.hold()
    running, waiting = sketch(worker), sketch(worker)

    async def three_looks() -> list[JobView]:
        views = []
        async for view in follow(waiting):
            views.append(view)
            if len(views) == 3:
                return views
        return views

    sketcher.gate.reached(1)
    assert [view.state for view in asyncio.run(three_looks())] == ["queued"] * 3
    sketcher.gate.open()
    assert asyncio.run(all_of(running))[-1].state == asyncio.run(all_of(waiting))[-1].state == "done"
