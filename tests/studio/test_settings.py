"""Settings come from the environment and from .env; a bad one is named as the person wrote it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.addresses import bracketed
from studio.errors import BadInput
from studio.settings import ROOT, Settings


@pytest.fixture
def dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Write the file .env of a studio that lies in a folder of its own."""
    app = tmp_path / "app"
    app.mkdir()
    monkeypatch.setattr("studio.settings.ROOT", app)
    monkeypatch.setitem(Settings.model_config, "env_file", app / ".env")
    monkeypatch.delenv("INKSTONE_HOME")

    def write(text: str) -> None:
        (app / ".env").write_text(text, encoding="utf-8")

    return write


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INKSTONE_PORT", "8080")
    monkeypatch.setenv("INKSTONE_MEMORY_GB", "2.5")
    monkeypatch.setenv("INKSTONE_PASSWORD", "open sesame")
    settings = Settings.read()
    assert (settings.port, settings.memory_gb, settings.home) == (8080, 2.5, tmp_path / "home")
    assert "sesame" not in repr(settings), "a password is never written to a log by accident"
    assert settings.database == f"sqlite:///{tmp_path}/home/inkstone.db" and settings.files == tmp_path / "home/files"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INKSTONE_PORT", "70000"),
        ("INKSTONE_PORT", "http"),
        ("INKSTONE_MEMORY_GB", "-1"),
        ("INKSTONE_ACCELERATOR_GB", "lots"),
        ("INKSTONE_QUEUE_SIZE", "0"),
        ("INKSTONE_OWNER_LIMIT", "1.5"),
        ("INKSTONE_HOME", "~nobody-of-this-name/x"),
        *(("INKSTONE_HOST", host) for host in ("http://a", "a b", "a:80", "-a", "a..b", "[::1", "1:2:3", "a" * 64)),
        *(("INKSTONE_ROOT_PATH", path) for path in ("studio", "//a", "/a//b", "http://a/b", "/a/../b", "/a?b", "/a b")),
        *(("INKSTONE_HOSTS", hosts) for hosts in ("http://a", "a/b", "*,a", "*.a", "a:0", "a:x", "a:70000", "u@a")),
        *(("INKSTONE_PROXIES", proxies) for proxies in ("a", "*", "10.0.0.0/33", "10.0.0.1,proxy", "10.0.0.1:80")),
        *(("INKSTONE_EMBED", embed) for embed in ("a", "*", "ftp://a", "https://a/b", "https://a;b", "https://u@a")),
    ],
)
def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadInput, match=f"^{name}: "):
        Settings.read()


def test_an_empty_setting_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """As compose files and .env templates write it."""
    for field in Settings.model_fields:
        monkeypatch.setenv(f"INKSTONE_{field.upper()}", "")
    assert Settings.read() == Settings(home=ROOT / "data")


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("root_path", "/studio/", "/studio"),
        ("root_path", "/", ""),
        ("root_path", "/a/b-c", "/a/b-c"),
        ("host", "[::1]", "::1"),
        ("host", "::", "::"),
        ("host", "LocalHost", "localhost"),
        ("hosts", "Studio.Example, localhost:8080", ("studio.example", "localhost:8080")),
        ("hosts", "::1,[::1]:80,10.0.0.1", ("[::1]", "[::1]:80", "10.0.0.1")),
        ("hosts", "*", ("*",)),
        ("proxies", "10.0.0.1/8, ::1", ("10.0.0.0/8", "::1/128")),
        ("embed", "https://HuggingFace.co/,http://[::1]:80", ("https://huggingface.co", "http://[::1]:80")),
    ],
)
def test_how_the_page_is_served_is_read_in_one_form(
    monkeypatch: pytest.MonkeyPatch, name: str, written: str, read: object
) -> None:
    monkeypatch.setenv(f"INKSTONE_{name.upper()}", written)
    settings = Settings.read()
    assert getattr(settings, name) == read
    again = Settings.model_validate({name: read})
    assert getattr(again, name) == read


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
def test_any_words_in_a_setting_are_read_or_refused(words: str) -> None:
    for name in ("host", "root_path", "hosts", "proxies", "embed"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(f"INKSTONE_{name.upper()}", words)
            try:
                read = getattr(Settings.read(), name)
            except BadInput as error:
                assert str(error).startswith(f"INKSTONE_{name.upper()}: ")
            else:
                assert not set(" ;'\"\\\n") & set("".join(read)), "nothing that could end a header or a policy"


def test_hosts_stand_in_addresses_with_brackets() -> None:
    assert [bracketed(host) for host in ("::1", "127.0.0.1", "localhost")] == ["[::1]", "127.0.0.1", "localhost"]


def test_a_home_may_be_written_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKSTONE_HOME", "~/inkstone")
    assert Settings.read().home == Path.home() / "inkstone"


def test_a_relative_home_lies_where_it_was_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dotenv: Callable[[str], None]
) -> None:
    """In the environment: the folder where the studio is started. In .env: the folder of .env."""
    dotenv("INKSTONE_HOME=works\nINKSTONE_HUB_CACHE=../hub\n")
    monkeypatch.chdir("/")
    assert Settings.read().home == tmp_path / "app" / "works"
    assert Settings.read().hub_cache == tmp_path / "app" / ".." / "hub"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INKSTONE_HOME", "mine")
    settings = Settings.read()
    monkeypatch.chdir("/")
    assert settings.home == tmp_path / "mine", "wherever the process goes later"


