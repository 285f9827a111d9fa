"""AceStep: a song from words and lyrics."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from pipelines.music.acestep import playing
from pipelines.music.acestep.playing import AceStepOptions, Call
from pipelines.music.ask import MusicParams
from pipelines.music.pretrained.mastering import mastered
from pipelines.music.pretrained.model_engine import ModelEngine
from pipelines.music.pretrained.pieces import piece
from pipelines.music.pretrained.sounds import brought
from pipelines.music.pretrained.takes import played
from pipelines.runtimes import diffusers
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.params import MaybeBrought
from studio.works.made import Made

LIKE = 60.0
"""Seconds of a sound that tell how it sounds; the model looks at thirty of them."""


class SongOptions(AceStepOptions):
    """And a sound that the piece is to sound like: its voices and instruments, not its tune."""

    like: MaybeBrought = Field("", json_schema_extra={"takes": ["sound"]})


class AceStep(ModelEngine[MusicParams, SongOptions]):
    """Whole songs; without lyrics they are instrumental."""

    key = "ace-step"
    options = SongOptions
    task = "text-to-music"
    runtimes = (diffusers.NAME,)
    classes = playing.CLASSES
    needs = playing.NEEDS

    def run(self, ask: Ask[MusicParams, SongOptions], ctx: JobContext) -> Iterator[Made]:
        """Pieces of `ask.params.seconds`. Raises BadInput for a silent sound, Cancelled at the next step."""
        spec, like = ask.models[MAIN], ask.options.like
        sounds = {"reference_audio": brought(ctx, like)} if like else {}
        heard = {name: (sound.first(LIKE)[0], sound.rate) for name, sound in sounds.items()}
        play = playing.player(ask, spec, Call({}, ask.params.seconds, sounds=heard))
        for take in played(ask, ctx, play, lambda pipe: playing.steps(ask, spec)):
            ctx.progress("mastering")
            yield piece(ask, take, mastered(take.samples, take.rate), take.rate)
