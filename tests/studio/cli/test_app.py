"""The command line: what is typed, what is written, and what is said when it cannot be done."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

import pytest

from studio.cli.app import run
from studio.errors import DiskFull
from studio.house import House
from studio.jobs.log import JobLog
from studio.jobs.mode import Modes
from studio.people.visitor import COMMAND_LINE
from studio.settings import Settings
from studio.words import plain
from studio.works.embed import extract
from studio.works.store import Store
from tests.fakes import FakeDevice, FakeLoader, Sketcher, sketching
from tests.studio.cli.conftest import Shell

ROOT = Path(__file__).parents[3]


def test_help_names_every_verb_and_every_field_with_its_bounds(shell: Shell) -> None:
    overview = shell("--help").out
    assert all(
        line in overview for line in ("Draw a square of your words.", "Draw a square in ink.", "works", "doctor")
    )
    details = shell("sketch", "--help").out
    assert "Say in your own words what you want." in details
    assert "Width. In pixels. From 16 to 2048." in details and "[default: 32]" in details
    assert "Style. How it looks." in details and "flat|ink" in details
    assert "--style" not in shell("ink", "--help").out, "an option of another mode's engine cannot be set"


def test_out_writes_every_file_of_the_work(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "new folder" / "bird.png"
    answer = shell("sketch", "three birds", "--seed", "7", "--out", str(out))
    assert answer.code == 0, answer.err
    assert answer.out.split("\n")[:2] == [str(out), str(out.with_suffix(".svg"))]
    assert "drawing" in answer.err
    for file in (out, out.with_suffix(".svg")):
        found = extract(file.read_bytes(), file.suffix)
        assert found and found[0].params["prompt"] == "three birds" and found[0].seed == 7


def test_several_pieces_are_numbered(shell: Shell, tmp_path: Path) -> None:
    shell("sketch", "birds", "--pieces", "3", "--out", str(tmp_path / "out" / "bird.png"))
    assert {path.name for path in (tmp_path / "out").glob("*.png")} == {"bird.png", "bird-2.png", "bird-3.png"}


def test_without_out_the_kept_file_is_named(shell: Shell, settings: Settings) -> None:
    answer = shell("ink", "birds")
    (work,) = Store.open(settings).works(owner=COMMAND_LINE)
    assert answer.out.strip() == str(Store.open(settings).path(work.main))
    assert work.recipe.mode == "ink"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sketch", ""], "Prompt: say in a few words what you want"),
        (["sketch", "a\x07b"], "Prompt: it holds a control character (U+0007)"),
        (["sketch", "a" * 100_000], "Prompt: it has 100,000 characters"),
        (["sketch", "birds", "--seed", "-1"], "Seed: it is a whole number"),
        (["sketch", "birds", "--width", "0"], "Width: it should be greater than or equal to 16"),
        (["sketch", "birds", "--width", "1000000000"], "Width: it should be less than or equal to 2048"),
        (["sketch", "birds", "--model", "oil"], "No model is called “oil”"),
    ],
)
def test_bad_input_is_told_on_stderr(shell: Shell, settings: Settings, words: list[str], told: str) -> None:
    answer = shell(*words)
    assert (answer.code, answer.out) == (1, "") and answer.err.startswith(told)
    assert JobLog(Store.open(settings).database).jobs() == []


@pytest.mark.parametrize(
    "words", [["sketch"], ["sketch", "birds", "--width", "wide"], ["sketch", "birds", "--style", "oil"], ["statue"]]
)
def test_what_the_shell_itself_refuses_shows_how_to_ask(shell: Shell, words: list[str]) -> None:
    answer = shell(*words)
    assert answer.code == 2 and "--help" in answer.err


def test_a_failed_job_exits_with_its_message_and_delivers_what_was_finished(
    shell: Shell, sketcher: Sketcher, tmp_path: Path
) -> None:
    sketcher.failing = DiskFull(plain("The disk is full."))
    answer = shell("sketch", "birds", "--pieces", "2", "--out", str(tmp_path / "bird.png"))
    assert answer.code == 1 and "The disk is full. All earlier works are safe." in answer.err
    assert (tmp_path / "bird.png").exists()


def test_a_place_that_cannot_be_written_is_told_and_the_work_is_kept(shell: Shell, settings: Settings) -> None:
    answer = shell("sketch", "birds", "--out", "/proc/nowhere/bird.png")
    assert answer.code == 1 and "/proc/nowhere" in answer.err
    assert len(Store.open(settings).works()) == 1


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252", "gbk", "utf-8"])
@pytest.mark.parametrize("prompt", ["三只鸟", "birds 🐦", "naïve œuvre", "e\u0301 \u202e"])
def test_a_letter_that_the_terminal_lacks_is_replaced(
    settings: Settings, sketcher: Sketcher, monkeypatch: pytest.MonkeyPatch, encoding: str, prompt: str
) -> None:
    printed = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", printed[0])
    monkeypatch.setattr(sys, "stderr", printed[1])
    for words in (["sketch", prompt], ["works"], ["sketch", "--help"]):
        monkeypatch.setattr(sys, "argv", ["studio", *words])
        with pytest.raises(SystemExit) as ended:
            run(sketching(sketcher), FakeLoader(FakeDevice()))
        assert not ended.value.code
    store = Store.open(settings)
    (work,) = store.works()
    printed[0].flush()
    said = printed[0].buffer.getvalue().decode("utf-8", "replace")
    assert work.title == prompt and said.count(str(store.path(work.main))) == 2


def test_works_are_listed_in_local_time_with_its_offset(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
    monkeypatch.setattr("studio.works.store.now", lambda: noon)
    shell("sketch", "birds")
    for zone, told in (("UTC0", "2026-01-01 12:00 +0000"), ("XXX-5:30", "2026-01-01 17:30 +0530")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert shell("works").out.startswith(told)
    monkeypatch.delenv("TZ")
    time.tzset()


def test_a_work_that_cannot_be_shown_whole_is_named(shell: Shell, settings: Settings) -> None:
    for prompt in ("birds", "fishes"):
        shell("sketch", prompt)
    store = Store.open(settings)
    torn = store.works()[1]
    store.records.remove(torn.id)
    with sqlite3.connect(settings.home / "inkstone.db") as connection:
        connection.execute("UPDATE works SET recipe = '{' WHERE id = ?", (torn.id,))
    connection.close()
    answer = shell("works")
    assert "fishes" in answer.out and "The recipe is not whole" in answer.out and answer.code == 0
    assert f"works --rebuild”: the recipes of 1 works are not whole ({torn.id})" in answer.err
    assert "BAD  Works: Run “python -m studio works --rebuild”" in shell("doctor").out
    answer = shell("works", "--rebuild")
    assert "1 works were read back" in answer.err and "birds" in answer.out and "not whole" not in answer.err
    assert Store.open(settings).work(torn.id).owner == COMMAND_LINE


def test_nothing_is_rebuilt_under_the_hands_of_a_running_studio(shell: Shell, settings: Settings) -> None:
    house = House.open(settings, Modes(()), FakeLoader(FakeDevice()), serve=True)
    answer = shell("works", "--rebuild")
    assert answer.code == 1 and "Another studio is running" in answer.err
    house.close()
    assert shell("works", "--rebuild").code == 0


def test_works_are_listed_newest_first(shell: Shell) -> None:
    for prompt in ("first", "second", "third"):
        shell("sketch", prompt)
    lines = shell("works", "--limit", "2").out.splitlines()
    assert [line.split()[4] for line in lines] == ["third", "second"] and lines[0].endswith(".png")
    assert shell("works", "--kind", "music").out == ""


def test_a_damaged_database_is_told_and_rebuilt(shell: Shell, settings: Settings) -> None:
    shell("sketch", "birds")
    (settings.home / "inkstone.db").write_bytes(b"garbage " * 999)
    answer = shell("works")
    assert answer.code == 1 and "works --rebuild" in answer.err
    assert "BAD  Works: Run “python -m studio works --rebuild”: the database" in shell("doctor").out
    answer = shell("works", "--rebuild")
    assert answer.code == 0 and "1 works were read back" in answer.err and "birds" in answer.out


def test_a_bad_setting_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKSTONE_QUEUE_SIZE", "many")
    answer = shell("sketch", "birds")
    assert answer.code == 1 and answer.err.startswith("INKSTONE_QUEUE_SIZE: ")


def test_doctor_tries_each_part(shell: Shell) -> None:
    shell("sketch", "birds")
    out = shell("doctor").out
    assert "ok   Folder: works can be kept" in out and "ok   Works: 1 kept" in out
    assert "ok   Kernel: " in out and "GFLOP/s" in out


def test_doctor_says_what_is_wrong_with_the_folder(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKSTONE_HOME", "/proc/inkstone")
    answer = shell("doctor")
    assert answer.code == 1 and "BAD  Folder: " in answer.out and "/proc/inkstone" in answer.out


def test_the_door_opens() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "studio", "image", ""], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert answer.returncode == 1 and answer.stderr.startswith("Prompt: say in a few words"), answer.stderr
