"""Half precision where the processor has it: twice the speed, with weights and optimiser kept in float32."""

from __future__ import annotations

from typing import Any

import torch


def half_precision() -> Any:
    """A context in which products run in bfloat16, on a processor with instructions for it; else nothing changes."""
    return torch.autocast("cpu", torch.bfloat16, enabled=_has_bfloat16())


def _has_bfloat16() -> bool:
    """Without AVX-512's bfloat16 instructions it is emulated, a hundred times slower than float32."""
    return bool(torch.cpu._is_avx512_bf16_supported())
