"""Each rung of the ladder on real pipelines: it takes the memory that was computed, and still paints the picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipelines.runtimes.diffusers import Diffusers
from pipelines.runtimes.rounding import to_int8, to_nf4
from pipelines.runtimes.shelf import modules
from pipelines.runtimes.visiting import Remembering, make_visit
from studio.models.ladder import Rung
from studio.models.measure import components
from tests.fakes import a_spec
from tests.pipelines.runtimes.conftest import Apart, painted

RUNGS: tuple[Rung, ...] = ("int8", "encoder-out", "nf4", "offload", "groups")
SPEC = a_spec("painting", dtype="float32")


def difference(one: bytes, other: bytes) -> float:
    """Mean difference of two pictures with values from 0 to 1."""
    pair = (np.frombuffer(data, np.float32) for data in (one, other))
    return float(np.abs(next(pair) - next(pair)).mean())


@pytest.mark.parametrize("rung", RUNGS)
@pytest.mark.parametrize("family", ["z_image", "flux"])
def test_a_pipeline_paints_on_every_rung(checkpoints: dict[str, Path], family: str, rung: Rung) -> None:
    runtime = Diffusers()
    as_it_is = painted(runtime.load(SPEC, checkpoints[family], Apart()))
    pipe = runtime.load_on(rung, SPEC, checkpoints[family], Apart())
    first = painted(pipe)
    assert painted(pipe) == first, "again the same"
    assert painted(pipe, prompt="a calm piano") != first
    assert difference(as_it_is, first) < 0.05
    if rung == "groups":
        assert first == as_it_is, "streamed weights are the same weights"
    runtime.unload(SPEC, pipe)


def test_the_last_rung_decodes_in_tiles(checkpoints: dict[str, Path]) -> None:
    pipe = Diffusers().load_on("tiles", SPEC, checkpoints["z_image"], Apart())
    assert pipe.vae.use_tiling and pipe.vae.use_slicing


def test_what_was_measured_is_what_the_weights_take(checkpoints: dict[str, Path]) -> None:
    pipe = Diffusers().load(SPEC, checkpoints["sdxl"], Apart())
    held = {name: sum(weight.nbytes for weight in module.parameters()) for name, module in modules(pipe)}
    found = {part.name: part.whole for part in components(SPEC, checkpoints["sdxl"], Apart())}
    assert held.keys() == found.keys()
    for name, size in held.items():
        assert abs(found[name] - size) <= 0.01 * size, name


def a_stack() -> Any:
    """Three layers, one of them too narrow for a block of four-bit numbers."""
    import torch

    torch.manual_seed(0)
    layers = (torch.nn.Linear(256, 256), torch.nn.Linear(256, 32), torch.nn.Linear(32, 256))
    return torch.nn.Sequential(*layers).eval()


def _bytes(weight: Any) -> int:
    """What a weight takes: of a rounded one its numbers and its scales."""
    inner, state = getattr(weight, "tensor_data_names", None), getattr(weight, "quant_state", None)
    if inner:
        return sum(_bytes(getattr(weight, name)) for name in inner)
    return int(weight.nbytes + (state.absmax.nbytes if state else 0))


@pytest.mark.parametrize(("rounding", "share", "near"), [(to_int8, 0.27, 0.01), (to_nf4, 0.26, 0.15)])
def test_rounded_layers_take_less_and_say_nearly_the_same(rounding: Any, share: float, near: float) -> None:
    import torch

    stack, x = a_stack(), torch.randn(8, 256, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        before, size = stack(x), sum(_bytes(weight) for weight in stack.parameters())
        rounding(stack, "cpu")
        after = stack(x)
    assert sum(_bytes(weight) for weight in stack.parameters()) < share * size
    assert 0 < (after - before).norm() / before.norm() < near
    with torch.no_grad():
        assert torch.equal(stack.to("cpu")(x), after), "it can be moved"


def test_layers_that_are_no_block_wide_are_not_rounded_to_four_bits() -> None:
    stack = a_stack()
    to_nf4(stack, "cpu")
    assert [type(layer).__name__ for layer in stack] == ["Linear4bit", "Linear4bit", "Linear"]


def test_the_encoder_is_not_asked_twice_for_the_same_prompt(checkpoints: dict[str, Path]) -> None:
    pipe = Diffusers().load_on("encoder-out", SPEC, checkpoints["z_image"], Apart())
    calls: list[int] = []
    pipe.text_encoder.layers[0].register_forward_hook(lambda *_: calls.append(1))
    first = painted(pipe, seed=1)
    known = len(calls)
    painted(pipe, seed=2)
    assert len(calls) == known
    painted(pipe, prompt="a calm piano")
    assert len(calls) == known + 1
    assert painted(pipe, seed=1) == first


def test_what_is_remembered_is_bounded_and_nobody_can_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr("pipelines.runtimes.visiting.REMEMBERED", 3 * 400)
    calls: list[int] = []

    def forward(x: Any, scale: float = 1.0) -> dict[str, Any]:
        calls.append(1)
        return {"states": torch.full((100,), float(x) * scale)}

    remembering = Remembering(forward, "cpu")
    numbers = [torch.tensor([float(number)]) for number in range(5)]
    for number in numbers:
        remembering(number)["states"].zero_()
    assert [float(remembering(number)["states"][0]) for number in numbers[2:]] == [2.0, 3.0, 4.0]
    assert len(calls) == 5, "the last three are known"
    remembering(numbers[0])
    assert len(calls) == 6, "the first one is not any more"
    assert float(remembering(numbers[4], scale=2.0)["states"][0]) == 8.0, "another call is another thing"


def test_a_visitor_goes_back_to_system_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    layer = torch.nn.Linear(4, 4)
    places: list[str] = []
    monkeypatch.setattr(layer, "to", lambda place: places.append(str(place)) or layer)
    make_visit(layer, "cpu:0")
    make_visit(layer, "cpu:0")
    assert places == ["cpu"], "once"
    layer(torch.ones(1, 4))
    layer(torch.ones(1, 4))
    assert places == ["cpu", "cpu:0", "cpu"], "it comes once for each new input, and leaves again"
