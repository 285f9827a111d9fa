"""Placing: a loaded pipeline is brought to where it works, on a rung of the ladder (studio/models/ladder.py)."""

from __future__ import annotations

from typing import Any

from pipelines.runtimes.rounding import to_int8, to_nf4
from pipelines.runtimes.shelf import modules
from pipelines.runtimes.visiting import make_visit
from studio.models.ladder import STREAMED, Rung
from studio.models.measure import ENCODER, rounded

_ROUNDING = {"int8": to_int8, "encoder-out": to_int8, "nf4": to_nf4, "offload": to_nf4}
_ENCODER_OUT = ("encoder-out", "nf4")


def place(pipe: Any, rung: Rung, device: str, ready: frozenset[str] = frozenset()) -> None:
    """Bring a pipeline to the device. `ready`: components that others have brought there already, on the same rung."""
    for name, module in modules(pipe):
        if rung in _ROUNDING and rounded(name) and name not in ready:
            _ROUNDING[rung](module, device)
        if rung in _ENCODER_OUT and name.startswith(ENCODER):
            make_visit(module, device)
        else:
            module.to("cpu" if rung in STREAMED else device)
    # On those that stream, hooks tie the components to one pipeline.
    if rung == "offload":
        pipe.enable_model_cpu_offload(device=device)
    elif rung in STREAMED:
        _stream(pipe, device)
    _spare_working_memory(pipe, rung)


def _stream(pipe: Any, device: str) -> None:
    """Layer by layer from system memory; where the accelerator can, the next one comes while one works."""
    import torch

    streams = device != "cpu"
    pipe.enable_group_offload(torch.device(device), offload_type="leaf_level", use_stream=streams)


def _spare_working_memory(pipe: Any, rung: Rung) -> None:
    vae: Any = getattr(pipe, "vae", None)
    if hasattr(vae, "enable_slicing"):
        vae.enable_slicing()
    # Tiles leave faint seams, so only on the last rung.
    if rung == "tiles" and hasattr(vae, "enable_tiling"):
        vae.enable_tiling()
