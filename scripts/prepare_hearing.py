"""Make starter/hearing: the networks that hear notes and pitch, out of published packages.

Run once by whoever changes the models; its result is in the repository.

    python -m scripts.prepare_hearing
"""

from __future__ import annotations

from pathlib import Path

from scripts.wheels import take

PACKAGES = {
    "basic-pitch==0.4.0": "738adb503aae7fdfc7d1e1511aa0ce35052315f260a19531ef4c356708425db0",
    "swift-f0==0.3.0": "d7240c7c94b1d3e8f0e0cd2701b79be89a0f23a19cd5f944895a6518ecad72f3",
}
FILES = {
    "basic-pitch==0.4.0": {
        "basic_pitch/saved_models/icassp_2022/nmp.onnx": "basic-pitch.onnx",
        "basic_pitch-0.4.0.dist-info/LICENSE": "LICENSE.basic-pitch.txt",
        "basic_pitch-0.4.0.dist-info/NOTICE": "NOTICE.basic-pitch.txt",
    },
    "swift-f0==0.3.0": {
        "swift_f0/model.onnx": "swift-f0.onnx",
        "swift_f0-0.3.0.dist-info/licenses/LICENSE": "LICENSE.swift-f0.txt",
    },
}
TARGET = Path(__file__).parent.parent / "starter" / "hearing"


def main() -> None:
    for package, sha256 in PACKAGES.items():
        take(package, TARGET, FILES[package], sha256)


if __name__ == "__main__":
    main()
