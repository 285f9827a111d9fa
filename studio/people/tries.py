"""Tries: an end to guessing. Each wrong try counts against whoever made it, and against what was guessed at."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from ipaddress import ip_address, ip_network

_MOST_KEYS = 20_000
"""Names that are remembered at once: an attacker has as many addresses as they like, and the studio has not."""

_SLOWEST = 1.0
"""Seconds that the answer to a wrong try waits, at most."""


class Window:
    """At most `most` within `seconds`, for each name. Safe to use from several threads."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._hits: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def is_full(self, key: str) -> bool:
        return self.count(key) >= self._most

    def count(self, key: str) -> int:
        with self._lock:
            return len(self._of(key))

    def add(self, key: str) -> None:
        with self._lock:
            hits = self._of(key)
            hits.append(time.time())
            self._hits[key] = hits
            if len(self._hits) > _MOST_KEYS:
                self._forget()

    def take_back(self, key: str) -> None:
        """The newest one was none."""
        with self._lock:
            hits = self._of(key)
            with suppress(IndexError):
                hits.pop()
            if not hits:
                self._hits.pop(key, None)

    def _of(self, key: str) -> deque[float]:
        hits = self._hits.get(key) or deque(maxlen=self._most)
        since = time.time() - self._seconds
        while hits and hits[0] <= since:
            hits.popleft()
        return hits

    def _forget(self) -> None:
        """What is over; where that is not enough, the older half, which lets nobody in who is asked again."""
        since = time.time() - self._seconds
        alive = {key: hits for key, hits in self._hits.items() if hits and hits[-1] > since}
        self._hits = dict(list(alive.items())[-_MOST_KEYS // 2 :])


class Tries:
    """Wrong tries to come in: by the address that they come from, by the name that they are for, and of all together.

    A name that many guess at is closed to addresses that have just failed at it. Its right owner has a try from any
    other one, and as many as before from where they have come in: nobody can be locked out by somebody else.
    """

    def __init__(self) -> None:
        self._address = Window(10, 300)
        self._name = Window(30, 900)
        self._pair = Window(1, 900)
        self._all = Window(300, 300)
        self._welcome: deque[tuple[str, str]] = deque(maxlen=1000)
        """Addresses from which somebody came in, with the name."""

    def begin(self, address: str, name: str = "") -> bool:
        """Whether this address may try now. It counts at once, since many may try at the same time; one that was
        right is taken back by `right`."""
        place = place_of(address)
        if self._address.is_full(place):
            return False
        is_closed = self._all.is_full("") or (self._name.is_full(name) and self._pair.is_full(f"{place} {name}"))
        if is_closed and (place, name) not in self._welcome:
            return False
        for window, key in self._counted(place, name):
            window.add(key)
        return True

    def right(self, address: str, name: str = "") -> None:
        """The try that was begun was right."""
        place = place_of(address)
        for window, key in self._counted(place, name):
            window.take_back(key)
        if (place, name) not in self._welcome:
            self._welcome.append((place, name))

    def delay(self, address: str) -> float:
        """Seconds to wait before the answer to a wrong try: longer with each."""
        failed = self._address.count(place_of(address))
        return float(min(_SLOWEST, 0.02 * 2**failed))

    def _counted(self, place: str, name: str) -> tuple[tuple[Window, str], ...]:
        return (self._address, place), (self._name, name), (self._pair, f"{place} {name}"), (self._all, "")


def place_of(address: str) -> str:
    """What counts as one address: of IPv6 a network of 64 bits, all of which one household has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if found.version == 6 and not getattr(found, "ipv4_mapped", None):
        return str(ip_network(f"{found}/64", strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)
