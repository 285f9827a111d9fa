"""A house in a scratch folder, and jobs in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines import GENERATORS
from pipelines.runtimes.loading import Loading
from studio.house import House
from studio.jobs.engine import Generator
from studio.settings import Settings
from studio.works.works import Work

OWNER = "benchmark"


@contextmanager
def house(generators: Mapping[str, Generator[Any]] = GENERATORS, catalog: str = "") -> Iterator[House]:
    """The studio as it is served, on a folder that is gone afterwards. `catalog` is TOML with more models."""
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as folder:
        if catalog:
            Path(folder, "catalog").mkdir()
            Path(folder, "catalog", "benchmark.toml").write_text(catalog, encoding="utf-8")
        opened = House.open(Settings(home=Path(folder)), generators, Loading())
        try:
            yield opened
        finally:
            opened.close()


def make(house: House, generator: str, values: Mapping[str, Any]) -> Work:
    """Submit a job and wait until its work is kept. Raises RuntimeError when the job fails."""
    job = house.worker.submit(generator, values, OWNER)
    view = job.view
    while not view.ended:
        view = job.wait(view.version, 60)
    if view.state != "done":
        raise RuntimeError(f"{generator} {dict(values)}: {view.state}: {view.message}")
    return house.store.work(view.works[0])
