"""Mixing: a second sound under a first, or after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipelines.music.ask_sound import MixParams
from pipelines.music.tools.brought import Brought, brought
from pipelines.music.tools.editing import at_loudness
from pipelines.music.tools.pieces import LONGEST, piece
from pipelines.sound import ducking, levelling
from pipelines.sound.fades import slope
from pipelines.sound.recording import Recording, Samples
from pipelines.sound.resampling import at_rate, in_channels
from studio.errors import BadInput
from studio.jobs.engine import JobContext
from studio.words import Sentence, say
from studio.works.made import Made

_ACTIVE = 10 ** (-40 / 20)
"""The first sound is heard where it is louder than this, against its own highest peak."""
_LOOK = 0.05
"""Seconds that are looked at together for that."""
_TAIL = 2.0
"""Seconds over which the second goes away where it ends with the first."""


@dataclass(frozen=True)
class Lane:
    """A sound in the mix: from sample `start` of the mix on, at a gain."""

    sound: Recording
    start: int
    gain: float

    @property
    def end(self) -> int:
        return self.start + self.sound.frames


def mixed(params: MixParams, ctx: JobContext) -> Made:
    """The two as one sound. Raises BadInput for more than LONGEST seconds."""
    ctx.progress("reading_sound")
    first, second = brought(ctx, params.sound), brought(ctx, params.second)
    ctx.progress("mixing_sounds")
    sound = _together(params, *_alike(first, second))
    title = str(say("sound_tools.mix_of", first=first.title, second=second.title))
    text = str(say(f"sound_tools.mixed_{params.placed}", first=first.title, second=second.title, seconds=sound.seconds))
    del first, second
    ctx.check()
    sound, notes = _finished(sound, params.loudness)
    ctx.progress("saving")
    return piece(sound, title, text, params.format, notes)


def _alike(first: Brought, second: Brought) -> tuple[Recording, Recording]:
    """Both at the rate of the first, in the channels of the wider one."""
    channels = max(first.sound.channels, second.sound.channels)
    return in_channels(first.sound, channels), in_channels(at_rate(second.sound, first.sound.rate), channels)


def _together(params: MixParams, first: Recording, second: Recording) -> Recording:
    rate, gains = first.rate, [10 ** (level / 20) for level in (params.level, params.second_level)]
    over = 0
    if params.placed == "after":
        over = min(round(params.crossfade * rate), first.frames, second.frames)
        start = first.frames - over
    else:
        start = round(params.offset * rate)
        second = _lasting(params, second, first.frames - start)
    lanes = Lane(first, 0, gains[0]), Lane(second, start, gains[1])
    frames = max(lane.end for lane in lanes)
    if frames > LONGEST * rate:
        raise BadInput(say("sound_tools.too_long", seconds=frames / rate, most=LONGEST))
    if over:
        lanes = _crossed(lanes[0], lanes[1], over)
    elif params.ducking and params.placed == "under":
        lanes = lanes[0], _ducked(lanes[0], lanes[1], params.ducking)
    return Recording(_sum(lanes, frames), rate)


def _lasting(params: MixParams, second: Recording, room: int) -> Recording:
    """The second again and again, and only as long as the first, where that is wanted. `room`: frames from where it
    begins to the end of the first."""
    if room <= 0:
        return second
    samples = second.samples
    if params.repeat and len(samples) < room:
        samples = np.tile(samples, (-(-room // len(samples)), 1))[:room]
    if params.until_first and len(samples) >= room:
        samples, tail = samples[:room].copy(), min(room, round(_TAIL * second.rate))
        samples[room - tail :] *= slope(tail)[::-1]
    return Recording(samples, second.rate)


def _crossed(first: Lane, second: Lane, over: int) -> tuple[Lane, Lane]:
    """The first going away over its last samples, the second coming up over as many."""
    leaving, coming = first.sound.samples.copy(), second.sound.samples.copy()
    leaving[len(leaving) - over :] *= slope(over)[::-1]
    coming[:over] *= slope(over)
    before, after = (Recording(samples, first.sound.rate) for samples in (leaving, coming))
    return replace(first, sound=before), replace(second, sound=after)


def _ducked(first: Lane, second: Lane, depth: float) -> Lane:
    """The second, lower where the first is heard."""
    sound, rate = second.sound, second.sound.rate
    gains = ducking.gains(_active(first.sound), max(first.end, second.end) / rate, depth)
    times = np.arange(len(gains)) * ducking.STEP * rate - second.start
    result = np.empty_like(sound.samples)
    done = 0
    for block in sound.blocks():
        places = np.arange(done, done + len(block))
        result[done : done + len(block)] = block * np.interp(places, times, gains)[:, None].astype(np.float32)
        done += len(block)
    return replace(second, sound=Recording(result, rate))


def _active(sound: Recording) -> list[tuple[float, float]]:
    """From when to when something is heard, in seconds, in order."""
    level = sound.level(_LOOK)
    loud = np.concatenate([[False], level > _ACTIVE * max(float(level.max(initial=0)), 1e-4), [False]])
    edges = np.flatnonzero(loud[1:] != loud[:-1]) * _LOOK
    return [(float(start), float(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _sum(lanes: tuple[Lane, Lane], frames: int) -> Samples:
    result = np.zeros((frames, lanes[0].sound.channels), np.float32)
    for lane in lanes:
        done = lane.start
        for block in lane.sound.blocks():
            result[done : done + len(block)] += block * np.float32(lane.gain)
            done += len(block)
    return result


def _finished(sound: Recording, loudness: str) -> tuple[Recording, tuple[Sentence, ...]]:
    """At the loudness that is wanted. A sum that is louder than a file can be is limited, and that is said."""
    if loudness == "keep" and max((float(np.abs(block).max()) for block in sound.blocks()), default=0) > 1:
        return levelling.held(sound, 1.0), (say("sound_tools.limited"),)
    return at_loudness(sound, loudness)
