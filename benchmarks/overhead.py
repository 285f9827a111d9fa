"""What the studio's path costs: worker, cache, progress, previews, store and files, against the bare library call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any, Literal

from benchmarks import child
from benchmarks.report import Row

LIMITS = {"diffusers": 1.02, "llama.cpp": 1.05, "MusicGen": 1.02, "ACE-Step": 1.02}
PEAK_LIMIT = 1.05
ROUNDS = 7
CASES = {
    "diffusers": ("benchmarks.bare_diffusers",),
    "llama.cpp": ("benchmarks.bare_llama",),
    "MusicGen": ("benchmarks.bare_music", "MusicGen"),
    "ACE-Step": ("benchmarks.bare_music", "ACE-Step"),
}
"""Modules to run, with what they are told."""


@dataclass(frozen=True)
class Timing:
    """Seconds of one call: on the clock, and of all processors together."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Comparison:
    """The same work both ways, in pairs; `same` tells that both gave the same result each time."""

    studio: list[Timing]
    bare: list[Timing]
    same: bool

    def ratio(self, kind: Literal["clock", "processor"] = "clock") -> float:
        """Median of the ratios of the pairs: a disturbance hits one pair, not the figure."""
        return median(
            getattr(ours, kind) / getattr(theirs, kind) for ours, theirs in zip(self.studio, self.bare, strict=True)
        )

    def row(self, library: str, peak_mb: float) -> Row:
        ours, theirs = ([timing.clock for timing in side] for side in (self.studio, self.bare))
        return Row(
            f"studio / bare {library}",
            self.ratio(),
            "x",
            LIMITS[library],
            peak_mb=peak_mb,
            how=f"{median(ours):.2f} s / {median(theirs):.2f} s, {len(ours)} pairs, same results; "
            f"processor time {self.ratio('processor'):.3f} x",
            samples={"studio": ours, "bare": theirs},
        )


def rows() -> Iterator[Row]:
    """One row a library, and one of memory. Raises SystemExit when the two ways did not give the same result."""
    for library, command in CASES.items():
        found = child.run(*command)
        if not found["same"]:
            raise SystemExit(f"{library}: the studio and the bare call gave different results, so they do not compare")
        studio, bare = ([Timing(**timing) for timing in found[side]] for side in ("studio", "bare"))
        yield Comparison(studio, bare, same=True).row(library, found["peak_mb"])
    yield _peaks()


def _peaks() -> Row:
    """The largest resident memory, each side in processes of its own."""
    sides = {side: [float(child.run(*CASES["diffusers"], side)) for _ in range(3)] for side in ("studio", "bare")}
    ours, bare = (median(sides[side]) for side in ("studio", "bare"))
    how = f"{ours:.0f} MB / {bare:.0f} MB, medians of 3"
    return Row("peak memory, studio / bare diffusers", ours / bare, "x", PEAK_LIMIT, how=how, samples=sides)


def compare(ours: Callable[[int], Any], bare: Callable[[int], Any], same: Callable[[Any, Any], bool]) -> Comparison:
    """Call both with seeds 1 to ROUNDS, each first in every other round. A round before that warms both up."""
    ours(0), bare(0)
    studio, library, equal = [], [], True
    for seed in range(1, ROUNDS + 1):
        first, second = (ours, bare) if seed % 2 else (bare, ours)
        done = {side: _timed(side, seed) for side in (first, second)}
        studio.append(done[ours][0])
        library.append(done[bare][0])
        equal = equal and same(done[ours][1], done[bare][1])
    return Comparison(studio, library, equal)


def report(comparison: Comparison) -> None:
    """For the child's last line."""
    child.report({**asdict(comparison), "peak_mb": child.peak_mb()})


def _timed(call: Callable[[int], Any], seed: int) -> tuple[Timing, Any]:
    clock, processor = perf_counter(), process_time()
    result = call(seed)
    return Timing(perf_counter() - clock, process_time() - processor), result
