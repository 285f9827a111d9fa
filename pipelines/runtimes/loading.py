"""Loading: turns the files of a catalog entry into a model, puts it right after a failure, and lets it go.

Weights are read from safetensors, or by torch's safe unpickler where a model has nothing else (audiocraft); code that
comes with a model is never run; nothing is fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import LoadFailed
from studio.models.catalog import ModelSpec
from studio.models.device import Device

_LOCAL = {"local_files_only": True, "trust_remote_code": False, "use_safetensors": True}


@dataclass(frozen=True)
class Pair:
    """A transformers model with what prepares its input: a tokenizer or a processor."""

    model: Any
    processor: Any


class Loading:
    """The loader of the model cache, for every engine there is."""

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        """The model of `spec` from the file or folder `path`, on the device. Raises LoadFailed."""
        loaders = {
            "minilm": _load_minilm,
            "llama.cpp": _load_llama,
            "poet": _load_poet,
            "soundfont": _load_soundfont,
            "melody": _load_melody,
            "painter": _load_painter,
            "upscaler": _load_upscaler,
            "diffusers": _load_diffusers,
            "transformers": _load_transformers,
            "audiocraft": _load_audiocraft,
        }
        if spec.engine not in loaders:
            raise LoadFailed(
                f"The catalog gives {spec.title} the engine “{spec.engine}”, which is none of {', '.join(loaders)}."
            )
        return loaders[spec.engine](spec, path, device)

    def reset(self, spec: ModelSpec, model: Any) -> None:
        """Make a model usable again after a job broke off inside it."""
        if spec.engine in ("diffusers", "painter"):
            _reset_diffusers(model)
        elif spec.engine == "audiocraft":
            # The callback holds the job that broke off.
            model.set_custom_progress_callback(None)

    def unload(self, spec: ModelSpec, model: Any) -> None:
        """Let go of what outlives the last reference: hooks and native servers."""
        if spec.engine in ("diffusers", "painter"):
            model.remove_all_hooks()
        elif spec.engine == "llama.cpp":
            model.close()


def _load_minilm(spec: ModelSpec, path: Path, device: Device) -> Any:
    from pipelines.scene.read.meaning import Meaning

    return Meaning(path)


def _load_llama(spec: ModelSpec, path: Path, device: Device) -> Any:
    from pipelines.runtimes.llama_server import LlamaServer

    return LlamaServer(path)


def _load_poet(spec: ModelSpec, path: Path, device: Device) -> Any:
    from pipelines.writing.poet.poet import Poet

    return Poet.load(path)


def _load_soundfont(spec: ModelSpec, path: Path, device: Device) -> Any:
    from pipelines.music.composer import synth

    return synth.load(path)


def _load_melody(spec: ModelSpec, path: Path, device: Device) -> Any:
    from pipelines.music.composer.melody_writer import MelodyWriter

    return MelodyWriter.load(path)


def _load_painter(spec: ModelSpec, path: Path, device: Device) -> Any:
    from pipelines.image.painter import engine as painter
    from pipelines.runtimes.compat import prepare

    prepare()
    import diffusers
    import transformers

    _without_bars(diffusers)
    _without_bars(transformers)
    return _placed(painter.load(path.parent), spec, device)


def _load_upscaler(spec: ModelSpec, path: Path, device: Device) -> Any:
    from pipelines.runtimes.upscaling import Upscaler

    return Upscaler.load(path)


def _load_diffusers(spec: ModelSpec, path: Path, device: Device) -> Any:
    from pipelines.runtimes.compat import prepare

    prepare()
    import diffusers

    _without_bars(diffusers)
    kind = getattr(diffusers, spec.pipeline or _auto_class(spec))
    parts = {name: _load_part(spec, name, path, device) for name in spec.parts}
    pipe = kind.from_pretrained(path, torch_dtype=_dtype(spec, device), variant=_variant(path), **parts, **_LOCAL)
    pipe.set_progress_bar_config(disable=True)
    if "scheduler" in spec.defaults:
        changes = dict(spec.defaults["scheduler"])
        pipe.scheduler = getattr(diffusers, changes.pop("class")).from_config(pipe.scheduler.config, **changes)
    vae: Any = getattr(pipe, "vae", None)
    if hasattr(vae, "enable_slicing"):
        vae.enable_slicing()
    # Tiles leave faint seams, so only where memory is short enough to need offloading.
    if spec.offload != "none" and hasattr(vae, "enable_tiling"):
        vae.enable_tiling()
    return _placed(pipe, spec, device)


def _auto_class(spec: ModelSpec) -> str:
    return "AutoPipelineForText2Image" if spec.task == "text-to-image" else "DiffusionPipeline"


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


def _load_part(spec: ModelSpec, name: str, path: Path, device: Device) -> Any:
    """A component that lies in a repository of its own. The catalog calls a model present only with all its parts."""
    import diffusers
    from huggingface_hub import snapshot_download

    part = spec.parts[name]
    # path is <hub cache>/models--owner--name/snapshots/<revision>: the part lies in the same cache.
    cache = path.parents[2]
    folder = Path(snapshot_download(part.repo, revision=part.revision, cache_dir=cache, local_files_only=True))
    return getattr(diffusers, part.kind).from_pretrained(
        folder, torch_dtype=_dtype(spec, device), variant=_variant(folder), **_LOCAL
    )


def _load_transformers(spec: ModelSpec, path: Path, device: Device) -> Pair:
    from pipelines.runtimes.compat import prepare

    prepare()
    import transformers

    _without_bars(transformers)
    music = spec.task == "text-to-music"
    kind = getattr(
        transformers, spec.pipeline or ("MusicgenForConditionalGeneration" if music else "AutoModelForCausalLM")
    )
    model = kind.from_pretrained(path, dtype=_dtype(spec, device), **_LOCAL).to(device.kind).eval()
    prepares = transformers.AutoProcessor if music else transformers.AutoTokenizer
    return Pair(model, prepares.from_pretrained(path, local_files_only=True, trust_remote_code=False))


def _load_audiocraft(spec: ModelSpec, path: Path, device: Device) -> Any:
    from pipelines.runtimes.compat import pickled_config_classes, prepare

    prepare()
    import torch
    from audiocraft.models import MusicGen

    with torch.serialization.safe_globals(pickled_config_classes()):
        return MusicGen.get_pretrained(str(path), device=device.kind)


def _without_bars(library: Any) -> None:
    """Loading is shown on the page; bars in the log would only break its lines."""
    library.utils.logging.disable_progress_bar()


def _dtype(spec: ModelSpec, device: Device) -> Any:
    import torch

    # Half precision on a plain processor is slower than float32, and some operations lack it.
    name = device.dtype if spec.dtype == "auto" or device.kind == "cpu" else spec.dtype
    return getattr(torch, name)


def _variant(folder: Path) -> str | None:
    """ "fp16" where only the half-precision files were downloaded."""
    weights = [file.name for file in folder.glob("**/*.safetensors")]
    return "fp16" if weights and all(".fp16" in name for name in weights) else None


def _reset_diffusers(pipe: Any) -> None:
    pipe._interrupt = False
    # A step that failed leaves its place in the schedule, and multistep solvers their history.
    pipe.scheduler = type(pipe.scheduler).from_config(pipe.scheduler.config)
    # Under offloading the part that was working is still on the accelerator.
    pipe.maybe_free_model_hooks()
