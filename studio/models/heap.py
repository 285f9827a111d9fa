"""Heap: how glibc keeps what this process has freed. Elsewhere than on Linux nothing is done."""

from __future__ import annotations

import ctypes
import sys
import time
from typing import Any

_ARENAS = -8
"""M_ARENA_MAX of malloc.h."""
_EVERY = 60.0


def share_arenas() -> None:
    """glibc gives each thread an arena of its own and keeps what is free in it: the worker's, where models come and go,
    took a twentieth of a model's memory on top. Two for all threads are enough: Python's objects have arenas apart."""
    if mallopt := _of_libc("mallopt"):
        mallopt(_ARENAS, 2)


class Heap:
    """Gives back to the system what lies free between what is used: many small works leave more and more of it."""

    def __init__(self, every: float = _EVERY) -> None:
        """`every`: seconds between two times, at least."""
        self._every, self._at = every, time.monotonic()

    def give_back(self) -> bool:
        """Some milliseconds, now and then; whether this was such a time."""
        if time.monotonic() - self._at < self._every:
            return False
        self._at = time.monotonic()
        if trim := _of_libc("malloc_trim"):
            trim(0)
        return True


def _of_libc(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
