"""The runtime of onnxruntime: small pretrained networks on the processor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain

NAME = "onnx"
THREADS = 2


class Onnx(Plain):
    """Loads an InferenceSession from a file; from a folder one for each of its files, by their names."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        """A session, or a dict of sessions. Raises the library's own errors for a file that is none."""
        if path.is_file():
            return _session(path)
        return {file.stem: _session(file) for file in sorted(path.glob("*.onnx"))}


def _session(file: Path) -> Any:
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    # An arena keeps the memory of the largest picture for good, and threads that spin take it from others' work.
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
