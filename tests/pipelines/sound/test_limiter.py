"""Loudness and peaks, on sounds that are hard to make loud."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from pipelines.sound.limiter import finished

RATE = 44100


def clicks(every: float) -> np.ndarray:
    """Sharp strokes that die away in a hundredth of a second, four seconds of them."""
    time = np.arange(4 * RATE) / RATE
    stroke = np.sin(2 * np.pi * 700 * time) * np.exp(-(time % every) / 0.01)
    return np.stack([stroke, stroke], axis=1).astype(np.float32)


def hum() -> np.ndarray:
    time = np.arange(4 * RATE) / RATE
    return np.stack([np.sin(2 * np.pi * 60 * time), np.sin(2 * np.pi * 61 * time)], axis=1).astype(np.float32)


def noise() -> np.ndarray:
    return np.random.default_rng(1).standard_normal((4 * RATE, 2)).astype(np.float32)


def between_samples(sound: np.ndarray) -> float:
    """The peak of the spectrum made eight times finer, in dBTP."""
    fine = np.fft.irfft(np.fft.rfft(sound, axis=0), 8 * len(sound), axis=0) * 8
    return float(20 * np.log10(np.abs(fine[4000:-4000]).max()))


@pytest.mark.parametrize("sound", [clicks(0.25), clicks(0.9), hum(), noise(), 1e-2 * noise(), 40 * hum()])
def test_any_sound_ends_as_loud_as_wanted_and_does_not_clip(sound: np.ndarray) -> None:
    made = finished(sound, RATE)
    assert made.shape == sound.shape
    assert pyloudnorm.Meter(RATE).integrated_loudness(made) == pytest.approx(-14, abs=0.5)
    assert between_samples(made) < -1


def test_silence_stays_silence() -> None:
    assert not finished(np.zeros((RATE, 2), np.float32), RATE).any()
