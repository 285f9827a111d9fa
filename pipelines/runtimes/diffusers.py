"""The runtime of diffusers: pipelines for pictures and films, with components from other repositories and offloading.

Weights are read from safetensors; code that comes with a model is never run; nothing is fetched.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.runtimes.compat import LOCAL, dtype_of, prepare, without_bars
from studio.models.catalog import ModelSpec
from studio.models.device import Device

NAME = "diffusers"


class Diffusers:
    """Loads DiffusionPipelines."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        """The pipeline of the folder, or of the folder that the file `path` lies in."""
        prepare()
        import diffusers

        without_bars(diffusers)
        folder = path if path.is_dir() else path.parent
        kind = getattr(diffusers, spec.class_name or _auto_class(spec))
        parts = {name: _part(spec, name, folder, device) for name in spec.parts}
        parts |= {name: None for name in spec.without}
        dtype, variant = dtype_of(spec, device), _variant(folder)
        pipe = kind.from_pretrained(folder, torch_dtype=dtype, variant=variant, **parts, **LOCAL)
        pipe.set_progress_bar_config(disable=True)
        if spec.defaults.scheduler:
            changes = dict(spec.defaults.scheduler)
            pipe.scheduler = getattr(diffusers, changes.pop("class")).from_config(pipe.scheduler.config, **changes)
        _spare_memory(pipe, spec)
        return _placed(pipe, spec, device)

    def reset(self, spec: ModelSpec, model: Any) -> None:
        model._interrupt = False
        # A step that failed leaves its place in the schedule, and multistep solvers their history.
        model.scheduler = type(model.scheduler).from_config(model.scheduler.config)
        # Under offloading the part that was working is still on the accelerator.
        model.maybe_free_model_hooks()

    def unload(self, spec: ModelSpec, model: Any) -> None:
        model.remove_all_hooks()


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
    return kind.from_pretrained(folder, torch_dtype=dtype_of(spec, device), variant=_variant(folder), **LOCAL)


def _spare_memory(pipe: Any, spec: ModelSpec) -> None:
    vae: Any = getattr(pipe, "vae", None)
    if hasattr(vae, "enable_slicing"):
        vae.enable_slicing()
    # Tiles leave faint seams, so only where memory is short enough to need offloading.
    if spec.offload != "none" and hasattr(vae, "enable_tiling"):
        vae.enable_tiling()


def _placed(pipe: Any, spec: ModelSpec, device: Device) -> Any:
    if device.kind == "cpu":
        return pipe
    if spec.offload == "model":
        pipe.enable_model_cpu_offload(device=device.kind)
    elif spec.offload == "sequential":
        pipe.enable_sequential_cpu_offload(device=device.kind)
    else:
        pipe.to(device.kind)
    return pipe


def _variant(folder: Path) -> str | None:
    """ "fp16" where only the half-precision files were downloaded."""
    weights = [file.name for file in folder.glob("**/*.safetensors")]
    return "fp16" if weights and all(".fp16" in name for name in weights) else None
