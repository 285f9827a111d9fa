"""A model that wakes keeps the copy it rested in: it counts, it goes first, and nobody waits or is refused for it."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from studio.models.catalog import MEBIBYTE, ModelSpec
from studio.models.entry import Entry
from studio.models.eviction import evictions
from studio.models.ladder import Plan
from studio.models.memory import NONE, Memory
from tests.fakes import PATIENCE, a_spec
from tests.studio.models.test_cache import OTHER, SMALL, Bench
from tests.studio.models.test_cache_rests import calls, said, states
from tests.studio.models.test_cache_waits import Job


def words(weights_mb: int) -> ModelSpec:
    return a_spec("words", place="system", weights_mb=weights_mb, working_mb=0)


@pytest.fixture
def bench() -> Bench:
    """The small one is awake and has its copy, the other one rests: all of system memory but 20 MB is taken."""
    bench = Bench(accelerator_mb=220, system_mb=220, resting=True)
    bench.use(SMALL, OTHER, SMALL)
    return bench


def agree(bench: Bench) -> bool:
    """Whether the books say what is really held, which was never too much."""
    return bench.cache.used() == bench.device.held and bench.device.peak.fits(bench.budget) and not bench.loader.faults


def test_the_copy_counts_until_the_next_rest_takes_it(bench: Bench) -> None:
    assert bench.cache.used() == Memory(100 * MEBIBYTE, 200 * MEBIBYTE) and agree(bench)
    bench.use(OTHER, SMALL, OTHER)
    assert states(bench) == {"small": "resting", "other": "idle"}
    assert bench.cache.used() == Memory(100 * MEBIBYTE, 200 * MEBIBYTE) and agree(bench)
    assert not calls(bench, "unload", "unberth")


def test_where_system_memory_is_short_it_goes_before_any_model(bench: Bench) -> None:
    bench.use(words(100))
    assert states(bench) == {"small": "idle", "other": "resting", "words": "idle"}
    assert calls(bench, "unload", "unberth") == [("unberth", "small")]
    assert said(bench)[-1] == "The copy of Small in system memory goes: Words needs 0.1 GB."
    assert bench.cache.used() == Memory(100 * MEBIBYTE, 200 * MEBIBYTE) and agree(bench)
    bench.use(SMALL, OTHER)
    assert states(bench) == {"small": "resting", "other": "idle"} and agree(bench), "without it, it rests in a new one"


def test_it_goes_under_the_hands_of_a_job_and_nobody_waits(bench: Bench) -> None:
    with bench.cache.lease(SMALL) as model, model.working():
        bench.use(words(220))
        assert calls(bench, "unberth") == [("unberth", "small")] and agree(bench)
    assert states(bench) == {"small": "idle", "words": "idle"}


def test_one_who_wakes_keeps_none_where_others_took_the_room_meanwhile(bench: Bench) -> None:
    gate = bench.loader.gates["other"] = threading.Event()
    waking = Job(bench, OTHER)
    while not bench.loader.count("wake", "other"):
        bench.cache.used()
    job = Job(bench, words(190))
    while "words" not in states(bench):
        bench.cache.used()
    gate.set()
    job.working()
    waking.working()
    assert calls(bench, "unberth") == [("unberth", "other")] and agree(bench)
    assert "Other keeps no copy in system memory: others need the room." in said(bench)
    job.end()
    waking.end()


def test_a_model_does_not_rest_in_a_copy_that_is_being_freed(bench: Bench) -> None:
    freed = bench.loader.slow["small"] = threading.Event()
    job = Job(bench, words(100))
    while not bench.loader.count("unberth", "small"):
        bench.cache.used()
    other = Job(bench, a_spec("other", repo="o/other", revision="0" * 40))
    while states(bench)["small"] != "resting":
        bench.cache.used()
    assert bench.loader.count("rest", "small") == 1, "its first rest, no second one yet"
    freed.set()
    for one in (job, other):
        one.working()
        one.end()
    assert bench.loader.count("rest", "small") == 2 and agree(bench)


def test_clearing_frees_the_copies_as_well(bench: Bench) -> None:
    bench.cache.clear()
    assert bench.cache.used() == bench.device.held == Memory()


def test_one_who_broke_off_for_want_of_memory_leaves_no_copy(bench: Bench) -> None:
    with pytest.raises(Exception, match="memory"), bench.cache.lease(SMALL):
        raise MemoryError
    assert states(bench) == {"other": "resting"} and agree(bench)


def test_with_two_copies_that_of_the_longest_unused_goes() -> None:
    bench = Bench(accelerator_mb=260, system_mb=260, resting=True)
    bench.use(SMALL, OTHER, a_spec("vast", weights_mb=200), OTHER, SMALL)
    assert bench.cache.used() == Memory(200 * MEBIBYTE, 200 * MEBIBYTE) and agree(bench)
    bench.use(words(100))
    assert calls(bench, "unberth") == [("unberth", "other")] and agree(bench)


def held(key: str, mb: int, used_at: float, **state: bool) -> Entry:
    plan = Plan("whole", {key: Memory(accelerator=mb)}, NONE)
    return Entry(a_spec(key), plan, loading=False, used_at=used_at, **state)


def test_rather_a_model_is_spared_than_a_copy() -> None:
    """The copy and the first one are not enough; once the large one goes there is room for either of them."""
    first, large = held("first", 60, 1, asleep=True), held("large", 100, 2, asleep=True)
    awake = held("awake", 60, 3, berthed=True)
    wanted = Entry(a_spec("wanted"), Plan("whole", {"w": Memory(system=1000)}, NONE), holders=Counter({1: 1}))
    steps = evictions([first, large, awake, wanted], Memory(1000, 1090), lambda entry: True)
    assert [(step.entry.spec.key, step.way) for step in steps] == [("large", "goes"), ("awake", "unberthed")]


def test_room_on_the_accelerator_is_made_without_a_look_at_copies() -> None:
    """The oldest rests in its own copy, which takes no more than before."""
    old, new = held("old", 60, 1, berthed=True), held("new", 60, 2)
    steps = evictions([old, new], Memory(60, 60), lambda entry: True)
    assert [(step.entry.spec.key, step.way) for step in steps] == [("old", "rests")]


def test_many_jobs_at_once_find_the_books_right() -> None:
    bench = Bench(accelerator_mb=260, system_mb=260, resting=True)
    specs = (SMALL, OTHER, a_spec("vast", weights_mb=200), OTHER, SMALL, words(100))
    threads = [threading.Thread(target=bench.use, args=(*specs[n:], *specs[:n]) * 10) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert agree(bench) and calls(bench, "unberth")
