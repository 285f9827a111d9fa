"""Models at a terminal: the list, a download with a bar, Ctrl-C that keeps what came, removing, and the token."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.settings import Settings
from tests import hub as hubs
from tests.browser.conftest import until
from tests.browser.test_system import ENTRY
from tests.fakes import TENSORS
from tests.hub import REVISION, Hub, Repo
from tests.studio.cli.conftest import Shell

ROOT = Path(__file__).parents[3]


@pytest.fixture
def hub(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with one model, which the person's own catalog has."""
    with hubs.serving() as hub:
        hub.repos["o/brush"] = Repo({"config.json": b"{}", "model.safetensors": TENSORS})
        monkeypatch.setenv("INKSTONE_HUB_URL", hub.url)
        monkeypatch.setenv("INKSTONE_HUB_CACHE", str(settings.home / "hub"))
        monkeypatch.setenv("HF_HOME", str(settings.home / "nowhere"))
        (settings.home / "catalog").mkdir(parents=True)
        entry = ENTRY.format(key="brush", title="Brush", licence="MIT", sale="ask", revision=REVISION, gated="false")
        (settings.home / "catalog" / "own.toml").write_text(entry)
        yield hub


def line(shell: Shell) -> str:
    return next(line for line in shell("models").out.splitlines() if line.startswith("brush "))


def test_a_model_is_listed_and_got_and_removed(shell: Shell, hub: Hub, settings: Settings) -> None:
    assert "not here" in line(shell) and "Brush: licence MIT, conditions apply" in line(shell)
    answer = shell("models", "get", "brush")
    assert answer.code == 0, answer.err
    folder = Path(answer.out.strip())
    assert (folder / "model.safetensors").read_bytes() == TENSORS and folder.is_relative_to(settings.home / "hub")
    assert "not here" not in line(shell) and "here" in line(shell)
    assert "is removed" in shell("models", "remove", "brush").out
    assert "not here" in line(shell) and not folder.exists()


def test_what_cannot_be_got_is_told(shell: Shell, hub: Hub) -> None:
    for words, told in (
        (("get", "gone"), "No model is called “gone”"),
        (("get", "minilm"), "comes with the studio"),
        (("remove", "minilm"), "comes with the studio"),
    ):
        answer = shell("models", *words)
        assert answer.code == 1 and told in answer.err
    hub.repos["o/brush"].gated = True
    answer = shell("models", "get", "brush")
    assert answer.code == 1 and f"{hub.url}/o/brush" in answer.err and "models token" in answer.err


def test_a_token_is_typed_unseen_and_kept_for_its_owner_alone(
    shell: Shell, hub: Hub, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.repos["o/brush"].gated = True
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: hub.token)
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: hub.token)
    answer = shell("models", "token")
    assert hub.token not in answer.out + answer.err
    assert stat.S_IMODE((settings.home / "hub.token").stat().st_mode) == 0o600
    assert shell("models", "get", "brush").code == 0


def test_ctrl_c_keeps_what_has_come(hub: Hub, settings: Settings) -> None:
    hub.repos["o/brush"].files["model.safetensors"] = os.urandom(400_000)
    hub.pause = 0.02
    command = [sys.executable, "-m", "studio", "models", "get", "brush"]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    begun = settings.home / "hub" / "models--o--brush" / "begun" / REVISION / "model.safetensors"
    until(lambda: begun.exists() and begun.stat().st_size > 50_000)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=20)
    assert running.returncode == 1 and "the same command goes on from there" in errors
    kept = begun.stat().st_size
    assert 50_000 < kept < 400_000
    hub.pause = 0
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert f"bytes={kept}-" in hub.ranges()
