"""What a process can do that a hostile file has taken over: cost little, say little, and leave nothing."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from pathlib import Path

import psutil
import pytest

from studio.errors import Cancelled
from studio.media.reading.child import read_apart
from studio.media.reading.limits import LIMITS
from studio.media.reading.plain import Plain
from studio.media.reading.refused import Refused


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "text", dataclasses.replace(LIMITS["text"], patience=5.0))


def read(act: str, folder: Path) -> Plain:
    (folder / "original").write_text(act)
    return read_apart("tests.readers", folder / "original", folder / "plain", ["text"])


def running() -> list[psutil.Process]:
    return [one for one in psutil.Process().children(recursive=True) if "tests.readers" in one.cmdline()]


def test_a_plain_answer_is_heard(tmp_path: Path) -> None:
    plain = read("good", tmp_path)
    assert (plain.kind, plain.suffix, plain.facts.characters) == ("text", ".txt", 3)
    assert (tmp_path / "plain").read_text() == "abc"


@pytest.mark.parametrize(
    ("act", "key"),
    [
        ("memory", "broken"),
        ("large file", "broken"),
        ("many files", "broken"),
        ("flood", "broken"),
        ("nothing said", "broken"),
        ("nothing written", "broken"),
        ("half an answer", "broken"),
        ("another shape", "broken"),
        ("too many notes", "broken"),
        ("crash", "too_costly"),
        ("link", "broken"),
        ("other kind", "broken"),
        ("connect", "broken"),
        ("start others", "broken"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="bounds of POSIX")
def test_what_is_no_answer_is_a_refusal(act: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(act, tmp_path)
    assert refused.value.message.key == f"upload.{key}"
    assert "Nothing of it was kept." in str(refused.value)


def test_what_takes_for_ever_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "text", dataclasses.replace(LIMITS["text"], patience=1.0))
    begun = time.monotonic()
    with pytest.raises(Refused, match="more time or memory"):
        read("sleep", tmp_path)
    assert time.monotonic() - begun < 20
    assert running() == []


def test_it_is_ended_when_nobody_waits_for_it_any_more(tmp_path: Path) -> None:
    (tmp_path / "original").write_text("sleep")
    started = tmp_path / "started"
    with pytest.raises(Cancelled):
        read_apart("tests.readers", tmp_path / "original", tmp_path / "plain", ["text"], started.exists)
    assert running() == []


def test_it_knows_nothing_of_the_studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKSTONE_PASSWORD", "secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    read("environment", tmp_path)
    known = json.loads((tmp_path / "plain").read_text())
    assert not {name for name in known["names"] if name.startswith(("INKSTONE", "PYTHON", "HF_"))}
    assert str(tmp_path) not in known["path"] and known["folder"] == str(tmp_path)


def test_what_it_says_is_said_in_the_studio_s_own_words(tmp_path: Path) -> None:
    """A note with another room's key, with values that do not fill it, or with anything strange in it."""
    notes = read("lies", tmp_path).notes
    assert [note.key for note in notes[:2]] == ["upload.broken", "upload.broken"]
    assert all(str(note) for note in notes)
