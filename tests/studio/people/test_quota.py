"""Quota: a guest of a public demo asks for so much an hour and keeps so much, and is told when to go on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import pytest
import sqlalchemy as sa

from studio.errors import OverQuota
from studio.jobs.log import JobLog
from studio.jobs.worker import Worker
from studio.people.quota import Quota
from studio.people.visitor import Visitor
from studio.settings import Settings
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.tables import CardRow
from studio.works.works import now
from tests.fakes import Sketcher, a_sketch

GUEST = Visitor.new_guest()
OpenQuota = Callable[..., Quota]


@pytest.fixture
def open_quota(store: Store) -> OpenQuota:
    def opened(**changes: int) -> Quota:
        return Quota(Settings(**changes), store.database)  # type: ignore[arg-type]

    return opened


def ran(store: Store, minutes_ago: float, seconds: float, owner: str = GUEST.id) -> None:
    """A job that was asked for and ran so long ago."""
    begun = now() - timedelta(minutes=minutes_ago)
    JobLog(store.database).save(
        id=f"{minutes_ago}-{seconds}", owner=owner, mode="sketch", params={}, parents=[], state="done",
        created=begun, started=begun, ended=begun + timedelta(seconds=seconds),
    )  # fmt: skip


def test_so_many_jobs_an_hour(store: Store, open_quota: OpenQuota) -> None:
    quota = open_quota(guest_jobs=3)
    for minutes in (59, 30, 10, 61, 300):
        ran(store, minutes, 1)
    assert quota.used(GUEST.id).jobs == 3
    with pytest.raises(OverQuota, match=r"3 works an hour.* in [12] minutes"), quota.one(GUEST):
        pytest.fail("it was let through")
    ran(store, 5, 1, owner="somebody else")
    assert quota.used(GUEST.id).jobs == 3 and quota.used("another").jobs == 0


def test_so_many_seconds_an_hour(store: Store, open_quota: OpenQuota) -> None:
    quota = open_quota(guest_seconds=100)
    ran(store, 65, 360)  # of which sixty seconds lie within the hour
    ran(store, 20, 39)
    used = quota.used(GUEST.id)
    assert used.seconds == pytest.approx(99, abs=1) and used.refusal is None
    ran(store, 10, 30)
    used = quota.used(GUEST.id)
    assert used.refusal is not None and "1.7 minutes" in str(used.refusal)
    assert used.again is not None and used.again - now() < timedelta(minutes=2), "once the oldest lies an hour back"


def test_so_many_megabytes_in_all(store: Store, open_quota: OpenQuota) -> None:
    quota = open_quota(guest_mb=1)
    recipe = Recipe(mode="sketch", engine="sketcher", kind="image", title="x", params={}, seed=0)
    made = a_sketch()
    work = store.add(made, recipe, GUEST.id, "job")
    with quota.one(GUEST):
        quota.check_room(GUEST)
    assert 0 < quota.used(GUEST.id).mb < 0.01
    quota = Quota(Settings(guest_mb=1), store.database)
    with store.database.session() as session:
        session.execute(sa.update(CardRow).where(CardRow.id == work.id).values(size=1_000_000))
    for ask in (lambda: quota.one(GUEST).__enter__(), lambda: quota.check_room(GUEST)):
        with pytest.raises(OverQuota, match=r"1 MB.*Delete"):
            ask()
    store.delete(work)
    quota.check_room(GUEST)


def test_whoever_has_an_account_or_the_studio_has_no_quota(store: Store, open_quota: OpenQuota) -> None:
    quota = open_quota(guest_jobs=1)
    for role in ("member", "owner"):
        visitor = Visitor(role=role)  # type: ignore[arg-type]
        ran(store, 1, 1, owner=visitor.id)
        with quota.one(visitor), quota.one(visitor):
            quota.check_room(visitor)


def test_many_at_once_are_no_more_than_one_after_the_other(open_quota: OpenQuota) -> None:
    quota, held = open_quota(guest_jobs=5), ExitStack()

    def ask(_: int) -> bool:
        try:
            held.enter_context(quota.one(GUEST))
        except OverQuota:
            return False
        return True

    with held, ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(ask, range(20))) == 5
    assert not quota._coming, "what has ended is forgotten"


def test_what_is_used_is_told_before_it_is_reached(store: Store, open_quota: OpenQuota) -> None:
    quota = open_quota(guest_jobs=30, guest_seconds=1200, guest_mb=500, guest_days=7)
    ran(store, 10, 300)
    used = quota.used(GUEST.id)
    assert used.said == [
        "5 of 20 minutes this hour",
        "1 of 30 works this hour",
        "0 of 500 MB kept",
        "kept for 7 days",
    ], "what is nearest to its end comes first"
    assert used.part == pytest.approx(0.25, abs=0.01)


def test_real_jobs_count(worker: Worker, sketcher: Sketcher, open_quota: OpenQuota) -> None:
    quota = open_quota(guest_jobs=2)
    for _ in range(2):
        with quota.one(GUEST):
            job = worker.submit("sketch", {"prompt": "three birds"}, GUEST.id)
        job.wait(10**9, 0)
    with pytest.raises(OverQuota), quota.one(GUEST):
        worker.submit("sketch", {"prompt": "three birds"}, GUEST.id)
    assert len(worker.log.jobs(owner=GUEST.id)) == 2
