"""Growing: a text that is being written, as far as it may be shown meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERY = 0.15
"""Seconds between two looks, in which some words come along: pages look no oftener, and lists take their time."""
_AGAIN = 100
"""Characters before what is new that are looked at once more: what is held back may begin in them."""


class Growing:
    """Of one text. What was held back once is not shown any more, however it goes on."""

    def __init__(self, may: Callable[[str], bool]) -> None:
        """`may`: whether a part of a text may be shown."""
        self._may = may
        self._shown, self._at = "", float("-inf")
        self.is_held = False

    def shown(self, text: str) -> str:
        """What may be shown of the text that is written so far: as far as it was looked at, or nothing."""
        if self.is_held or time.monotonic() - self._at < EVERY:
            return self._shown
        self._at = time.monotonic()
        known = len(self._shown) if text.startswith(self._shown) else 0
        self.is_held = not self._may(text[max(0, known - _AGAIN) :])
        self._shown = "" if self.is_held else text
        return self._shown
