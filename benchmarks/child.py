"""A measurement in a process of its own, that reports one JSON value on its last line of output."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import Any

TIME_LIMIT = 900
"""Seconds after which a measurement is given up."""


def run(module: str, *arguments: str) -> Any:
    """What `python -m module arguments` reports. Raises SystemExit with its last words when it fails."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIME_LIMIT, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[1:])} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def report(value: Any) -> None:
    """Called by the child when it is done."""
    print(json.dumps(value), flush=True)


def peak_mb() -> float:
    """Largest resident memory of this process so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
