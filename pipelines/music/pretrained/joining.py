"""Joins: what a model played is put into a sound of one's own, which stays as it was to the last sample elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.music.pretrained.mastering import both_sides
from pipelines.sound.limiter import limited

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

FADE = 0.05
"""Seconds in which one goes over into the other."""
GAINS = (0.1, 10.0)
"""Bounds of what a model's loudness is changed by."""


def matched(played: Samples, own: Samples, same: slice, rate: int) -> Samples:
    """What was played, as loud as the sound of one's own is where both are the same music (`same`)."""
    import numpy as np

    ours, theirs = (float(np.sqrt(np.mean(np.square(sound[same])))) for sound in (own, played))
    gain = float(np.clip(ours / theirs, *GAINS)) if theirs > 1e-6 and ours > 1e-6 else 1.0
    channels = played.shape[1]
    return np.asarray(limited(both_sides(played * np.float32(gain)), rate)[:, :channels], np.float32)


def put_in(own: Samples, played: Samples, start: int, end: int, rate: int) -> Samples:
    """`own` with frames `start` to `end` of `played`, which lies over it from its beginning and may be longer.

    The fades lie inside of what is new, so every frame before `start` and from `end` on is its own.
    """
    import numpy as np

    whole = np.zeros((max(len(own), end), own.shape[1]), np.float32)
    whole[: len(own)] = own
    fade = min(round(FADE * rate), (end - start) // 2)
    rise = np.linspace(0, 1, fade, endpoint=False, dtype=np.float32)[:, None]
    weight = np.ones((end - start, 1), np.float32)
    # Where there is nothing of its own there is nothing to fade with.
    if start:
        weight[:fade] = rise
    if end < len(own):
        weight[len(weight) - fade :] = rise[::-1]
    new = played[start:end]
    whole[start:end] = weight * new + (1 - weight) * whole[start:end]
    return whole
