"""Takes: the same words played several times, with seeds counting up, on one bar of progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.jobs.heard import Chunk

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples


@dataclass(frozen=True)
class Report:
    """Called with the number of steps that are done, of those of the whole piece."""

    steps: Callable[[int], None]
    sound: Callable[[Samples, int], None]
    """Takes what comes next of the sound, before it is mastered, and its rate: where a model plays one part after
    another."""

    def __call__(self, done: int) -> None:
        self.steps(done)


Play = Callable[[Any, int, Report], "tuple[Samples, int]"]
"""The loaded model, a seed and a Report, to samples and their rate."""
PHASE = "composing"


@dataclass(frozen=True)
class Take:
    """What a model played with a seed."""

    seed: int
    samples: Samples
    rate: int
    several: bool
    """Whether it is one of several."""

    @property
    def facts(self) -> dict[str, Any]:
        """Its own seed, where that is not the job's."""
        return {"seed": self.seed} if self.several else {}


def played(ask: Ask[Any, Any], ctx: JobContext, play: Play, steps: Callable[[Any], int]) -> Iterator[Take]:
    """Each take as soon as it is played; `steps`: how many the model takes for one. Raises Cancelled at the next step.

    torch's own random state is put back afterwards: other engines of the same process use it too.
    """
    import torch

    count = ask.options.takes
    with ctx.lease(ask.models[MAIN]) as model:
        bar = _Bar(ctx, steps(model), count)
        for number in range(count):
            seed = ask.seed + number
            with torch.random.fork_rng(), torch.inference_mode():
                torch.manual_seed(seed)
                samples, rate = play(model, seed, bar.take(number))
            yield Take(seed, samples, rate, count > 1)


class _Bar:
    """Progress that never goes back: a new window first hears again what the last one wrote."""

    def __init__(self, ctx: JobContext, each: int, count: int) -> None:
        self._ctx = ctx
        self._each = each
        self._total = each * count
        self._furthest = 0

    def take(self, number: int) -> Report:
        """The report of one take, from 0."""

        def report(done: int) -> None:
            self._furthest = max(self._furthest, number * self._each + min(done, self._each))
            self._ctx.progress(PHASE, self._furthest, self._total)

        return Report(report, lambda sound, rate: self._ctx.preview(sound=Chunk(sound, rate)))
