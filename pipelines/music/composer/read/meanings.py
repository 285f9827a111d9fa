"""What genres and moods mean, as vectors of the sentence model: only the description itself has to be encoded."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipelines.music.composer.genres import genres, moods
from pipelines.music.composer.tables import DATA

if TYPE_CHECKING:
    import numpy as np

FILE = DATA / "meanings.npz"
"""Written by scripts/prepare_meanings.py from the sentences in genres.toml and moods.toml."""


def sentences(kind: str) -> dict[str, str]:
    """The meaning of each of the "genres" or "moods", by key."""
    if kind == "genres":
        return {key: genre.meaning for key, genre in genres().items()}
    return {key: mood.meaning for key, mood in moods().items()}


@cache
def meanings(kind: str) -> tuple[list[str], np.ndarray]:
    """Keys and unit vectors, float32 of shape (keys, 384)."""
    import numpy as np

    with np.load(FILE) as file:
        return list(sentences(kind)), file[kind].astype(np.float32)
