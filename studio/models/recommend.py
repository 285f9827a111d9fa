"""Recommend: the one model of each task that a machine gains most by, or why none of the larger ones runs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studio.models.catalog import Catalog, ModelSpec, Task
from studio.models.device import Device
from studio.models.ladder import STREAMED, plan
from studio.models.memory import Memory

TASKS: tuple[Task, ...] = ("text-to-image", "text-generation", "text-to-music")
"""Picture, words and sound, in the order of the tabs."""


@dataclass(frozen=True)
class Recommendation:
    """What to take for a task."""

    task: Task
    spec: ModelSpec
    """The best that runs here; where none does, the one that asks least of a machine."""
    fits: bool
    present: bool = False
    """Whether it is here already."""

    @property
    def wants_accelerator(self) -> bool:
        """Of one that does not fit: whether it is no model for a plain processor at all."""
        return not self.fits and not self.spec.cpu


def recommend(catalog: Catalog, device: Device, budget: Memory) -> Iterator[Recommendation]:
    """One for each task that has models to download. The catalog lists them best first."""
    for task in TASKS:
        offered = [spec for spec in catalog.for_task(task) if spec.repo]
        best = next((spec for spec in offered if runs(spec, device, budget)), None)
        if best:
            yield Recommendation(task, best, fits=True, present=catalog.present(best))
        elif offered:
            yield Recommendation(task, min(offered, key=lambda spec: (not spec.cpu, spec.bytes_needed)), fits=False)


def runs(spec: ModelSpec, device: Device, budget: Memory) -> bool:
    """Whether a model works here at a bearable pace: its weights stay where they work, within the budget, and that is
    no processor alone where it is not meant for one."""
    kept = plan(spec, None, device, budget)
    return (spec.cpu or device.kind != "cpu") and kept.full.fits(budget) and kept.rung not in STREAMED
