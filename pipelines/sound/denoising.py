"""Denoising: steady noise taken out of a sound (Ephraim and Malah 1984: a Wiener filter whose signal-to-noise ratio is
carried on from frame to frame; the noise by minimum statistics, Martin 2001)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from pipelines.sound.recording import Recording, Samples

Floats = NDArray[np.float32]

FRAME, HOP = 2048, 512
_AT_ONCE = 256
"""Frames of a block."""
_JOINED = 5
"""Frames whose mean power is one look at the noise."""
_QUIETEST, _BIAS = 0.05, 3.0
"""The share of looks that hear noise alone, and how far these lie below its mean power."""
_AROUND = 101
"""Bins of the spectrum among which noise is alike: a tone that never ends stands out of them, and is no noise."""
_CARRIED = 0.94
_LEAST = 10 ** (-25 / 10)
"""The lowest ratio of signal to noise that is believed in."""


def cleaned(sound: Recording, strength: float, tell: Callable[[float], None] = lambda share: None) -> Recording:
    """The sound with its steady noise lower: 20 dB at the most at a strength of 1, none at 0. `tell` is given the share
    that is done."""
    if strength <= 0 or sound.frames < FRAME:
        return sound
    floor = 10 ** (-20 * strength / 20)
    noise = _noise(sound)
    result = np.zeros((sound.frames + 2 * FRAME, sound.channels), np.float32)
    held, total = np.maximum(0, 0 * noise), _count(sound)
    for first, spectra in _spectra(sound):
        gains, held = _gains(_power(spectra), noise, held, floor)
        for channel in range(sound.channels):
            _add(result[:, channel], first, spectra[channel] * gains)
        tell(min(1.0, (first + _AT_ONCE) / total))
    return Recording(result[FRAME : FRAME + sound.frames], sound.rate)


def _gains(power: Floats, noise: Floats, held: Floats, floor: float) -> tuple[Floats, Floats]:
    """The gain of each frame and bin, and the ratio that the next frame begins with."""
    gains = np.empty_like(power)
    for number, ratio in enumerate(power / noise):
        prior = np.maximum(_CARRIED * held + (1 - _CARRIED) * np.maximum(ratio - 1, 0), _LEAST)
        gain = prior / (1 + prior)
        gains[number], held = np.maximum(gain, floor), gain * gain * ratio
    return gains, held


def _noise(sound: Recording) -> Floats:
    """The mean power of the noise in each bin."""
    from scipy.ndimage import median_filter

    looks = [
        power[: len(power) // _JOINED * _JOINED].reshape(-1, _JOINED, power.shape[1]).mean(1)
        for power in (_power(spectra) for _, spectra in _spectra(sound))
        if len(power) >= _JOINED
    ]
    quiet = np.quantile(np.concatenate(looks), _QUIETEST, axis=0) if looks else np.zeros(FRAME // 2 + 1)
    return (median_filter(quiet, _AROUND, mode="nearest") * _BIAS + 1e-12).astype(np.float32)


def _power(spectra: NDArray[np.complex64]) -> Floats:
    """The mean over channels: one gain for all keeps everything at its place between left and right."""
    return np.asarray(np.square(np.abs(spectra)).mean(0), np.float32)


def _count(sound: Recording) -> int:
    return (sound.frames + FRAME) // HOP + 1


def _spectra(sound: Recording) -> Iterator[tuple[int, NDArray[np.complex64]]]:
    """The number of the first frame, and (channels, frames, bins); frames begin one frame before the sound."""
    for first in range(0, _count(sound), _AT_ONCE):
        count = min(_AT_ONCE, _count(sound) - first)
        begin = first * HOP - FRAME
        piece = _padded(sound.samples, begin, begin + (count - 1) * HOP + FRAME)
        frames = np.lib.stride_tricks.sliding_window_view(piece, FRAME, axis=0)[::HOP]
        yield first, np.fft.rfft(frames.transpose(1, 0, 2) * _window()).astype(np.complex64)


def _padded(samples: Samples, begin: int, end: int) -> Samples:
    inside = samples[max(0, begin) : max(0, end)]
    before = max(0, -begin)
    return np.pad(inside, ((before, max(0, end - begin - before - len(inside))), (0, 0)))


def _add(line: Samples, first: int, spectra: NDArray[np.complex64]) -> None:
    """The frames laid over each other, from `first` on."""
    waves = np.fft.irfft(spectra, FRAME).astype(np.float32) * (_window() * np.float32(2 * HOP / FRAME))
    for number, wave in enumerate(waves, start=first):
        place = line[number * HOP : number * HOP + FRAME]
        place += wave[: len(place)]


def _window() -> Floats:
    """The root of a Hann window: applied twice, its frames add up to one."""
    return np.sqrt(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)).astype(np.float32)
