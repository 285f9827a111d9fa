"""Components that are the same byte for byte lie in memory once; models rest and wake; memory does not grow."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import psutil
import pytest

from pipelines.runtimes.berth import Berths
from pipelines.runtimes.diffusers import Diffusers
from studio.models.cache import ModelCache
from studio.models.catalog import ModelSpec
from studio.models.memory import Memory
from studio.models.runtime import Runtimes
from tests.fakes import a_spec
from tests.pipelines.runtimes.conftest import Apart, in_hub, other_unet, painted

SPECS = tuple(a_spec(key, dtype="float32", working_mb=0) for key in ("one", "two", "three"))
ONE, TWO, THREE = SPECS


class Shop:
    """Three models that differ in the denoiser alone, in a cache over the real runtime."""

    def __init__(self, checkpoint: Path, hub: Path) -> None:
        self.folders = {
            spec.key: in_hub(checkpoint, hub, spec.key, other_unet(number)) for number, spec in enumerate(SPECS)
        }
        self.runtime = Diffusers()
        self.whole = self.cache(Memory(2**40, 2**40)).plan(ONE).weights.accelerator

    def cache(self, budget: Memory) -> ModelCache:
        return ModelCache(Apart(), Runtimes([self.runtime]), lambda spec: self.folders[spec.key], budget)

    def unet(self, cache: ModelCache) -> int:
        return max(memory.accelerator for memory in cache.plan(ONE).components.values())


@pytest.fixture(scope="module")
def shop(checkpoints: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = Shop(checkpoints["stable_diffusion"], tmp_path_factory.mktemp("hub"))
    # A look for cycles among all that the libraries keep takes longer than what is tested here.
    gc.collect()
    gc.freeze()
    yield shop
    gc.unfreeze()


def leased(cache: ModelCache, spec: ModelSpec) -> Any:
    with cache.lease(spec) as pipe:
        return pipe


def test_two_models_with_the_same_text_encoder_hold_one(shop: Shop) -> None:
    cache = shop.cache(Memory(2**40, 2**40))
    one, two = leased(cache, ONE), leased(cache, TWO)
    assert one.text_encoder is two.text_encoder and one.vae is two.vae and one.unet is not two.unet
    assert cache.used() == Memory(shop.whole + shop.unet(cache)), "the books count it once as well"
    before = painted(two)
    cache.clear()
    assert painted(two) == before


def test_with_the_last_that_holds_it_a_component_is_free(shop: Shop) -> None:
    cache = shop.cache(Memory(2**40, 2**40))
    leased(cache, ONE)
    cache.clear()
    gc.collect()
    assert shop.runtime._shelf.find({"any": "key"}) == {} and not list(shop.runtime._shelf._known.keys())


def test_a_shared_component_is_loaded_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from transformers import CLIPTextModel

    loads: list[str] = []
    real = CLIPTextModel.from_pretrained
    monkeypatch.setattr(CLIPTextModel, "from_pretrained", lambda *a, **k: loads.append("text") or real(*a, **k))
    cache = shop.cache(Memory(2**40, 2**40))
    for spec in SPECS:
        leased(cache, spec)
    assert loads == ["text"]
    cache.clear()


def test_only_what_nobody_works_with_goes_to_rest(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = shop.cache(Memory(2**40, 2**40))
    one, two = leased(cache, ONE), leased(cache, TWO)
    known = {id(one.text_encoder): "text", id(one.unet): "one", id(two.unet): "two"}
    moved: list[tuple[str, str]] = []

    def record(move: Callable[..., Any], way: str) -> Callable[..., Any]:
        def moving(self: Berths, module: Any, *where: str) -> Any:
            moved.extend((known[id(module)], way) for _ in range(id(module) in known))
            return move(self, module, *where)

        return moving

    monkeypatch.setattr(Berths, "lie_down", record(Berths.lie_down, "rests"))
    monkeypatch.setattr(Berths, "wake", record(Berths.wake, "wakes"))
    shop.runtime.rest(ONE, one)
    assert moved == [("one", "rests")]
    shop.runtime.rest(TWO, two)
    assert sorted(moved[1:]) == [("text", "rests"), ("two", "rests")], "with the last one that works"
    moved.clear()
    shop.runtime.wake(ONE, one, Apart())
    assert sorted(moved) == [("one", "wakes"), ("text", "wakes")]
    moved.clear()
    shop.runtime.unload(ONE, one)
    assert moved == [("text", "rests")], "the one that rests keeps it in system memory"


def test_a_resting_model_paints_what_it_painted(shop: Shop) -> None:
    cache = shop.cache(Memory(shop.whole + 1000, 2**40))
    first = painted(leased(cache, ONE))
    painted(leased(cache, TWO))
    assert [resident.state for resident in cache.residents()] == ["resting", "idle"]
    assert painted(leased(cache, ONE)) == first
    assert [str(said) for _, said in cache.decisions()] == [
        "One rests: Two needs 0.0 GB.",
        "Two rests: One needs 0.0 GB.",
    ]


@pytest.mark.usefixtures("shop")
def test_waking_is_ten_times_faster_than_the_disk(checkpoints: dict[str, Path]) -> None:
    """Two models that have nothing in common, and room for one: to rest, or not."""
    folders = {"one": checkpoints["flux2_klein"], "two": checkpoints["sdxl"]}

    def switches(system: int) -> list[float]:
        """Seconds of each switch but the first ones."""
        budget = Memory(system=2**40, accelerator=2**40)
        cache = ModelCache(Apart(), Runtimes([Diffusers()]), lambda spec: folders[spec.key], budget)
        largest = max(cache.plan(spec).weights.accelerator for spec in (ONE, TWO))
        budget = Memory(largest + 1000, system)
        cache = ModelCache(Apart(), Runtimes([Diffusers()]), lambda spec: folders[spec.key], budget)
        return [seconds(cache, spec) for spec in (ONE, TWO) * 4][2:]

    resting, loading = switches(2**40), switches(0)
    assert 10 * median(resting) < median(loading), (resting, loading)


def seconds(cache: ModelCache, spec: ModelSpec) -> float:
    begun = perf_counter()
    leased(cache, spec)
    return perf_counter() - begun


def test_fifty_switches_leave_no_more_memory_than_ten(shop: Shop) -> None:
    """Three models within a budget for one and a half; what rests has room for one more."""
    cache = shop.cache(Memory(shop.whole * 3 // 2, shop.whole))
    process, taken = psutil.Process(), []
    for number in range(50):
        painted(leased(cache, SPECS[number % 3]))
        taken.append((process.memory_info().rss, cache.used()))
    (tenth, in_books), (last, at_last) = taken[9], taken[-1]
    assert last <= 1.02 * tenth
    assert at_last == in_books
    cache.clear()
    assert cache.used() == Memory()
