"""Meanings: what a text is about, by how near it is to sentences of which that is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from studio.safety.levels import Category
from studio.safety.lists import read_list

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SENTENCE = re.compile(r"(?<=[.!?;\n])\s+|(?<=[。！？；])")
_MOST = 80
"""Sentences that are read one by one; the text as a whole is read before."""
_LATIN = 0.7
"""Share of the letters that are Latin, from which on a text is taken for English."""
_CERTAIN, _LIKELY = 0.85, 0.55
_INNOCENT = "innocent"


@dataclass(frozen=True)
class Way:
    """How the texts of some languages are compared."""

    reader: str
    """The model that reads them: it has `encode(texts)`, which gives unit vectors of (texts, size)."""
    sentences: str
    """The list of those that are known."""
    latin: bool
    near: float
    """Cosine from which on a text is near a sentence."""
    nearer: float
    """By how much nearer it has to be than to all that is harmless."""
    further: float = 0.07
    """How far it may be from both of these, to be likely."""
    centred: bool = False
    """Whether what all known sentences have in common is taken out first, as where all cosines are high."""

    def reads(self, text: str) -> bool:
        letters = [char for char in text if char.isalpha()]
        return bool(letters) and self.latin == (sum(char.isascii() for char in letters) >= _LATIN * len(letters))


WAYS = (
    Way("minilm", "meanings", latin=True, near=0.52, nearer=0.11),
    Way("e5-small", "meanings_zh", latin=False, near=0.3, nearer=0.12, centred=True),
)


class Meanings:
    """Compares in one way, and remembers what its reader makes of the known sentences."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._common: NDArray[np.float32] | float = 0.0
        self._known: dict[str, NDArray[np.float32]] = {}

    def found(self, text: str, reader: Any) -> Mapping[Category, float]:
        """How certain each category is; those that are not there left out."""
        if not self._known:
            self._learn(reader)
        sentences = [part for part in (text, *_SENTENCE.split(text)[:_MOST]) if part.strip()]
        vectors = self._apart(reader.encode(list(dict.fromkeys(sentences))))
        near = {name: (vectors @ known.T).max(1) for name, known in self._known.items()}
        harmless = near.pop(_INNOCENT)
        told = {category: self._certainty(close, close - harmless) for category, close in near.items()}
        return {cast(Category, category): certainty for category, certainty in told.items() if certainty}

    def _learn(self, reader: Any) -> None:
        known = {name: reader.encode(sentences) for name, sentences in read_list(self._way.sentences).items()}
        if self._way.centred:
            import numpy as np

            self._common = np.concatenate(list(known.values())).mean(0)
        self._known = {name: self._apart(vectors) for name, vectors in known.items()}

    def _apart(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit vectors without what is common to all."""
        import numpy as np

        own = vectors - self._common
        return cast("NDArray[np.float32]", own / np.linalg.norm(own, axis=1, keepdims=True))

    def _certainty(self, close: NDArray[np.float32], nearer: NDArray[np.float32]) -> float:
        """Of the sentences, that of the worst one."""
        way = self._way
        if ((close >= way.near) & (nearer >= way.nearer)).any():
            return _CERTAIN
        likely = (close >= way.near - way.further) & (nearer >= way.nearer - way.further)
        return _LIKELY if likely.any() else 0.0
