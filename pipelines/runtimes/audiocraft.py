"""The runtime of audiocraft: MusicGen in its makers' own code.

Its weights are pickles, read by torch's safe unpickler.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.runtimes.compat import pickled_config_classes, prepare
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain

NAME = "audiocraft"


class Audiocraft(Plain):
    """Loads MusicGen models."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        prepare()
        import torch
        from audiocraft.models import MusicGen

        with torch.serialization.safe_globals(pickled_config_classes()):
            return MusicGen.get_pretrained(str(path), device=device.kind)

    def reset(self, spec: ModelSpec, model: Any) -> None:
        # The callback holds the job that broke off.
        model.set_custom_progress_callback(None)
