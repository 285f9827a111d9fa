"""Homes: whatever the studio's folder is called, everything lies inside it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from studio.errors import InkstoneError
from studio.settings import Settings
from studio.works.files import FileStore
from studio.works.store import Store

NAMES = [
    "a::b",
    "memory::file",
    "file:x",
    "file:",
    "memory:",
    "s3:",
    "[art]",
    "[!a]",
    "a*b",
    "what?",
    "100%41",
    "a 100% “odd” #folder? & more",
    "a#b",
    "~",
    "~root",
    "{home}",
    "%(here)s",
    "$HOME",
    ".passing-home",
    "back\\slash",
    "line\nbreak",
    "quo'te\"d",
    "墨と紙",
    "e\u0301",
    "🎨",
    "n" * 200,
    "..a",
    " begins and ends ",
]
ODD = st.text(st.sampled_from("ab:/*?[]%#&~ .\\墨{}$'\""), min_size=1, max_size=12)


def live_in(home: Path) -> None:
    """Open a studio, keep a file, leave another half written, and come back."""
    settings = Settings(home=home)
    home = settings.home
    store = Store.open(settings)
    kept = store.files.add("main", ".txt", b"words")
    half = home / "files" / ".passing-half"
    half.write_bytes(b"wor")
    store.close()
    store = Store.open(settings)
    store.files.sweep()
    assert store.files.read(kept) == b"words" and store.files.path(kept).read_bytes() == b"words"
    assert not half.exists(), "what was half written is swept"
    assert [Path(place) for place in store.files.all()] == [store.files.path(kept)]
    assert store.files.path(kept).is_relative_to(home / "files")
    assert {"inkstone.db", "files"} <= {path.name for path in home.iterdir()}
    store.files.remove(kept)
    assert store.files.all() == []
    store.close()


@pytest.mark.parametrize("name", NAMES)
def test_everything_lies_inside_the_home(tmp_path: Path, name: str) -> None:
    live_in(tmp_path / "deep" / name)
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("~")])
def test_a_home_may_be_named_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    live_in(Path(name))
    assert [path.name for path in tmp_path.iterdir()] == [name]


@given(ODD.filter(lambda name: ".." not in name))
@hypothesis(max_examples=25, deadline=None)
def test_any_name_will_do(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        live_in(Path(f"{folder}/home/{name}"))
        assert [path.name for path in Path(folder).iterdir()] == ["home"]


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(InkstoneError, match="File name too long"):
        Store.open(Settings(home=tmp_path / ("n" * 300)))


def test_only_an_address_of_files_is_read_as_a_url(tmp_path: Path) -> None:
    store = FileStore(f"file://{tmp_path}/elsewhere")
    file = store.add("main", ".txt", b"words")
    assert store.path(file).is_relative_to(tmp_path / "elsewhere")
