"""What the studio's path costs: worker, cache, progress, previews, store and files, against the bare library call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks import child
from benchmarks.report import Row

LIMIT = 1.05
ROUNDS = 7
CASES = {"diffusers": "benchmarks.bare_diffusers", "llama.cpp": "benchmarks.bare_llama"}


@dataclass(frozen=True)
class Comparison:
    """Seconds of the same work both ways, in pairs; `same` tells that both gave the same result."""

    studio: list[float]
    bare: list[float]
    same: bool

    @property
    def ratio(self) -> float:
        """Median of the ratios of the pairs: a disturbance hits one pair, not the figure."""
        return median(ours / theirs for ours, theirs in zip(self.studio, self.bare, strict=True))


def rows() -> Iterator[Row]:
    """One row a library. Raises SystemExit when the two ways did not give the same result."""
    for library, module in CASES.items():
        found = child.run(module)
        if not found["same"]:
            raise SystemExit(f"{library}: the studio and the bare call gave different results, so they do not compare")
        comparison = Comparison(found["studio"], found["bare"], found["same"])
        yield Row(
            f"studio / bare {library}",
            comparison.ratio,
            "x",
            LIMIT,
            peak_mb=found["peak_mb"],
            how=f"{median(comparison.studio):.2f} s / {median(comparison.bare):.2f} s, {ROUNDS} pairs, same results",
            samples={"studio": comparison.studio, "bare": comparison.bare},
        )


def compare(ours: Callable[[int], tuple[float, Any]], bare: Callable[[int], tuple[float, Any]]) -> Comparison:
    """Call both with seeds 1 to ROUNDS, each first in every other round. A round before that warms both up."""
    ours(0), bare(0)
    studio, library, same = [], [], True
    for seed in range(1, ROUNDS + 1):
        first, second = (ours, bare) if seed % 2 else (bare, ours)
        results = {first: first(seed), second: second(seed)}
        studio.append(results[ours][0])
        library.append(results[bare][0])
        same = same and results[ours][1] == results[bare][1]
    return Comparison(studio, library, same)


def report(comparison: Comparison) -> None:
    """For the child's last line."""
    child.report({**asdict(comparison), "peak_mb": child.peak_mb()})
