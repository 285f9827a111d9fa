"""Which lines stand in the poems that the model learned from, so that none is given as new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class KnownLines:
    """A set of lines by their hash of 32 bits: a new line is taken for a known one once in some thousand times."""

    def __init__(self, hashes: NDArray[np.uint32]) -> None:
        self._hashes = hashes

    def __contains__(self, line: str) -> bool:
        place = int(np.searchsorted(self._hashes, _hash(line)))
        return place < len(self._hashes) and int(self._hashes[place]) == _hash(line)

    def __len__(self) -> int:
        return len(self._hashes)

    @classmethod
    def of(cls, lines: Iterable[str]) -> KnownLines:
        return cls(np.unique(np.array([_hash(line) for line in lines], np.uint32)))

    @classmethod
    def load(cls, path: Path) -> KnownLines:
        """Raises OSError, ValueError or KeyError for a file that is missing or is something else."""
        with np.load(path) as data:
            return cls(np.cumsum(data["steps"], dtype=np.uint64).astype(np.uint32))

    def save(self, path: Path) -> None:
        """Sorted hashes as steps from one to the next, which compress well."""
        steps = np.diff(self._hashes.astype(np.int64), prepend=0).astype(np.uint32)
        np.savez_compressed(path, steps=steps)


def _hash(line: str) -> np.uint32:
    return np.uint32(int.from_bytes(hashlib.blake2b(line.encode(), digest_size=4).digest(), "big"))
