"""A lease that does not fit beside running jobs waits its turn, can be called off, and never waits in vain."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from queue import Queue
from typing import Any

import pytest

from studio.errors import Cancelled, DoesNotFit
from studio.models.adapter import Adapters
from studio.models.catalog import MEBIBYTE, ModelSpec
from studio.models.memory import Memory
from tests.fakes import PATIENCE, a_spec
from tests.studio.models.test_cache import OTHER, SMALL, THIRD, Bench

TINY = a_spec("tiny", weights_mb=10, working_mb=10)
HUGE = a_spec("huge", weights_mb=200)


class Job:
    """A job in a thread of its own: it leases the models that it is told to, one inside the other, until its end."""

    def __init__(self, bench: Bench, spec: ModelSpec, adapters: Adapters = ()) -> None:
        self._bench = bench
        self._adapters = adapters
        self._told: Queue[ModelSpec | None] = Queue()
        self._stop: BaseException | None = None
        self._waits = threading.Semaphore(0)
        self._has = threading.Semaphore(0)
        self.models: list[Any] = []
        self.outcome: Future[None] = Future()
        self.ask(spec)
        threading.Thread(target=self._run, daemon=True).start()

    def ask(self, spec: ModelSpec) -> Job:
        self._told.put(spec)
        return self

    def waiting(self) -> Job:
        """Once it has begun to wait."""
        assert self._waits.acquire(timeout=PATIENCE), "it never had to wait"
        self._bench.cache.used()  # The check is asked under the cache's lock, which it lets go by waiting.
        return self

    def working(self) -> Job:
        """Once it has got one more model."""
        assert self._has.acquire(timeout=PATIENCE), "it got no model"
        return self

    def end(self) -> None:
        self._told.put(None)
        self.outcome.result(PATIENCE)

    def stop(self, error: BaseException) -> None:
        """Break its wait off."""
        self._stop = error
        self._bench.cache.wake()
        assert self.outcome.exception(PATIENCE) is error

    def _check(self) -> None:
        self._waits.release()
        if self._stop:
            raise self._stop

    def _run(self) -> None:
        try:
            with ExitStack() as leases:
                while spec := self._told.get(timeout=PATIENCE):
                    model = leases.enter_context(self._bench.cache.lease(spec, self._check, self._adapters))
                    leases.enter_context(model.working())
                    self.models.append(model)
                    self._has.release()
        except BaseException as error:
            self.outcome.set_exception(error)
        else:
            self.outcome.set_result(None)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    assert bench.loader.faults == [] and bench.device.peak.fits(bench.budget)


def until_unloading(bench: Bench, key: str) -> None:
    end = time.monotonic() + PATIENCE
    while not bench.loader.count("unload", key):
        assert time.monotonic() < end, "it was not unloaded"
        bench.cache.used()


def test_what_does_not_fit_beside_a_running_job_waits_for_its_end(bench: Bench) -> None:
    running = Job(bench, SMALL).working()
    waiting = Job(bench, HUGE).waiting()
    assert bench.keys == ["small"] and not waiting.models
    running.end()
    waiting.working().end()
    assert bench.keys == ["huge"]


def test_those_who_wait_are_served_in_the_order_in_which_they_came(bench: Bench) -> None:
    running = Job(bench, SMALL).working()
    line = [Job(bench, a_spec(f"huge-{number}", weights_mb=200)).waiting() for number in range(6)]
    running.end()
    for number, job in enumerate(line, 1):
        job.working()
        assert not any(later.models for later in line[number:])
        job.end()


@pytest.mark.parametrize("newcomer", [TINY, SMALL], ids=["small", "shares a model in use"])
def test_nobody_overtakes_a_large_one_that_waits(bench: Bench, newcomer: ModelSpec) -> None:
    """Else a stream of small jobs would let it wait for ever."""
    running = Job(bench, SMALL).working()
    large = Job(bench, HUGE).waiting()
    small = Job(bench, newcomer).waiting()
    running.end()
    large.working()
    assert not small.models
    large.end()
    small.working().end()


def test_one_who_holds_a_model_goes_first_since_others_wait_for_its_end(bench: Bench) -> None:
    holding = Job(bench, SMALL).working()
    large = Job(bench, HUGE).waiting()
    holding.ask(TINY).working().end()
    large.working().end()


BREAKS = pytest.mark.parametrize("error", [Cancelled(), KeyboardInterrupt()], ids=["stop", "ctrl+c"])


@BREAKS
def test_a_wait_is_broken_off_and_the_next_in_line_moves_up(bench: Bench, error: BaseException) -> None:
    running = Job(bench, SMALL).working()
    first, second = Job(bench, HUGE).waiting(), Job(bench, TINY).waiting()
    first.stop(error)
    second.working().end()
    running.end()
    assert sorted(bench.keys) == ["small", "tiny"]


@BREAKS
def test_the_wait_for_a_load_is_broken_off_and_the_load_goes_on(bench: Bench, error: BaseException) -> None:
    gate = bench.loader.gates["small"] = threading.Event()
    loading = Job(bench, SMALL)
    assert bench.loader.begun.acquire(timeout=PATIENCE)
    Job(bench, SMALL).waiting().stop(error)
    gate.set()
    loading.working().end()
    assert bench.cache.residents()[0].state == "idle", "a lease that was never got is none"


@BREAKS
def test_one_who_was_to_load_and_breaks_off_leaves_it_to_the_next(bench: Bench, error: BaseException) -> None:
    bench.use(SMALL, OTHER)
    gone = bench.loader.slow["small"] = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        clearing = pool.submit(bench.cache.clear)
        until_unloading(bench, "small")
        first, second = Job(bench, HUGE).waiting(), Job(bench, HUGE).waiting()
        first.stop(error)
        gone.set()
        clearing.result(PATIENCE)
    second.working().end()
    assert bench.loader.count("load", "huge") == 1


@pytest.mark.parametrize("others", [(), (SMALL,)], ids=["nobody else", "beside a running job"])
def test_what_can_never_fit_is_refused_at_once(bench: Bench, others: tuple[ModelSpec, ...]) -> None:
    running = [Job(bench, spec).working() for spec in others]
    with pytest.raises(DoesNotFit, match=r"running jobs hold 0\.0 GB"):
        bench.use(a_spec("vast", weights_mb=5000))
    for job in running:
        job.end()


def test_one_who_stands_in_its_own_way_is_refused_although_others_work(bench: Bench) -> None:
    running = Job(bench, TINY).working()
    with bench.cache.lease(SMALL), pytest.raises(DoesNotFit, match="Third needs"), bench.cache.lease(THIRD):
        pass
    running.end()


@pytest.mark.parametrize("many", [2, 3, 8])
def test_when_all_who_hold_models_wait_for_more_the_last_is_refused(many: int) -> None:
    bench = Bench(accelerator_mb=150 * many + 100)
    jobs = [Job(bench, a_spec(f"mine-{number}")).working() for number in range(many)]
    for number, job in enumerate(jobs[:-1]):
        job.ask(a_spec(f"more-{number}")).waiting()
    jobs[-1].ask(a_spec("more"))
    with pytest.raises(DoesNotFit, match="More needs"):
        jobs[-1].outcome.result(PATIENCE)
    for job in jobs[:-1]:
        job.working().end()
    assert bench.device.held == bench.cache.used() and bench.device.peak.fits(bench.budget)


def test_the_memory_of_a_slow_unload_counts_until_it_is_gone(bench: Bench) -> None:
    bench.use(SMALL, OTHER)
    gone = bench.loader.slow["small"] = threading.Event()
    wanting = Job(bench, THIRD)
    until_unloading(bench, "small")
    second = Job(bench, THIRD).waiting()
    assert bench.cache.used() == Memory(200 * MEBIBYTE) and not bench.loader.count("load", "third")
    gone.set()
    wanting.working().end()
    second.working().end()


@pytest.mark.parametrize("slow", ["unload", "empty"])
def test_a_hit_does_not_wait_while_another_model_goes(slow: str) -> None:
    bench = Bench(accelerator_mb=300)
    bench.use(SMALL, OTHER)
    gone, going = threading.Event(), threading.Event()
    if slow == "unload":
        bench.loader.slow["small"] = gone
    else:
        bench.device.emptying = lambda: (going.set(), gone.wait(PATIENCE))[0]
    wanting = Job(bench, THIRD)
    until_unloading(bench, "small") if slow == "unload" else going.wait(PATIENCE)
    hit = Job(bench, OTHER).working()
    assert not wanting.models
    hit.end()
    gone.set()
    wanting.working().end()
