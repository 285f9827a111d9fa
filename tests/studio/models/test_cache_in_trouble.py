"""Whatever goes wrong around a model, the person hears of their own trouble, nobody hangs, and nobody gets its rest."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from studio.errors import Cancelled, DoesNotFit, LoadFailed
from studio.models.memory import Memory
from tests.fakes import PATIENCE, FakeModel, FakeOutOfMemory, a_spec
from tests.studio.models.test_cache import SMALL, Bench, Tensor, all_asking
from tests.studio.models.test_cache_waits import Job

MISHAPS = [RuntimeError("hooks"), SystemExit(3), KeyboardInterrupt(), GeneratorExit(), MemoryError(), Cancelled()]


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench(accelerator_mb=600)
    yield bench
    assert bench.loader.faults == [] and bench.device.held == bench.cache.used()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(40) as pool:
        yield pool


class Several(FakeOutOfMemory):
    """A group of errors, as Python 3.11 has them and a package brings to 3.10."""

    exceptions: tuple[BaseException, ...] = ()


def own_cause() -> BaseException:
    error = FakeOutOfMemory("its own cause")
    error.__cause__ = error
    return error


def each_others_cause() -> BaseException:
    one, two = FakeOutOfMemory("one"), FakeOutOfMemory("two")
    one.__cause__, two.__cause__ = two, one
    return one


def each_others_context() -> BaseException:
    one, two = FakeOutOfMemory("one"), FakeOutOfMemory("two")
    one.__context__, two.__cause__ = two, one
    return one


def a_group_of_itself() -> BaseException:
    group = Several("a group")
    group.exceptions = (group, each_others_cause())
    return group


def no_real_group() -> BaseException:
    group = Several("a group by name")
    group.exceptions = 7  # type: ignore[assignment]
    return group


def a_long_chain() -> BaseException:
    error = FakeOutOfMemory("0")
    for number in range(1, 5000):
        above = FakeOutOfMemory(f"{number}")
        above.__cause__, error = error, above
    return error


@pytest.mark.parametrize(
    "chain", [own_cause, each_others_cause, each_others_context, a_group_of_itself, no_real_group, a_long_chain]
)
@pytest.mark.parametrize("where", ["working", "loading"])
def test_errors_that_go_round_in_circles_come_to_an_end(
    bench: Bench, chain: Callable[[], BaseException], where: str
) -> None:
    error = chain()
    if where == "loading":
        bench.loader.broken["small"] = error

    def job() -> None:
        with bench.cache.lease(SMALL):
            raise error

    running: list[BaseException] = []

    def attempt() -> None:
        try:
            job()
        except BaseException as told:
            running.append(told)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert running and isinstance(running[0], DoesNotFit)


def fail_with_a_tensor(seen: list[weakref.ref]) -> None:
    tensor = Tensor()
    seen.append(weakref.ref(tensor))
    raise FakeOutOfMemory("deep inside")


def in_the_context_of_a_cause(seen: list[weakref.ref]) -> None:
    try:
        fail_with_a_tensor(seen)
    except FakeOutOfMemory as error:
        raise FakeOutOfMemory("on top") from ValueError("another cause") if error else None


def in_a_group(seen: list[weakref.ref]) -> None:
    group = Several("together")
    try:
        fail_with_a_tensor(seen)
    except FakeOutOfMemory as error:
        group.exceptions = (error,)
    raise group


@pytest.mark.parametrize("fill", [in_the_context_of_a_cause, in_a_group])
def test_tensors_of_errors_behind_the_error_are_let_go(bench: Bench, fill: Callable[[list[weakref.ref]], None]) -> None:
    seen: list[weakref.ref] = []
    with pytest.raises(DoesNotFit) as kept, bench.cache.lease(SMALL):
        fill(seen)
    gc.collect()
    assert kept.value and [thing() for thing in seen] == [None]


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("trouble", [ValueError("a bad step"), Cancelled(), FakeOutOfMemory()], ids=repr)
def test_a_mishap_while_tidying_up_does_not_replace_the_persons_error(
    bench: Bench, mishap: BaseException, trouble: BaseException
) -> None:
    bench.loader.stuck.add("small")
    bench.loader.mishap = mishap
    told = DoesNotFit if isinstance(trouble, FakeOutOfMemory) else type(trouble)
    with pytest.raises(told), bench.cache.lease(SMALL):
        raise trouble
    assert bench.cache.residents() == []
    bench.loader.stuck.clear()
    bench.use(SMALL)
    assert bench.loader.count("load", "small") == 2


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda error: type(error).__name__)
def test_a_device_that_cannot_give_memory_back_leaves_nobody_waiting(
    bench: Bench, threads: ThreadPoolExecutor, mishap: BaseException
) -> None:
    def emptying() -> None:
        raise mishap

    bench.device.emptying = emptying
    bench.loader.broken["small"] = OSError("header too large")
    gate, futures = all_asking(bench, threads, SMALL, 8)
    gate.set()
    for future in futures:
        assert isinstance(future.exception(PATIENCE), LoadFailed)
    bench.loader.broken.clear()
    bench.use(SMALL)
    bench.cache.clear()
    assert bench.cache.residents() == []


@pytest.fixture
def uninterrupted() -> Iterator[None]:
    """No thread takes over from another one before that has to wait."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(PATIENCE)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("uninterrupted")
