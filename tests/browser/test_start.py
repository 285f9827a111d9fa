"""Starting the studio: nothing heavy comes before the page; where it cannot start a message, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.conftest import ROOT, Server, start


def second(home: Path, port: int) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "INKSTONE_HOME": str(home), "INKSTONE_PORT": str(port)}
    return subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, text=True, capture_output=True, timeout=60
    )


def test_a_second_studio_on_one_folder_is_refused(server: Server) -> None:
    answer = second(server.home, 7999)
    assert answer.returncode == 1
    assert "Another studio" in answer.stderr and "Traceback" not in answer.stderr


def test_a_taken_port_is_told(server: Server, tmp_path: Path) -> None:
    answer = second(tmp_path, urlsplit(server.url).port or 0)
    assert answer.returncode == 1
    assert "INKSTONE_PORT" in answer.stderr and "Traceback" not in answer.stderr


def test_the_page_shows_before_torch_is_loaded(tmp_path: Path) -> None:
    server = start(tmp_path)
    with open(f"/proc/{server.process.pid}/maps") as maps:
        loaded = maps.read()
    server.process.terminate()
    server.process.wait(20)
    assert "libtorch" not in loaded and "/av." not in loaded
