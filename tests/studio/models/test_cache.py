"""The model cache keeps its contract: one load for all, nothing in use is taken away, memory within the budget."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studio.errors import Cancelled, DoesNotFit, LoadFailed, ModelAbsent
from studio.models.cache import ModelCache
from studio.models.catalog import MEBIBYTE, ModelSpec, Part
from studio.models.device import GIBIBYTE
from studio.models.memory import Memory, default_budget
from tests.fakes import PATIENCE, FakeClock, FakeDevice, FakeLoader, FakeModel, FakeOutOfMemory, a_spec, weight

SMALL, OTHER, THIRD = a_spec("small"), a_spec("other"), a_spec("third")


class Bench:
    """A cache on fake hardware with room for two idle models of 100 MB and the working memory of one."""

    def __init__(
        self, kind: str = "cuda", accelerator_mb: int = 250, system_mb: int = 250, resting: bool = False
    ) -> None:
        self.device = FakeDevice(kind)  # type: ignore[arg-type]
        self.loader = FakeLoader(self.device)
        self.loader.resting = resting
        self.budget = Memory(accelerator_mb * MEBIBYTE, system_mb * MEBIBYTE)
        self.absent: set[str] = set()
        self.cache = ModelCache(self.device, self.loader, self._locate, self.budget, FakeClock())

    def use(self, *specs: ModelSpec) -> None:
        """One job after another, each with one of the models."""
        for spec in specs:
            with self.cache.lease(spec) as model, model.working():
                pass

    @property
    def keys(self) -> list[str]:
        return [resident.spec.key for resident in self.cache.residents()]

    def _locate(self, spec: ModelSpec) -> Path | None:
        return None if spec.key in self.absent else Path("/models") / spec.key


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(40) as pool:
        yield pool


def all_asking(bench: Bench, threads: ThreadPoolExecutor, spec: ModelSpec, many: int) -> tuple[threading.Event, list]:
    """Many threads that ask for a model whose load goes on until the event is set."""
    gate = bench.loader.gates[spec.key] = threading.Event()
    asking = threading.Barrier(many)

    def job() -> FakeModel:
        asking.wait(PATIENCE)
        with bench.cache.lease(spec) as model, model.working():
            return model

    futures = [threads.submit(job) for _ in range(many)]
    assert bench.loader.begun.acquire(timeout=PATIENCE)
    return gate, futures


def test_a_model_stays_loaded_between_jobs(bench: Bench) -> None:
    bench.use(SMALL, SMALL, SMALL)
    assert bench.loader.calls == [("load", "small")]
    assert bench.cache.loaded(SMALL) and not bench.cache.loaded(OTHER)


def test_thirty_two_threads_load_a_model_once(bench: Bench, threads: ThreadPoolExecutor) -> None:
    gate, futures = all_asking(bench, threads, SMALL, 32)
    gate.set()
    assert len({id(future.result(PATIENCE)) for future in futures}) == 1
    assert bench.loader.count("load", "small") == 1
    assert bench.device.held.accelerator == weight(SMALL)


def test_a_hit_does_not_wait_for_the_load_of_another_model(threads: ThreadPoolExecutor) -> None:
    bench = Bench(accelerator_mb=300)
    bench.use(OTHER)
    assert bench.loader.begun.acquire(timeout=PATIENCE)
    gate, futures = all_asking(bench, threads, SMALL, 1)
    threads.submit(bench.use, OTHER).result(PATIENCE)
    assert not futures[0].done()
    gate.set()
    futures[0].result(PATIENCE)


def test_a_failed_load_wakes_all_who_wait_and_a_retry_works(bench: Bench, threads: ThreadPoolExecutor) -> None:
    bench.loader.broken["small"] = OSError("header too large")
    gate, futures = all_asking(bench, threads, SMALL, 8)
    gate.set()
    for future in futures:
        with pytest.raises(LoadFailed, match=r"Small could not be loaded .*header too large"):
            future.result(PATIENCE)
    assert bench.cache.residents() == [] and bench.device.held == Memory()

    bench.loader.broken.clear()
    bench.use(SMALL)
    assert bench.cache.loaded(SMALL)


def test_out_of_memory_while_loading_says_so_and_leaves_nothing(bench: Bench) -> None:
    bench.loader.broken["small"] = FakeOutOfMemory()
    with pytest.raises(DoesNotFit, match="Fake GPU ran out of memory while Small"):
        bench.use(SMALL)
    assert bench.cache.used() == Memory()


def test_a_model_without_files_is_refused_by_name(bench: Bench) -> None:
    bench.absent.add("small")
    with pytest.raises(ModelAbsent, match="files of Small are not on this machine"):
        bench.use(SMALL)
    assert bench.loader.calls == [] and bench.cache.residents() == []


def test_the_least_recently_used_model_goes_first(bench: Bench) -> None:
    bench.use(SMALL, OTHER, SMALL, THIRD)
    assert sorted(bench.keys) == ["small", "third"]
    assert bench.loader.calls[-2:] == [("unload", "other"), ("load", "third")]


def test_a_leased_model_is_never_evicted(bench: Bench) -> None:
    with bench.cache.lease(SMALL) as model, model.working():
        with pytest.raises(DoesNotFit):
            bench.use(a_spec("large", weights_mb=150))
        bench.use(a_spec("tiny", weights_mb=40))
        assert not model.unloaded
    assert bench.loader.count("unload", "small") == 0


def test_a_model_that_frees_the_wrong_memory_stays(bench: Bench) -> None:
    """Room in the system's memory is not made by dropping what lies on the accelerator."""
    bench.use(SMALL)
    bench.use(a_spec("words", place="system"), a_spec("more-words", place="system", weights_mb=150))
    assert bench.keys == ["small", "more-words"]


