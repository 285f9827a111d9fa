"""Rounding: linear layers in eight or four bits, in place, layer by layer, so that no second copy is ever needed.

int8: one scale for each output, weights only (torchao). nf4: Dettmers et al. 2023 (QLoRA, arXiv 2305.14314), blocks of
64 (bitsandbytes). Sums are made in the type that the model runs in.
"""

from __future__ import annotations

from typing import Any

from studio.models.measure import BLOCK


def to_int8(module: Any, device: str) -> None:
    """Round on the device; the layers stay there."""
    from torchao.quantization import Int8WeightOnlyConfig, quantize_

    quantize_(module, Int8WeightOnlyConfig(), device=device)


def to_nf4(module: Any, device: str) -> None:
    """Round on the device; the layers stay there. What the library keeps in full precision stays as it is, and what is
    no multiple of a block wide."""
    import torch

    kept = tuple(getattr(module, "_keep_in_fp32_modules", None) or ())
    for name, inner in list(module.named_modules()):
        parent, _, last = name.rpartition(".")
        if type(inner) is torch.nn.Linear and last not in kept and inner.in_features % BLOCK == 0:
            setattr(module.get_submodule(parent), last, _in_four_bits(inner, device))


def _in_four_bits(layer: Any, device: str) -> Any:
    from bitsandbytes.nn import Linear4bit, Params4bit

    kind = layer.weight.dtype
    made = Linear4bit(
        layer.in_features, layer.out_features, layer.bias is not None, kind, quant_type="nf4", device="meta"
    )
    weight: Any = Params4bit(layer.weight.data, requires_grad=False, quant_type="nf4", module=made)
    made.weight = weight.to(device)
    made.bias = layer.bias
    return made.eval()
