"""A shell to type commands into."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from studio.cli.app import run
from studio.jobs.mode import Modes
from studio.models.keeper import Loader
from tests.fakes import FakeDevice, FakeLoader, Sketcher, sketching


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Shell = Callable[..., Answer]


@pytest.fixture
def modes(sketcher: Sketcher) -> Modes:
    return sketching(sketcher)


@pytest.fixture
def loader() -> Loader:
    return FakeLoader(FakeDevice())


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, modes: Modes, loader: Loader) -> Shell:
    """Types a command and gives back its exit code and what it printed."""
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("NO_COLOR", "1")

    def type_in(*words: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["studio", *words])
        with pytest.raises(SystemExit) as ended:
            run(modes, loader)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Answer(ended.value.code or 0, *printed)  # type: ignore[arg-type]

    return type_in