def test_does_not_fit_tells_the_numbers() -> None:
    bench = Bench(accelerator_mb=4096, system_mb=0)
    with bench.cache.lease(a_spec("first", weights_mb=1024, working_mb=1024)):
        with pytest.raises(DoesNotFit) as refused:
            bench.use(a_spec("vast", weights_mb=2048, working_mb=1536))
        said = str(refused.value)
    assert "Vast needs 3.5 GB of accelerator memory; the budget is 4.0 GB" in said
    assert "running jobs hold 2.0 GB" in said
    assert "smaller" in said, "it says what would help"


def test_a_model_that_can_never_fit_evicts_nothing_in_vain(bench: Bench) -> None:
    bench.use(SMALL)
    with pytest.raises(DoesNotFit):
        bench.use(a_spec("vast", weights_mb=5000))
    assert bench.keys == ["small"]


@pytest.mark.parametrize(
    ("kind", "changes", "idle", "working"),
    [
        ("cpu", {}, Memory(0, 90), Memory(0, 120)),
        ("cuda", {}, Memory(90, 0), Memory(120, 0)),
        ("cuda", {"place": "system"}, Memory(0, 90), Memory(0, 120)),
    ],
)
def test_memory_is_counted_where_the_model_lies(kind: str, changes: dict, idle: Memory, working: Memory) -> None:
    bench = Bench(kind)
    spec = a_spec("small", weights_mb=90, working_mb=30, **changes)
    with bench.cache.lease(spec):
        assert bench.cache.used() == Memory(working.accelerator * MEBIBYTE, working.system * MEBIBYTE)
    assert bench.cache.used() == Memory(idle.accelerator * MEBIBYTE, idle.system * MEBIBYTE)


def test_the_system_tab_sees_what_is_in_memory_and_why(bench: Bench, threads: ThreadPoolExecutor) -> None:
    bench.use(OTHER)
    assert bench.loader.begun.acquire(timeout=PATIENCE)
    gate, futures = all_asking(bench, threads, SMALL, 1)
    assert {resident.spec.key: resident.state for resident in bench.cache.residents()} == {
        "other": "idle",
        "small": "loading",
    }
    gate.set()
    futures[0].result(PATIENCE)
    with bench.cache.lease(SMALL):
        assert [resident.state for resident in bench.cache.residents()] == ["idle", "in use"]


@pytest.mark.parametrize("error", [ValueError("a bad step"), Cancelled(), KeyboardInterrupt()])
def test_a_job_that_breaks_off_leaves_a_usable_model(bench: Bench, error: BaseException) -> None:
    with pytest.raises(type(error)), bench.cache.lease(SMALL):
        raise error
    assert bench.loader.calls == [("load", "small"), ("reset", "small")]
    bench.use(SMALL)
    assert bench.loader.count("load", "small") == 1


def test_a_model_that_cannot_be_reset_is_loaded_anew(bench: Bench) -> None:
    bench.loader.stuck.add("small")
    with pytest.raises(Cancelled), bench.cache.lease(SMALL):
        raise Cancelled()
    assert bench.cache.residents() == [] and bench.device.held == Memory()
    bench.use(SMALL)
    assert bench.loader.count("load", "small") == 2


def test_a_model_that_unloads_badly_does_not_harm_the_next(bench: Bench) -> None:
    bench.loader.stuck.add("small")
    bench.use(SMALL, OTHER, THIRD)
    assert bench.keys == ["other", "third"]


class Tensor:
    """Something large in a local variable."""


def fill_memory(seen: list[weakref.ref]) -> None:
    tensor = Tensor()
    seen.append(weakref.ref(tensor))
    raise FakeOutOfMemory("tried to allocate 20 GB")


