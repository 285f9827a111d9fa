"""Decisions: what the cache did for room, in words, the latest last. For the System page and the log."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timezone

from studio.models.device import GIBIBYTE
from studio.models.entry import Entry
from studio.models.eviction import Eviction
from studio.models.memory import together
from studio.words import Sentence, say

KEPT = 50
log = logging.getLogger(__name__)


class Decisions:
    """The last of them. Not thread-safe: the cache locks."""

    def __init__(self) -> None:
        self._kept: deque[tuple[datetime, Sentence]] = deque(maxlen=KEPT)

    def __iter__(self) -> Iterator[tuple[datetime, Sentence]]:
        return iter(self._kept)

    def made_room(self, evictions: list[Eviction], wanted: Entry) -> None:
        """Who rests or goes, and for whom; whose copy is freed."""
        full = together([wanted.full()])
        needs = (full.accelerator or full.system) / GIBIBYTE
        for one in evictions:
            self._say(say(f"memory.{one.way}", title=one.entry.spec.called, wanted=wanted.spec.called, gb=needs))

    def loads(self, entry: Entry) -> None:
        """A model that is kept in less memory than it takes as it is."""
        if entry.plan.told:
            self._say(entry.plan.told)

    def woke(self, entry: Entry) -> None:
        """A model whose copy of its rest has no room beside the others."""
        if entry.unberthing:
            self._say(say("memory.crowded", title=entry.spec.called))

    def _say(self, sentence: Sentence) -> None:
        log.info("%s", sentence)
        self._kept.append((datetime.now(timezone.utc), sentence))
