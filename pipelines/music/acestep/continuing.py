"""AceStepContinuation: a sound goes on, which to ACE-Step is a longer sound whose end is to be played anew."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.music.acestep import playing
from pipelines.music.acestep.playing import AceStepOptions, Call
from pipelines.music.ask_sound import ContinueParams
from pipelines.music.pretrained.continuing import gone_on, listened
from pipelines.music.pretrained.model_engine import FromSound
from pipelines.music.pretrained.pieces import piece
from pipelines.music.pretrained.sounds import brought
from pipelines.music.pretrained.takes import played
from pipelines.runtimes import diffusers
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.works.made import Made


class AceStepContinuation(FromSound[ContinueParams, AceStepOptions]):
    """It hears as much of the sound as it can, and plays on."""

    key = "ace-step-on"
    options = AceStepOptions
    task = "text-to-music"
    runtimes = (diffusers.NAME,)
    classes = playing.CLASSES
    needs = playing.NEEDS

    def run(self, ask: Ask[ContinueParams, AceStepOptions], ctx: JobContext) -> Iterator[Made]:
        """The sound and `ask.params.seconds` more. Raises BadInput for silence, Cancelled at the next step."""
        spec, seconds = ask.models[MAIN], ask.params.seconds
        window = spec.defaults.window or playing.WINDOW
        going = listened(brought(ctx, ask.params.sound), max(1.0, window - seconds))
        heard = len(going.heard) / going.rate
        new = np.zeros((round(seconds * going.rate), going.heard.shape[1]), np.float32)
        own = np.concatenate([going.heard, new])
        given = {"task_type": "repaint", "repainting_start": heard, "repainting_end": heard + seconds}
        play = playing.player(ask, spec, Call(given, heard + seconds, own, going.rate))
        for take in played(ask, ctx, play, lambda pipe: playing.steps(ask, spec)):
            ctx.progress("mastering")
            sound = gone_on(going, take.samples, take.rate, seconds)
            yield piece(ask, take, sound, going.rate, going.notes)
