"""AudioGen: sounds of the world from words, by the same kind of model as MusicGen, in its makers' code."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.ask_sound import EffectsParams
from pipelines.music.musicgen import player, playing
from pipelines.music.musicgen.playing import MusicgenOptions, Wanted
from pipelines.music.pretrained.mastering import mastered
from pipelines.music.pretrained.model_engine import SoleEngine
from pipelines.music.pretrained.pieces import piece
from pipelines.music.pretrained.takes import played
from pipelines.runtimes import audiocraft
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.works.made import Made


class AudioGen(SoleEngine[EffectsParams, MusicgenOptions]):
    """Rain, steps, an engine: 16 kHz, one channel."""

    key = "audiogen"
    options = MusicgenOptions
    task = "text-to-sound"
    runtimes = (audiocraft.NAME,)
    classes = frozenset({"AudioGen"})

    def run(self, ask: Ask[EffectsParams, MusicgenOptions], ctx: JobContext) -> Iterator[Made]:
        """Sounds of `ask.params.seconds`. Raises Cancelled at the next token."""
        spec, seconds = ask.models[MAIN], ask.params.seconds
        wanted = Wanted(ask.params.prompt, seconds, ask.options, spec)
        for take in played(
            ask,
            ctx,
            lambda model, seed, report: player.play(model, wanted, report),
            lambda model: playing.steps(model, spec, seconds),
        ):
            ctx.progress("mastering")
            yield piece(ask, take, mastered(take.samples, take.rate), take.rate, **ask.options.facts(spec))
