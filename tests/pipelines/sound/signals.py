"""Sounds for tests, made from nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RATE = 44_100


def tone(pitch: float, seconds: float, rate: int = RATE, level: float = 0.3) -> Floats:
    """A sine, (frames, 2), a quarter of a turn apart on the right."""
    at = 2 * np.pi * pitch * np.arange(round(seconds * rate)) / rate
    return level * np.stack([np.sin(at), np.sin(at + np.pi / 2)], 1)


def beats(tempo: float, seconds: float, lead: float = 0.0, rate: int = RATE, bar: int = 4) -> Floats:
    """A drum on each beat, lower and louder on the first of a bar, from `lead` seconds on; (frames, 2)."""
    sound = np.zeros(round(seconds * rate))
    hit = np.arange(round(0.2 * rate)) / rate
    chance = np.random.default_rng(1)
    for number in range(int((seconds - lead) * tempo / 60) + 1):
        first = round((lead + number * 60 / tempo) * rate)
        strong = number % bar == 0
        drum = np.sin(2 * np.pi * (70 if strong else 180) * hit) * np.exp(-25 * hit) * (0.7 if strong else 0.35)
        drum += 0.1 * chance.standard_normal(len(hit)) * np.exp(-90 * hit)
        sound[first : first + len(hit)] += drum[: max(0, len(sound) - first)]
    pad = 0.05 * np.sin(2 * np.pi * 220 * np.arange(len(sound)) / rate)
    return np.stack([sound + pad, sound - pad], 1)


def chatter(seconds: float, rate: int = RATE, seed: int = 0) -> Floats:
    """Syllables of a voice with pauses between them: tones with many overtones under formants; (frames, 1)."""
    chance = np.random.default_rng(seed)
    sound, at = np.zeros(round(seconds * rate)), 0.1
    while at < seconds - 0.4:
        length = chance.uniform(0.12, 0.3)
        time = np.arange(round(length * rate)) / rate
        pitch, formants = chance.uniform(110, 180), chance.choice([[700, 1200], [300, 2200], [450, 900]])
        voices = [
            np.sin(2 * np.pi * pitch * k * time) / k * sum(np.exp(-(((pitch * k - f) / 250) ** 2)) for f in formants)
            for k in range(1, 30)
        ]
        start = round(at * rate)
        sound[start : start + len(time)] += np.sum(voices, 0) * np.sin(np.pi * time / length) ** 0.5
        at += length + chance.choice([0.02, 0.05, 0.3])
    return 0.3 * (sound / np.abs(sound).max())[:, None]


def ratio(wanted: Any, given: Any) -> float:
    """Signal to all that differs from it, in decibels."""
    return float(10 * np.log10(np.square(wanted).sum() / np.square(given - wanted).sum()))


def true_to_scale(wanted: Any, given: Any) -> float:
    """The same, whatever the level of what is given (SI-SDR, Le Roux et al. 2019)."""
    return ratio(wanted * (np.sum(given * wanted) / np.square(wanted).sum()), given)
