"""Separating: the voice of a sound window by window, and what is left without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from pipelines.music.ask_sound import SeparateParams
from pipelines.music.tools.brought import Brought, brought
from pipelines.music.tools.pieces import piece
from pipelines.runtimes.demucs import Demucs
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


def voice_of(sound: Recording, net: Spleeter | Demucs, tell: Tell) -> Recording:
    """The voice of a sound of 44.1 kHz in two channels, in its own memory: of ten minutes there is one copy."""
    return _by_waves(sound, net, tell) if isinstance(net, Demucs) else _by_spectra(sound, net, tell)


def _by_waves(sound: Recording, net: Demucs, tell: Tell) -> Recording:
    """Windows that overlap by a quarter, each loudest in its middle."""
    samples, step = sound.samples, 3 * net.window // 4
    rise = np.minimum(np.arange(1, net.window + 1), np.arange(net.window, 0, -1)).astype(np.float32)[:, None]
    held, shares = np.zeros((net.window, CHANNELS), np.float32), np.zeros((net.window, 1), np.float32)
    for start in range(0, len(samples), step):
        tell(start // step, -(-len(samples) // step))
        piece = samples[start : start + net.window]
        heard = net.voice(np.pad(piece, ((0, net.window - len(piece)), (0, 0))))
        held, shares = held + rise * heard, shares + rise
        there = samples[start : start + step]
        there[:] = held[: len(there)] / shares[: len(there)]
        held, shares = (np.pad(part[step:], ((0, step), (0, 0))) for part in (held, shares))
    return sound


def _by_spectra(sound: Recording, net: Spleeter, tell: Tell) -> Recording:
    """Windows of spectra, of each of which the edges are taken from its neighbours."""
    samples = sound.samples
    waves = _Waves(samples)
    window = np.hanning(SIZE + 1)[:-1].astype(np.float32)
    total = -(-(len(samples) + SIZE) // (_STEP * HOP))
    for number in range(total):
        tell(number, total)
        spectra = _spectra(samples, number * _STEP - _EDGE, window)
        kept = slice(_EDGE, FRAMES - _EDGE)
        mine = spectra[:, kept] * net.share(spectra)[:, kept]
        waves.add(np.fft.irfft(mine, SIZE).astype(np.float32) * window)
        # What the next window looks at begins so far before its own frames.
        waves.lay((number + 1) * _STEP * HOP - SIZE - _EDGE * HOP)
    waves.lay(len(samples))
    tell(total, total)
    return sound


class _Waves:
    """Frames that overlap, added up and laid down over what they were made of as soon as nobody looks at that again."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        # Spectra begin one window before the sound.
        self._start = self._next = -SIZE
        self._held = np.zeros((0, CHANNELS), np.float32)

    def add(self, frames: Samples) -> None:
        """Further frames, channels x frames x SIZE, each HOP samples after the one before."""
        end = self._next + (frames.shape[1] - 1) * HOP + SIZE
        self._held = np.pad(self._held, ((0, end - self._start - len(self._held)), (0, 0)))
        for wave in frames.transpose(1, 2, 0):
            self._held[self._next - self._start :][:SIZE] += wave
            self._next += HOP

    def lay(self, end: int) -> None:
        """Lay down all before sample `end`."""
        count = max(0, min(end - self._start, len(self._held)))
        before = min(count, max(0, -self._start))
        there = self._samples[self._start + before :][: count - before]
        # Four Hann windows, squared, lie over each sample.
        np.multiply(self._held[before : before + len(there)], np.float32(1 / 1.5), out=there)
        self._held, self._start = self._held[count:].copy(), self._start + count


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
