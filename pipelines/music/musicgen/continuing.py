"""MusicGen continuing: a sound of one's own goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.music.ask_sound import ContinueParams
from pipelines.music.musicgen import player, playing
from pipelines.music.musicgen.playing import MusicgenOptions, Wanted, format_of
from pipelines.music.pretrained.continuing import Going, gone_on, listened
from pipelines.music.pretrained.model_engine import FromSound
from pipelines.music.pretrained.pieces import piece
from pipelines.music.pretrained.sounds import brought, in_channels, resampled
from pipelines.music.pretrained.takes import Report, played
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.works.made import Made

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples


class MusicgenContinuation(FromSound[ContinueParams, MusicgenOptions]):
    """It hears the last seconds of the sound, and plays on."""

    key = "musicgen-on"
    options = MusicgenOptions
    task = "text-to-music"
    runtimes = playing.RUNTIMES
    classes = playing.CLASSES

    def run(self, ask: Ask[ContinueParams, MusicgenOptions], ctx: JobContext) -> Iterator[Made]:
        """The sound and `ask.params.seconds` more. Raises BadInput for silence, Cancelled at the next token."""
        spec, seconds = ask.models[MAIN], ask.params.seconds
        wanted = Wanted(ask.params.prompt, 0.0, ask.options, spec)
        going = listened(brought(ctx, ask.params.sound), wanted.window / 3)

        def play(model: Any, seed: int, report: Report) -> tuple[Samples, int]:
            return _played(model, wanted, going, seconds, report)

        for take in played(ask, ctx, play, lambda model: playing.steps(model, spec, seconds)):
            ctx.progress("mastering")
            sound = gone_on(going, take.samples, take.rate, seconds)
            yield piece(ask, take, sound, going.rate, going.notes, **ask.options.facts(spec))


def _played(model: Any, wanted: Wanted, going: Going, seconds: float, report: Report) -> tuple[Samples, int]:
    """What was heard, and `seconds` more."""
    form = format_of(model, wanted.spec)
    before = in_channels(resampled(going.heard, going.rate, form.rate), form.channels)
    return player.play(model, replace(wanted, before=before, seconds=len(before) / form.rate + seconds), report)
