"""Stems: each player of a piece as a file of its own, and the mix that they are together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelines.music.composer.play.production import Production
from pipelines.music.composer.play.synth import RATE
from studio.media.audio import SUFFIXES, SoundFormat, Tags, encode
from studio.words import say
from studio.works.made import MadeFile

if TYPE_CHECKING:
    import numpy as np

FORM: SoundFormat = "flac24"
"""Twenty-four bits: before the master much lies far below full scale."""


def mixed_with_stems(
    production: Production, title: str, on_block: Callable[[], None]
) -> tuple[np.ndarray, tuple[MadeFile, ...]]:
    """The mix before it is mastered, float32 of shape (samples, 2), and what sums to it: its players and its bed."""
    import numpy as np

    mix = np.zeros((production.length, 2), np.float32)
    files, seen = [], Counter[str]()
    for track, sound in production.stems(on_block):
        mix += sound
        seen[track.role] += 1
        again = f"-{seen[track.role]}" if seen[track.role] > 1 else ""
        tags = Tags(title=f"{title} ({track.name})")
        files.append(MadeFile(f"stem-{track.role}{again}", SUFFIXES[FORM], encode(sound, RATE, FORM, tags)))
    if (bed := production.bed(mix)) is not None:
        mix += bed
        tags = Tags(title=f"{title} ({say('stem.bed')})")
        files.append(MadeFile("stem-bed", SUFFIXES[FORM], encode(bed, RATE, FORM, tags)))
    return mix, tuple(files)
