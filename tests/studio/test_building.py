"""Packages of the tree are built where a set-up could not install them: real pip, no network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.building import complete
from studio.errors import NotBuilt

BACKEND = """
import pathlib, zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(pathlib.Path(folder, "inkstone_greeting-1.0+data-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("inkstone_greeting.py", pathlib.Path("words.py").read_text())
        info = "inkstone_greeting-1.0+data.dist-info"
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: inkstone-greeting\\nVersion: 1.0+data\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return "inkstone_greeting-1.0+data-py3-none-any.whl"
"""
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[tool.repack]
name = "inkstone-greeting"
version = "1.0"
label = "data"
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with one package, and this process as it was afterwards."""
    folder = tmp_path / "tree/packages/inkstone-greeting"
    folder.mkdir(parents=True)
    for name, text in (("backend.py", BACKEND), ("pyproject.toml", PROJECT), ("words.py", "WORDS = 'hello'\n")):
        (folder / name).write_text(text)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setenv("PYTHONPATH", os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    return tmp_path / "tree"


def test_what_is_missing_is_built_once_for_this_process_and_its_children(tree: Path, tmp_path: Path) -> None:
    assert complete(tmp_path / "home", tree) == ["inkstone-greeting"]
    import inkstone_greeting  # type: ignore[import-not-found]

    assert inkstone_greeting.WORDS == "hello"
    said = subprocess.run(
        [sys.executable, "-c", "import inkstone_greeting as it; print(it.WORDS)"], capture_output=True, text=True
    )
    assert said.stdout == "hello\n", said.stderr
    assert complete(tmp_path / "home", tree) == [], "nothing is built again"


def test_a_package_of_another_version_is_built_anew(tree: Path, tmp_path: Path) -> None:
    complete(tmp_path / "home", tree)
    for name in ("pyproject.toml", "backend.py"):
        file = tree / "packages/inkstone-greeting" / name
        file.write_text(file.read_text().replace("1.0+data", "1.1+data").replace('version = "1.0"', 'version = "1.1"'))
    assert complete(tmp_path / "home", tree) == ["inkstone-greeting"]
    assert complete(tmp_path / "home", tree) == []


def test_what_pip_says_last_is_told(tree: Path, tmp_path: Path) -> None:
    (tree / "packages/inkstone-greeting/backend.py").write_text("raise OSError('no room is left')")
    with pytest.raises(NotBuilt, match=r"(?s)could not be installed: .*Try again"):
        complete(tmp_path / "home", tree)


def test_this_tree_is_complete(tmp_path: Path) -> None:
    assert complete(tmp_path / "home") == []
    assert not (tmp_path / "home").exists()
