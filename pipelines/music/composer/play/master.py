"""Mastering: the whole held together, its bass and its air, then -14 LUFS with true peaks below -1 dBTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.music.composer.play.mixes import Mix
from pipelines.sound.limiter import finished

if TYPE_CHECKING:
    import numpy as np

WIDEST = 0.65


def master(sound: np.ndarray, mix: Mix, rate: int) -> np.ndarray:
    """The finished sound, float32 of the same shape, at -14 LUFS."""
    sound = _faded_edges(_coloured(narrowed(sound), mix, rate), rate)
    return finished(compressed(sound, mix.glue, rate), rate)


def narrowed(sound: np.ndarray) -> np.ndarray:
    """The sound no wider than one loudspeaker bears: what differs between the sides at most 0.65 of what they share."""
    import numpy as np

    middle, side = sound.mean(axis=1), (sound[:, 0] - sound[:, 1]) / 2
    shared, apart = float(np.sqrt((middle**2).mean())), float(np.sqrt((side**2).mean()))
    if apart <= WIDEST * shared:
        return sound
    side *= WIDEST * shared / apart
    return np.stack([middle + side, middle - side], axis=1)


def compressed(sound: np.ndarray, ratio: float, rate: int) -> np.ndarray:
    """What is louder than the piece's own mean comes down by `ratio` to 1, too slow to be heard."""
    import numpy as np
    from scipy.ndimage import gaussian_filter1d

    hop = 512
    frames = len(sound) // hop + 1
    power = (
        np.pad((sound[:, 0] ** 2 + sound[:, 1] ** 2) / 2, (0, frames * hop - len(sound)))
        .reshape(frames, hop)
        .mean(axis=1)
    )
    level = gaussian_filter1d(power, 0.08 * rate / hop)
    threshold = level[level > level.max() * 1e-3].mean() if level.max() > 0 else 1.0
    gain = np.minimum(1.0, (np.maximum(level, 1e-12) / threshold) ** ((1 / ratio - 1) / 2))
    smooth = np.interp(np.arange(len(sound)), np.arange(frames) * hop + hop / 2, gain)
    return (sound * smooth[:, None]).astype(np.float32)


def _coloured(sound: np.ndarray, mix: Mix, rate: int) -> np.ndarray:
    """No rumble, and the mix's own bass and air."""
    import numpy as np
    from scipy.signal import butter, sosfilt

    clean = sosfilt(butter(2, 28, "highpass", fs=rate, output="sos"), sound, axis=0).astype(np.float32)
    air = sosfilt(butter(1, 6000, "highpass", fs=rate, output="sos"), clean, axis=0)
    floor = sosfilt(butter(1, 100, fs=rate, output="sos"), clean, axis=0)
    coloured = clean + (10 ** (mix.high / 20) - 1) * air + (10 ** (mix.low / 20) - 1) * floor
    return _taped(coloured.astype(np.float32), rate) if mix.tape else coloured.astype(np.float32)


def _taped(sound: np.ndarray, rate: int) -> np.ndarray:
    """Dull, and a little driven."""
    import numpy as np
    from scipy.signal import butter, sosfilt

    peak = np.abs(sound).max() or 1.0
    driven = np.tanh(1.4 * sound / peak) * peak / 1.4
    dull: np.ndarray = sosfilt(butter(2, 6200, fs=rate, output="sos"), driven, axis=0)
    return dull.astype(np.float32)


def _faded_edges(sound: np.ndarray, rate: int) -> np.ndarray:
    """Silence in the first and last sample, so that nothing clicks; the music itself has died away before."""
    import numpy as np

    edge = int(0.25 * rate)
    sound = sound.copy()
    sound[-edge:] *= np.linspace(1, 0, edge, dtype=np.float32)[:, None] ** 2
    sound[:64] *= np.linspace(0, 1, 64, dtype=np.float32)[:, None]
    return sound
