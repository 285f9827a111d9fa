"""Text mark: a lean in which words a model was let choose, by which a text of this studio's is known again.

SynthID-Text (Dathathri et al., "Scalable watermarking for identifying large language model outputs", Nature 634, 2024)
with tournaments of DEPTH rounds, as transformers has it: a hash of each run of NGRAM tokens gives a bit for each round,
and the model's own dice fall a little more often where the bits are 1. Over all keys every text is as likely as before.

Here is what the studio alone has, the keys and the table that the bits are read from, and how a text is looked at. The
hash counts modulo 65,536, so a run has one of as many scores: their mean and spread are known exactly, and with them
how likely a text looks marked by chance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEPTH, NGRAM = 30, 5
SIZE = 2**16
"""Of the table: what the hash of transformers is taken modulo."""
SHORTEST = 100
"""Tokens below which nothing can be told of a text."""
BY_CHANCE = 1e-4
"""How likely an unmarked text may be taken for a marked one."""
_FACTOR = 6364136223846793005 % SIZE
"""Of the hash, which is a linear congruential generator with the numbers of newlib."""
_FIRST, _LAST = 10.0, 1.0
"""How much the rounds count: later ones have less left to choose from."""


@dataclass(frozen=True)
class Leaning:
    """How far a text leans as marked ones do."""

    tokens: int
    """Of those that were looked at: runs that begin alike count once."""
    strength: float
    """In standard deviations of what chance gives."""


class TextKey:
    """What texts are marked with, drawn from a secret. The same secret gives the same for ever."""

    def __init__(self, secret: str) -> None:
        drawn = hashlib.shake_256(f"{secret} text".encode()).digest(SIZE // 8 + 4 * DEPTH)
        numbers = (int.from_bytes(drawn[at : at + 2], "big") for at in range(SIZE // 8, len(drawn), 2))
        self.keys: tuple[int, ...] = tuple(dict.fromkeys(numbers))[:DEPTH]
        """One for each round, all different."""
        self._drawn = drawn[: SIZE // 8]

    @cached_property
    def table(self) -> NDArray[np.uint8]:
        """The bits, (SIZE,)."""
        import numpy as np

        return np.unpackbits(np.frombuffer(self._drawn, np.uint8))

    def leaning(self, tokens: Sequence[int]) -> Leaning:
        """How far a text of these tokens leans."""
        import numpy as np

        hashes, contexts = _runs(np.array(tokens, np.int64) % SIZE)
        # Of runs that begin alike only the first was marked.
        first = np.unique(contexts, axis=0, return_index=True)[1]
        if not len(first):
            return Leaning(0, 0.0)
        scores = self._scores
        off = scores[hashes[first]].mean() - scores.mean()
        return Leaning(len(first), float(off / scores.std() * len(first) ** 0.5))

    @cached_property
    def _scores(self) -> NDArray[np.float64]:
        """Of a run by its hash, (SIZE,): the mean of its bits, by how much their rounds count."""
        import numpy as np

        weights = np.linspace(_FIRST, _LAST, DEPTH)
        places = (np.arange(SIZE)[:, None] + np.array(self.keys)) * _FACTOR + 1
        scores: NDArray[np.float64] = self.table[places % SIZE] @ (weights / weights.sum())
        return scores


def threshold(times: int) -> float:
    """The strength from which on a text counts as marked, where it is looked at so many times in different ways."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(1 - BY_CHANCE / max(times, 1))


def _runs(tokens: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The hashes of all runs of NGRAM tokens, (runs,), and the tokens that each begins with, (runs, NGRAM - 1)."""
    import numpy as np

    if len(tokens) < NGRAM:
        return np.zeros(0, np.int64), np.zeros((0, NGRAM - 1), np.int64)
    runs = np.lib.stride_tricks.sliding_window_view(tokens, NGRAM)
    hashes = np.ones(len(runs), np.int64)
    for column in runs.T:
        hashes = ((hashes + column) * _FACTOR + 1) % SIZE
    return hashes, runs[:, :-1]
