"""Ducking: music that makes room while somebody speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

STEP = 0.01
"""Seconds from one gain to the next."""
DEPTH = 12.0
"""Decibels that music goes down under a voice."""
AHEAD, BEHIND = 0.35, 0.9
"""Seconds that it takes to go down before speech begins, and to come back after it has ended."""
_BRIDGED = 1.4
"""Seconds of silence between words in which music stays down: else it pumps at every full stop."""


def gains(speech: list[tuple[float, float]], seconds: float, depth: float = DEPTH) -> np.ndarray:
    """The gain of the music, 0 to 1, every STEP seconds. `speech`: where somebody speaks, from and to, in order."""
    import numpy as np

    down = np.zeros(max(1, round(seconds / STEP) + 1))
    times = np.arange(len(down)) * STEP
    for start, end in _bridged(speech):
        first, last = (int(max(0, at) / STEP) for at in (start - AHEAD, end + BEHIND + STEP))
        near = times[first : last + 1]
        share = np.minimum((near - start + AHEAD) / AHEAD, (end + BEHIND - near) / BEHIND).clip(0, 1)
        down[first : last + 1] = np.maximum(down[first : last + 1], share)
    # A half wave in decibels has no corner that could be heard.
    return 10 ** (-depth * (0.5 - 0.5 * np.cos(np.pi * down)) / 20)


def _bridged(speech: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in speech:
        if joined and start - joined[-1][1] < _BRIDGED:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
