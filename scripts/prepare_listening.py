"""Make starter/listening: the network that tells speech from silence and noise, out of a published package.

Run once by whoever changes the model; its result is in the repository.

    python -m scripts.prepare_listening
"""

from __future__ import annotations

from pathlib import Path

from scripts.wheels import take

PACKAGE = "silero-vad==6.2.3"
SHA256 = "7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8"
FILES = {
    "silero_vad/data/silero_vad_16k_sequence.onnx": "silero-vad.onnx",
    "silero_vad-6.2.3.dist-info/licenses/LICENSE": "LICENSE.silero-vad.txt",
}
TARGET = Path(__file__).parent.parent / "starter" / "listening"


def main() -> None:
    take(PACKAGE, TARGET, FILES, SHA256)


if __name__ == "__main__":
    main()
