"""A command that is told to stop, by the keys or by the system, ends its job and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from studio.jobs.log import JobLog
from studio.settings import Settings
from studio.works.store import Store

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop(wish: signal.Signals, settings: Settings) -> None:
    command = [sys.executable, "-m", "studio", "animation", "a boat on the sea", "--seconds", "12"]
    environment = {**os.environ, "INKSTONE_HOME": str(settings.home)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "drawing frames" in line:
            process.send_signal(wish)
            break
    said = process.stderr.read()
    assert process.wait(30) == 1 and "Stopped" in said and "Traceback" not in said
    (row,) = JobLog(Store.open(settings).database).jobs()
    assert row.state == "cancelled"
    assert not list((settings.home / "passing").glob("jobs/*/*"))
