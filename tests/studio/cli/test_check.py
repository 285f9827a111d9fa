"""A file of this machine is checked at the terminal; what is written there can be."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipelines.registry import MODES, RUNTIMES
from studio.jobs.mode import Modes
from studio.models.keeper import Loader
from studio.words import say
from tests.studio.cli.conftest import Shell


@pytest.fixture
def modes() -> Modes:
    return MODES


@pytest.fixture
def loader() -> Loader:
    return RUNTIMES


def test_what_is_written_is_signed_and_a_change_is_an_error(shell: Shell, tmp_path: Path) -> None:
    photo, out = tmp_path / "boat.jpg", tmp_path / "better.png"
    Image.radial_gradient("L").convert("RGB").save(photo)
    assert shell("enhance", str(photo), "--out", str(out)).code == 0
    answer = shell("check", str(out))
    assert answer.code == 0 and str(say("check.intact.own")) in answer.out
    assert str(say("check.is_from.algorithmicallyEnhanced")) in answer.out and "opened, corrected" in answer.out
    data = out.read_bytes()
    out.write_bytes(data[:-30] + bytes([data[-30] ^ 1]) + data[-29:])
    answer = shell("check", str(out))
    assert answer.code == 1 and str(say("check.part.content")) in answer.out
    assert str(say("check.nothing")) in shell("check", str(photo)).out
    assert "no file" in shell("check", str(tmp_path / "none")).err
