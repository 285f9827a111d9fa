"""Where weights rest: one stretch of memory that is kept while they work, and the same bytes after any rest."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.runtimes.berth import ALIGNMENT, Berths
from pipelines.runtimes.diffusers import Diffusers
from pipelines.runtimes.transformers import Pair, Transformers
from studio.models.adapter import Adapter
from tests.fakes import a_spec
from tests.pipelines.runtimes.conftest import Apart, in_hub, other_unet, painted
from tests.tiny_adapters import lora

ONE, TWO = (a_spec(key, dtype="float32") for key in ("one", "two"))


def a_net() -> Any:
    """Two layers with one weight, and a buffer."""
    import torch

    net = torch.nn.Sequential(torch.nn.Linear(5, 5), torch.nn.Linear(5, 5), torch.nn.BatchNorm1d(5)).eval()
    net[1].weight = net[0].weight
    return net


def tensors(net: Any) -> list[Any]:
    return [*net.parameters(), *net.buffers()]


def values(net: Any) -> list[bytes]:
    return [tensor.detach().numpy().tobytes() for tensor in tensors(net)]


def has_berth(runtime: Diffusers, module: Any) -> bool:
    return module in runtime._shelf._berths._berths


def test_all_that_rests_lies_in_one_stretch_tied_weights_once() -> None:
    net, berths = a_net(), Berths()
    before = values(net)
    berths.lie_down(net)
    starts = sorted(tensor.data_ptr() for tensor in tensors(net))
    assert [start - starts[0] for start in starts] == [number * ALIGNMENT for number in range(len(starts))]
    assert values(net) == before and net[1].weight is net[0].weight
    assert berths.wake(net, "cpu")
    assert values(net) == before and net[1].weight is net[0].weight
    assert not {tensor.data_ptr() for tensor in tensors(net)} & set(starts), "awake it works on copies"


def test_the_next_rest_copies_nothing() -> None:
    net, berths = a_net(), Berths()
    before = values(net)
    berths.lie_down(net)
    berths.wake(net, "cpu")
    net[0].weight.data.zero_()
    berths.lie_down(net)
    assert values(net) == before, "what was copied would be zero"


def test_without_its_berth_it_is_copied_anew() -> None:
    net, berths = a_net(), Berths()
    berths.lie_down(net)
    berths.wake(net, "cpu")
    berths.let_go(net)
    net[0].weight.data.zero_()
    berths.lie_down(net)
    assert not net[0].weight.any()
    berths.let_go(net)
    assert not berths.wake(net, "cpu") and not net[0].weight.any(), "what nobody remembers still lies somewhere"


@pytest.mark.parametrize("change", ["double", "another"])
def test_one_that_is_another_by_now_gets_a_berth_of_its_own(change: str) -> None:
    import torch

    net, berths = a_net(), Berths()
    berths.lie_down(net)
    berths.wake(net, "cpu")
    if change == "double":
        net.double()
    else:
        net[0].weight = torch.nn.Parameter(torch.zeros(5, 5))
    before = values(net)
    berths.lie_down(net)
    berths.wake(net, "cpu")
    assert values(net) == before


def test_with_the_module_its_berth_is_free() -> None:
    net, berths = a_net(), Berths()
    berths.lie_down(net)
    berth = weakref.ref(berths._berths[net])
    del net
    gc.collect()
    assert berth() is None


@pytest.mark.parametrize("odd", ["transposed", "rounded"])
def test_what_is_no_plain_tensor_moves_as_its_library_does_it(odd: str) -> None:
    from pipelines.runtimes.rounding import to_int8

    net, berths = a_net(), Berths()
    if odd == "rounded":
        to_int8(net, "cpu")
    else:
        net[0].weight.data = net[0].weight.data.T
    berths.lie_down(net)
    assert not berths.wake(net, "cpu") and net not in berths._berths


@pytest.fixture
def runtime() -> Diffusers:
    return Diffusers()


@pytest.fixture(scope="module")
def folders(checkpoints: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two models that differ in the denoiser alone."""
    hub = tmp_path_factory.mktemp("hub")
    return [in_hub(checkpoints["stable_diffusion"], hub, str(number), other_unet(number)) for number in range(2)]


