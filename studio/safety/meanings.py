"""Meanings: what a text in English is about, by how near it is to sentences of which that is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from studio.safety.levels import Category
from studio.safety.lists import read_list

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

READER = "minilm"
"""The model that reads for it."""
_SENTENCE = re.compile(r"(?<=[.!?;\n])\s+")
_MOST = 12
"""Sentences that are read one by one; the text as a whole is read before."""
_ENGLISH = 0.7
"""Share of the letters that are Latin, from which on a text is read."""
_NEAR, _NEARER = 0.52, 0.11
"""Cosine from which on a text is near a sentence, and by how much nearer than to all that is harmless."""
_CERTAIN, _LIKELY = 0.85, 0.55
_FURTHER = 0.07
"""How far it may be from both of these, to be likely."""
_INNOCENT = "innocent"


class Meanings:
    """Compares by a model's reading, and remembers what it has read of the known sentences."""

    def __init__(self) -> None:
        self._known: dict[str, NDArray[np.float32]] = {}

    def found(self, text: str, reader: Any) -> Mapping[Category, float]:
        """How certain each category is; those that are not there left out, and all in a text that is not in English.

        `reader` has `encode(texts)`, which gives unit vectors of (texts, size).
        """
        if not _is_english(text):
            return {}
        vectors = reader.encode(list(dict.fromkeys((text, *_SENTENCE.split(text)[:_MOST]))))
        near = {name: (vectors @ known.T).max(1) for name, known in self._read(reader).items()}
        harmless = near.pop(_INNOCENT)
        told = {category: _certainty(close, close - harmless) for category, close in near.items()}
        return {cast(Category, category): certainty for category, certainty in told.items() if certainty}

    def _read(self, reader: Any) -> dict[str, NDArray[np.float32]]:
        self._known = self._known or {name: reader.encode(known) for name, known in read_list("meanings").items()}
        return self._known


def _certainty(close: NDArray[np.float32], nearer: NDArray[np.float32]) -> float:
    """Of the sentences, that of the worst one."""
    if ((close >= _NEAR) & (nearer >= _NEARER)).any():
        return _CERTAIN
    return _LIKELY if ((close >= _NEAR - _FURTHER) & (nearer >= _NEARER - _FURTHER)).any() else 0.0


def _is_english(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isascii() for char in letters) >= _ENGLISH * len(letters)