def fill_memory_while_handling_another_error(seen: list[weakref.ref]) -> None:
    tensor = Tensor()
    seen.append(weakref.ref(tensor))
    try:
        fill_memory(seen)
    except FakeOutOfMemory:
        raise FakeOutOfMemory("and again in the slower way") from None


@pytest.mark.parametrize("fill", [fill_memory, fill_memory_while_handling_another_error])
def test_out_of_memory_in_a_lease_frees_the_model_and_the_tensors(bench: Bench, fill: Callable) -> None:
    seen: list[weakref.ref] = []

    def job() -> None:
        with bench.cache.lease(SMALL) as model:
            seen.append(weakref.ref(model))
            fill(seen)

    try:
        job()
    except DoesNotFit as error:
        assert "Fake GPU ran out of memory while Small was working" in str(error)
        # The error itself may be kept for long, by a log or by the page; the tensors must not be kept with it.
        assert [thing() for thing in seen[1:]] == [None] * len(seen[1:])
    else:
        pytest.fail("out of memory was not told")
    assert [thing() for thing in seen] == [None] * len(seen)
    assert bench.device.held == Memory() and bench.cache.residents() == []
    bench.use(SMALL)


def test_out_of_memory_of_one_job_leaves_the_model_to_the_other(bench: Bench) -> None:
    with bench.cache.lease(SMALL) as model, model.working():
        with pytest.raises(DoesNotFit), bench.cache.lease(SMALL):
            raise FakeOutOfMemory()
        assert not model.unloaded
    assert model.unloaded and bench.cache.residents() == []


def test_clear_drops_idle_models_now_and_leased_ones_when_released(bench: Bench) -> None:
    bench.use(OTHER)
    with bench.cache.lease(SMALL) as model, model.working():
        bench.cache.clear()
        assert bench.keys == ["small"] and not model.unloaded
        assert bench.cache.used().accelerator == 150 * MEBIBYTE, "a doomed model still takes its memory"
    assert model.unloaded and bench.keys == [] and bench.device.held == Memory()


def test_a_cleared_model_is_loaded_anew_beside_the_one_still_in_use() -> None:
    bench = Bench(accelerator_mb=300)
    with bench.cache.lease(SMALL) as old, old.working():
        bench.cache.clear()
        with bench.cache.lease(SMALL) as new, new.working():
            assert new is not old
    assert old.unloaded and not new.unloaded


def test_clear_during_a_load_drops_the_model_after_its_job(bench: Bench, threads: ThreadPoolExecutor) -> None:
    gate, futures = all_asking(bench, threads, SMALL, 1)
    bench.cache.clear()
    gate.set()
    assert futures[0].result(PATIENCE).unloaded
    assert bench.cache.residents() == [] and bench.device.held == Memory()


def test_clear_during_a_load_that_fails_leaves_nothing(bench: Bench, threads: ThreadPoolExecutor) -> None:
    bench.loader.broken["small"] = OSError("gone")
    gate, futures = all_asking(bench, threads, SMALL, 1)
    bench.cache.clear()
    gate.set()
    assert isinstance(futures[0].exception(PATIENCE), LoadFailed)
    assert bench.cache.residents() == [] and bench.device.held == Memory()


def test_budgets_are_parts_of_the_memory_unless_they_are_set() -> None:
    gpu, processor = FakeDevice("cuda", 10 * GIBIBYTE), FakeDevice("cpu", 10 * GIBIBYTE)
    assert default_budget(gpu, None, None, 10 * GIBIBYTE) == Memory(9 * GIBIBYTE, 7 * GIBIBYTE)
    assert default_budget(processor, None, None, 10 * GIBIBYTE) == Memory(0, 7 * GIBIBYTE)
    assert default_budget(gpu, 2.0, 3.0, 10 * GIBIBYTE) == Memory(2 * GIBIBYTE, 3 * GIBIBYTE)


def test_parts_and_adapters_are_counted_by_their_own_keys() -> None:
    bench = Bench(accelerator_mb=500)
    part = Part(kind="MotionAdapter", repo="o/motion", revision="0" * 40, weights_mb=30)
    film, other = a_spec("film", parts={"motion_adapter": part}), a_spec("other", parts={"motion_adapter": part})
    adapter = a_spec("ink-lora", kind="adapter", base="sd-1.5", weights_mb=5)
    bench.use(film, adapter)
    assert bench.cache.held() == {
        "film": Memory(70 * MEBIBYTE),
        part.key: Memory(30 * MEBIBYTE),
        "ink-lora": Memory(5 * MEBIBYTE),
    }
    bench.use(other)
    assert bench.cache.held()[part.key] == Memory(30 * MEBIBYTE), "both hold it, and it lies there once"
    assert bench.cache.used() == Memory((70 + 70 + 30 + 5) * MEBIBYTE)
