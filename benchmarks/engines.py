"""How long each built-in engine takes, from submitting the job to the kept work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import child
from benchmarks.report import Row

REPEATS = 3


@dataclass(frozen=True)
class Case:
    """One thing to make, and the seconds it may take where a limit was promised."""

    name: str
    mode: str
    values: dict[str, Any]
    limit: float | None = None


CASES = {
    case.name: case
    for case in (
        Case(
            "image 1024x1024",
            "image",
            {"prompt": "three birds over the sea at dawn, a lighthouse on a hill", "size": 1024, "aspect": "1:1"},
            2.0,
        ),
        Case("haiku", "poem", {"prompt": "first snow on a sleeping city", "form": "haiku"}),
        Case("quatrain", "poem", {"prompt": "the sea at night", "form": "quatrain"}),
        Case(
            "story, 120 words",
            "story",
            {"prompt": "a little robot who is afraid of the rain", "words": 120},
        ),
        Case("music, 30 s", "music", {"prompt": "a calm waltz for piano and strings in D major", "seconds": 30}, 5.0),
        Case("music, a minute", "music", {"prompt": "a slow jazz ballad for piano and saxophone", "seconds": 60}),
        Case(
            "animation, 4 s 768x432 24 fps",
            "animation",
            {"prompt": "a boat floating on the sea at night under the moon", "seconds": 4, "fps": 24},
            15.0,
        ),
    )
}


def rows() -> Iterator[Row]:
    """One row a case; the figure is the median of three jobs after the first."""
    for case in CASES.values():
        found = child.run(__spec__.name, case.name)
        yield Row(
            case.name,
            median(found["again"]),
            "s",
            case.limit,
            first=found["first"],
            peak_mb=found["peak_mb"],
            how=f"median of {REPEATS} after the first",
            samples={"again": found["again"]},
        )


def measure(case: Case) -> dict[str, Any]:
    """Make it once in a fresh process, then again with other seeds."""
    # Only here: the parent prints the table and needs none of the studio's engines.
    from benchmarks import jobs

    seconds = []
    with jobs.house() as house:
        for seed in range(REPEATS + 1):
            began = perf_counter()
            jobs.make(house, case.mode, {**case.values, "seed": seed})
            seconds.append(perf_counter() - began)
    return {"first": seconds[0], "again": seconds[1:], "peak_mb": child.peak_mb()}


if __name__ == "__main__":
    child.report(measure(CASES[sys.argv[1]]))
