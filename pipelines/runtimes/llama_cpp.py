"""The runtime of llama.cpp: GGUF files on the processor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain

NAME = "llama.cpp"


class LlamaCpp(Plain):
    """Loads a LlamaServer."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        from pipelines.runtimes.llama_server import LlamaServer

        return LlamaServer(path)

    def unload(self, spec: ModelSpec, model: Any) -> None:
        model.close()
