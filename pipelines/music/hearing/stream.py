"""A file's sound in pieces: one channel, at the rate that a network listens at, so that no length fills the memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

BLOCK = 2**17
"""Frames that are read at once."""
_CANCELLED = 0.01
"""Share of the channels' power that their mean has at most, where they cancel each other out."""


def pieces(path: Path, rate: int) -> Iterator[np.ndarray]:
    """The sound as float32 arrays of shape (samples,) at `rate`, one after another."""
    import soundfile
    import soxr

    with soundfile.SoundFile(path) as file:
        resample = soxr.ResampleStream(file.samplerate, rate, 1, dtype="float32")
        for block in file.blocks(BLOCK, dtype="float32", always_2d=True):
            yield resample.resample_chunk(_one_channel(block))
        yield resample.resample_chunk(np.zeros(0, np.float32), last=True)


def _one_channel(block: np.ndarray) -> np.ndarray:
    """The mean of all channels; the first, where they cancel each other out (one side is wired the wrong way round)."""
    mono = block.mean(axis=1)
    cancels = np.square(mono).mean() < _CANCELLED * np.square(block).mean()
    return np.ascontiguousarray(block[:, 0] if cancels else mono)


def windows(sound: Iterator[np.ndarray], length: int, hop: int, before: int = 0) -> Iterator[np.ndarray]:
    """Stretches of `length` samples, each `hop` after the one before; `before` zeros stand in front of the sound, and
    zeros fill the last one. Every sample is in at least one."""
    held = np.zeros(before, np.float32)
    for piece in sound:
        held = np.concatenate([held, piece])
        while len(held) >= length:
            yield held[:length]
            held = held[hop:]
    while len(held) > length - hop:
        yield np.pad(held[:length], (0, max(0, length - len(held))))
        held = held[hop:]
