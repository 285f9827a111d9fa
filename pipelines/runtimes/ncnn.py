"""The runtime of ncnn: small convolutional networks on the processor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain

NAME = "ncnn"


class Ncnn(Plain):
    """Loads an upscaler: of drawings, or of what its entry names."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        from pipelines.runtimes.upscaling import PhotoUpscaler, Upscaler

        return (PhotoUpscaler if spec.class_name == PhotoUpscaler.__name__ else Upscaler).load(path)
