"""Laying sounds under the music: which ones, how much lower, and as one sound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.music.composer.beds import beds
from pipelines.music.composer.genres import Genre
from pipelines.music.composer.play.mixes import mixes
from pipelines.music.composer.play.strip import levelled
from pipelines.music.score.score import Score
from studio.errors import LoadFailed
from studio.media.audio import loudness
from studio.words import say

if TYPE_CHECKING:
    import numpy as np

UNASKED = 30.0
"""LU below the music of what a mix brings by itself."""
RISE, FALL = 1.5, 2.5
"""Seconds over which beds come and go, at most a quarter of the piece each."""
SILENCE = -70.0

Laid = tuple[tuple[str, float], ...]
"""Keys of beds, and how many LU they lie below the music."""


def laid(genre: Genre, wanted: Sequence[str], refused: frozenset[str]) -> Laid:
    """What lies under a piece: what is asked for, and what its mix brings unless it is refused."""
    # Several together are as loud as one alone.
    share = 10 * math.log10(max(1, len(wanted)))
    asked = [(key, round(beds()[key].under + share, 1)) for key in wanted]
    own = [(key, UNASKED) for key in mixes()[genre.mix].beds if key not in refused and key not in wanted]
    return (*asked, *own)


def bedded(score: Score, genre: Genre, wanted: Sequence[str], refused: frozenset[str]) -> Score:
    """The score with what lies under it; as it is where nothing is said of that."""
    return replace(score, beds=laid(genre, wanted, refused)) if wanted or refused else score


def bed_of(mix: np.ndarray, under: Laid, folder: Path, seed: int, rate: int) -> np.ndarray | None:
    """The beds of a mix as one sound of its shape, float32; None where nothing lies under it.

    `folder` holds the recordings. Raises LoadFailed where one is missing or damaged.
    """
    import numpy as np

    music = loudness(mix, rate)
    known = [(key, level) for key, level in under if key in beds()]
    if not known or music <= SILENCE:
        return None
    result = np.zeros_like(mix)
    for key, level in known:
        result += levelled(_sounding(key, len(mix), folder, seed, rate), music - level, rate)
    return _coming_and_going(result, rate)


def _sounding(key: str, frames: int, folder: Path, seed: int, rate: int) -> np.ndarray:
    import numpy as np

    from pipelines.sound.weather import WEATHERS

    made = beds()[key].made
    dice = np.random.default_rng([seed, *key.encode()])
    return WEATHERS[made](frames, rate, dice) if made in WEATHERS else _played(folder / f"{made}.flac", frames, dice)


def _played(file: Path, frames: int, dice: np.random.Generator) -> np.ndarray:
    """A mono recording that follows itself without a seam, from another place of it on each side."""
    import numpy as np
    import soundfile

    try:
        sound, _ = soundfile.read(file, dtype="float32")
    except (soundfile.LibsndfileError, OSError) as error:
        said = say("composer.sounds_unreadable", instrument=file.stem, words=str(error))
        raise LoadFailed(said, hint=say("composer.get_or_install")) from error
    first = int(dice.integers(len(sound)))
    sides = (np.resize(np.roll(sound, -first - side * len(sound) // 2), frames) for side in (0, 1))
    return np.stack(list(sides), axis=1)


def _coming_and_going(sound: np.ndarray, rate: int) -> np.ndarray:
    import numpy as np

    for seconds, part in ((RISE, sound), (FALL, sound[::-1])):
        count = min(round(seconds * rate), len(sound) // 4)
        part[:count] *= (np.sin(np.linspace(0, np.pi / 2, count, dtype=np.float32)) ** 2)[:, None]
    return sound
