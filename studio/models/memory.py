"""Memory: how much a model takes, where, and what of it holds how much."""

from __future__ import annotations

from dataclasses import dataclass

from studio.models.catalog import MEBIBYTE, ModelSpec
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

    def fits(self, budget: Memory) -> bool:
        return self.accelerator <= budget.accelerator and self.system <= budget.system

    def over(self, budget: Memory) -> Memory:
        """What exceeds the budget."""
        return Memory(max(0, self.accelerator - budget.accelerator), max(0, self.system - budget.system))

    def shares(self, other: Memory) -> bool:
        """Whether both take memory in the same place."""
        return bool((self.accelerator and other.accelerator) or (self.system and other.system))


def footprint(spec: ModelSpec, device: Device) -> tuple[Memory, Memory]:
    """Memory for the weights, and on top of it while the model works."""
    weights, working = spec.weights_mb * MEBIBYTE, spec.working_mb * MEBIBYTE
    if device.kind == "cpu" or spec.place == "system":
        return Memory(system=weights), Memory(system=working)
    if spec.offload == "none":
        return Memory(accelerator=weights), Memory(accelerator=working)
    # Model offload brings one part at a time to the accelerator; the largest is rarely above two thirds.
    resident = weights * 2 // 3 if spec.offload == "model" else 0
    return Memory(system=weights), Memory(accelerator=resident + working)


def components(spec: ModelSpec, device: Device) -> dict[str, Memory]:
    """Memory of the weights by the key of what holds them: each part under its own, the rest under the model's. An
    adapter is a model with a key of its own."""
    weights, _ = footprint(spec, device)
    on_accelerator = weights.accelerator > 0
    held = {}
    for part in spec.parts.values():
        size = part.weights_mb * MEBIBYTE
        held[part.key] = Memory(accelerator=size) if on_accelerator else Memory(system=size)
    return {spec.key: weights - sum(held.values(), Memory()), **held}


def default_budget(device: Device, accelerator_gb: float | None, memory_gb: float | None, system_total: int) -> Memory:
    """90% of the accelerator and 70% of the system's memory, unless said otherwise."""
    accelerator = device.total() * 9 // 10 if device.kind != "cpu" else 0
    return Memory(
        int(accelerator_gb * GIBIBYTE) if accelerator_gb else accelerator,
        int(memory_gb * GIBIBYTE) if memory_gb else system_total * 7 // 10,
    )
