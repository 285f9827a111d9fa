"""Limiting: true peaks held below -1 dBTP, and the loudness that every piece ends at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.media.audio import loudness

if TYPE_CHECKING:
    import numpy as np

LOUDNESS = -14.0
"""LUFS."""
CEILING = -1.3
"""dBTP. A little below -1, for what a file format or another meter's filter adds."""
ROUNDS = 4
"""Limiting takes a little loudness away again, hence several."""
MOST_ROUNDS, NEAR = 8, 0.15
"""Rounds after which the loudness is left as it is, and LU that are near enough."""
MOST_GAIN = 80.0
"""Decibels that are added at most: what is lower than can be heard has no loudness, however much it is raised."""


def finished(sound: np.ndarray, rate: int) -> np.ndarray:
    """The sound at -14 LUFS with true peaks below -1 dBTP; silence stays silence.

    What a limiter takes from sharp strokes has to be given again, and more of it the sharper they are: each round
    learns from the one before how much loudness a decibel brings.
    """
    import numpy as np

    heard = loudness(sound, rate)
    if heard <= -70:
        return sound
    gain, slope, before = LOUDNESS - heard, 1.0, (0.0, heard)
    result = sound
    for _ in range(MOST_ROUNDS):
        result = limited(sound * np.float32(10 ** (gain / 20)), rate)
        heard = loudness(result, rate)
        if abs(LOUDNESS - heard) < NEAR:
            break
        if abs(gain - before[0]) > 1e-3:
            slope = min(1.0, max(0.15, (heard - before[1]) / (gain - before[0])))
        before = (gain, heard)
        gain = min(MOST_GAIN, gain + (LOUDNESS - heard) / slope)
    return result


def limited(sound: np.ndarray, rate: int) -> np.ndarray:
    """The sound with true peaks (oversampled, ITU-R BS.1770) held at the ceiling, from 4 ms ahead of each."""
    import numpy as np
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    ceiling = 10 ** (CEILING / 20)
    peaks = true_peaks(sound)
    if peaks.max() <= ceiling:
        return sound
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    reach = int(0.004 * rate) | 1
    # A mean over the reach of a minimum over the reach never exceeds what is needed at its centre.
    gain = uniform_filter1d(minimum_filter1d(needed, 2 * reach + 1), reach)
    return (sound * gain[:, None]).astype(np.float32)


def true_peaks(sound: np.ndarray) -> np.ndarray:
    """The largest absolute value around each sample, between samples too."""
    import numpy as np
    from scipy.signal import resample_poly

    fine = np.maximum(*(np.abs(resample_poly(sound[:, side], 4, 1)) for side in (0, 1)))
    # Slices are many times quicker here than a maximum along a short axis.
    return np.maximum(np.maximum(fine[0::4], fine[1::4]), np.maximum(fine[2::4], fine[3::4]))
