"""AceStepRepaint: some seconds of a sound are played anew, and all else stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.music.acestep import playing
from pipelines.music.acestep.playing import AceStepOptions, Call
from pipelines.music.ask_sound import RepaintParams
from pipelines.music.pretrained.joining import matched, put_in
from pipelines.music.pretrained.model_engine import FromSound
from pipelines.music.pretrained.pieces import piece
from pipelines.music.pretrained.sounds import Sound, audible, brought, in_channels, resampled
from pipelines.music.pretrained.takes import played
from pipelines.runtimes import diffusers
from studio.errors import BadInput
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, Choice, Host, JobContext
from studio.words import say
from studio.works.made import Made

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

SHORTEST = 0.5
"""Seconds that can be played anew at least."""


@dataclass(frozen=True)
class Range:
    """What is played anew, and what around it the model hears: frames of the sound."""

    start: int
    end: int
    first: int
    last: int

    @classmethod
    def plan(cls, sound: Sound, params: RepaintParams, window: float) -> Range:
        """As much around the range as the window holds, the same on both sides where there is as much. Raises BadInput
        for a range that lies outside of the sound or is longer than the window."""
        start, end = params.start, min(params.end, sound.seconds)
        if end - start < SHORTEST:
            raise BadInput(say("own_sound.outside", start=params.start, end=params.end, whole=sound.seconds))
        if end - start > window:
            raise BadInput(say("own_sound.range", most=window))
        first = max(0.0, min(start - (window - (end - start)) / 2, sound.seconds - window))
        last = min(sound.seconds, first + window)
        return cls(*(round(place * sound.rate) for place in (start, end, first, last)))


class AceStepRepaint(FromSound[RepaintParams, AceStepOptions]):
    """It hears what is before and after, and plays what is between."""

    key = "ace-step-part"
    options = AceStepOptions
    task = "text-to-music"
    runtimes = (diffusers.NAME,)
    classes = playing.CLASSES
    needs = playing.NEEDS

    def check(self, params: RepaintParams, options: AceStepOptions, choice: Choice, host: Host) -> None:
        """Raises BadInput for a range that ends before it begins."""
        if params.end - params.start < SHORTEST:
            raise BadInput(say("own_sound.backwards", start=params.start, end=params.end))

    def run(self, ask: Ask[RepaintParams, AceStepOptions], ctx: JobContext) -> Iterator[Made]:
        """The sound with that part anew. Raises BadInput for a range outside of it, Cancelled at the next step."""
        spec, sound = ask.models[MAIN], brought(ctx, ask.params.sound)
        part = Range.plan(sound, ask.params, spec.defaults.window or playing.WINDOW)
        own = audible(sound.part())
        heard = own[part.first : part.last]
        places = {"repainting_start": part.start - part.first, "repainting_end": part.end - part.first}
        given = {"task_type": "repaint", **{name: frames / sound.rate for name, frames in places.items()}}
        play = playing.player(ask, spec, Call(given, len(heard) / sound.rate, heard, sound.rate))
        for take in played(ask, ctx, play, lambda pipe: playing.steps(ask, spec)):
            ctx.progress("mastering")
            yield piece(ask, take, _laid(own, take.samples, take.rate, part, sound.rate), sound.rate)


def _laid(own: Samples, samples: Samples, at: int, part: Range, rate: int) -> Samples:
    """The sound with the part that was played; everything outside of it is its own."""
    import numpy as np

    over = in_channels(resampled(samples, at, rate), own.shape[1])
    over = np.pad(over, ((0, max(0, part.last - part.first - len(over))), (0, 0)))
    heard = own[part.first : part.last]
    over = matched(over[: len(heard)], heard, slice(None), rate)
    whole = np.concatenate([own[: part.first], over])
    return put_in(own, whole, part.start, part.end, rate)
