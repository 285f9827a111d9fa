"""Ladder: how a model is made to fit, cheapest loss first. The first rung whose need fits the budget is taken.

| rung        | what is done                                            | what it costs                  |
|-------------|---------------------------------------------------------|--------------------------------|
| whole       | nothing                                                 | nothing                        |
| int8        | linear layers in eight bits (torchao)                   | hardly to be seen              |
| encoder-out | int8, and what reads the prompt waits in system memory  | a moment for each new prompt   |
| nf4         | linear layers in four bits (bitsandbytes), encoder out  | details of the picture         |
| offload     | nf4, and one component at a time on the accelerator     | moves at each picture          |
| groups      | weights as they are, streamed layer by layer            | time, at each step             |
| tiles       | groups, and the picture is decoded in tiles             | time, and faint seams          |

Below the last rung there is only a smaller relative of the model: that is for a person to take. A rung is chosen by the
budget alone, not by who else is in memory: others rest or go, and the same machine makes the same picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from studio.models.catalog import MEBIBYTE, ModelSpec
from studio.models.device import GIBIBYTE, Device, DeviceKind
from studio.models.measure import Component, components
from studio.models.memory import Memory, together
from studio.words import Sentence, say

Rung = Literal["whole", "int8", "encoder-out", "nf4", "offload", "groups", "tiles"]

_ALL: tuple[Rung, ...] = ("whole", "int8", "encoder-out", "nf4", "offload", "groups", "tiles")
STREAMED: tuple[Rung, ...] = ("offload", "groups", "tiles")
"""Rungs on which the weights come to the accelerator anew for each picture or step."""
_RUNGS: dict[tuple[str, DeviceKind], tuple[Rung, ...]] = {
    ("diffusers", "cuda"): _ALL,
    ("diffusers", "xpu"): ("whole", "offload", "groups", "tiles"),
    ("diffusers", "cpu"): ("whole", "int8"),
}
"""What each library can do on each kind of device; of others a model is whole."""
_AT_ONCE = 8
"""Of streamed layers less than this part of the largest component lies on the accelerator."""


@dataclass(frozen=True)
class Plan:
    """How a model is kept in memory, and what that takes."""

    rung: Rung
    components: dict[str, Memory]
    """The weights while no job works, by the key of each component."""
    working: Memory
    """On top of that while a job works."""
    shared: frozenset[str] = frozenset()
    """Keys of components that lie in memory once, however many models hold them."""
    told: Sentence | None = None
    """Why it is not kept as it is."""

    @property
    def weights(self) -> Memory:
        return together([self.components])

    @property
    def full(self) -> Memory:
        """All of it while a job works."""
        return self.weights + self.working


def plan(spec: ModelSpec, path: Path | None, device: Device, budget: Memory) -> Plan:
    """The first rung that fits the budget; where none does, the one that exceeds it by least."""
    found = plans(spec, components(spec, path, device), device)
    fitting = next((each for each in found if each.full.fits(budget)), None)
    if fitting is None:
        return min(found, key=lambda each: _sum(each.full.over(budget)))
    if fitting.rung == "whole":
        return fitting
    place = "accelerator" if found[0].full.accelerator else "system"
    whole, limit = (getattr(memory, place) / GIBIBYTE for memory in (found[0].full, budget))
    told = say(f"rung.{fitting.rung}", title=spec.title, needs=whole, limit=limit)
    return replace(fitting, told=told)


def least(spec: ModelSpec, device: Device) -> int:
    """Bytes that a model needs at least of what the device has, by its entry."""
    every = plans(spec, components(spec, None, device), device)
    return min(each.full.accelerator or each.full.system for each in every)


def plans(spec: ModelSpec, parts: Sequence[Component], device: Device) -> list[Plan]:
    """Every rung that there is for a model on a device, cheapest loss first."""
    on_accelerator = spec.place == "accelerator" and (device.kind != "cpu" or device.apart)
    rungs = _RUNGS.get((spec.runtime, device.kind), ("whole",)) if spec.place == "accelerator" else ("whole",)
    return [_NEEDS[rung](rung, spec, parts, on_accelerator) for rung in rungs]


def key_of(part: Component, rung: Rung) -> str:
    """Models share a component only where it is kept in the same way."""
    return part.key if _size(part, rung) == part.whole and not part.reads else f"{part.key}@{rung}"


def _resident(rung: Rung, spec: ModelSpec, parts: Sequence[Component], on_accelerator: bool) -> Plan:
    """All of it where it works."""
    held = {key_of(part, rung): _put(_size(part, rung), on_accelerator) for part in parts}
    return Plan(rung, held, _put(spec.working_mb * MEBIBYTE, on_accelerator), _shared(parts, rung))


def _encoder_out(rung: Rung, spec: ModelSpec, parts: Sequence[Component], on_accelerator: bool) -> Plan:
    """The encoder works before the others do, so the larger of the two counts."""
    held = {key_of(part, rung): _put(_size(part, rung), on_accelerator and not part.reads) for part in parts}
    encoder = max((_size(part, rung) for part in parts if part.reads), default=0)
    return Plan(rung, held, _put(max(encoder, spec.working_mb * MEBIBYTE), on_accelerator), _shared(parts, rung))


def _away(rung: Rung, spec: ModelSpec, parts: Sequence[Component], on_accelerator: bool) -> Plan:
    """All of it in system memory, and what is needed of it comes. Hooks tie the components to one model."""
    held = {f"{spec.key}/{part.key}@{rung}": Memory(system=_size(part, rung)) for part in parts}
    largest = max((_size(part, rung) for part in parts), default=0)
    visiting = largest if rung == "offload" else largest // _AT_ONCE
    working = spec.working_mb * MEBIBYTE // (2 if rung == "tiles" else 1)
    return Plan(rung, held, Memory(accelerator=visiting + working))


_NEEDS: dict[Rung, Callable[[Rung, ModelSpec, Sequence[Component], bool], Plan]] = {
    "whole": _resident,
    "int8": _resident,
    "encoder-out": _encoder_out,
    "nf4": _encoder_out,
    "offload": _away,
    "groups": _away,
    "tiles": _away,
}


def _size(part: Component, rung: Rung) -> int:
    if rung in ("int8", "encoder-out"):
        return part.int8
    return part.nf4 if rung in ("nf4", "offload") else part.whole


def _shared(parts: Sequence[Component], rung: Rung) -> frozenset[str]:
    return frozenset(key_of(part, rung) for part in parts if part.shared)


def _put(size: int, on_accelerator: bool) -> Memory:
    return Memory(accelerator=size) if on_accelerator else Memory(system=size)


def _sum(memory: Memory) -> int:
    return memory.accelerator + memory.system
