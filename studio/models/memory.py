"""Memory: bytes in two places, and the budget of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.models.device import GIBIBYTE, Device


@dataclass(frozen=True)
class Memory:
    """Bytes on the accelerator and in the system's memory."""

    accelerator: int = 0
    system: int = 0

    def __add__(self, other: Memory) -> Memory:
        return Memory(self.accelerator + other.accelerator, self.system + other.system)

    def __sub__(self, other: Memory) -> Memory:
        return Memory(self.accelerator - other.accelerator, self.system - other.system)

    def __bool__(self) -> bool:
        return bool(self.accelerator or self.system)

    def fits(self, budget: Memory) -> bool:
        return self.accelerator <= budget.accelerator and self.system <= budget.system

    def over(self, budget: Memory) -> Memory:
        """What exceeds the budget."""
        return Memory(max(0, self.accelerator - budget.accelerator), max(0, self.system - budget.system))

    def shares(self, other: Memory) -> bool:
        """Whether both take memory in the same place."""
        return bool((self.accelerator and other.accelerator) or (self.system and other.system))


NONE = Memory()
Holding = Mapping[Any, Memory]
"""Memory by the key of what lies there."""


def together(holdings: Iterable[Holding]) -> Memory:
    """Memory of all that is held. What several hold in common lies there once."""
    union: dict[Hashable, Memory] = {}
    for holding in holdings:
        union.update(holding)
    return sum(union.values(), Memory())


def default_budget(device: Device, accelerator_gb: float | None, memory_gb: float | None, system_total: int) -> Memory:
    """90% of the accelerator and 70% of the system's memory, unless said otherwise."""
    accelerator = device.total() * 9 // 10 if device.kind != "cpu" or device.apart else 0
    return Memory(
        int(accelerator_gb * GIBIBYTE) if accelerator_gb else accelerator,
        int(memory_gb * GIBIBYTE) if memory_gb else system_total * 7 // 10,
    )