@pytest.mark.parametrize("home", ["~/works", "/srv/works"])
def test_a_home_in_dotenv_may_lie_elsewhere(dotenv: Callable[[str], None], home: str) -> None:
    dotenv(f"INKSTONE_HOME={home}\n")
    assert Settings.read().home == Path(home).expanduser()


def test_dotenv_may_come_from_another_system(dotenv: Callable[[str], None]) -> None:
    """With the mark that some editors put first, and its own line ends."""
    dotenv("\ufeffINKSTONE_PORT=8080\r\nINKSTONE_HOSTS=a.example,b.example\r\n")
    assert (Settings.read().port, Settings.read().hosts) == (8080, ("a.example", "b.example"))


def test_a_dotenv_that_cannot_be_read_is_told(dotenv: Callable[[str], None], tmp_path: Path) -> None:
    (tmp_path / "app" / ".env").write_bytes(b"INKSTONE_PASSWORD=\xff\xfe")
    with pytest.raises(BadInput, match=r"The file \.env cannot be read"):
        Settings.read()


@pytest.mark.parametrize("door", ["app.Settings", "studio.house.Settings"])
def test_dotenv_is_read_wherever_the_studio_is_started(tmp_path: Path, door: str) -> None:
    """Both doors: the page and the command line."""
    module, _, name = door.rpartition(".")
    code = f"import {module} as door; print(door.{name}.read().home, door.{name}.model_config['env_file'])"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("INKSTONE_")}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT), "INKSTONE_PASSWORD": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert answer.stdout.split() == [str(ROOT / "data"), str(ROOT / ".env")], answer.stderr


def test_a_space_is_served_under_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACE_HOST", "ann-studio.hf.space")
    settings = Settings.read()
    assert settings.hosts == ("ann-studio.hf.space",) and settings.embed == ("https://huggingface.co",)
    assert settings.proxies == ("10.0.0.0/8",) and not settings.is_private
    monkeypatch.setenv("INKSTONE_HOSTS", "studio.example")
    assert Settings.read().hosts == ("studio.example",), "what is set counts"


def test_a_space_is_open_to_the_platform_and_keeps_what_it_can(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Works go to the storage that is attached; where there is none, that is known."""
    monkeypatch.delenv("INKSTONE_HOME")
    assert (Settings.read().host, Settings.read().forgets) == ("127.0.0.1", False)
    monkeypatch.setenv("SPACE_HOST", "ann-studio.hf.space")
    bare = Settings.read()
    assert (bare.host, bare.port, bare.home, bare.forgets) == ("0.0.0.0", 7860, ROOT / "data", True)
    assert not bare.model_copy(update={"database_url": "postgresql://x", "files_url": "s3://x"}).forgets

    monkeypatch.setattr("studio.settings._SPACE_STORAGE", tmp_path)
    assert Settings.read().home == ROOT / "data", "a folder that is no storage"
    monkeypatch.setattr(Path, "is_mount", lambda path: path == tmp_path)
    kept = Settings.read()
    assert (kept.home, kept.forgets) == (tmp_path, False)
    monkeypatch.setenv("INKSTONE_HOST", "127.0.0.1")
    assert Settings.read().host == "127.0.0.1", "what is set counts"
