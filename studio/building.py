"""Building: the packages of this tree, where a set-up could not install them.

A Hugging Face Space with the Gradio SDK installs its requirements when nothing of the repository is there but
requirements.txt, so that file cannot name what lies in `packages/`. There the studio builds them when it starts, into
its own folder: once where that is kept, at each start where it is not.
"""

from __future__ import annotations

import importlib
import os
import shutil
import site
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from studio.errors import NotBuilt
from studio.settings import ROOT
from studio.words import say

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def complete(home: Path, root: Path = ROOT) -> list[str]:
    """Build what is not installed in the version that the tree has, into a folder of the home. Their names.

    For this process and those that it starts. Raises NotBuilt with the last words of pip.
    """
    built = home / "packages"
    _add(built)
    if missing := _missing(root):
        # pip adds to a folder, and takes nothing out of it.
        shutil.rmtree(built, ignore_errors=True)
        importlib.invalidate_caches()
        missing = _missing(root)
        print(say("building.begins", count=len(missing)), file=sys.stderr, flush=True)
        _install(built, [str(project.parent) for project in missing])
        _add(built)
    return [project.parent.name for project in missing]


def _missing(root: Path) -> list[Path]:
    return [project for project in sorted((root / "packages").glob("*/pyproject.toml")) if not _is_here(project)]


def _is_here(project: Path) -> bool:
    wanted = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["repack"]
    try:
        return version(wanted["name"]) == f"{wanted['version']}+{wanted['label']}"
    except PackageNotFoundError:
        return False


def _install(target: Path, folders: list[str]) -> None:
    quiet = ("--quiet", "--no-input", "--disable-pip-version-check", "--no-deps")
    command = [sys.executable, "-m", "pip", "install", *quiet, "--target", str(target), *folders]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise NotBuilt(say("building.failed", reason=done.stderr.strip()[-300:]))


def _add(folder: Path) -> None:
    if folder.is_dir():
        site.addsitedir(str(folder))
        importlib.invalidate_caches()
        known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (*known, str(folder))))
