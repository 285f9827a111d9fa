"""Small pictures are made once, and go with what they show."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from studio.works.store import Store
from studio.works.thumbs import Thumbs
from tests.shelf import Shelf, a_picture

SHA = "ab" * 32


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "picture.png"
    file.write_bytes(a_picture())
    return file


def test_it_is_made_once(tmp_path: Path, source: Path) -> None:
    thumbs = Thumbs(tmp_path / "thumbs")
    assert thumbs.read(SHA) is None
    data = thumbs.make(SHA, source, ".png")
    with Image.open(io.BytesIO(data)) as small:
        assert (small.format, small.size) == ("WEBP", (360, 270))
    source.write_bytes(b"something else")
    assert thumbs.make(SHA, source, ".png") == thumbs.read(SHA) == data


def test_nothing_stays_of_what_shows_nothing(tmp_path: Path, source: Path) -> None:
    thumbs = Thumbs(tmp_path / "thumbs")
    source.write_bytes(b"no picture")
    with pytest.raises((OSError, ValueError)):
        thumbs.make(SHA, source, ".png")
    assert [path for path in (tmp_path / "thumbs").rglob("*") if path.is_file()] == []


def test_what_a_killed_process_left_is_swept(tmp_path: Path, source: Path) -> None:
    thumbs = Thumbs(tmp_path / "thumbs")
    data = thumbs.make(SHA, source, ".png")
    left, fresh = (tmp_path / "thumbs" / "ab" / f".passing-{name}" for name in ("old", "new"))
    left.touch()
    fresh.touch()
    os.utime(left, (0, 0))
    thumbs.sweep()
    assert not left.exists() and fresh.exists() and thumbs.read(SHA) == data


def test_it_goes_with_the_work(store: Store) -> None:
    shelf = Shelf(store)
    work = shelf.keep("birds")
    make = (work.main.sha256, store.path(work.main), ".png")
    store.files.thumbs.make(*make)
    same = shelf.keep("the same", data=store.files.read(work.main))
    store.delete(work)
    assert store.files.thumbs.read(work.main.sha256), "another work shows the same"
    store.delete(same)
    assert store.files.thumbs.read(work.main.sha256) is None


def test_what_is_deleted_while_it_is_made_small_leaves_nothing(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thumbs = Thumbs(tmp_path / "thumbs")
    replace = os.replace

    def deleted_first(passing: Path, place: Path) -> None:
        source.unlink()
        thumbs.remove(SHA)
        replace(passing, place)

    monkeypatch.setattr(os, "replace", deleted_first)
    thumbs.make(SHA, source, ".png")
    assert thumbs.read(SHA) is None
