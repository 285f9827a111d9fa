"""Device: the accelerator or the plain processor, and how much memory it has."""

from __future__ import annotations

import gc
import platform
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

import psutil

from studio.words import Sentence, plain, say

GIBIBYTE = 2**30
DeviceKind = Literal["cuda", "mps", "xpu", "cpu"]

_ACCELERATOR_NODES = ("/dev/nvidiactl", "/dev/dxg", "/dev/kfd", "/dev/dri/renderD128")


class Device(Protocol):
    """What the cache and the generators need to know of a device. Sizes are in bytes."""

    @property
    def kind(self) -> DeviceKind: ...

    @property
    def apart(self) -> bool:
        """Whether its memory is another one than the system's: only then can a model rest there."""

    @property
    def name(self) -> Sentence: ...

    @property
    def dtype(self) -> str:
        """Preferred torch dtype by name: float32, float16 or bfloat16."""

    def total(self) -> int: ...

    def free(self) -> int: ...

    def empty(self, collect: bool = True) -> None:
        """Give memory that nothing uses back to the system. `collect`: what only cycles hold as well, which takes up
        to a second in a large process."""

    def is_oom(self, error: BaseException) -> bool: ...


class LocalDevice:
    """The best device of this machine. torch is imported only where a device node says there may be an accelerator."""

    @cached_property
    def kind(self) -> DeviceKind:
        apple = platform.system() == "Darwin" and platform.machine() == "arm64"
        if not apple and platform.system() == "Linux" and not any(Path(node).exists() for node in _ACCELERATOR_NODES):
            return "cpu"
        import torch

        if torch.cuda.is_available():
            return "cuda"
        if torch.backends.mps.is_available():
            return "mps"
        return "xpu" if torch.xpu.is_available() else "cpu"

    @property
    def apart(self) -> bool:
        return self.kind in ("cuda", "xpu")

    @property
    def name(self) -> Sentence:
        if self.kind == "cpu":
            return say("device.processor", cores=psutil.cpu_count() or 1)
        if self.kind == "mps":
            return say("device.apple")
        import torch

        return plain(getattr(torch, self.kind).get_device_name())

    @property
    def dtype(self) -> str:
        if self.kind == "cpu":
            return "float32"
        import torch

        return "bfloat16" if self.kind == "cuda" and torch.cuda.is_bf16_supported() else "float16"

    def total(self) -> int:
        return self._total

    @cached_property
    def _total(self) -> int:
        if self.kind in ("cpu", "mps"):
            return int(psutil.virtual_memory().total)
        import torch

        return int(getattr(torch, self.kind).mem_get_info()[1])

    def free(self) -> int:
        if self.kind in ("cpu", "mps"):
            return int(psutil.virtual_memory().available)
        import torch

        return int(getattr(torch, self.kind).mem_get_info()[0])

    def empty(self, collect: bool = True) -> None:
        if collect:
            gc.collect()
        if self.kind != "cpu":
            import torch

            getattr(torch, self.kind).empty_cache()

    def is_oom(self, error: BaseException) -> bool:
        if isinstance(error, MemoryError):
            return True
        # The CPU allocator raises a plain RuntimeError, so only its words tell.
        kind = type(error).__name__
        return kind == "OutOfMemoryError" or (kind == "RuntimeError" and "can't allocate memory" in str(error))