@pytest.mark.parametrize("trouble", [FakeOutOfMemory, ValueError])
def test_who_waits_for_a_load_gets_no_model_that_came_to_harm_meanwhile(
    bench: Bench, threads: ThreadPoolExecutor, trouble: type[Exception]
) -> None:
    bench.loader.stuck.add("small")
    gate = bench.loader.gates["small"] = threading.Event()
    gotten: list[FakeModel] = []

    def job() -> None:
        with bench.cache.lease(SMALL) as model, model.working():
            gotten.append(model)
            raise trouble

    loading = threads.submit(job)
    assert bench.loader.begun.acquire(timeout=PATIENCE)
    waiting = Job(bench, SMALL).waiting()
    gate.set()
    assert loading.exception(PATIENCE)
    waiting.working().end()
    assert waiting.models[0] not in gotten


def test_a_newcomer_gets_no_model_that_has_just_run_out_of_memory(bench: Bench) -> None:
    """Between the error and the end of the lease."""
    newcomers: list[FakeModel] = []

    class Peeking(FakeOutOfMemory):
        """Its causes are looked through while the lease still stands."""

        @property
        def __cause__(self) -> None:  # type: ignore[override]
            if not newcomers:
                job = Job(bench, SMALL).working()
                newcomers.extend(job.models)
                job.end()

    with pytest.raises(DoesNotFit), bench.cache.lease(SMALL) as model:
        raise Peeking()
    assert newcomers and newcomers[0] is not model
    assert bench.loader.count("load", "small") == 2


@pytest.mark.parametrize("others", [1, 3])
def test_a_model_is_reset_when_the_last_who_works_with_it_has_ended(bench: Bench, others: int) -> None:
    working = [Job(bench, SMALL).working() for _ in range(others)]
    with pytest.raises(ValueError), bench.cache.lease(SMALL):
        raise ValueError("a bad step")
    newcomer = Job(bench, SMALL).waiting()
    for job in working:
        assert not bench.loader.count("reset", "small")
        job.end()
    newcomer.working().end()
    assert bench.loader.calls == [("load", "small"), ("reset", "small")], "once, before anybody new works with it"


def test_one_who_holds_the_model_itself_does_not_wait_for_its_reset(bench: Bench) -> None:
    with bench.cache.lease(SMALL) as outer:
        with pytest.raises(ValueError), bench.cache.lease(SMALL):
            raise ValueError("a bad step")
        with bench.cache.lease(SMALL) as inner:
            assert inner is outer
    assert bench.loader.calls == [("load", "small"), ("reset", "small")]


@pytest.mark.parametrize("changes", [{"revision": "1" * 40}, {"dtype": "float16"}, {"class_name": "Other"}])
def test_a_model_does_not_answer_for_another_under_the_same_key(bench: Bench, changes: dict[str, str]) -> None:
    new = a_spec("small", **changes)
    bench.use(SMALL)
    assert not bench.cache.loaded(new)
    with bench.cache.lease(new) as model:
        assert model.spec == new and bench.keys == ["small"]
    with bench.cache.lease(new) as model, model.working():
        with bench.cache.lease(SMALL) as old, old.working():
            assert old.spec == SMALL and not model.unloaded
        assert bench.cache.loaded(SMALL) and not bench.cache.loaded(new)
    assert model.unloaded and bench.device.held == Memory(100 * 2**20)
