"""What is imported and loaded while nobody waits, so that a first prompt does not have to."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from studio.errors import LoadFailed
from studio.jobs.early import prepare_soon
from studio.jobs.engine import Host
from studio.models.cache import ModelCache
from studio.models.catalog import ModelSpec
from studio.models.memory import Memory
from studio.words import plain
from tests.fakes import FakeDevice, FakeLoader, Inker, Sketcher, a_spec, sketching

HOUSE = Path(__file__).parents[3]
PREPARED = """
import sys
from pipelines.registry import MODES, RUNTIMES
from studio.jobs.early import prepare_soon
from studio.jobs.engine import Host
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog
from studio.models.memory import Memory
from tests.contract import Processor

needed = {"spacy", "pipelines.image.illustrator.making"}
assert not needed & set(sys.modules)
host = Host(Catalog.read(), Processor())
cache = ModelCache(host.device, RUNTIMES, host.catalog.locate, Memory(system=2**40))
prepare_soon(MODES.values(), host, cache, 0).join()
assert needed <= set(sys.modules)
assert {resident.spec.runtime for resident in cache.residents()} >= {"spacy"}
"""


def test_what_a_first_picture_needs_is_there_before_it() -> None:
    subprocess.run([sys.executable, "-c", PREPARED], check=True, cwd=HOUSE)


def test_a_library_that_is_missing_keeps_nobody_else_from_being_ready() -> None:
    device, spec = FakeDevice(), a_spec()
    cache = ModelCache(device, FakeLoader(device), lambda spec: Path(), Memory(system=2**40, accelerator=2**40))

    class Lacking(Sketcher):
        def early(self, host: Host) -> Iterable[ModelSpec]:
            raise LoadFailed(plain("A library is missing."))

    class Ready(Inker):
        def early(self, host: Host) -> Iterable[ModelSpec]:
            return (spec,)

    sketch, ink = sketching(Lacking()).values()
    timer = prepare_soon([sketch, replace(ink, engines=(Ready(),))], Host((), device), cache, 0)  # type: ignore[arg-type]
    timer.join()
    assert [resident.spec for resident in cache.residents()] == [spec]
    assert timer.daemon
