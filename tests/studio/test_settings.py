"""Settings come from the environment; a bad one is named as the person wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import BadInput
from studio.settings import Settings


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INKSTONE_PORT", "8080")
    monkeypatch.setenv("INKSTONE_MEMORY_GB", "2.5")
    monkeypatch.setenv("INKSTONE_PASSWORD", "open sesame")
    settings = Settings.read()
    assert (settings.port, settings.memory_gb, settings.home) == (8080, 2.5, tmp_path / "home")
    assert "sesame" not in repr(settings), "a password is never written to a log by accident"
    assert settings.database == f"sqlite:///{tmp_path}/home/inkstone.db" and settings.files == f"{tmp_path}/home/files"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INKSTONE_PORT", "70000"),
        ("INKSTONE_PORT", "http"),
        ("INKSTONE_MEMORY_GB", "-1"),
        ("INKSTONE_ACCELERATOR_GB", "lots"),
        ("INKSTONE_QUEUE_SIZE", "0"),
        ("INKSTONE_OWNER_LIMIT", "1.5"),
    ],
)
def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadInput, match=f"^{name}: "):
        Settings.read()


def test_an_empty_setting_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """As compose files and .env templates write it."""
    for name in ("INKSTONE_MEMORY_GB", "INKSTONE_PORT", "INKSTONE_PASSWORD", "INKSTONE_HUB_CACHE", "INKSTONE_HOME"):
        monkeypatch.setenv(name, "")
    settings = Settings.read()
    assert (settings.memory_gb, settings.port, settings.password, settings.hub_cache) == (None, 7860, None, None)
    assert settings.home == Path("data")


def test_a_home_may_be_written_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKSTONE_HOME", "~/inkstone")
    assert Settings.read().home == Path.home() / "inkstone"


def test_a_home_with_odd_characters_works(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from studio.works.store import Store

    home = tmp_path / "a 100% “odd” #folder? & more"
    monkeypatch.setenv("INKSTONE_HOME", str(home))
    Store.open(Settings.read()).close()
    assert (home / "inkstone.db").exists() and (home / "files").is_dir()
