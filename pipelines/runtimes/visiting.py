"""Visiting: what reads the prompt lies in system memory, comes to the accelerator for a new prompt, and leaves again.

What it made of the last prompts is remembered, so that another picture of the same words does not call it. Whatever
class of pipeline asks, it asks the module, so that is where it is remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

REMEMBERED = 256 * 2**20
"""Bytes of embeddings that one encoder remembers."""


def make_visit(module: Any, device: str) -> None:
    """Keep a module in system memory from now on; its forward pass runs on the device. Once a module."""
    if hasattr(module, "_hf_hook"):
        return
    from accelerate.hooks import ModelHook, add_hook_to_module

    class Visit(ModelHook):
        # Pipelines ask it where they run.
        execution_device = device

        def pre_forward(self, module: Any, *args: Any, **options: Any) -> tuple[Any, Any]:
            module.to(device)
            return args, options

        def post_forward(self, module: Any, output: Any) -> Any:
            module.to("cpu")
            return output

    module.to("cpu")
    add_hook_to_module(module, Visit())
    module.forward = Remembering(module.forward, device)


class Remembering:
    """A forward pass that gives what it gave before for the same input: the last used that fit into REMEMBERED."""

    def __init__(self, forward: Callable[..., Any], device: str) -> None:
        self._forward = forward
        self._device = device
        self._known: OrderedDict[Any, Any] = OrderedDict()

    def __call__(self, *args: Any, **options: Any) -> Any:
        from torch.utils._pytree import tree_map

        key = _key((args, sorted(options.items())))
        if key in self._known:
            self._known.move_to_end(key)
            return tree_map(lambda part: _on(part, self._device), self._known[key])
        made = self._forward(*args, **options)
        self._known[key] = tree_map(lambda part: _on(part, "cpu"), made)
        while len(self._known) > 1 and sum(map(_size, self._known.values())) > REMEMBERED:
            self._known.popitem(last=False)
        return made


def _key(value: Any) -> Any:
    """Tensors by their content, everything else by its own words."""
    import torch
    from torch.utils._pytree import tree_flatten

    parts, shape = tree_flatten(value)
    told = (part.cpu().numpy().tobytes() if isinstance(part, torch.Tensor) else repr(part) for part in parts)
    return tuple(told), str(shape)


def _on(part: Any, device: str) -> Any:
    """A copy, so that nobody changes what is remembered."""
    import torch

    return part.detach().to(device, copy=True) if isinstance(part, torch.Tensor) else part


def _size(output: Any) -> int:
    import torch
    from torch.utils._pytree import tree_leaves

    return sum(part.nbytes for part in tree_leaves(output) if isinstance(part, torch.Tensor))