@pytest.fixture
def one(runtime: Diffusers, folders: list[Path]) -> Iterator[Any]:
    pipe = runtime.load(ONE, folders[0], Apart())
    yield pipe
    runtime.unload(ONE, pipe)


def test_a_lora_between_two_rests_leaves_the_berth_as_it_is(runtime: Diffusers, one: Any, tmp_path: Path) -> None:
    before = painted(one)
    ink = (Adapter("lora", "ink", lora(tmp_path, one)),)
    runtime.rest(ONE, one)
    assert runtime.wake(ONE, one, Apart())
    berth = runtime._shelf._berths._berths[one.unet]
    runtime.attach(ONE, one, ink)
    assert painted(one) != before
    runtime.detach(ONE, one, ink)
    runtime.rest(ONE, one)
    assert runtime._shelf._berths._berths[one.unet] is berth
    runtime.wake(ONE, one, Apart())
    assert painted(one) == before


def test_a_model_paints_without_its_berth_and_rests_again(runtime: Diffusers, one: Any) -> None:
    before = painted(one)
    for _ in range(2):
        runtime.rest(ONE, one)
        runtime.wake(ONE, one, Apart())
        assert has_berth(runtime, one.unet)
        runtime.unberth(ONE, one)
        assert not has_berth(runtime, one.unet) and painted(one) == before


def test_the_only_copy_of_one_that_rests_is_never_freed(runtime: Diffusers, one: Any) -> None:
    runtime.rest(ONE, one)
    runtime.unberth(ONE, one)
    assert has_berth(runtime, one.unet)


def test_what_two_have_in_common_has_one_berth_and_is_moved_once(
    runtime: Diffusers, one: Any, folders: list[Path]
) -> None:
    two = runtime.load(TWO, folders[1], Apart())
    before = painted(one), painted(two)
    runtime.rest(ONE, one)
    assert has_berth(runtime, one.unet) and not has_berth(runtime, one.text_encoder), "the other one works with it"
    runtime.rest(TWO, two)
    runtime.wake(ONE, one, Apart())
    place = [tensor.data_ptr() for tensor in tensors(one.text_encoder)]
    runtime.wake(TWO, two, Apart())
    assert [tensor.data_ptr() for tensor in tensors(two.text_encoder)] == place, "it was awake"
    assert (painted(one), painted(two)) == before
    runtime.unload(TWO, two)
    assert not has_berth(runtime, one.text_encoder), "it was in the books of the one that goes"
    assert has_berth(runtime, one.unet) and painted(one) == before[0]


def test_one_that_is_unloaded_leaves_the_berth_to_one_that_rests(
    runtime: Diffusers, one: Any, folders: list[Path]
) -> None:
    before = painted(one)
    two = runtime.load(TWO, folders[1], Apart())
    runtime.rest(ONE, one)
    runtime.unload(TWO, two)
    assert has_berth(runtime, one.text_encoder)
    runtime.wake(ONE, one, Apart())
    assert painted(one) == before


@pytest.mark.parametrize("rung", ["int8", "encoder-out"])
def test_a_rounded_pipeline_paints_the_same_after_a_rest(
    runtime: Diffusers, checkpoints: dict[str, Path], rung: Any
) -> None:
    pipe = runtime.load_on(rung, ONE, checkpoints["z_image"], Apart())
    before = painted(pipe)
    for _ in range(2):
        runtime.rest(ONE, pipe)
        runtime.wake(ONE, pipe, Apart())
        assert painted(pipe) == before
    assert has_berth(runtime, pipe.vae) and not has_berth(runtime, pipe.transformer)


def test_models_of_transformers_have_berths_as_well() -> None:
    net, runtime = a_net(), Transformers()
    before, pair = values(net), Pair(net, None)
    runtime.rest(ONE, pair)
    assert runtime.wake(ONE, pair, Apart())
    runtime.unberth(ONE, pair)
    assert values(net) == before and net not in runtime._berths._berths
