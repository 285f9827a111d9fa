"""A drawing timed in a process of its own: python -m tests.judges.drawing reports seconds a picture and the memory."""

from __future__ import annotations

import statistics
import time

from benchmarks.child import peak_mb, report
from tests.judges.draughtsman import Draughtsman

PROMPTS = (
    "three birds over the sea at dawn, a lighthouse on a hill",
    "a red car and two bicycles in a city at night",
    "an old man reading a book under a tree in autumn",
    "a cat on a chair next to a lamp in a room",
    "雪地里的狐狸和兔子",
)


def main() -> None:
    draughtsman = Draughtsman()
    draughtsman.draw(PROMPTS[0])
    spent = [_timed(draughtsman, prompt) for prompt in PROMPTS]
    report({"seconds": statistics.median(spent), "slowest": max(spent), "peak_mb": peak_mb()})


def _timed(draughtsman: Draughtsman, prompt: str) -> float:
    begun = time.perf_counter()
    draughtsman.draw(prompt, side=1024)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
