"""The runtime of ncnn: small convolutional networks on the processor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain

NAME = "ncnn"


class Ncnn(Plain):
    """Loads an Upscaler."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        from pipelines.runtimes.upscaling import Upscaler

        return Upscaler.load(path)
