"""kill -9 in the middle of a narration: what was spoken is in the gallery after the next start."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.registry import MODES, RUNTIMES
from pipelines.voice.narrator.take import Said, Take
from studio.house import House
from studio.settings import Settings
from studio.works.works import Work

ROOT = Path(__file__).parents[3]
SENTENCES = [f"Lantern number {number} was lit." for number in ("one", "two", "three", "four", "five", "six", "seven")]
READER_THAT_WILL_BE_KILLED = """
import sys

from pipelines.registry import MODES, RUNTIMES
from studio.house import House
from studio.settings import Settings

house = House.open(Settings.read(), MODES, RUNTIMES, serve=True)
house.worker.submit("narrate", {"prompt": sys.argv[1], "voice": "emma"}, "ann")
input()
"""


def test_what_was_spoken_is_kept(settings: Settings) -> None:
    command = [sys.executable, "-c", READER_THAT_WILL_BE_KILLED, " ".join(SENTENCES)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as killed:
        passing = settings.home / "passing" / "jobs"
        spoken = until(lambda: [line for file in passing.glob("*/*.jsonl") for line in file.read_text().splitlines()])
        killed.send_signal(signal.SIGKILL)
    house = House.open(settings, MODES, RUNTIMES, serve=True)
    try:
        [work] = until(lambda: house.store.works())
        told = work.text.splitlines()
        assert told == SENTENCES[: len(told)] and len(spoken) <= len(told) < len(SENTENCES)
        check_files(house, work)
        [row] = house.worker.log.jobs("interrupted")
        assert (work.job, work.owner) == (row.id, "ann")
        until(lambda: not list(passing.iterdir()))
    finally:
        house.close()


def check_files(house: House, work: Work) -> None:
    """The files are those of a narration that a person has stopped."""
    shown = {file.role for file in work.files}
    assert {"main", "subtitles", "words", "roll"} <= shown
    assert "stopped" in str(work.recipe.notes[0])
    assert house.store.files.read(work.main).startswith(b"RIFF")


def until(look: Callable[[], Any]) -> Any:
    """What there is, as soon as there is something."""
    end = time.monotonic() + 120
    while not (there := look()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
    return there


def test_a_line_in_which_the_writer_died_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "voice.f32"
    take = Take.begun(file)
    for text in ("One.", "Two."):
        take.tell(Said(text, "emma", 0, 100, ()))
    with file.with_suffix(".jsonl").open("a") as opened:
        opened.write(json.dumps(["Three.", "emma", 100])[:9])
    assert [said.text for said in Take.found(file).said] == ["One.", "Two."]


@pytest.mark.parametrize("name", ["voice.f32", "voice.jsonl"])
def test_nothing_is_found_where_nothing_was_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert Take.found(tmp_path / "voice.f32").said == []
