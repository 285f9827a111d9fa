"""What a machine should get: the best that runs on it, and an honest word where nothing larger does."""

from __future__ import annotations

import pytest

from studio.models.catalog import MEBIBYTE, Catalog
from studio.models.device import DeviceKind
from studio.models.memory import Memory
from studio.models.recommend import TASKS, Recommendation, recommend
from tests.fakes import FakeDevice, a_spec

GIB = 1024
"""Megabytes."""
LARGE = a_spec("large", repo="a/large", revision="1", weights_mb=20 * GIB)
MIDDLE = a_spec("middle", repo="a/middle", revision="1", weights_mb=8 * GIB)
PATIENT = a_spec("patient", repo="a/patient", revision="1", weights_mb=5 * GIB, cpu=True)
SHIPPED = a_spec("shipped", path="painter")
PICTURES = (LARGE, MIDDLE, PATIENT, SHIPPED)


def taken(kind: DeviceKind, accelerator_gb: int = 0, memory_gb: int = 0) -> Recommendation:
    budget = Memory(accelerator_gb * GIB * MEBIBYTE, memory_gb * GIB * MEBIBYTE)
    return next(iter(recommend(Catalog(PICTURES), FakeDevice(kind), budget)))


@pytest.mark.parametrize(("accelerator_gb", "best"), [(24, LARGE), (12, LARGE), (6, MIDDLE), (2, PATIENT)])
def test_the_best_that_the_accelerator_holds(accelerator_gb: int, best: object) -> None:
    """Rounded where it has to be, but never streamed from system memory at each step."""
    assert taken("cuda", accelerator_gb, 64) == Recommendation("text-to-image", best, fits=True)  # type: ignore[arg-type]


def test_a_processor_gets_what_is_meant_for_one_however_much_memory_there_is() -> None:
    assert taken("cpu", memory_gb=500).spec == PATIENT


def test_weights_alone_are_not_enough() -> None:
    tight = {"repo": "a/tight", "revision": "1", "weights_mb": 1000, "working_mb": 100, "cpu": True}
    spec = a_spec("tight", runtime="transformers", **tight)
    fits = [
        next(iter(recommend(Catalog([spec]), FakeDevice("cpu"), Memory(system=mb * MEBIBYTE)))).fits
        for mb in (1099, 1100)
    ]
    assert fits == [False, True]


def test_where_nothing_fits_the_least_is_named_with_what_it_wants() -> None:
    little = taken("cpu", memory_gb=2)
    assert (little.spec, little.fits, little.wants_accelerator) == (PATIENT, False, False)
    only = next(iter(recommend(Catalog([LARGE, MIDDLE]), FakeDevice("cpu"), Memory(system=2**40))))
    assert (only.spec, only.fits, only.wants_accelerator) == (MIDDLE, False, True)


def test_what_comes_with_the_studio_is_nothing_to_get() -> None:
    assert list(recommend(Catalog([SHIPPED]), FakeDevice("cuda"), Memory(2**40, 2**40))) == []


@pytest.mark.parametrize("kind", ["cuda", "cpu"])
def test_of_the_studios_own_catalog_there_is_one_for_each_task(kind: DeviceKind) -> None:
    found = list(recommend(Catalog.read(), FakeDevice(kind), Memory(24 * 2**30, 64 * 2**30)))
    assert tuple(one.task for one in found) == TASKS
    assert all(one.spec.repo and one.spec.revision for one in found)
    assert [one.fits for one in found] == [True, True, kind == "cuda"], "no music model is for a plain processor"
