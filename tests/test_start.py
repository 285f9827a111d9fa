"""The studio's process: started from anywhere, told to stop while it makes a film."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from studio.jobs.log import JobLog
from studio.settings import ROOT, Settings
from studio.works.store import Store
from studio.works.works import now

FILM = {"prompt": "twelve birds over the sea in a storm", "seconds": 12, "fps": 30, "size": 1280, "seed": 1}
PATIENCE = 60


def until(true: Callable[[], bool]) -> None:
    """Wait for something that happens in another process."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def queued(settings: Settings, *ids: str) -> None:
    """Films that an earlier studio was asked for and did not make."""
    store = Store.open(settings)
    for id in ids:
        JobLog(store.database).save(
            id=id, owner="ann", mode="animation", params=FILM, parents=[], state="queued", created=now()
        )
    store.close()


def states(settings: Settings) -> dict[str, str]:
    with sqlite3.connect(settings.home / "inkstone.db") as database:
        return dict(database.execute("SELECT id, state FROM jobs"))


@contextmanager
def started(port: int, folder: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """app.py, started in a folder that is not its own."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "app.py"],
        cwd=folder,
        env={**os.environ, **environment, "INKSTONE_PORT": str(port)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def process(settings: Settings, tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """As a container starts it, with two films to make."""
    queued(settings, "first", "second")
    with started(port, tmp_path, INKSTONE_HOST="0.0.0.0", INKSTONE_PUBLIC_DEMO="1") as process:
        yield process


def test_told_to_stop_the_studio_closes_in_good_order(process: subprocess.Popen[str], settings: Settings) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().startswith("Inkstone is at http://127.0.0.1:")
    until(lambda: states(settings)["first"] == "running")
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0 and time.monotonic() - begun < 5
    assert states(settings) == {"first": "interrupted", "second": "queued"}
    assert "open demo" in told, "it says who can come in"
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "unsafe",
    [{"HOST": "0.0.0.0"}, {"HOSTS": "studio.example"}, {"PROXIES": "127.0.0.1"}, {"SHARE": "1", "PUBLIC_DEMO": "1"}],
)
def test_where_nobody_would_be_asked_the_studio_does_not_start(unsafe: dict[str, str], tmp_path: Path) -> None:
    named = {f"INKSTONE_{name}": value for name, value in unsafe.items()}
    command = [sys.executable, ROOT / "app.py"]
    ended = subprocess.run(
        command, env={**os.environ, **named}, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE
    )
    assert ended.returncode == 1 and ended.stdout == ""
    assert "INKSTONE_PASSWORD" in ended.stderr and "people add NAME --owner" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_on_a_space_it_listens_at_its_own_port_alone(settings: Settings, tmp_path: Path, port: int) -> None:
    """gradio would listen at another one, for whoever wants to read or change its source, and says so first."""
    space = {"SYSTEM": "spaces", "SPACE_ID": "ann/studio", "SPACE_HOST": "ann-studio.hf.space"}
    with started(port, tmp_path, **space) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Inkstone is at http://127.0.0.1:")
        sockets = psutil.Process(process.pid).net_connections("tcp")
        assert {one.laddr.port for one in sockets if one.status == psutil.CONN_LISTEN} == {port}
