"""How long the narrator takes for a second of what it reads, how long the listener takes to hear it, and in how much
memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import child
from benchmarks.report import Row
from studio.house import House
from studio.works.works import Work

LIMITS = {"narration": 0.8, "listening": None}
"""Seconds a second of speech, where it was promised: above 1, who listens has to wait."""
MOST_MB = 800
"""MiB of the whole process."""
REPEATS = 3
PAUSES = (1.0, 1.1, 1.2, 1.3)[: REPEATS + 1]
TEXTS = {
    "English": "The lamp was lit at 6:45 p.m. on March 3rd, 1891, and it has burned every night since. The keeper "
    "climbs the stairs, counts the ships, and writes each name into a book. In fog he rings the bell till dawn.",
    "Mandarin": "灯塔建于1891年3月3日，从那以后，每天夜里都亮着灯。守塔人走上楼梯，数一数海上的船，把名字写进本子里。"
    "起雾的时候，他就敲钟，一直敲到天亮。",
}


def rows() -> Iterator[Row]:
    """Three rows a language; those of time are medians of three jobs after the first."""
    for language in TEXTS:
        found = child.run(__spec__.name, language)
        for what, limit in LIMITS.items():
            yield Row(
                f"{what}, {language}, seconds a second",
                median(found[what]["again"]),
                "x",
                limit,
                peak_mb=found[what]["peak_mb"],
                how=f"median of {REPEATS} after the first",
                samples={"again": found[what]["again"]},
            )
        yield Row(f"narration, {language}, peak memory", found["narration"]["peak_mb"], "MB", MOST_MB)


def measure(text: str) -> dict[str, Any]:
    """Read it in a fresh process, then again with other pauses, since the same job is kept from before; then hear each
    of these. The listener's memory is that of a process that has narrated before."""
    # Only here: the parent prints the table and needs none of the studio's engines.
    from benchmarks import jobs

    with jobs.house() as house:
        read = [_timed(house, "narrate", {"prompt": text, "pauses": pauses}) for pauses in PAUSES]
        narration = {"again": [share for share, _ in read[1:]], "peak_mb": child.peak_mb()}
        heard = [_timed(house, "listen", {"sound": work.id}) for _, work in read]
    return {
        "narration": narration,
        "listening": {"again": [share for share, _ in heard[1:]], "peak_mb": child.peak_mb()},
    }


def _timed(house: House, mode: str, values: dict[str, Any]) -> tuple[float, Work]:
    """Seconds a second of sound, and what was made."""
    from benchmarks import jobs

    began = perf_counter()
    work = jobs.make(house, mode, values)
    return (perf_counter() - began) / work.recipe.facts.said()["seconds"], work


if __name__ == "__main__":
    child.report(measure(TEXTS[sys.argv[1]]))
