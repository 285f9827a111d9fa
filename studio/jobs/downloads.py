"""Downloads: the network lane. Models are fetched one at a time, in the order in which they were asked for, beside all
other jobs. What was asked for is remembered over a restart, and taken up where it was left."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from studio.errors import InkstoneError, NotFetched
from studio.models.catalog import MEBIBYTE, Catalog, ModelSpec
from studio.models.fetch.asked import Told, bytes_here, wanted_of
from studio.models.fetch.fetch import Fetch
from studio.words import Sentence, plain, say

log = logging.getLogger(__name__)

FetchOf = Callable[[ModelSpec, bool], Fetch]
"""The fetching of a model, or the measuring of it."""
_MOST_OWNERS = 20
_LOOKED_BACK = 15.0
"""Seconds that the pace is taken from."""


@dataclass(frozen=True)
class Download:
    """One model on its way. Sizes are in bytes."""

    key: str
    owners: tuple[str, ...]
    """Who asked for it."""
    state: Literal["waiting", "fetching", "failed"] = "waiting"
    total: int = 0
    here: int = 0
    rate: float = 0.0
    """Bytes a second, of late."""
    said: tuple[Sentence, ...] = ()
    """Why nothing comes at the moment, or why it failed."""
    wants_token: bool = False

    @property
    def left(self) -> float | None:
        """Seconds until it is here; None while nobody knows."""
        return (self.total - self.here) / self.rate if self.rate > 0 and self.total else None


class Downloads:
    """All models on their way. Safe to use from several threads."""

    def __init__(self, catalog: Catalog, fetch: FetchOf, file: Path) -> None:
        """`file`: where it is remembered what was asked for, by whom, and how large models are."""
        self._catalog, self._fetch, self._file = catalog, fetch, file
        self._changed = threading.Condition()
        self._all: dict[str, Download] = {}
        self._running: tuple[str, Fetch] | None = None
        self._sizes: dict[str, int] = {}
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="downloads", daemon=True)

    def start(self) -> None:
        """Go on with what an earlier process left. Only for the process that owns the studio's folder."""
        asked, self._sizes = _remembered(self._file)
        known = {spec.key for spec in self._catalog if spec.repo}
        with self._changed:
            self._all = {key: Download(key, owners) for key, owners in asked.items() if key in known}
        self._thread.start()

    def stop(self, timeout: float = 3) -> None:
        """At once; the next start goes on."""
        with self._changed:
            self._closing = True
            running = self._running
            self._changed.notify_all()
        if running:
            running[1].stop()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def ask(self, key: str, owner: str) -> Download:
        """Have a model downloaded. Whoever else asks for the same waits for the same. Raises NotFound or NotFetched."""
        spec = self._catalog[key]
        if not spec.repo:
            raise NotFetched(say("fetch.ours", title=spec.called))
        with self._changed:
            known = self._all.get(key)
            if known and known.state != "failed":
                owners = tuple(dict.fromkeys((*known.owners, owner)))[:_MOST_OWNERS]
                self._all[key] = replace(known, owners=owners)
            else:
                # What has failed goes to the end of the line.
                self._all.pop(key, None)
                self._all[key] = Download(key, (owner,))
            self._remember()
            self._changed.notify_all()
            return self._all[key]

    def cancel(self, key: str) -> None:
        """Stop it; what has come stays, and is taken up when somebody asks again."""
        with self._changed:
            self._all.pop(key, None)
            self._remember()
            running = self._running
        if running and running[0] == key:
            running[1].stop()

    def of(self, key: str) -> Download | None:
        return self._all.get(key)

    def all(self) -> list[Download]:
        """Those on their way, in their order, and those that failed since the start."""
        with self._changed:
            return list(self._all.values())

    def here(self, spec: ModelSpec) -> int:
        """Bytes of a model that are on the disk."""
        return bytes_here(wanted_of(spec), self._catalog.hub.folder) if spec.repo else 0

    def size(self, spec: ModelSpec) -> int:
        """Bytes of a model, as far as anybody has told; 0 where nobody has."""
        return self._sizes.get(spec.key) or spec.disk_mb * MEBIBYTE

    def measure(self, spec: ModelSpec) -> int:
        """Bytes of a model; the hub is asked where nobody has told. Seconds. Raises NotFetched."""
        if known := self.size(spec):
            return known
        for told in self._fetch(spec, True).events():
            if told.kind == "size":
                self._sizes[spec.key] = told.total
            elif told.kind == "failed":
                raise _failure(told)
        return self.size(spec)

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._closing and not (download := self._next()):
                    self._changed.wait()
                if self._closing:
                    return
                assert download
                fetch = self._fetch(self._catalog[download.key], False)
                self._running = download.key, fetch
                self._all[download.key] = replace(download, state="fetching")
            try:
                self._follow(download.key, fetch)
            except Exception as error:
                log.exception("fetching %s failed", download.key)
                self._end(download.key, Told(kind="failed", said=_reason(error)))
            with self._changed:
                self._running = None

    def _next(self) -> Download | None:
        return next((one for one in self._all.values() if one.state == "waiting"), None)

    def _follow(self, key: str, fetch: Fetch) -> None:
        pace = _Pace()
        for told in fetch.events():
            if told.kind in ("done", "failed"):
                self._end(key, told)
                return
            with self._changed:
                now = self._all.get(key)
                if now is None:
                    return
                sized = told if told.kind != "waits" else told.model_copy(update={"total": now.total, "here": now.here})
                rate = pace.of(sized.here) if told.kind == "bytes" else now.rate
                self._all[key] = replace(now, total=sized.total, here=sized.here, rate=rate, said=told.said)
                if told.kind == "size":
                    self._sizes[key] = told.total
                    self._remember()

    def _end(self, key: str, told: Told) -> None:
        self._catalog.refresh()
        spec = self._catalog[key]
        with self._changed:
            now = self._all.pop(key, None)
            if told.kind == "done" and not self._catalog.present(spec):
                told = Told(kind="failed", said=(say("fetch.not_whole", title=spec.called),))
            if now and told.kind == "failed":
                self._all[key] = replace(now, state="failed", said=told.said, wants_token=told.wants_token, rate=0.0)
            self._remember()

    def _remember(self) -> None:
        asked = {key: one.owners for key, one in self._all.items() if one.state != "failed"}
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            passing = self._file.with_suffix(f".{os.getpid()}")
            passing.write_text(json.dumps({"asked": asked, "sizes": self._sizes}, indent=1))
            passing.replace(self._file)


class _Pace:
    """Bytes a second over the last moments."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque(maxlen=400)

    def of(self, here: int) -> float:
        now = time.monotonic()
        self._seen.append((now, here))
        while now - self._seen[0][0] > _LOOKED_BACK:
            self._seen.popleft()
        began, had = self._seen[0]
        return max(0.0, (here - had) / (now - began)) if now > began else 0.0


def _failure(told: Told) -> NotFetched:
    message, *hints = told.said
    error = NotFetched(message, hint=hints[0] if hints else None)
    error.wants_token = told.wants_token
    return error


def _reason(error: Exception) -> tuple[Sentence, ...]:
    return error.said if isinstance(error, InkstoneError) else (plain(f"{type(error).__name__}: {error}"),)


def _remembered(file: Path) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """What was asked for, by whom, and sizes; nothing of a file that is damaged, since it is asked for again."""
    try:
        told: Any = json.loads(file.read_bytes())
        asked = {str(key): tuple(map(str, owners))[:_MOST_OWNERS] for key, owners in told["asked"].items()}
        sizes = {str(key): int(bytes) for key, bytes in told["sizes"].items() if int(bytes) > 0}
        return asked, sizes
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return {}, {}
