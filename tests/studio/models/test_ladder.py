"""A model that does not fit as it is takes the first rung that fits, and says so."""

from __future__ import annotations

import pytest

from studio.models.catalog import MEBIBYTE
from studio.models.device import DeviceKind
from studio.models.ladder import Plan, key_of, least, plan, plans
from studio.models.measure import Component
from studio.models.memory import Memory
from tests.fakes import FakeDevice, a_spec
from tests.studio.models.test_cache import Bench

SPEC = a_spec("flux", weights_mb=33, working_mb=3)
PARTS = (
    Component("text_encoder", "t5", 9 * MEBIBYTE, 5 * MEBIBYTE, 3 * MEBIBYTE),
    Component("transformer", "dit", 24 * MEBIBYTE, 12 * MEBIBYTE, 7 * MEBIBYTE),
    Component("vae", "vae", MEBIBYTE, MEBIBYTE, MEBIBYTE),
)


def mebibytes(each: Plan) -> tuple[float, float]:
    return each.full.accelerator / MEBIBYTE, each.full.system / MEBIBYTE


def test_what_each_rung_needs() -> None:
    found = {each.rung: mebibytes(each) for each in plans(SPEC, PARTS, FakeDevice("cuda"))}
    assert found == {
        "whole": (9 + 24 + 1 + 3, 0),
        "int8": (5 + 12 + 1 + 3, 0),
        # The encoder comes before the work begins: the larger of the two is on top.
        "encoder-out": (12 + 1 + 5, 5),
        "nf4": (7 + 1 + 3, 3),
        "offload": (7 + 3, 3 + 7 + 1),
        "groups": (24 / 8 + 3, 9 + 24 + 1),
        "tiles": (24 / 8 + 1.5, 9 + 24 + 1),
    }


@pytest.mark.parametrize(
    ("accelerator_mb", "system_mb", "rung"),
    [
        (150, 0, "whole"),
        (149, 0, "int8"),
        (104, 0, "nf4"),
        (82, 300, "groups"),
        (62, 300, "tiles"),
        (38, 300, "tiles"),
    ],
)
def test_the_first_that_fits_is_taken(accelerator_mb: int, system_mb: int, rung: str) -> None:
    budget = Memory(accelerator_mb * MEBIBYTE, system_mb * MEBIBYTE)
    found = plan(a_spec(weights_mb=100, working_mb=50), None, FakeDevice("cuda"), budget)
    assert found.rung == rung
    assert bool(found.told) == (rung != "whole")


def test_the_person_is_told_what_it_would_need_as_it_is() -> None:
    spec = a_spec("vast", weights_mb=20 * 1024, working_mb=1024)
    found = plan(spec, None, FakeDevice("cuda"), Memory(12 * 2**30, 2**40))
    assert "Vast" in str(found.told) and "needs 21.0 GB, and the budget is 12.0 GB" in str(found.told)


@pytest.mark.parametrize(
    ("kind", "runtime", "rungs"),
    [
        ("cpu", "diffusers", ["whole", "int8"]),
        ("mps", "diffusers", ["whole"]),
        ("cuda", "transformers", ["whole"]),
        ("cuda", "numpy", ["whole"]),
    ],
)
def test_only_what_the_library_can_do_on_the_device(kind: DeviceKind, runtime: str, rungs: list[str]) -> None:
    spec = a_spec(runtime=runtime)
    assert [each.rung for each in plans(spec, PARTS, FakeDevice(kind))] == rungs


def test_what_is_kept_in_system_memory_stays_as_it_is() -> None:
    every = plans(a_spec(place="system"), PARTS, FakeDevice("cuda"))
    assert [(each.rung, each.full.accelerator) for each in every] == [("whole", 0)]


def test_models_share_a_component_only_where_it_is_kept_in_the_same_way() -> None:
    encoder, _, vae = PARTS
    assert key_of(vae, "whole") == key_of(vae, "nf4")
    assert len({key_of(encoder, rung) for rung in ("whole", "int8", "nf4")}) == 3
    streamed = plans(SPEC, PARTS, FakeDevice("cuda"))[-1]
    assert not streamed.shared, "hooks tie them to one model"


def test_of_rungs_that_do_not_fit_the_one_that_lacks_least_is_told() -> None:
    bench = Bench(accelerator_mb=10, system_mb=10)
    with pytest.raises(Exception, match=r"needs .* GB of") as refused:
        bench.use(a_spec("vast", weights_mb=500, smaller="little"))
    assert "little" in str(refused.value)


def test_what_a_model_needs_at_least() -> None:
    spec = a_spec(weights_mb=160, working_mb=40)
    assert least(spec, FakeDevice("cuda")) == (160 // 8 + 40 // 2) * MEBIBYTE
    assert least(a_spec(runtime="numpy"), FakeDevice("cpu")) == 150 * MEBIBYTE


def test_the_cache_keeps_a_model_on_its_rung_and_says_so() -> None:
    bench = Bench(accelerator_mb=250)
    reduced = a_spec("reduced", weights_mb=300)
    bench.use(reduced)
    resident = bench.cache.residents()[0]
    assert resident.plan.rung == bench.cache.plan(reduced).rung == "int8"
    assert resident.memory == Memory(165 * MEBIBYTE) == bench.device.held
    assert [str(said) for _, said in bench.cache.decisions()] == [str(resident.plan.told)]
