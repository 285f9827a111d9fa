"""Mastering: the loudness of what a model played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.sound.limiter import LOUDNESS, ROUNDS, limited
from studio.errors import InkstoneError
from studio.media.audio import loudness
from studio.words import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    """Frames x channels, -1 to 1."""

SILENCE = -69.0
"""LUFS."""


def mastered(samples: Samples, rate: int) -> Samples:
    """The samples at -14 LUFS with limited peaks, with as many channels. Raises InkstoneError when they are silence."""
    # An offset is not heard, but takes the room that the music needs.
    samples = samples - samples.mean(0)
    if loudness(samples, rate) < SILENCE:
        raise InkstoneError(say("musicgen.silence"), hint=say("musicgen.more_words"))
    channels = samples.shape[1]
    sound = both_sides(samples)
    for _ in range(ROUNDS):
        # Limiting takes a little loudness away again, hence the rounds.
        gain = LOUDNESS - loudness(sound[:, :channels], rate)
        if abs(gain) < 0.1:
            break
        sound = limited(sound * sound.dtype.type(10 ** (gain / 20)), rate)
    return sound[:, :channels]


def both_sides(samples: Samples) -> Samples:
    """Two channels, which the limiter works on."""
    import numpy as np

    return np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples
