"""Whatever happens in whatever order, the cache stays within its budgets and takes nothing from a running job."""

from __future__ import annotations

import itertools
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studio.errors import Cancelled, DoesNotFit, LoadFailed
from studio.models.adapter import Adapter, Adapters
from studio.models.cache import ModelCache
from studio.models.catalog import MEBIBYTE, ModelSpec
from studio.models.memory import Memory
from tests.fakes import PATIENCE, FakeClock, FakeDevice, FakeLoader, FakeOutOfMemory, a_spec

BUDGET = Memory(300 * MEBIBYTE, 300 * MEBIBYTE)
SPECS = (
    a_spec("a"),
    a_spec("a", repo="o/a", revision="0" * 40),
    a_spec("b", weights_mb=60, working_mb=90),
    a_spec("c", weights_mb=200, working_mb=20),
    a_spec("words", place="system", weights_mb=120),
    a_spec("reduced", weights_mb=400, working_mb=40),
    a_spec("vast", weights_mb=900),
)
ADAPTERS: tuple[Adapters, ...] = ((), (), (), (Adapter("lora", "ink", Path("/ink")),))
ENDINGS = (None, None, None, ValueError, Cancelled, FakeOutOfMemory)
MISHAPS = (RuntimeError, SystemExit, KeyboardInterrupt)
TOLD = (ValueError, Cancelled, DoesNotFit, LoadFailed)


def a_cache() -> tuple[ModelCache, FakeDevice, FakeLoader]:
    device = FakeDevice()
    loader = FakeLoader(device)
    loader.resting = True
    return ModelCache(device, loader, lambda spec: Path("/"), BUDGET, FakeClock()), device, loader


@contextmanager
def working(
    cache: ModelCache, spec: ModelSpec, check: Callable[[], None] = lambda: None, adapters: Adapters = ()
) -> Iterator[Any]:
    with cache.lease(spec, check, adapters) as model, model.working():
        assert model.spec == spec and model.adapters == adapters
        yield model


def until_asked(times: int) -> Callable[[], None]:
    """A check that calls off the wait when it is asked so often."""
    left = iter(range(times))

    def check() -> None:
        if next(left, None) is None:
            raise Cancelled()

    return check


def drawn(chance: random.Random, cache: ModelCache, loader: FakeLoader, moments: Iterator[int]) -> None:
    """One job with one or two models, that ends well or badly; now and then somebody clears, a file breaks, a model
    does not let go, a wait is called off. Nobody who asks later gets a model that ran out of memory."""
    if chance.random() < 0.05:
        cache.clear()
    broken = chance.choice(SPECS).key
    if chance.random() < 0.1:
        loader.broken[broken] = OSError("unreadable")
    else:
        loader.broken.pop(broken, None)
    loader.stuck = {chance.choice((*(spec.key for spec in SPECS), "ink"))} if chance.random() < 0.1 else set()
    loader.mishap = chance.choice(MISHAPS)("while tidying up")
    patience = chance.choice((1, 2, 1000))
    ending = chance.choice(ENDINGS)
    full = None
    try:
        asked = next(moments)
        with working(cache, chance.choice(SPECS), until_asked(patience), chance.choice(ADAPTERS)) as model:
            assert model.spoilt_at > asked
            if chance.random() < 0.4:
                other = chance.choice([spec for spec in SPECS if spec.key != model.spec.key])
                with working(cache, other, until_asked(patience)):
                    pass
            if ending:
                full = model if ending is FakeOutOfMemory else None
                raise ending()
    except TOLD:
        if full:
            full.spoilt_at = next(moments)


LIMIT = 600
"""Seconds after which threads are taken to wait for each other for ever."""
LONG = [pytest.param(threads, 20_000, marks=pytest.mark.soak) for threads in (1, 8, 32)]


@pytest.mark.parametrize(("threads", "operations"), [(1, 500), (8, 500), (32, 100), *LONG])
def test_budgets_hold_in_a_random_run(
    threads: int, operations: int, record_property: Callable[[str, object], None]
) -> None:
    cache, device, loader = a_cache()
    start = threading.Barrier(threads)
    moments = itertools.count()

    def run(seed: int) -> None:
        chance = random.Random(seed)
        start.wait(PATIENCE)
        for _ in range(operations):
            drawn(chance, cache, loader, moments)

    with ThreadPoolExecutor(threads) as pool:
        # The fakes see to it that no model is used after it was unloaded, nor reset or unloaded in use.
        list(pool.map(run, range(threads), timeout=LIMIT))
    assert loader.faults == []
    record_property("operations", threads * operations)
    record_property("most memory, of what may be used", round(device.peak.accelerator / BUDGET.accelerator, 3))
    assert device.peak.fits(BUDGET), device.peak
    assert device.peak.accelerator > 0.8 * BUDGET.accelerator, "the run was too tame to prove anything"
    assert device.held == cache.used(), "the cache's books and what is really held agree"
    cache.clear()
    assert device.held == Memory()


class CacheMachine(RuleBasedStateMachine):
    """Leases that begin and end in any order, in one thread, against a plain list of who holds what."""

    def __init__(self) -> None:
        super().__init__()
        self.cache, self.device, self.loader = a_cache()
        self.open: list[tuple[Any, Any]] = []

    @rule(spec=st.sampled_from(SPECS))
    def begin(self, spec: ModelSpec) -> None:
        lease = working(self.cache, spec)
        was_loaded = self.cache.loaded(spec)
        loads = self.loader.count("load", spec.key)
        try:
            model = lease.__enter__()
        except (DoesNotFit, LoadFailed):
            return
        assert self.loader.count("load", spec.key) == loads + (not was_loaded), "a hit loads nothing, a miss loads once"
        assert not model.resting
        self.open.append((lease, model))

    @precondition(lambda self: self.open)
    @rule(which=st.integers(0, 100), ending=st.sampled_from(ENDINGS))
    def end(self, which: int, ending: type[BaseException] | None) -> None:
        lease, model = self.open.pop(which % len(self.open))
        if ending is None:
            lease.__exit__(None, None, None)
            return
        error = ending()
        try:
            swallowed = lease.__exit__(type(error), error, None)
        except DoesNotFit:
            assert ending is FakeOutOfMemory
            assert model.unloaded or model.users, "a model that filled the memory goes as soon as nobody holds it"
        else:
            assert not swallowed and ending is not FakeOutOfMemory

    @rule()
    def clear(self) -> None:
        self.cache.clear()

    @rule(spec=st.sampled_from(SPECS), broken=st.booleans())
    def break_or_mend(self, spec: ModelSpec, broken: bool) -> None:
        if broken:
            self.loader.broken[spec.key] = OSError("unreadable")
        else:
            self.loader.broken.pop(spec.key, None)

    @invariant()
    def nothing_in_use_is_gone(self) -> None:
        assert not any(model.unloaded for _, model in self.open) and self.loader.faults == []

    @invariant()
    def what_is_held_is_in_the_books_and_fits(self) -> None:
        assert self.device.held == self.cache.used()
        assert self.device.peak.fits(BUDGET)

    def teardown(self) -> None:
        for lease, _ in self.open:
            lease.__exit__(None, None, None)
        self.cache.clear()
        assert self.device.held == Memory() and self.cache.residents() == []


TestCacheMachine = CacheMachine.TestCase
TestCacheMachine.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)


@pytest.mark.soak
class TestCacheMachineForLong(CacheMachine.TestCase):  # type: ignore[misc]
    """The same for thousands of stories of a hundred steps."""

    settings = settings(max_examples=3000, stateful_step_count=100, deadline=None)
