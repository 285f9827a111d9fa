"""MAGNeT: music that is not written from left to right but all at once, in a few rounds (arXiv:2401.04577)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipelines.music.ask import MusicParams
from pipelines.music.pretrained.mastering import mastered
from pipelines.music.pretrained.model_engine import ModelEngine
from pipelines.music.pretrained.options import TakesOptions
from pipelines.music.pretrained.pieces import description, piece
from pipelines.music.pretrained.takes import Report, played
from pipelines.runtimes import audiocraft
from studio.errors import BadInput, InkstoneError
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, Choice, Host, JobContext
from studio.words import say
from studio.works.made import Made

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

ROUNDS = (20, 10, 10, 10)
"""Rounds for each codebook, from coarse to fine: those of the paper."""
WINDOW = 30.0
"""Seconds that a model writes at once, where its entry says nothing: there are no others."""


class Magnet(ModelEngine[MusicParams, TakesOptions]):
    """Quicker than MusicGen; no longer than its window."""

    key = "magnet"
    options = TakesOptions
    task = "text-to-music"
    runtimes = (audiocraft.NAME,)
    classes = frozenset({"MAGNeT"})

    def fits(self, params: MusicParams, choice: Choice, host: Host) -> InkstoneError | None:
        """Raises nothing; says where a piece is longer than the model writes."""
        spec = choice.models[MAIN]
        most = spec.defaults.window or WINDOW
        if params.seconds > most:
            return BadInput(say("pretrained.too_long", title=spec.title, most=most))
        return super().fits(params, choice, host)

    def run(self, ask: Ask[MusicParams, TakesOptions], ctx: JobContext) -> Iterator[Made]:
        """Pieces of `ask.params.seconds`. Raises Cancelled at the next round."""
        words, seconds = description(ask.params), ask.params.seconds

        def play(model: Any, seed: int, report: Report) -> tuple[Samples, int]:
            return _played(model, words, seconds, report)

        for take in played(ask, ctx, play, lambda model: sum(ROUNDS)):
            ctx.progress("mastering")
            yield piece(ask, take, mastered(take.samples, take.rate), take.rate)


def _played(model: Any, words: str, seconds: float, report: Report) -> tuple[Samples, int]:
    import numpy as np

    model.set_generation_params(decoding_steps=list(ROUNDS))
    rounds = itertools.count(1)
    model.set_custom_progress_callback(lambda *of_codebook: report(next(rounds)))
    with audiocraft.masked_attention():
        waves = model.generate([words], progress=True)
    model.set_custom_progress_callback(None)
    rate = int(model.sample_rate)
    return np.asarray(waves[0].T.float().cpu().numpy(), np.float32)[: round(seconds * rate)], rate
