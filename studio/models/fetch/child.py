"""What the fetching process runs: asks the hub for the files of one model and brings them into the cache.

It reads what it is asked from standard input, and ends as soon as that is closed: with the process that asked.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from studio.errors import NotFetched
from studio.models.device import GIBIBYTE
from studio.models.fetch.asked import LONGEST_LINE, Asked, Told
from studio.models.fetch.client import HubClient
from studio.models.fetch.listing import files_of
from studio.models.fetch.transfer import Transfer
from studio.words import say

_GLANCE = 0.2
"""Seconds between two tellings of how much has come."""
_SPARE, _FLOOR = 0.05, GIBIBYTE
"""What stays free on the disk: a share of what comes, and bytes on top of it."""


def main(arguments: Sequence[str]) -> None:
    """Fetch what one line of standard input asks for, and tell of it on standard output."""
    # Libraries write what they like to standard output.
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    asked = _with_token(Asked.model_validate_json(sys.stdin.buffer.readline(LONGEST_LINE)))
    threading.Thread(target=_end_with, args=(sys.stdin.buffer,), daemon=True).start()
    _Teller(out).run(asked)
    os._exit(0)


def _with_token(asked: Asked) -> Asked:
    """With the one of a person who has signed in on this machine, as huggingface_hub keeps it, unless one is given."""
    from huggingface_hub import get_token

    return asked if asked.token else asked.model_copy(update={"token": get_token()})


def _end_with(asking: IO[bytes]) -> None:
    """What nobody waits for any more is fetched when somebody asks again. No file is left in an uncertain state."""
    while asking.read(1):
        continue
    os._exit(1)


class _Teller:
    """Tells of one model, a line of JSON each time."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._total, self._here = 0, 0
        self._told_at = 0.0

    def run(self, asked: Asked) -> None:
        try:
            self._fetch(asked)
            self._tell(Told(kind="done", total=self._total, here=self._here))
        except NotFetched as error:
            self._tell(Told(kind="failed", said=error.said, wants_token=error.wants_token))
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            reason = error.strerror or type(error).__name__
            said = say("fetch.disk_full") if full else say("fetch.not_written", folder=str(asked.cache), reason=reason)
            self._tell(Told(kind="failed", said=(said,)))

    def _fetch(self, asked: Asked) -> None:
        hub = HubClient(asked, self._tell)
        files = [(one.folder(asked.cache), file) for one in asked.wanted for file in files_of(one, hub)]
        waiting = [Transfer(*one, hub, self._came) for one in files]
        self._total = sum(file.size for _, file in files)
        self._here = sum(transfer.counted for transfer in waiting)
        self._tell(Told(kind="size", total=self._total, here=self._here))
        if asked.only_measure:
            return
        check_disk(asked.cache, self._total - self._here)
        for transfer in waiting:
            transfer.begin()
        for transfer in waiting:
            transfer.run()

    def _came(self, bytes: int) -> None:
        self._here += bytes
        if time.monotonic() > self._told_at + _GLANCE:
            self._told_at = time.monotonic()
            self._tell(Told(kind="bytes", total=self._total, here=self._here))

    def _tell(self, told: Told) -> None:
        self._out.write(told.model_dump_json().encode() + b"\n")


def check_disk(cache: Path, coming: int) -> None:
    """Raises NotFetched, with the numbers, where the disk would not hold `coming` more bytes and some to spare."""
    there = next(place for place in (cache, *cache.parents) if place.exists())
    free, needs = shutil.disk_usage(there).free, round(coming * (1 + _SPARE)) + _FLOOR
    if coming and free < needs:
        figures = {"needs": needs / GIBIBYTE, "has": free / GIBIBYTE}
        raise NotFetched(say("fetch.no_room", folder=str(there), **figures), hint=say("fetch.make_room"))
