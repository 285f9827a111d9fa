"""Adapters of diffusers: LoRAs, style readers, controls: put on a pipeline for a lease, taken off after it.

A pipeline has its controls in `pipe.controls`, by the keys of their adapters: who paints with one hands it to a class
of pipeline that takes one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.runtimes.compat import LOCAL
from studio.errors import InkstoneError, LoadFailed
from studio.models.adapter import Adapter
from studio.models.measure import variant_of
from studio.words import say

IMAGE_ENCODER = "image_encoder"
"""Folder beside the weights of an IP-Adapter, with what looks at the picture for it."""


def attach(pipe: Any, title: str, adapters: Sequence[Adapter]) -> None:
    """Put all adapters on. Raises LoadFailed that names the one that does not fit the model."""
    import torch

    for kind, put in (("lora", _put_loras), ("style", _put_styles), ("control", _put_controls)):
        mine = [adapter for adapter in adapters if adapter.kind == kind]
        try:
            if mine:
                put(pipe, mine)
        except (InkstoneError, MemoryError, torch.OutOfMemoryError):
            raise
        except Exception as error:
            names = ", ".join(adapter.key for adapter in mine)
            raise LoadFailed(say("adapter.unfit", name=names, title=title, words=str(error)[:200])) from error


def detach(pipe: Any, adapters: Sequence[Adapter]) -> None:
    """Leave the pipeline as it was, also where only some were put on."""
    kinds = {adapter.kind for adapter in adapters}
    pipe.controls = {}
    if "style" in kinds:
        _take_styles_off(pipe)
    if "lora" in kinds:
        pipe.unload_lora_weights()


def _put_loras(pipe: Any, adapters: Sequence[Adapter]) -> None:
    # The library wants names without dots.
    names = {f"lora-{number}": adapter for number, adapter in enumerate(adapters)}
    for name, adapter in names.items():
        file = _file(adapter)
        pipe.load_lora_weights(
            str(file.parent), weight_name=file.name, adapter_name=name, local_files_only=True, use_safetensors=True
        )
        # Weights of which none belongs to the model are passed over with a line in the log.
        if not any(name in known for known in pipe.get_list_adapters().values()):
            raise ValueError("none of its weights belongs to this model")
    pipe.set_adapters(list(names), [adapter.weight for adapter in adapters])


def _put_styles(pipe: Any, adapters: Sequence[Adapter]) -> None:
    """IP-Adapters: Ye et al. 2023, arXiv 2308.06721."""
    # What the pipeline has of its own is lost when the adapters are taken off.
    pipe.before_styles = {name: getattr(pipe, name, None) for name in (IMAGE_ENCODER, "feature_extractor")}
    files = [_file(adapter) for adapter in adapters]
    root = files[0].parent.parent
    # Several families share one of them: it lies beside the weights of the first.
    looks = next(
        (place.name for place in (files[0].parent, *sorted(root.iterdir())) if (place / IMAGE_ENCODER).is_dir()), None
    )
    pipe.load_ip_adapter(
        str(root),
        subfolder=[file.parent.name for file in files],
        weight_name=[file.name for file in files],
        image_encoder_folder=f"{looks}/{IMAGE_ENCODER}" if looks else None,
        local_files_only=True,
    )
    pipe.set_ip_adapter_scale([adapter.weight for adapter in adapters])


def _take_styles_off(pipe: Any) -> None:
    pipe.unload_ip_adapter()
    before = pipe.__dict__.pop("before_styles", {})
    pipe.register_modules(**{name: component for name, component in before.items() if component is not None})


def _put_controls(pipe: Any, adapters: Sequence[Adapter]) -> None:
    pipe.controls = {adapter.key: _control(pipe, adapter) for adapter in adapters}


def _control(pipe: Any, adapter: Adapter) -> Any:
    """ControlNet: Zhang et al. 2023, arXiv 2302.05543."""
    import diffusers

    name = str(json.loads((adapter.path / "config.json").read_bytes()).get("_class_name", ""))
    if not name.endswith("ControlNetModel"):
        raise ValueError(f"{name or 'a file without a class'} is no ControlNet")
    kind = getattr(diffusers, name)
    variant = variant_of(adapter.path)
    net = kind.from_pretrained(adapter.path, torch_dtype=pipe.dtype, variant=variant, **LOCAL)
    return net.to(pipe._execution_device)


def _file(adapter: Adapter) -> Path:
    """Its file of weights; of a folder the only one there."""
    files = [adapter.path] if adapter.path.is_file() else sorted(adapter.path.glob("*.safetensors"))
    if len(files) != 1 or files[0].suffix != ".safetensors":
        raise LoadFailed(say("adapter.unreadable", name=adapter.key, words=adapter.path.name))
    return files[0]
