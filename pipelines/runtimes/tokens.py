"""Tokens: being told of each one that a transformers model samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def each_token(report: Callable[[Any], None]) -> Any:
    """A `stopping_criteria` for generate() that hands the ids so far, (batch, length), to `report` after each token.

    It never stops by itself. What `report` raises ends the generation at once, in the caller's own thread.
    """
    import torch
    from transformers import StoppingCriteria, StoppingCriteriaList

    class Reporting(StoppingCriteria):
        def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
            report(input_ids)
            return torch.zeros(input_ids.shape[0], dtype=torch.bool, device=input_ids.device)

    return StoppingCriteriaList([Reporting()])
