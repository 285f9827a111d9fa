"""Drum samples that stand in for the SoundFont's kit where a mix wants them, read from data/kits.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.music.composer.play.mixes import Mix
from pipelines.music.composer.play.performance import Sounding
from pipelines.music.composer.tables import read_table
from pipelines.music.score.score import Track
from studio.errors import LoadFailed
from studio.words import say

if TYPE_CHECKING:
    import numpy as np

OPEN, HATS = 46, (42, 44, 46)
"""An open hi-hat ends where it is closed or struck again."""
CHOKED = 0.012
"""Seconds in which it does."""
LOUDEST = 0.5
"""Peak of a sample struck as hard as can be: as loud as the SoundFont's kits are."""


@dataclass(frozen=True)
class Stroke:
    """What is struck: a sample's name, how loud in dB, and how many semitones higher."""

    sample: str
    level: float
    tune: float


Kit = Mapping[int, Stroke]
"""Strokes by their General MIDI number."""


def kit_of(mix: Mix, track: Track) -> Kit:
    """The samples that a track is played with; none where its instrument is no kit that they stand in for."""
    if not mix.kit or not track.instrument.is_drums:
        return {}
    of, kit = kits()[mix.kit]
    return kit if track.instrument.key in of else {}


@cache
def kits() -> dict[str, tuple[tuple[str, ...], Kit]]:
    """The kits by name: which of the SoundFont's they stand in for, and their strokes."""
    return {name: (tuple(entry["of"]), _strokes(entry)) for name, entry in read_table("kits").items()}


def struck(folder: Path, kit: Kit, part: Sequence[Sounding], length: int, rate: int, touch: float) -> np.ndarray:
    """The strokes of a part that the kit has, float32 of shape (length, 2). `touch` bends velocity to loudness.

    Raises LoadFailed where a sample is missing or damaged.
    """
    import numpy as np

    sound = np.zeros(length, np.float32)
    ends = _ends(part)
    for note in part:
        stroke, start = kit.get(note.pitch), round(note.start * rate)
        if stroke is None or start >= length:
            continue
        sample = _sample(folder / f"{stroke.sample}.flac", stroke.tune)
        gain = LOUDEST * (note.velocity / 127) ** touch * 10 ** (stroke.level / 20)
        heard = sample[: length - start]
        if (end := ends.get((note.pitch, note.start))) is not None:
            heard = _choked(heard, round(end * rate) - start, rate)
        sound[start : start + len(heard)] += np.float32(gain) * heard
    return np.stack([sound, sound], axis=1)


def _strokes(entry: Mapping[str, Any]) -> dict[int, Stroke]:
    return {int(pitch): Stroke(*value) for pitch, value in entry.items() if pitch != "of"}


def _ends(part: Sequence[Sounding]) -> dict[tuple[int, float], float]:
    """When an open hi-hat is closed, by its pitch and start."""
    hats = sorted((note.start, note.pitch) for note in part if note.pitch in HATS)
    return {(pitch, start): after for (start, pitch), (after, _) in pairwise(hats) if pitch == OPEN and after > start}


def _choked(sample: np.ndarray, count: int, rate: int) -> np.ndarray:
    import numpy as np

    if count >= len(sample):
        return sample
    fade = min(int(CHOKED * rate), len(sample) - count)
    result = sample[: count + fade].copy()
    result[count:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return result


@lru_cache(maxsize=64)
def _sample(path: Path, tune: float) -> np.ndarray:
    """A sample, mono at 44.1 kHz, moved by `tune` semitones."""
    import numpy as np
    import soundfile

    try:
        sound, _ = soundfile.read(path, dtype="float32")
    except (soundfile.LibsndfileError, OSError) as error:
        said = say("composer.sounds_unreadable", instrument=path.stem, words=str(error))
        raise LoadFailed(said, hint=say("composer.get_or_install")) from error
    if not tune:
        return np.asarray(sound)
    places = np.arange(0, len(sound) - 1, 2 ** (tune / 12))
    return np.interp(places, np.arange(len(sound)), sound).astype(np.float32)
