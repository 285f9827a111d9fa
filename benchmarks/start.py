"""From the start of the process to an answered page, beside a bare gradio page with four tabs."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.report import Row

LIMIT = 1.5
ROUNDS = 3
PATIENCE = 120
"""Seconds to wait for a page."""


@dataclass(frozen=True)
class Start:
    """One start: seconds to the page, and the largest resident memory until then."""

    seconds: float
    peak_mb: float


def rows() -> Iterator[Row]:
    """The ratio of the medians, alternating in one run; a start of each beforehand warms the disk's cache."""
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as home:
        rounds = [(start("app.py", home), start("benchmarks/bare_page.py", home)) for _ in range(ROUNDS + 1)][1:]
    ours, bare = [[pair[side].seconds for pair in rounds] for side in (0, 1)]
    yield Row(
        "start to page / bare gradio page",
        median(ours) / median(bare),
        "x",
        LIMIT,
        peak_mb=median(pair[0].peak_mb for pair in rounds),
        how=f"{median(ours):.2f} s / {median(bare):.2f} s, medians of {ROUNDS}, alternating",
        samples={"studio": ours, "bare": bare},
    )


def start(script: str, home: str, tree: Path | None = None) -> Start:
    """Start a script of a tree (this one) that serves a page at INKSTONE_PORT, wait for the page, stop it."""
    began = time.perf_counter()
    with served(script, home, tree) as page:
        return Start(time.perf_counter() - began, _peak_mb(page.pid))


@dataclass(frozen=True)
class Served:
    """A page that is being served, and the process that does it."""

    url: str
    pid: int


@contextmanager
def served(script: str, home: str, tree: Path | None = None) -> Iterator[Served]:
    """What such a script serves, from the first answer on and for as long as the block runs."""
    port = _free_port()
    environment = {
        **os.environ,
        "INKSTONE_PORT": str(port),
        "INKSTONE_HOME": home,
        "PYTHONPATH": str(tree or Path.cwd()),
    }
    process = subprocess.Popen([sys.executable, script], cwd=tree, env=environment, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}/"
        _wait_for(url, process)
        yield Served(url, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"{process.args!r} ended with {process.returncode} before it served a page")
        try:
            with urlopen(url, timeout=PATIENCE) as answer:
                answer.read()
                return
        except URLError:
            time.sleep(0.02)
    sys.exit(f"{process.args!r} served no page within {PATIENCE} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _peak_mb(pid: int) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0
