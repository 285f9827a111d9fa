"""Separating: the voice of a sound window by window, and what is left without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from pipelines.music.ask_sound import SeparateParams
from pipelines.music.tools.brought import Brought, brought
from pipelines.music.tools.pieces import piece
from pipelines.runtimes.spleeter import CHANNELS, FRAMES, HOP, RATE, SIZE, Spectra, Spleeter
from pipelines.sound import resampling
from pipelines.sound.recording import Recording, Samples
from studio.errors import BadInput
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.params import Options
from studio.words import Sentence, say
from studio.works.made import Made

SeparateAsk = Ask[SeparateParams, Options]
Tell = Callable[[int, int], None]
"""Takes the number of windows that are done, and of all."""

_EDGE = 32
"""Frames at each end of a window that are looked at, and taken from its neighbour."""
_STEP = FRAMES - 2 * _EDGE
_SILENT = 1e-4
"""Root mean square (-80 dBFS) of a sound that is silence."""
_FAINT = 10 ** (-35 / 20)
"""Root mean square of a part against the whole, below which it is hardly there."""


def separated(ask: SeparateAsk, ctx: JobContext) -> Iterator[Made]:
    """The parts that are wanted: the two of them add up to the sound. Raises BadInput for silence."""
    part = _separated(ask, ctx)
    ctx.progress("saving")
    # Read anew each time: beside the network, or a part that is being kept, the whole would be too much.
    about = _without_samples(found := brought(ctx, ask.params.sound))
    whole = _level(found.sound)
    del found
    if ask.params.keep != "accompaniment":
        yield _made(ask, "voice", part, about, whole)
    if ask.params.keep != "voice":
        # In the same memory: nothing of the voice alone is needed any more.
        np.subtract(brought(ctx, ask.params.sound).sound.samples, part.samples, out=part.samples)
        yield _made(ask, "accompaniment", part, about, whole)


def _without_samples(found: Brought) -> Brought:
    """What is known of a sound, alone."""
    return replace(found, sound=Recording(found.sound.samples[:0].copy(), found.sound.rate))


def _separated(ask: SeparateAsk, ctx: JobContext) -> Recording:
    """The voice, at the rate of the sound, in its channels and as long as it."""
    ctx.progress("reading_sound")
    sound = brought(ctx, ask.params.sound).sound
    if _level(sound) < _SILENT:
        raise BadInput(say("own_sound.silent"))
    rate, channels, frames = sound.rate, sound.channels, sound.frames
    sound = resampling.at_rate(resampling.in_channels(sound, CHANNELS), RATE)
    with ctx.lease(ask.models[MAIN]) as net:
        sound = voice_of(sound, net, lambda step, total: ctx.progress("separating_sound", step, total))
    sound = resampling.at_rate(resampling.in_channels(sound, channels), rate)
    return Recording(_as_long(sound.samples, frames), rate)


def voice_of(sound: Recording, net: Spleeter, tell: Tell) -> Recording:
    """The voice of a sound of 44.1 kHz in two channels."""
    return Recording(_voice(sound.samples, net, tell), sound.rate)


def _voice(samples: Samples, net: Spleeter, tell: Tell) -> Samples:
    """Of samples at 44.1 kHz in two channels. Spectra begin one window before the sound."""
    window = np.hanning(SIZE + 1)[:-1].astype(np.float32)
    result = np.zeros((len(samples) + (_STEP + 8) * HOP + SIZE, CHANNELS), np.float32)
    total = -(-(len(samples) + SIZE) // (_STEP * HOP))
    for number in range(total):
        tell(number, total)
        first = number * _STEP - _EDGE
        spectra = _spectra(samples, first, window)
        kept = slice(_EDGE, FRAMES - _EDGE)
        mine = spectra[:, kept] * net.share(spectra)[:, kept]
        waves = np.fft.irfft(mine, SIZE).astype(np.float32) * window
        for place, wave in enumerate(waves.transpose(1, 2, 0), start=number * _STEP):
            result[place * HOP : place * HOP + SIZE] += wave
    tell(total, total)
    # Four Hann windows, squared, lie over each sample.
    result *= np.float32(1 / 1.5)
    return result[SIZE : SIZE + len(samples)]


def _spectra(samples: Samples, first: int, window: Samples) -> Spectra:
    """FRAMES spectra from frame `first` on."""
    begin = first * HOP - SIZE
    end = begin + (FRAMES - 1) * HOP + SIZE
    inside = samples[max(0, begin) : max(0, end)]
    before = max(0, -begin)
    piece = np.pad(inside, ((before, end - begin - before - len(inside)), (0, 0)))
    frames = np.lib.stride_tricks.sliding_window_view(piece, SIZE, axis=0)[::HOP]
    return np.fft.rfft(frames.transpose(1, 0, 2) * window).astype(np.complex64)


def _as_long(samples: Samples, frames: int) -> Samples:
    """A sound that was resampled twice may miss its length by a sample."""
    return samples if len(samples) == frames else np.pad(samples[:frames], ((0, max(0, frames - len(samples))), (0, 0)))


def _made(ask: SeparateAsk, name: str, part: Recording, found: Brought, whole: float) -> Made:
    title = str(say(f"separating.{name}_of", title=found.title))
    text = str(say(f"separating.{name}_told", title=found.title, seconds=part.seconds))
    faint = _level(part) < _FAINT * whole
    notes: tuple[Sentence, ...] = (say(f"separating.hardly_any_{name}"),) if faint else ()
    return piece(part, title, text, ask.params.format, notes, tempo=found.tempo, metre=found.metre)


def _level(sound: Recording) -> float:
    """Root mean square."""
    power = sum(float(np.square(block, dtype=np.float64).sum()) for block in sound.blocks())
    return float(np.sqrt(power / sound.samples.size))
