"""MusicGen: music from words by a text-to-music model of the catalog."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.ask import MusicParams
from pipelines.music.musicgen import player, playing
from pipelines.music.musicgen.playing import MusicgenOptions, Wanted
from pipelines.music.pretrained.mastering import mastered
from pipelines.music.pretrained.model_engine import ModelEngine
from pipelines.music.pretrained.pieces import description, piece
from pipelines.music.pretrained.takes import played
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.works.made import Made


class MusicGen(ModelEngine[MusicParams, MusicgenOptions]):
    """MusicGen, in transformers' code or in its makers'."""

    key = "musicgen"
    options = MusicgenOptions
    task = "text-to-music"
    runtimes = playing.RUNTIMES
    classes = playing.CLASSES

    def run(self, ask: Ask[MusicParams, MusicgenOptions], ctx: JobContext) -> Iterator[Made]:
        """Pieces of `ask.params.seconds`. Raises Cancelled at the next token."""
        spec, seconds = ask.models[MAIN], ask.params.seconds
        wanted = Wanted(description(ask.params), seconds, ask.options, spec)
        for take in played(
            ask,
            ctx,
            lambda model, seed, report: player.play(model, wanted, report),
            lambda model: playing.steps(model, spec, seconds),
        ):
            ctx.progress("mastering")
            yield piece(ask, take, mastered(take.samples, take.rate), take.rate, **ask.options.facts(spec))
