"""Adapters are on a model for one lease alone, and leave it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import Cancelled, LoadFailed
from studio.models.adapter import Adapter
from studio.models.catalog import MEBIBYTE, Part
from studio.models.memory import Memory
from tests.fakes import FakeOutOfMemory, a_spec
from tests.studio.models.test_cache import SMALL, Bench
from tests.studio.models.test_cache_waits import Job

INK, OIL = Adapter("lora", "ink", Path("/ink")), Adapter("lora", "oil", Path("/oil"), 0.5)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_adapters_are_on_inside_the_block_and_off_after_it(bench: Bench) -> None:
    with bench.cache.lease(SMALL, adapters=[INK, OIL]) as model, model.working():
        assert model.adapters == (INK, OIL)
    assert model.adapters == ()
    with bench.cache.lease(SMALL) as again:
        assert again is model and again.adapters == ()
    assert bench.loader.calls == [("load", "small"), ("attach", "small"), ("detach", "small")]


@pytest.mark.parametrize("error", [ValueError("a bad step"), Cancelled(), KeyboardInterrupt()])
def test_after_an_error_the_model_is_reset_and_then_freed_from_them(bench: Bench, error: BaseException) -> None:
    with pytest.raises(type(error)), bench.cache.lease(SMALL, adapters=[INK]):
        raise error
    assert bench.loader.calls == [("load", "small"), ("attach", "small"), ("reset", "small"), ("detach", "small")]
    bench.use(SMALL)
    assert bench.loader.count("load", "small") == 1


def test_out_of_memory_takes_them_off_and_drops_the_model(bench: Bench) -> None:
    with pytest.raises(Exception, match="ran out of memory"), bench.cache.lease(SMALL, adapters=[INK]):
        raise FakeOutOfMemory()
    assert bench.loader.calls[-2:] == [("detach", "small"), ("unload", "small")]
    assert bench.cache.residents() == [] and bench.device.held == Memory()


def test_one_that_does_not_fit_is_told_and_leaves_the_model_bare(bench: Bench) -> None:
    bench.loader.broken["oil"] = ValueError()
    with pytest.raises(LoadFailed, match="does not fit"), bench.cache.lease(SMALL, adapters=[INK, OIL]):
        pass
    assert bench.loader.calls[-1] == ("detach", "small")
    with bench.cache.lease(SMALL) as model:
        assert model.adapters == ()
    assert bench.loader.count("load", "small") == 1


def test_a_model_that_cannot_be_freed_from_them_is_loaded_anew(bench: Bench) -> None:
    bench.loader.stuck.add("ink")
    with bench.cache.lease(SMALL, adapters=[INK]) as model:
        pass
    assert model.unloaded
    with bench.cache.lease(SMALL) as other:
        assert other is not model and other.adapters == ()


@pytest.mark.parametrize(("first", "then"), [((), (INK,)), ((INK,), ()), ((INK,), (OIL,)), ((INK,), (INK,))])
def test_who_wants_it_otherwise_waits_for_the_end_of_the_lease(
    bench: Bench, first: tuple[Adapter, ...], then: tuple[Adapter, ...]
) -> None:
    with bench.cache.lease(SMALL, adapters=first) as model, model.working():
        waiting = Job(bench, SMALL, then).waiting()
        assert not waiting.models and model.adapters == first
    waiting.working()
    assert waiting.models[0].adapters == then
    waiting.end()


def test_a_component_in_common_is_not_seen_changed_by_the_other_model() -> None:
    bench = Bench(accelerator_mb=1000)
    part = Part(kind="CLIP", repo="o/clip", revision="1", weights_mb=10)
    one, two = (a_spec(key, parts={"text_encoder": part}) for key in ("one", "two"))
    with bench.cache.lease(one, adapters=[INK]):
        waiting = Job(bench, two).waiting()
        other = Job(bench, a_spec("apart"))
    waiting.working().end()
    other.working().end()


def test_the_same_thread_asks_for_its_model_again_with_the_same_adapters_or_not_at_all(bench: Bench) -> None:
    with bench.cache.lease(SMALL, adapters=[INK]) as model:
        with bench.cache.lease(SMALL, adapters=[INK]) as again:
            assert again is model
        assert model.adapters == (INK,), "the outer lease still has them"
        with pytest.raises(ValueError, match="other adapters"), bench.cache.lease(SMALL):
            pass
    assert bench.loader.count("attach", "small") == bench.loader.count("detach", "small") == 1


def test_two_adapters_of_one_key_are_a_mistake_of_the_caller(bench: Bench) -> None:
    with pytest.raises(ValueError, match="same key"), bench.cache.lease(SMALL, adapters=[INK, INK]):
        pass


def test_adapters_take_memory_as_long_as_they_are_on(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "ink.safetensors"
    file.write_bytes(bytes(3 * MEBIBYTE))
    with bench.cache.lease(SMALL, adapters=[Adapter("lora", "ink", file)]):
        assert bench.cache.used() == Memory(153 * MEBIBYTE)
    assert bench.cache.used() == Memory(100 * MEBIBYTE)
    file.write_bytes(bytes(150 * MEBIBYTE))
    with pytest.raises(Exception, match="needs"), bench.cache.lease(SMALL, adapters=[Adapter("lora", "ink", file)]):
        pass
