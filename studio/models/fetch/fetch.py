"""Fetch: a model being downloaded, in a process of its own, and all that is heard of it.

Not in the studio's process: there every library is told to ask the hub for nothing, and a process can be stopped in
the middle of anything.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from studio.models.fetch.asked import LONGEST_LINE, Asked, Told
from studio.words import say

log = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[3]
_START = """import sys
from importlib import import_module
root, runner = sys.argv[1:]
sys.path.insert(0, root)
import_module(runner).main([])"""
_RUNNER = "studio.models.fetch.child"


class Fetch:
    """One download. `events` is followed by one thread; `stop` may be called by any."""

    def __init__(self, asked: Asked, environment: Mapping[str, str]) -> None:
        """`environment`: of its process; nothing secret of the studio's is in it."""
        self._asked, self._environment = asked, dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()

    def events(self) -> Iterator[Told]:
        """How far it is, until it is done or has failed. Nothing more comes after `stop`."""
        with tempfile.TemporaryFile() as errors:
            process = self._start(errors)
            try:
                yield from self._heard(process)
                if process.poll() and not self._stopped.is_set():
                    errors.seek(0)
                    log.warning("Fetching broke off: %s", errors.read(4000).decode(errors="replace"))
            finally:
                _end(process)
                for pipe in filter(None, (process.stdin, process.stdout)):
                    with suppress(OSError):
                        pipe.close()

    def stop(self) -> None:
        """At once. What has come stays, and is taken up by the next one."""
        self._stopped.set()
        if self._process:
            _end(self._process)

    def _start(self, errors: IO[bytes]) -> subprocess.Popen[bytes]:
        # -I: no folder of a person's is looked into for modules; -B: no bytecode is written.
        process = self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _START, str(_ROOT), _RUNNER],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        if self._stopped.is_set():
            _end(process)
        return process

    def _heard(self, process: subprocess.Popen[bytes]) -> Iterator[Told]:
        assert process.stdin and process.stdout
        # The token goes where nobody else on this machine can read it. The pipe stays open: its end ends the process.
        with suppress(BrokenPipeError):
            process.stdin.write(self._asked.model_dump_json().encode() + b"\n")
            process.stdin.flush()
        while not self._stopped.is_set() and (line := process.stdout.readline(LONGEST_LINE)):
            told = _read(line)
            if told:
                yield told
            if told and told.kind in ("done", "failed"):
                return
        if not self._stopped.is_set():
            yield Told(kind="failed", said=(say("fetch.broke_off"), say("fetch.go_on")))


def _read(line: bytes) -> Told | None:
    try:
        return Told.model_validate_json(line)
    except ValidationError:
        log.warning("The fetching process said: %s", line[:200])
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """With all that it may have started."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
