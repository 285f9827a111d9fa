"""Limits: how large a file of each kind may be, how much of it is kept, and what reading it may cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

InputKind = Literal["picture", "sound", "film", "midi", "text", "document", "weights", "score"]
_MB = 10**6
_NONE = 2**31


@dataclass(frozen=True)
class Limits:
    """Bounds for one kind. Bytes and processor seconds always hold, the others where the kind has such a thing."""

    bytes: int
    """Of the file as it comes."""
    plain_bytes: int
    """Of the plain file that is made of it."""
    patience: float
    """Seconds that reading may take."""
    memory: int = 1_600 * _MB
    """Bytes of address space for the process that reads."""
    pixels: int = _NONE
    """Of one picture or frame."""
    side: int = _NONE
    """Pixels of the longer side as it comes."""
    kept_side: int = _NONE
    """Pixels of the longer side that is kept; larger ones are made smaller."""
    seconds: float = _NONE
    frames: int = _NONE
    events: int = _NONE
    pages: int = _NONE
    characters: int = _NONE


LIMITS: dict[InputKind, Limits] = {
    "picture": Limits(40 * _MB, 100 * _MB, 30, pixels=50 * _MB, side=16_384, kept_side=4096),
    "sound": Limits(100 * _MB, 150 * _MB, 90, seconds=600),
    "film": Limits(300 * _MB, 500 * _MB, 600, pixels=9 * _MB, side=4096, kept_side=1920, seconds=120, frames=3600),
    "midi": Limits(2 * _MB, 4 * _MB, 40, seconds=3600, events=100_000),
    "text": Limits(2 * _MB, 4 * _MB, 20, characters=200_000),
    "document": Limits(30 * _MB, 16 * _MB, 90, pages=300, characters=1_000_000),
    "weights": Limits(800 * _MB, 800 * _MB, 60),
    # Only works have it: no file from outside is read as one.
    "score": Limits(2 * _MB, 16 * _MB, 20),
}
assert tuple(LIMITS) == get_args(InputKind)


def megabytes(size: int) -> int:
    """A bound in bytes as a sentence says it."""
    return size // _MB
