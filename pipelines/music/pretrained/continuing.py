"""Continuing: the end of a sound is heard, and what a model plays after it is put behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.music.pretrained.joining import FADE, matched, put_in
from pipelines.music.pretrained.sounds import Sound, audible, in_channels, resampled
from studio.words import Sentence, say

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

KEPT = 300.0
"""Seconds of a sound that stand before what is new; of a longer one, its last."""


@dataclass(frozen=True)
class Going:
    """A sound that goes on, at its own rate and in its own channels."""

    own: Samples
    heard: Samples
    """The end of it, that a model hears."""
    rate: int
    notes: tuple[Sentence, ...]


def listened(sound: Sound, seconds: float) -> Going:
    """The sound, and at most `seconds` of its end. Raises BadInput where that is silence."""
    own = sound.part(max(0.0, sound.seconds - KEPT))
    cut = sound.seconds > KEPT + 0.05
    notes = (say("own_sound.tail", seconds=KEPT, whole=sound.seconds),) if cut else ()
    return Going(own, audible(own[-round(seconds * sound.rate) :]), sound.rate, notes)


def gone_on(going: Going, played: Samples, rate: int, seconds: float) -> Samples:
    """The sound and `seconds` more, exactly; `played` begins with what was heard, at a model's own rate.

    All but the last 50 ms of the sound stays as it was.
    """
    import numpy as np

    own, fade = going.own, round(FADE * going.rate)
    over = in_channels(resampled(played, rate, going.rate), own.shape[1])
    heard = len(going.heard)
    over = matched(over, going.heard, slice(0, heard), going.rate)
    new = round(seconds * going.rate)
    missing = max(0, heard + new - len(over))
    over = np.pad(over, ((0, missing), (0, 0)))
    whole = np.concatenate([own[: len(own) - heard], over]) if len(own) > heard else over
    return put_in(own, whole, len(own) - min(fade, heard), len(own) + new, going.rate)
