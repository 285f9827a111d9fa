"""How long the icon painter takes from submitting the job to the kept work, and the memory it adds to the studio.

Measured on the shipped weights; while there are none, nothing is measured and the reason is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import child
from benchmarks.report import Row

REPEATS = 5
STEPS = 20
MEMORY_LIMIT = 700
"""MiB that the painter and the upscaler may add."""


@dataclass(frozen=True)
class Case:
    """One icon, and the seconds it may take."""

    name: str
    size: str
    limit: float


CASES = {case.size: case for case in (Case("icon 128x128, 20 steps", "128", 2.5), Case("icon 512x512", "512", 4.0))}


def rows() -> Iterator[Row]:
    """A row for each size, and one for the memory that the larger adds to a studio that made nothing yet."""
    from studio.models.catalog import Catalog

    catalog = Catalog.read()
    if not catalog.present(catalog["icon-painter"]):
        print("The icon painter is not measured: its weights are not in starter/painter.", file=sys.stderr)
        return
    bare = child.run(__spec__.name, "bare")["peak_mb"]
    for case in CASES.values():
        found = child.run(__spec__.name, case.size)
        how = f"median of {REPEATS} after the first"
        samples = {"again": found["again"]}
        yield Row(case.name, median(found["again"]), "s", case.limit, found["first"], found["peak_mb"], how, samples)
    added = found["peak_mb"] - bare
    yield Row("icon 512x512: memory added", added, "MB", MEMORY_LIMIT, peak_mb=found["peak_mb"], how="to a bare studio")


def measure(case: Case, catalog: str = "") -> dict[str, Any]:
    """Paint it once in a fresh process, then again with other seeds. `catalog` is TOML with more models."""
    from benchmarks import jobs

    seconds = []
    with jobs.house(catalog=catalog) as house:
        values = {"prompt": "a fox", "model": "icon-painter", "icon_size": case.size, "steps": STEPS}
        for seed in range(REPEATS + 1):
            began = perf_counter()
            jobs.make(house, "image", {**values, "seed": seed})
            seconds.append(perf_counter() - began)
    return {"first": seconds[0], "again": seconds[1:], "peak_mb": child.peak_mb()}


def bare() -> dict[str, Any]:
    """A studio that was opened and made nothing."""
    from benchmarks import jobs

    with jobs.house():
        return {"peak_mb": child.peak_mb()}


if __name__ == "__main__":
    child.report(bare() if sys.argv[1] == "bare" else measure(CASES[sys.argv[1]]))
