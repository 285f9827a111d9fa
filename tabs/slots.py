"""Slots: which controls a tab's form has. What several modes have alike is one control, so that what was set stays with
another mode; what is called the same and is another thing has a control for each."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import dataclass

from pydantic.fields import FieldInfo

from studio.jobs.mode import Mode
from studio.params import bounds, extra, takes
from studio.words import ENGLISH, speaking

_ONE = ("prompt", "model", "seed")
"""Fields that are one control whatever a mode says of them."""


@dataclass(frozen=True)
class Slot:
    """One control, and the modes that have its field."""

    key: str
    """The field's name; of a second one that is called the same, with its first mode behind."""
    name: str
    modes: tuple[Mode, ...]

    @property
    def info(self) -> FieldInfo:
        return self.modes[0].form.model_fields[self.name]

    @property
    def group(self) -> str:
        """ "main" (always seen) or "options" (folded)."""
        return str(extra(self.info).get("group", "options"))

    @property
    def place(self) -> tuple[bool, bool, bool, bool]:
        """What is worked on stands first, then where on it, what is "late" further below, the seed last."""
        more, is_worked_on = extra(self.info), bool(takes(self.info)) and self.info.is_required()
        return self.name == "seed", bool(more.get("late")), not is_worked_on, "over" in more


def slots(modes: tuple[Mode, ...]) -> list[Slot]:
    """The controls of a tab in their order. Options that several modes have stand where the last of them has them,
    below those of one alone."""
    sharing: dict[tuple[str, Hashable], list[Mode]] = {}
    for mode in modes:
        for name, info in mode.form.ordered().items():
            alike = (name, _alike(mode, name))
            those = sharing.get(alike, []) if extra(info).get("group") == "main" else sharing.pop(alike, [])
            sharing[alike] = [*those, mode]
    found, named = [], set[str]()
    for (name, _), those in sorted(sharing.items(), key=lambda one: modes.index(one[1][0])):
        found.append(Slot(f"{name}-{those[0].key}" if name in named else name, name, tuple(those)))
        named.add(name)
    order = [name for name, _ in sharing]
    return sorted(found, key=lambda slot: (slot.place, order.index(slot.name)))


def _alike(mode: Mode, name: str) -> Hashable:
    """The same for fields that one control can be for."""
    info = mode.form.model_fields[name]
    if name in _ONE:
        return name
    if kinds := takes(info):
        return kinds
    with speaking(ENGLISH):
        title = str(mode.form.title_of(name))
    return title, str(info.annotation), bounds(info), str(info.default), json.dumps(extra(info), default=str)
