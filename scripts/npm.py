"""Npm: a published package, fetched as data and checked against the hash that was pinned."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from pathlib import Path


def fetch(package: str, folder: Path) -> Path:
    """The package, downloaded into `folder`. Raises RuntimeError with npm's last words."""
    run = subprocess.run(["npm", "pack", package], cwd=folder, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"npm could not fetch {package}: {run.stderr.strip()[-400:]}")
    return next(folder.glob("*.tgz"))


def check(package: Path, sha256: str) -> None:
    """Raises ValueError when the package is not the one that was pinned."""
    found = hashlib.sha256(package.read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(f"{package.name} has the hash {found}, not {sha256}.")


def read(archive: tarfile.TarFile, name: str) -> bytes:
    """One file of an opened package."""
    file = archive.extractfile(f"package/{name}")
    assert file, f"{name} is a file of the package"
    return file.read()
