"""AceStepCover: the music of a sound in another style, with other words."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from pipelines.music.acestep import playing
from pipelines.music.acestep.playing import AceStepOptions, Call
from pipelines.music.ask_sound import CoverParams
from pipelines.music.pretrained.mastering import mastered
from pipelines.music.pretrained.model_engine import FromSound
from pipelines.music.pretrained.pieces import piece
from pipelines.music.pretrained.sounds import brought
from pipelines.music.pretrained.takes import played
from pipelines.runtimes import diffusers
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.words import say
from studio.works.made import Made


class CoverOptions(AceStepOptions):
    """And how near it stays to the sound: from none of it to all of it."""

    likeness: float = Field(1.0, ge=0, le=1)


class AceStepCover(FromSound[CoverParams, CoverOptions]):
    """It hears what is played in the sound, and plays it as the words say."""

    key = "ace-step-cover"
    options = CoverOptions
    task = "text-to-music"
    runtimes = (diffusers.NAME,)
    classes = playing.CLASSES
    needs = playing.NEEDS

    def run(self, ask: Ask[CoverParams, CoverOptions], ctx: JobContext) -> Iterator[Made]:
        """Pieces as long as the sound, or as its first `ask.params.seconds`. Raises BadInput for silence, Cancelled at
        the next step."""
        spec, asked = ask.models[MAIN], ask.params.seconds
        sound = brought(ctx, ask.params.sound)
        own, notes = sound.first(min(spec.defaults.window or playing.WINDOW, asked or playing.WINDOW))
        seconds = len(own) / sound.rate
        if asked and asked > seconds + 0.05:
            notes = (*notes, say("own_sound.no_longer", seconds=seconds))
        given = {"task_type": "cover", "audio_cover_strength": ask.options.likeness}
        play = playing.player(ask, spec, Call(given, seconds, own, sound.rate))
        for take in played(ask, ctx, play, lambda pipe: playing.steps(ask, spec)):
            ctx.progress("mastering")
            yield piece(ask, take, mastered(take.samples, take.rate), take.rate, notes)
