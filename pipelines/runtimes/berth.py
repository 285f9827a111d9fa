"""Berth: where the weights of a module rest: one stretch of system memory, page-locked where they come from CUDA, which
is ten times as fast to copy from.

A module keeps its berth while it works, until that is let go. Weights do not change meanwhile (adapters come off
again), so the next time it lies down nothing is copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate
from typing import Any
from weakref import WeakKeyDictionary, finalize

ALIGNMENT = 256
"""Bytes; each tensor begins at a multiple of them."""


class Berths:
    """The berths of the modules of one library. A module that is gone has none. Its caller sees to it that a module is
    in one move at a time."""

    def __init__(self) -> None:
        self._berths: WeakKeyDictionary[Any, Berth] = WeakKeyDictionary()

    def lie_down(self, module: Any) -> None:
        """Move a module into system memory."""
        tensors = [*module.parameters(), *module.buffers()]
        berth = self._berths.get(module)
        if berth is None or not berth.suits(tensors):
            self.let_go(module)
            # Rounded weights are tensors of several parts, which only their own library can move.
            if not all(map(_is_plain, tensors)):
                module.to("cpu")
                return
            berth = self._berths[module] = Berth(tensors)
        berth.take()

    def wake(self, module: Any, device: str) -> bool:
        """Move it to where it works. Whether its berth is kept for it."""
        import torch

        berth = self._berths.get(module)
        if berth is None:
            module.to(device)
            return False
        berth.give(device)
        # On CUDA recurrent layers want their weights in one piece; `to` sees to it as well.
        for inner in module.modules():
            if isinstance(inner, torch.nn.RNNBase):
                inner.flatten_parameters()
        return True

    def let_go(self, module: Any) -> None:
        """Free the berth of a module that works."""
        self._berths.pop(module, None)


class Berth:
    """One berth, with the tensors that it was made for and their places in it."""

    def __init__(self, tensors: Sequence[Any]) -> None:
        """Copy them. Tied ones are expected once."""
        import torch

        starts = list(accumulate((-(-tensor.nbytes // ALIGNMENT) * ALIGNMENT for tensor in tensors), initial=0))
        self._flat = torch.empty(starts[-1], dtype=torch.uint8)
        on_cuda = any(tensor.is_cuda for tensor in tensors)
        if on_cuda and _locked(self._flat):
            # The process ends without it: by then the library may be gone.
            finalize(self, _unlock, self._flat.data_ptr()).atexit = False
        self._places = [
            (tensor, self._flat[start : start + tensor.nbytes].view(tensor.dtype).view(tensor.shape))
            for tensor, start in zip(tensors, starts, strict=False)
        ]
        for tensor, place in self._places:
            place.copy_(tensor.data, non_blocking=on_cuda)
        if on_cuda:
            torch.cuda.current_stream().synchronize()

    def suits(self, tensors: Sequence[Any]) -> bool:
        """Whether it was made for exactly these, as they are now."""
        return len(tensors) == len(self._places) and all(
            tensor is mine and tensor.dtype == place.dtype and tensor.shape == place.shape
            for tensor, (mine, place) in zip(tensors, self._places, strict=True)
        )

    def take(self) -> None:
        """The tensors lie here from now on; what they took elsewhere is free."""
        for tensor, place in self._places:
            tensor.data = place

    def give(self, device: str) -> None:
        """Copy those that lie here to the device."""
        import torch

        for tensor, place in self._places:
            if tensor.data_ptr() == place.data_ptr():
                tensor.data = place.to(device, non_blocking=True, copy=True)
        if torch.device(device).type == "cuda":
            torch.cuda.current_stream().synchronize()


def _is_plain(tensor: Any) -> bool:
    import torch

    kinds = (torch.Tensor, torch.nn.Parameter)
    dense = tensor.layout is torch.strided and not tensor.is_meta and not tensor.is_inference()
    return type(tensor) in kinds and type(tensor.data) is torch.Tensor and dense and tensor.is_contiguous()


def _locked(flat: Any) -> bool:
    """Lock its pages in place. Not torch's own pinned memory, which is rounded up to a power of two. False where the
    system does not let us, and it is slower."""
    import torch

    cudart: Any = torch.cuda.cudart()
    if cudart.cudaHostRegister(flat.data_ptr(), flat.nbytes, 0) == cudart.cudaError.success:
        return True
    # The error would be raised by whatever is computed next.
    with suppress(RuntimeError):
        torch.zeros(1, device="cuda")
    return False


def _unlock(address: int) -> None:
    import torch

    cudart: Any = torch.cuda.cudart()
    cudart.cudaHostUnregister(address)
