"""Models that make room rest in the system's memory where there is room, and come back without the disk."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from studio.errors import Cancelled, DoesNotFit, LoadFailed
from studio.models.catalog import MEBIBYTE, ModelSpec, Part
from studio.models.memory import Memory
from tests.fakes import PATIENCE, FakeOutOfMemory, a_spec
from tests.studio.models.test_cache import OTHER, SMALL, THIRD, Bench
from tests.studio.models.test_cache_waits import Job


@pytest.fixture
def bench() -> Bench:
    """Room for one model and a half on the accelerator, and for two that rest."""
    return Bench(accelerator_mb=220, system_mb=220, resting=True)


def calls(bench: Bench, *kinds: str) -> list[tuple[str, str]]:
    return [call for call in bench.loader.calls if call[0] in kinds]


def states(bench: Bench) -> dict[str, str]:
    return {resident.spec.key: resident.state for resident in bench.cache.residents()}


def said(bench: Bench) -> list[str]:
    return [str(sentence) for _, sentence in bench.cache.decisions()]


def test_an_idle_model_rests_for_another_and_comes_back_from_there(bench: Bench) -> None:
    bench.use(SMALL, OTHER)
    assert states(bench) == {"small": "resting", "other": "idle"}
    assert bench.cache.used() == bench.device.held == Memory(100 * MEBIBYTE, 100 * MEBIBYTE)
    bench.use(SMALL)
    assert bench.loader.count("load", "small") == 1 and bench.loader.count("wake", "small") == 1
    assert states(bench) == {"small": "idle", "other": "resting"}
    assert bench.device.peak.fits(bench.budget) and not bench.loader.faults


def test_it_is_logged_in_words(bench: Bench) -> None:
    bench.use(a_spec("sdxl", title="SDXL"), a_spec("flux", title="FLUX", working_mb=120), OTHER, THIRD)
    assert said(bench)[:2] == ["SDXL rests: FLUX needs 0.2 GB.", "FLUX rests: Other needs 0.1 GB."]
    assert said(bench)[2:] == ["SDXL goes: Third needs 0.1 GB.", "Other rests: Third needs 0.1 GB."]
    for _ in range(60):
        bench.use(OTHER, THIRD)
    assert len(bench.cache.decisions()) == 50


def test_who_rests_longest_goes_where_system_memory_is_short(bench: Bench) -> None:
    bench.use(SMALL, OTHER, THIRD, a_spec("fourth"))
    assert states(bench) == {"other": "resting", "third": "resting", "fourth": "idle"}
    assert calls(bench, "unload") == [("unload", "small")]


@pytest.mark.parametrize("system_mb", [0, 99])
def test_where_system_memory_has_no_room_a_model_goes(system_mb: int) -> None:
    bench = Bench(accelerator_mb=220, system_mb=system_mb, resting=True)
    bench.use(SMALL, OTHER)
    assert states(bench) == {"other": "idle"} and not bench.loader.count("rest", "small")


def test_on_a_device_without_memory_of_its_own_nothing_rests() -> None:
    bench = Bench("cpu", 0, 220, resting=True)
    bench.use(SMALL, OTHER)
    assert states(bench) == {"other": "idle"} and not bench.loader.count("rest", "small")


def test_a_running_job_in_system_memory_sends_away_who_rests(bench: Bench) -> None:
    bench.use(SMALL, OTHER)
    bench.use(a_spec("words", place="system", weights_mb=150))
    assert states(bench) == {"other": "idle", "words": "idle"}


def test_nobody_goes_in_vain() -> None:
    """The small one is older, but once the large one is away it need not have gone."""
    bench = Bench(accelerator_mb=300, system_mb=0)
    bench.use(a_spec("little", weights_mb=20), a_spec("large", weights_mb=200), a_spec("next", weights_mb=180))
    assert sorted(states(bench)) == ["little", "next"]


def test_many_who_ask_for_one_that_rests_wake_it_once(bench: Bench) -> None:
    bench.use(SMALL, OTHER)
    gate = bench.loader.gates["small"] = threading.Event()
    bench.loader.begun = threading.Semaphore(0)
    with ThreadPoolExecutor(8) as pool:
        asking = [pool.submit(bench.use, SMALL) for _ in range(8)]
        assert bench.loader.begun.acquire(timeout=PATIENCE)
        assert states(bench)["small"] == "loading"
        gate.set()
        for future in asking:
            future.result(PATIENCE)
    assert bench.loader.count("wake", "small") == 1 and bench.loader.count("load", "small") == 1


def test_one_on_its_way_to_rest_is_waited_for(bench: Bench) -> None:
    bench.use(SMALL)
    moved = bench.loader.slow["small"] = threading.Event()
    other = Job(bench, OTHER)
    while not bench.loader.count("rest", "small"):
        bench.cache.used()
    again = Job(bench, SMALL).waiting()
    moved.set()
    other.working().end()
    again.working().end()
    assert calls(bench, "load", "rest", "wake")[-2:] == [("rest", "other"), ("wake", "small")]


def test_one_on_its_way_to_rest_is_not_woken_before_it_has_arrived() -> None:
    """It fits beside the one that it made room for, once a third one goes."""
    bench = Bench(accelerator_mb=400, system_mb=400, resting=True)
    bench.use(SMALL, a_spec("large", weights_mb=200))
    moved = bench.loader.slow["small"] = threading.Event()
    other = Job(bench, OTHER)
    while not bench.loader.count("rest", "small"):
        bench.cache.used()
    again = Job(bench, SMALL).waiting()
    assert not bench.loader.count("wake", "small")
    moved.set()
    again.working().end()
    other.working().end()


def test_one_who_was_to_wake_it_and_breaks_off_leaves_it_to_the_next() -> None:
    bench = Bench(accelerator_mb=310, system_mb=500, resting=True)
    bench.use(SMALL, a_spec("large", weights_mb=200))
    moved = bench.loader.slow["large"] = threading.Event()
    other = Job(bench, OTHER)
    while not bench.loader.count("rest", "large"):
        bench.cache.used()
    first, second = Job(bench, SMALL).waiting(), Job(bench, SMALL).waiting()
    first.stop(Cancelled())
    moved.set()
    second.working().end()
    other.working().end()
    assert bench.loader.count("wake", "small") == 1 and not bench.loader.faults


def test_clearing_while_one_moves_drops_it_after_the_move(bench: Bench) -> None:
    bench.use(SMALL)
    moved = bench.loader.slow["small"] = threading.Event()
    other = Job(bench, OTHER)
    while not bench.loader.count("rest", "small"):
        bench.cache.used()
    bench.cache.clear()
    moved.set()
    other.working().end()
    assert bench.device.held == Memory() == bench.cache.used() and states(bench) == {}


def test_one_that_does_not_let_itself_be_moved_is_dropped(bench: Bench) -> None:
    bench.loader.stuck.add("small")
    bench.use(SMALL, OTHER)
    assert states(bench) == {"other": "idle"}
    assert bench.device.held == bench.cache.used() == Memory(100 * MEBIBYTE)


@pytest.mark.parametrize(
    ("trouble", "told"), [(OSError("gone"), LoadFailed), (FakeOutOfMemory(), DoesNotFit)], ids=["broken", "full"]
)
def test_one_that_cannot_be_woken_is_dropped_and_loaded_anew(
    bench: Bench, trouble: Exception, told: type[Exception]
) -> None:
    bench.use(SMALL, OTHER)
    bench.loader.broken["small"] = trouble
    with pytest.raises(told):
        bench.use(SMALL)
    assert "small" not in states(bench) and bench.device.held == bench.cache.used()
    bench.loader.broken.clear()
    bench.use(SMALL)
    assert bench.loader.count("load", "small") == 2


def sharing(key: str, part: Part, weights_mb: int = 100) -> ModelSpec:
    return a_spec(key, weights_mb=weights_mb, parts={"text_encoder": part})


def test_what_two_models_hold_in_common_is_freed_with_the_last() -> None:
    """Both fit beside each other, since they share; and one of them does not free what the other holds."""
    bench = Bench(accelerator_mb=220, system_mb=0)
    part = Part(kind="T5", repo="o/t5", revision="1", weights_mb=60)
    bench.use(sharing("one", part), sharing("two", part))
    assert states(bench) == {"one": "idle", "two": "idle"}
    assert bench.cache.used() == Memory((40 + 40 + 60) * MEBIBYTE)
    bench.use(a_spec("wide", weights_mb=120))
    assert states(bench) == {"wide": "idle"}, "to free what they share both have to go"
