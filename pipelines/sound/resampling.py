"""Resampling: the same sound at another rate, and in one channel or two."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.sound.recording import BLOCK, Recording, Samples


def at_rate(sound: Recording, rate: int) -> Recording:
    """At `rate` frames a second: round(frames x rate / its own) frames, by soxr's best filter."""
    if rate == sound.rate:
        return sound
    return Recording(resampled(sound.samples, sound.rate, rate), rate)


def resampled(samples: Samples, rate: float, wanted: float) -> Samples:
    """Samples of shape (frames, channels) at `wanted` frames a second."""
    total = round(len(samples) * wanted / rate)
    result = np.zeros((total, samples.shape[1]), np.float32)
    done = 0
    for piece in pieces(samples, rate, wanted):
        found = piece[: total - done]
        result[done : done + len(found)] = found
        done += len(found)
    return result


def pieces(samples: Samples, rate: float, wanted: float) -> Iterator[Samples]:
    """The same one after another, so that no second copy of the whole is made on the way."""
    import soxr

    stream = soxr.ResampleStream(rate, wanted, samples.shape[1], dtype="float32", quality="VHQ")
    for start in range(0, len(samples), BLOCK):
        block = np.ascontiguousarray(samples[start : start + BLOCK])
        yield stream.resample_chunk(block, last=start + BLOCK >= len(samples))


def in_channels(sound: Recording, channels: int) -> Recording:
    """With one channel, the mean of its own, or with two that are alike."""
    if sound.channels == channels:
        return sound
    samples = sound.samples if sound.channels == 1 else sound.samples.mean(1, keepdims=True, dtype=np.float32)
    return Recording(np.repeat(samples, channels, axis=1), sound.rate)
