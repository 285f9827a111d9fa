"""The runtime of transformers: language models, encoders and MusicGen, each with what prepares its input."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.runtimes.berth import Berths
from pipelines.runtimes.compat import LOCAL, dtype_of, prepare, without_bars
from studio.models.catalog import ModelSpec, Task
from studio.models.device import Device
from studio.models.runtime import Plain

NAME = "transformers"
_CLASSES: dict[Task, str] = {
    "text-to-music": "MusicgenForConditionalGeneration",
    "describing": "AutoModelForImageTextToText",
    "depth": "AutoModelForDepthEstimation",
}
_PROCESSORS: dict[Task, str] = {
    "text-to-music": "AutoProcessor",
    "describing": "AutoProcessor",
    "depth": "AutoImageProcessor",
}


@dataclass(frozen=True)
class Pair:
    """A transformers model with what prepares its input: a tokenizer or a processor."""

    model: Any
    processor: Any


class Transformers(Plain):
    """Loads a Pair."""

    name = NAME
    rests = True

    def __init__(self) -> None:
        self._berths = Berths()

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Pair:
        prepare()
        import transformers

        without_bars(transformers)
        kind = getattr(transformers, spec.class_name or _CLASSES.get(spec.task, "AutoModelForCausalLM"))
        place = "cpu" if spec.place == "system" else device.kind
        model = kind.from_pretrained(path, dtype=dtype_of(spec, device), **LOCAL).to(place).eval()
        prepares = getattr(transformers, _PROCESSORS.get(spec.task, "AutoTokenizer"))
        return Pair(model, prepares.from_pretrained(path, local_files_only=True, trust_remote_code=False))

    def rest(self, spec: ModelSpec, model: Pair) -> None:
        self._berths.lie_down(model.model)

    def wake(self, spec: ModelSpec, model: Pair, device: Device) -> bool:
        return self._berths.wake(model.model, device.kind)

    def unberth(self, spec: ModelSpec, model: Pair) -> None:
        self._berths.let_go(model.model)
