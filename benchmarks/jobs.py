"""A house in a scratch folder, and jobs in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.registry import MODES, RUNTIMES
from studio.house import House
from studio.jobs.mode import Modes
from studio.settings import Settings
from studio.works.works import Work

OWNER = "benchmark"


@contextmanager
def house(modes: Modes = MODES, catalog: str = "", **settings: Any) -> Iterator[House]:
    """The studio as it is served, on a folder that is gone afterwards. `catalog` is TOML with more models, `settings`
    are more of the studio's own."""
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as folder:
        if catalog:
            Path(folder, "catalog").mkdir()
            Path(folder, "catalog", "benchmark.toml").write_text(catalog, encoding="utf-8")
        opened = House.open(Settings(home=Path(folder), **settings), modes, RUNTIMES)
        try:
            yield opened
        finally:
            opened.close()


def make(house: House, mode: str, values: Mapping[str, Any]) -> Work:
    """Submit a job and wait until its work is kept. Raises RuntimeError when the job fails."""
    job = house.worker.submit(mode, values, OWNER)
    view = job.view
    while not view.ended:
        view = job.wait(view.version, 60)
    if view.state != "done":
        raise RuntimeError(f"{mode} {dict(values)}: {view.state}: {view.message}")
    return house.store.work(view.works[0])
