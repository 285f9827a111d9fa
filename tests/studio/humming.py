"""Who hums while a job runs: a sketcher whose chunks of sound are known by their level."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import soundfile

from studio.jobs.engine import Ask, JobContext
from studio.jobs.heard import Chunk
from studio.works.made import Made
from tests.fakes import Sketcher, SketchOptions, SketchParams, a_sketch

RATE = 8000


def hum(number: int, seconds: float = 0.5) -> Chunk:
    """A chunk that is known by its level."""
    return Chunk(np.full(round(seconds * RATE), number / 10, np.float32), RATE)


def level(data: bytes | None) -> float:
    assert data
    sound, rate = soundfile.read(io.BytesIO(data))
    assert rate == RATE
    return float(sound.mean())


class Hummer(Sketcher):
    """Hums a chunk at each step before it sketches."""

    def _draw(self, ask: Ask[SketchParams, SketchOptions], ctx: JobContext) -> Iterator[Made]:
        for piece in range(ask.params.pieces):
            for step in range(1, ask.params.steps + 1):
                ctx.preview(sound=hum(step))
                self.gate.step(ask.params.prompt)
            if self.failing:
                raise self.failing
            yield a_sketch(ask.params.prompt, ask.seed + piece)
