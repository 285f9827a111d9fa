"""Confinement: what a process that reads a stranger's file takes from itself before it opens it."""

from __future__ import annotations

import os
import sys
from typing import Any

from studio.media.reading.limits import Limits

_OPEN_FILES = 48
_POLITE = 5
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.")


def confine(limits: Limits) -> None:
    """Bound this process for good, as far as its system can: memory, processor time, files, their size."""
    if hasattr(os, "nice"):
        # The page and the works come first.
        os.nice(_POLITE)
    _bound(limits)
    sys.addaudithook(_watch)


def _bound(limits: Limits) -> None:
    try:
        import resource
    except ImportError:
        # Windows: the parent's clock alone bounds it.
        return
    seconds = round(2 * limits.patience)
    bounds = {"AS": limits.memory, "CPU": seconds, "FSIZE": limits.plain_bytes, "NOFILE": _OPEN_FILES, "CORE": 0}
    for name, most in bounds.items():
        # macOS refuses a bound of the address space.
        try:
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
        except (ValueError, OSError):
            continue


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Decoders call nobody and start nothing."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
