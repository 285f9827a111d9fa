"""A person's own sound, as a model hears it."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import BadInput
from studio.jobs.engine import JobContext
from studio.words import Sentence, say

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

SHORTEST = 0.5
"""Seconds below which nothing can be heard of a sound."""
FAINTEST = 1e-3
"""Root mean square (-60 dBFS) below which a sound is silence."""


@dataclass(frozen=True)
class Sound:
    """A file with sound, of which parts are read."""

    path: Path
    rate: int
    channels: int
    frames: int

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    def part(self, start: float = 0.0, seconds: float | None = None) -> Samples:
        """Frames x channels from `start` on, at the file's own rate: only that much is read."""
        import soundfile

        begin = min(self.frames, max(0, round(start * self.rate)))
        count = self.frames - begin if seconds is None else min(self.frames - begin, round(seconds * self.rate))
        samples, _ = soundfile.read(self.path, frames=count, start=begin, dtype="float32", always_2d=True)
        return samples

    def first(self, seconds: float) -> tuple[Samples, tuple[Sentence, ...]]:
        """At most so many seconds from the start, and a sentence where there were more. Raises BadInput for silence."""
        cut = self.seconds > seconds + 0.05
        notes = (say("own_sound.cut", seconds=seconds, whole=self.seconds),) if cut else ()
        return audible(self.part(0, seconds)), notes


def brought(ctx: JobContext, id: str) -> Sound:
    """The sound of a field. Raises BadInput for one in which nothing can be heard."""
    import soundfile

    _, path = ctx.brought(id)
    try:
        told = soundfile.info(path)
    except soundfile.LibsndfileError as error:
        raise BadInput(say("own_sound.unread")) from error
    sound = Sound(path, told.samplerate, told.channels, told.frames)
    if sound.seconds < SHORTEST:
        raise BadInput(say("own_sound.short", seconds=sound.seconds, least=SHORTEST))
    return sound


def audible(samples: Samples) -> Samples:
    """The same. Raises BadInput for silence."""
    import numpy as np

    if not len(samples) or float(np.sqrt(np.mean(np.square(samples)))) < FAINTEST:
        raise BadInput(say("own_sound.silent"))
    return samples


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """The same sound at another rate, by a polyphase filter; ceil(frames x wanted / rate) frames."""
    import numpy as np
    from scipy.signal import resample_poly

    if rate == wanted:
        return samples
    common = gcd(rate, wanted)
    return np.asarray(resample_poly(samples, wanted // common, rate // common, axis=0), np.float32)


def in_channels(samples: Samples, channels: int) -> Samples:
    """The same sound with one channel or two."""
    import numpy as np

    if samples.shape[1] == channels:
        return samples
    middle = samples.mean(1, keepdims=True, dtype=np.float32)
    return np.repeat(middle, channels, axis=1)
