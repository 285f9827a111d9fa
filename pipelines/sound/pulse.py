"""Pulse: how fast a sound beats, and where its bars begin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.sound.recording import Recording
from pipelines.sound.resampling import resampled

_RATE, _HOP = 22050, 128
_FRAMES = 60 * _RATE / _HOP
"""Moments a minute."""
_SLOWEST, _FASTEST = 60.0, 180.0
"""Beats a minute among which a tempo is looked for."""
_LATE = 1.9
"""Moments by which a stroke is heard late: half a window of the spectrum, less what it hears ahead."""
_FAINTEST = 0.5
"""What begins nowhere as much as this is one tone, or none."""
_WINDOW = 60.0
"""Seconds that are listened to."""
_STEADY = 0.3
"""How much alike the quarters of a sound must be in where they have their strokes, so that there is a beat at all."""
_AFTER = ((1, 0.6), (2, 0.2), (4, 0.2))
"""Beats after which a sound is like itself, and how much each counts."""
_REACH, _MOVED = 6, 0.002
"""Moments around a beat among which its stroke is looked for, and the share by which these may move the period."""
_WHOLE = 0.0004
"""The share by which a tempo may miss a whole number, and still is that one."""
_WIDE, _NARROW = 0.03, 0.001
"""The share around a tempo among which the right one is looked for: around one that was heard at first, and around one
that is known but for its last digits."""


@dataclass(frozen=True)
class Pulse:
    """Beats a minute, and the second of a beat, below the length of one."""

    tempo: float
    phase: float


def pulse(sound: Recording, about: float | None = None) -> Pulse | None:
    """The beat of a sound's first minute; None where it has none. `about`: its tempo, where that is known."""
    onsets = _onsets(sound)
    if len(onsets) * _HOP < 2 * _RATE or onsets.max() < _FAINTEST:
        return None
    span = _NARROW if about else _WIDE
    periods = _FRAMES / (about or _rough(onsets)) * np.arange(1 - span, 1 + span, 1e-4)
    found = [_best_phase(onsets, period) for period in periods]
    best = int(np.argmax([score for score, _ in found]))
    if not _is_steady(onsets, periods[best]):
        return None
    period, phase = _fitted(onsets, float(periods[best]), found[best][1])
    return Pulse(_whole(_FRAMES / period), (phase - _LATE) % period * _HOP / _RATE)


def _whole(tempo: float) -> float:
    return float(round(tempo)) if abs(tempo - round(tempo)) < _WHOLE * tempo else tempo


def downbeat(sound: Recording, beat: Pulse, beats: float) -> float:
    """The second at which the first bar of so many beats begins: where most begins, low tones above all."""
    onsets = _weights(sound)
    period = _FRAMES / beat.tempo
    first = beat.phase * _RATE / _HOP + _LATE
    scores = _on(onsets, period * beats, first + period * np.arange(int(beats)))
    return beat.phase + int(np.argmax(scores)) * 60 / beat.tempo


def _onsets(sound: Recording) -> NDArray[np.float32]:
    """How much begins at each moment, as ears hear it: every _HOP frames of _RATE."""
    import librosa
    from scipy.ndimage import gaussian_filter1d

    found = librosa.onset.onset_strength(y=_line(sound), sr=_RATE, hop_length=_HOP, n_fft=1024, n_mels=40, fmax=8000.0)
    # A stroke counts for the moments beside it too: hands are not clocks.
    return np.asarray(gaussian_filter1d(found, 2.0), np.float32)


def _weights(sound: Recording) -> NDArray[np.float32]:
    """How heavily it begins at each moment: by amplitude and below 400 Hz, where bass and drums mark the bars."""
    import librosa
    from scipy.ndimage import gaussian_filter1d

    low = np.abs(librosa.stft(_line(sound), n_fft=1024, hop_length=_HOP))[: round(400 / _RATE * 1024)]
    found = librosa.onset.onset_strength(S=low, sr=_RATE, hop_length=_HOP, n_fft=1024)
    return np.asarray(gaussian_filter1d(found, 4.0), np.float32)


def _line(sound: Recording) -> NDArray[np.float32]:
    """What is listened to, in one channel."""
    heard = sound.samples[: round(_WINDOW * sound.rate)].mean(1, keepdims=True)
    return resampled(heard, sound.rate, _RATE)[:, 0]


def _rough(onsets: NDArray[np.float32]) -> float:
    """The tempo that the onsets repeat themselves in, near to the one that people tap."""
    lags = np.arange(round(_FRAMES / _FASTEST), round(_FRAMES / _SLOWEST) + 1)
    centred = onsets - onsets.mean()
    size = 2 ** int(np.ceil(np.log2(2 * len(centred))))
    own = np.fft.irfft(np.abs(np.fft.rfft(centred, size)) ** 2)[: len(centred)]
    own /= np.arange(len(own), 0, -1)
    # What repeats itself after a beat does so after two and four: a tempo is believed by all of them.
    reach = [share * np.interp(lags * times, np.arange(len(own)), own, right=0.0) for times, share in _AFTER]
    tempi = _FRAMES / lags
    liked = np.exp(-0.5 * (np.log2(tempi / 115) / 0.7) ** 2)
    return float(tempi[np.argmax(np.maximum(np.sum(reach, 0), 0) * liked)])


def _is_steady(onsets: NDArray[np.float32], period: float) -> bool:
    """Whether the four quarters of a sound agree where in the period things begin: those of speech do not."""
    phases = np.arange(0, period, 2.0)
    bounds = [round(number * len(onsets) / 4 / period) * period for number in range(5)]
    curves = [_on(onsets[: int(end)], period, start + phases) for start, end in pairwise(bounds)]
    spread = [curve - curve.mean() for curve in curves]
    alike = [
        float(one @ other) / max(1e-9, float(np.linalg.norm(one) * np.linalg.norm(other)))
        for one, other in combinations(spread, 2)
    ]
    return float(np.mean(alike)) > _STEADY


def _fitted(onsets: NDArray[np.float32], period: float, phase: float) -> tuple[float, float]:
    """Period and phase of the straight line through the strokes that lie near the beats, the strong ones above all."""
    places = np.arange(phase, len(onsets) - _REACH - 1, period)[1:]
    windows = np.round(places).astype(int)[:, None] + np.arange(-_REACH, _REACH + 1)
    strength = np.maximum(onsets[np.clip(windows, 0, len(onsets) - 1)], 1e-6) ** 2
    centres, weights = (strength * windows).sum(1) / strength.sum(1), np.sqrt(strength.sum(1))
    if len(places) < 4:
        return period, phase
    slope, first = np.polyfit(np.arange(1, len(places) + 1), centres, 1, w=weights)
    return (float(slope), float(first)) if abs(slope / period - 1) < _MOVED else (period, phase)


def _best_phase(onsets: NDArray[np.float32], period: float) -> tuple[float, float]:
    """The mean of what begins on the beats, and the first of them, where that is most."""
    phases = np.arange(0, period, 2.0)
    scores = _on(onsets, period, phases)
    best = int(np.argmax(scores))
    return float(scores[best]), float(phases[best])


def _on(onsets: NDArray[np.float32], period: float, phases: NDArray[Any]) -> NDArray[np.float32]:
    """The mean of what begins a whole number of periods after each phase."""
    count = max(1, int((len(onsets) - 1 - phases.max()) / period))
    places = np.round(phases[:, None] + np.arange(count) * period).astype(int)
    return np.asarray(onsets[np.clip(places, 0, len(onsets) - 1)].mean(1), np.float32)
