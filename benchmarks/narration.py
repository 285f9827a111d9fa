"""How long the narrator takes for a second of what it reads, and in how much memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import child
from benchmarks.report import Row

LIMIT = 0.8
"""Seconds a second of speech: above 1, who listens has to wait."""
REPEATS = 3
TEXTS = {
    "English": "The lamp was lit at 6:45 p.m. on March 3rd, 1891, and it has burned every night since. The keeper "
    "climbs the stairs, counts the ships, and writes each name into a book. In fog he rings the bell till dawn.",
    "Mandarin": "灯塔建于1891年3月3日，从那以后，每天夜里都亮着灯。守塔人走上楼梯，数一数海上的船，把名字写进本子里。"
    "起雾的时候，他就敲钟，一直敲到天亮。",
}


def rows() -> Iterator[Row]:
    """One row a language; the figure is the median of three jobs after the first."""
    for language in TEXTS:
        found = child.run(__spec__.name, language)
        yield Row(
            f"narration, {language}, seconds a second",
            median(found["again"]),
            "x",
            LIMIT,
            peak_mb=found["peak_mb"],
            how=f"median of {REPEATS} after the first",
            samples={"again": found["again"]},
        )


def measure(text: str) -> dict[str, Any]:
    """Read it in a fresh process, then again with other pauses, since the same job is kept from before."""
    # Only here: the parent prints the table and needs none of the studio's engines.
    from benchmarks import jobs

    shares = []
    with jobs.house() as house:
        for pauses in (1.0, 1.1, 1.2, 1.3)[: REPEATS + 1]:
            began = perf_counter()
            work = jobs.make(house, "narrate", {"prompt": text, "pauses": pauses})
            shares.append((perf_counter() - began) / work.recipe.facts.said()["seconds"])
    return {"again": shares[1:], "peak_mb": child.peak_mb()}


if __name__ == "__main__":
    child.report(measure(TEXTS[sys.argv[1]]))
