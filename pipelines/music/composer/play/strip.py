"""One channel of the desk: what is done to one player's sound before all come together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipelines.music.composer.play.performance import Sounding
from pipelines.music.score.instruments import Role
from studio.media.audio import loudness

if TYPE_CHECKING:
    import numpy as np

LOWEST: dict[Role, float] = {"lead": 110, "counter": 110, "chords": 110, "pad": 140, "bass": 32, "drums": 28}
"""Below this many Hz a part has nothing to say, and would only cloud the bass."""
SUB = (28, 41)
"""The octave and a bit that the sine under a bass sounds in, as MIDI notes: 41 to 87 Hz."""


def cleaned(sound: np.ndarray, role: Role, rate: int) -> np.ndarray:
    """The sound without rumble."""
    import numpy as np
    from scipy.signal import butter, sosfilt

    filtered: np.ndarray = sosfilt(butter(2, LOWEST[role], "highpass", fs=rate, output="sos"), sound, axis=0)
    return filtered.astype(np.float32)


def levelled(sound: np.ndarray, level: float, rate: int) -> np.ndarray:
    """The sound at `level` LUFS where it plays; silence stays silence."""
    import numpy as np

    heard = loudness(sound, rate)
    return sound if heard <= -70 else sound * np.float32(10 ** ((level - heard) / 20))


def driven(sound: np.ndarray, amount: float) -> np.ndarray:
    """Saturated as by a valve, 0 (not at all) to 1: louder inside, no higher peak, even and odd harmonics."""
    import numpy as np

    peak = float(np.abs(sound).max(initial=0.0))
    if not amount or not peak:
        return sound
    gain, lean = np.float32(1 + 5 * amount), np.float32(0.12 * amount)
    bent = np.tanh(gain * sound / np.float32(peak) + lean) - np.tanh(lean)
    return (bent * np.float32(peak / np.tanh(gain))).astype(np.float32)


def punched(sound: np.ndarray, amount: float, rate: int) -> np.ndarray:
    """Drums compressed together, 0 to 1: the stroke comes through before the gain goes down, its tail is lifted."""
    import numpy as np
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    if not amount:
        return sound
    hop = 128
    frames = len(sound) // hop + 1
    power = np.pad(np.abs(sound).max(axis=1), (0, frames * hop - len(sound))).reshape(frames, hop).max(axis=1)
    held = uniform_filter1d(maximum_filter1d(power, int(0.06 * rate / hop)), int(0.04 * rate / hop))
    if held.max() <= 0:
        return sound
    threshold = 0.25 * float(held.max())
    gain = np.minimum(1.0, (np.maximum(held, 1e-9) / threshold) ** (-0.6 * amount))
    # A few milliseconds late: what makes drums hit is what passes before the compressor answers.
    late = np.arange(len(sound), dtype=np.float32) - np.float32(0.006 * rate)
    smooth = np.interp(late, np.arange(frames) * hop + hop / 2, gain).astype(np.float32)
    return (sound * smooth[:, None]).astype(np.float32)


def chorused(sound: np.ndarray, rate: int) -> np.ndarray:
    """Wider by one copy on each side that wanders by a few cents, each its own way."""
    import numpy as np

    at = np.arange(len(sound), dtype=np.float32) / np.float32(rate)
    middle = np.append(sound.mean(axis=1), np.float32(0))
    result = sound * np.float32(0.8)
    for side, (speed, delay) in enumerate(((0.61, 0.013), (0.47, 0.019))):
        back = (delay + 0.0016 * np.sin(np.float32(2 * np.pi * speed) * at + np.float32(side * np.pi))) * rate
        whole = np.ceil(back).astype(np.int32)
        share = (whole - back).astype(np.float32)
        # Between two samples by a straight line: a search for each, as np.interp makes, takes five times as long.
        place = np.arange(len(sound), dtype=np.int32) - whole
        copy = middle[place] + share * (middle[place + 1] - middle[place])
        result[:, side] += np.float32(0.55) * np.where(place >= 0, copy, 0)
    return result.astype(np.float32, copy=False)


def placed(sound: np.ndarray, pan: float) -> np.ndarray:
    """The sound moved between left (-1) and right (1) at equal power."""
    import numpy as np

    angle = (pan + 1) * np.pi / 4
    return sound * np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(2**0.5)


def doubled(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Two takes of one player, far left and far right, which a wall of guitars is."""
    import numpy as np

    return (0.5 * (placed(first.mean(axis=1)[:, None], -0.8) + placed(second.mean(axis=1)[:, None], 0.8))).astype(
        np.float32
    )


def sub(part: Sequence[Sounding], length: int, rate: int) -> np.ndarray:
    """A sine under the notes of a bass, stereo: it begins and ends softly, so that it does not click."""
    import numpy as np

    sound = np.zeros(length, np.float32)
    for note in part:
        pitch = note.pitch
        while pitch > SUB[1]:
            pitch -= 12
        while pitch < SUB[0]:
            pitch += 12
        start, count = int(note.start * rate), int((note.end - note.start + 0.03) * rate)
        time = np.arange(max(0, min(count, length - start)), dtype=np.float32) / rate
        left = np.clip((count / rate - time) / 0.03, 0, 1)
        shape = np.clip(time / 0.006, 0, 1) * left * np.exp(-time / 2.5)
        sound[start : start + len(time)] += (
            shape * np.sin(2 * np.pi * 440 * 2 ** ((pitch - 69) / 12) * time) * note.velocity / 127
        ).astype(np.float32)
    return np.stack([sound, sound], axis=1)
