"""The runtime of diffusers: pipelines for pictures and films, with components from other repositories.

Weights are read from safetensors; code that comes with a model is never run; nothing is fetched.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.runtimes import adapters as putting
from pipelines.runtimes.compat import LOCAL, dtype_of, prepare, without_bars
from pipelines.runtimes.placing import place
from pipelines.runtimes.shelf import Shelf
from studio.models.adapter import Adapters
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.ladder import STREAMED, Rung, key_of
from studio.models.measure import components, pipeline_classes, variant_of

NAME = "diffusers"


class Diffusers:
    """Loads DiffusionPipelines. Those that have a component in common, byte for byte, share it."""

    name = NAME
    rests = True

    def __init__(self) -> None:
        self._shelf = Shelf()

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        """The pipeline of the folder, or of the folder that the file `path` lies in."""
        return self.load_on("whole", spec, path, device)

    def load_on(self, rung: Rung, spec: ModelSpec, path: Path, device: Device) -> Any:
        """The same on a rung of the ladder."""
        prepare()
        keys = {} if rung in STREAMED else _keys(spec, path, device, rung)
        with self._shelf.lock:
            here = self._shelf.find(keys)
            pipe = _read(spec, path if path.is_dir() else path.parent, device, here)
            place(pipe, rung, device.kind, frozenset(here))
            self._shelf.put(pipe, {name: key for name, key in keys.items() if _is_as_it_was_read(pipe, name, path)})
        pipe.controls = {}
        return pipe

    def reset(self, spec: ModelSpec, model: Any) -> None:
        model._interrupt = False
        # A step that failed leaves its place in the schedule, and multistep solvers their history.
        model.scheduler = type(model.scheduler).from_config(model.scheduler.config)
        # Under offloading the part that was working is still on the accelerator.
        model.maybe_free_model_hooks()

    def unload(self, spec: ModelSpec, model: Any) -> None:
        self._shelf.remove(model)
        if hasattr(model, "_all_hooks"):
            model.remove_all_hooks()

    def rest(self, spec: ModelSpec, model: Any) -> None:
        self._shelf.rest(model)

    def wake(self, spec: ModelSpec, model: Any, device: Device) -> bool:
        return self._shelf.wake(model, device.kind)

    def unberth(self, spec: ModelSpec, model: Any) -> None:
        self._shelf.unberth(model)

    def attach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None:
        putting.attach(model, spec.title, adapters)

    def detach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None:
        try:
            putting.detach(model, adapters)
        except BaseException:
            self._shelf.forget(model)
            raise


def _read(spec: ModelSpec, folder: Path, device: Device, here: dict[str, Any]) -> Any:
    """The pipeline in system memory. `here`: components that are in memory already."""
    import diffusers
    import transformers

    without_bars(diffusers)
    without_bars(transformers)
    kind = getattr(diffusers, spec.class_name or _auto_class(spec))
    parts = {name: _part(spec, name, folder, device) for name in spec.parts if name not in here}
    parts |= {**{name: None for name in spec.without}, **here}
    dtype, variant = dtype_of(spec, device), variant_of(folder)
    pipe = kind.from_pretrained(folder, torch_dtype=dtype, variant=variant, **parts, **LOCAL)
    pipe.set_progress_bar_config(disable=True)
    if spec.defaults.scheduler:
        changes = dict(spec.defaults.scheduler)
        pipe.scheduler = getattr(diffusers, changes.pop("class")).from_config(pipe.scheduler.config, **changes)
    return pipe


def _keys(spec: ModelSpec, path: Path, device: Device, rung: Rung) -> dict[str, str]:
    """What the components that may be shared are known by, by their names."""
    return {part.name: key_of(part, rung) for part in components(spec, path, device) if part.shared}


def _is_as_it_was_read(pipe: Any, name: str, path: Path) -> bool:
    """Whether a component is of the class that its files are of: some pipelines build another one from it."""
    kind = pipeline_classes(path if path.is_dir() else path.parent).get(name)
    return kind is None or type(getattr(pipe, name, None)).__name__ == kind


def _auto_class(spec: ModelSpec) -> str:
    return "AutoPipelineForText2Image" if spec.task == "text-to-image" else "DiffusionPipeline"


def _part(spec: ModelSpec, name: str, path: Path, device: Device) -> Any:
    """A component that lies in a repository of its own. The catalog calls a model present only with all its parts."""
    import diffusers
    from huggingface_hub import snapshot_download

    part = spec.parts[name]
    # path is <hub cache>/models--owner--name/snapshots/<revision>: the part lies in the same cache.
    cache = path.parents[2]
    folder = Path(snapshot_download(part.repo, revision=part.revision, cache_dir=cache, local_files_only=True))
    kind = getattr(diffusers, part.kind)
    return kind.from_pretrained(folder, torch_dtype=dtype_of(spec, device), variant=variant_of(folder), **LOCAL)
