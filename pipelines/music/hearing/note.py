"""A note as it was heard, before anything is known of beats."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HeardNote:
    """A note in a sound. Times in seconds from its start; `pitch` is a MIDI number, `velocity` 1 to 127."""

    pitch: int
    start: float
    end: float
    velocity: int

    @property
    def seconds(self) -> float:
        return self.end - self.start
