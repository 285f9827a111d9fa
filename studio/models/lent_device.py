"""LentDevice: an accelerator that a process has for one call only, as it looks from outside of such a call."""

from __future__ import annotations

from studio.models.device import GIBIBYTE, DeviceKind, LocalDevice
from studio.words import Sentence, say

_TOTAL = 70 * GIBIBYTE
"""What ZeroGPU lends: a part of a larger card."""


class LentDevice(LocalDevice):
    """Asks the accelerator nothing: outside of a call there is none."""

    kind: DeviceKind = "cuda"
    dtype: str = "bfloat16"

    @property
    def name(self) -> Sentence:
        return say("device.lent")

    def total(self) -> int:
        return _TOTAL

    def free(self) -> int:
        return _TOTAL

    def empty(self, collect: bool = True) -> None:
        """Whoever lends it gives all of it back at the end of the call."""
