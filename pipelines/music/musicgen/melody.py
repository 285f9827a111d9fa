"""MusicGen melody: other music over the tune of a sound: hummed, played, or a work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.music.ask_sound import CoverParams
from pipelines.music.musicgen import player, playing
from pipelines.music.musicgen.playing import MELODY, MusicgenOptions, Wanted, format_of
from pipelines.music.pretrained.mastering import mastered
from pipelines.music.pretrained.model_engine import FromSound
from pipelines.music.pretrained.pieces import description, piece
from pipelines.music.pretrained.sounds import brought, in_channels, resampled
from pipelines.music.pretrained.takes import Report, played
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.works.made import Made

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

LONGEST = 180.0
"""Seconds of a sound that are followed."""


class MusicgenMelody(FromSound[CoverParams, MusicgenOptions]):
    """The tune of the sound, in the style of the words."""

    key = "musicgen-tune"
    options = MusicgenOptions
    task = "text-to-music"
    runtimes = playing.RUNTIMES
    classes = playing.CLASSES
    bases = frozenset({MELODY})

    def run(self, ask: Ask[CoverParams, MusicgenOptions], ctx: JobContext) -> Iterator[Made]:
        """Pieces as long as was asked for, or as the sound. Raises BadInput for silence, Cancelled at the next
        token."""
        spec, sound = ask.models[MAIN], brought(ctx, ask.params.sound)
        tune, notes = sound.first(min(LONGEST, ask.params.seconds or LONGEST))
        seconds = ask.params.seconds or len(tune) / sound.rate
        wanted = Wanted(description(ask.params), seconds, ask.options, spec)

        def play(model: Any, seed: int, report: Report) -> tuple[Samples, int]:
            form = format_of(model, spec)
            melody = in_channels(resampled(tune, sound.rate, form.rate), form.channels)
            return player.play(model, replace(wanted, melody=melody), report)

        for take in played(ask, ctx, play, lambda model: playing.steps(model, spec, seconds)):
            ctx.progress("mastering")
            yield piece(ask, take, mastered(take.samples, take.rate), take.rate, notes, **ask.options.facts(spec))
