"""A synthetic singer: formants, vibrato, drift, glides, breath and consonants, out of the tune that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.signal import lfilter

RATE = 44_100
VOWELS = {
    "a": ((800, 80), (1150, 90), (2900, 120), (3900, 130)),
    "o": ((450, 70), (800, 80), (2830, 100), (3800, 130)),
    "i": ((270, 60), (2140, 90), (2950, 100), (3900, 120)),
    "u": ((325, 50), (700, 60), (2700, 170), (3800, 180)),
}
"""Formants of a tenor and an alto: centre and width in Hz (Peterson and Barney 1952, Csound's tables)."""


@dataclass(frozen=True)
class Singer:
    """How someone sings. Cents, Hertz, seconds."""

    vibrato: float = 50.0
    rate: float = 5.5
    drift: float = 40.0
    """Cents that the pitch has gone by the end."""
    offset: float = 0.0
    """Cents that all is sharp of A = 440 Hz."""
    glide: float = 0.06
    gap: float = 0.05
    """How long a consonant closes the voice before a note."""
    bound: float = 0.4
    """Which share of the notes is bound to the one before, without a consonant."""
    breath: float = 0.01

    def sing(self, tune: Sequence[tuple[int, float]], beat: float, seed: int) -> tuple[np.ndarray, list[tuple]]:
        """(MIDI number or 0 for a rest, beats) at `beat` seconds each: the sound, and (pitch, start, end) of each
        note."""
        chance = np.random.default_rng(seed)
        starts = np.concatenate([[0.4], 0.4 + np.cumsum([length * beat for _, length in tune])])
        sound = np.zeros(int((starts[-1] + 0.5) * RATE))
        notes = [(p, a, b) for (p, _), (a, b) in zip(tune, pairwise(starts), strict=True) if p]
        cents, open_ = np.full(len(sound), float(notes[0][0])), np.zeros(len(sound))
        for number, (pitch, start, end) in enumerate(notes):
            same = number and notes[number - 1][0] == pitch
            follows = number and abs(notes[number - 1][2] - start) < 1e-6
            bound = follows and not same and chance.random() < self.bound
            begin, stop = int(start * RATE), int((end - self.gap) * RATE)
            cents[begin:] = pitch
            if bound:
                half = int(self.glide * RATE / 2)
                cents[begin - half : begin + half] = np.linspace(notes[number - 1][0], pitch, 2 * half)
                open_[int((start - self.gap) * RATE) : begin] = 1
            open_[begin:stop] = 1
        time = np.arange(len(sound)) / RATE
        swing = self.vibrato * np.sin(2 * np.pi * self.rate * time + chance.random() * 6) / 100
        since = np.concatenate([[1.0], [0.0] * (len(sound) - 1)])
        for _, start, _end in notes:
            since[int(start * RATE)] = 1
        age = np.arange(len(sound)) - np.maximum.accumulate(np.where(since > 0, np.arange(len(sound)), 0))
        swing *= np.clip((age / RATE - 0.12) / 0.15, 0, 1)
        wander = lfilter([1], [1, -0.99995], chance.standard_normal(len(sound))) * 0.0003
        cents = cents + swing + wander + self.offset / 100 + self.drift / 100 * time / time[-1]
        phase = np.cumsum(440 * 2 ** ((cents - 69) / 12)) / RATE
        source = np.diff(2 * (phase % 1) ** 2 - (phase % 1) * 2, prepend=0)
        source = source / np.abs(source).max() + self.breath * chance.standard_normal(len(sound))
        gate = np.convolve(open_, np.hanning(int(0.02 * RATE)), "same") / np.hanning(int(0.02 * RATE)).sum()
        voice = np.zeros(len(sound))
        vowel = VOWELS[str(chance.choice(list(VOWELS)))]
        for centre, width in vowel:
            radius = np.exp(-np.pi * width / RATE)
            voice += lfilter([1 - radius], [1, -2 * radius * np.cos(2 * np.pi * centre / RATE), radius**2], source)
        voice = voice * gate
        sound = voice / np.abs(voice).max() * 0.6 + 0.001 * chance.standard_normal(len(sound))
        return sound.astype(np.float32), notes
