"""Temporary folders of jobs: gone after the job, and after a killed process with the next start."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from studio.jobs.passing import Passing

KILLED = """
import sys
from pathlib import Path
from studio.jobs.passing import Passing

with Passing(Path(sys.argv[1])).folder("killed") as folder:
    (folder / "half.wav").write_bytes(b"half")
    print(flush=True)
    input()
"""


def test_a_folder_is_there_for_the_job_and_gone_after_it(tmp_path: Path) -> None:
    passing = Passing(tmp_path / "passing")
    with passing.folder("job") as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "file").write_bytes(b"x")
        assert folder.parent == tmp_path / "passing"
    with pytest.raises(ValueError), passing.folder("other") as folder:
        raise ValueError("a bad step")
    assert list((tmp_path / "passing").iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_a_living_one_uses_is_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline()
    passing = Passing(tmp_path)
    passing.sweep()
    assert (tmp_path / "killed" / "half.wav").exists(), "that process still works with it"
    process.send_signal(signal.SIGKILL)
    process.wait()
    passing.sweep()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", [(), ("job",), ("job", "job.lock"), ("job.lock",), ("one", "two", "three.lock")])
def test_whatever_was_left_is_swept(tmp_path: Path, left: tuple[str, ...]) -> None:
    for name in left:
        (tmp_path / name).touch() if name.endswith(".lock") else (tmp_path / name).mkdir()
    Passing(tmp_path).sweep()
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_sweep_is_no_trouble(tmp_path: Path) -> None:
    Passing(tmp_path / "nowhere").sweep()
    assert not (tmp_path / "nowhere").exists()
