"""A model finds the runtime that its catalog entry names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.runtimes.numpy import Numpy
from studio.errors import LoadFailed
from studio.models.catalog import STARTER, Catalog, ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain, Runtimes
from tests.fakes import FakeDevice, a_spec

DEVICE = FakeDevice("cpu")


class Chalk(Plain):
    """A runtime that writes down what it is asked."""

    def __init__(self, name: str = "chalk") -> None:
        self.name = name
        self.calls: list[str] = []

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        self.calls.append(f"load {spec.key} from {path}")
        return object()

    def unload(self, spec: ModelSpec, model: Any) -> None:
        self.calls.append(f"unload {spec.key}")


def test_each_call_goes_to_the_runtime_of_the_model() -> None:
    chalk, slate = Chalk(), Chalk("slate")
    runtimes = Runtimes((chalk, slate))
    spec = a_spec("board", runtime="slate")
    model = runtimes.load(spec, Path("/x"), DEVICE)
    runtimes.reset(spec, model)
    runtimes.unload(spec, model)
    assert slate.calls == ["load board from /x", "unload board"] and not chalk.calls


def test_two_runtimes_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="chalk"):
        Runtimes((Chalk(), Chalk()))


def test_an_unknown_runtime_is_told_with_those_there_are() -> None:
    with pytest.raises(LoadFailed, match=r"the runtime “oil”, which is none of chalk, slate"):
        Runtimes((Chalk(), Chalk("slate"))).load(a_spec(runtime="oil"), Path("/x"), DEVICE)


def test_every_shipped_model_names_a_runtime_that_exists() -> None:
    from pipelines.registry import RUNTIMES

    for spec in Catalog.read():
        assert RUNTIMES._of(spec).name == spec.runtime


@pytest.mark.parametrize("name", ["nosuch:Model", "music.composer.play.synth:nosuch", "", "os:system", "..os:system"])
def test_a_class_that_is_not_the_studios_own_is_told(name: str) -> None:
    with pytest.raises(LoadFailed, match="not to be found"):
        Numpy().load(a_spec(runtime="numpy", class_name=name), STARTER, DEVICE)
