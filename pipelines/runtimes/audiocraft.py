"""The runtime of audiocraft: MusicGen, AudioGen and MAGNeT in their makers' own code.

Its weights are pickles, read by torch's safe unpickler.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pipelines.runtimes.compat import pickled_config_classes, prepare
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain

NAME = "audiocraft"


class Audiocraft(Plain):
    """Loads the class that an entry names, MusicGen where it names none."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        prepare()
        import torch
        from audiocraft import models

        kind = getattr(models, spec.class_name or "MusicGen")
        # Loading MAGNeT sets what all models of the process attend with.
        with torch.serialization.safe_globals(pickled_config_classes()), _unchanged_attention():
            return kind.get_pretrained(str(path), device=device.kind)

    def reset(self, spec: ModelSpec, model: Any) -> None:
        # The callback holds the job that broke off.
        model.set_custom_progress_callback(None)


@contextmanager
def _unchanged_attention() -> Iterator[None]:
    """Whatever the block sets, models attend as before afterwards."""
    from audiocraft.modules import transformer

    module: Any = transformer
    backend = module._efficient_attention_backend
    try:
        yield
    finally:
        module._efficient_attention_backend = backend


@contextmanager
def masked_attention() -> Iterator[None]:
    """Attention with masks of a model's own, for as long as the block runs: MAGNeT asks xformers for it, which has none
    for a plain processor, so torch does it. Other models of the process attend as before afterwards."""
    import torch
    from audiocraft.modules import transformer

    module: Any = transformer
    ops = module.ops
    with _unchanged_attention():
        module._efficient_attention_backend = "xformers"
        module.ops = SimpleNamespace(memory_efficient_attention=_attended, unbind=torch.unbind)
        try:
            yield
        finally:
            module.ops = ops


def _attended(query: Any, key: Any, value: Any, mask: Any = None, p: float = 0.0) -> Any:
    """As xformers.ops.memory_efficient_attention: (batch, time, heads, width) each; `mask` is added to the scores."""
    from torch.nn.functional import scaled_dot_product_attention

    query, key, value = (part.transpose(1, 2) for part in (query, key, value))
    return scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=p).transpose(1, 2)
