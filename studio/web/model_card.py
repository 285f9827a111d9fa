"""Model card: all that the page shows of a model: what it is, what it takes, what it serves, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from studio.house import House
from studio.jobs.downloads import Download
from studio.models.cache import Resident
from studio.models.catalog import ModelSpec, Task
from studio.models.memory import Memory
from studio.words import called, joined, known, say

_DEEDS = {
    "absent": "get",
    "begun": "go_on",
    "failed": "get",
    "waiting": "stop",
    "fetching": "stop",
    "present": "remove",
}
"""The one thing to do with a model that is downloaded, by how it stands."""


@dataclass(frozen=True)
class Standing:
    """How a model stands: on its way, in memory, on the disk, or nowhere. Sizes in bytes."""

    state: str
    here: int
    total: int
    download: Download | None = None

    @property
    def deed(self) -> str:
        """What a keeper can do about it; empty for nothing. What came and is no model can only be thrown away."""
        if self.state == "failed" and self.here:
            return "remove" if self.here >= self.total else "go_on"
        return _DEEDS.get(self.state, "")


def cards(house: House) -> list[dict[str, Any]]:
    """Every model of the catalog by its task, the best of each first."""
    residents = {resident.spec.key: resident for resident in house.cache.residents()}
    serves = _served(house)
    ordered = sorted(house.catalog, key=lambda spec: get_args(Task).index(spec.task))
    return [_card(house, spec, residents.get(spec.key), serves.get(spec.key, {})) for spec in ordered]


def standing(house: House, spec: ModelSpec, resident: Resident | None) -> Standing:
    downloads, download = house.downloads, house.downloads.of(spec.key)
    here = downloads.here(spec)
    if download and download.state != "failed":
        return Standing(download.state, max(here, download.here), download.total or downloads.size(spec), download)
    if resident:
        return Standing(resident.state, here, here)
    if house.catalog.present(spec):
        return Standing("present", here, here)
    state = "failed" if download else "begun" if here else "absent"
    return Standing(state, here, downloads.size(spec), download)


def _card(house: House, spec: ModelSpec, resident: Resident | None, serves: Mapping[str, str]) -> dict[str, Any]:
    stands = standing(house, spec, resident)
    plan = house.cache.plan(spec)
    return {
        "key": spec.key,
        "title": str(spec.called),
        "task": str(called(f"task.{spec.task}", spec.task)),
        "note": str(spec.note),
        "bias": str(say(f"bias.{spec.bias}")) if spec.bias and known(f"bias.{spec.bias}") else "",
        "own": not spec.repo,
        "page": f"{house.settings.hub_url}/{spec.repo}" if spec.repo else "",
        "gated": spec.gated,
        "licence": spec.licence,
        "sale": spec.commercial,
        "sale_said": str(say(f"system.sale.{spec.commercial}")),
        "rests": _bytes(plan.weights),
        "works": _bytes(plan.full),
        "rung": str(plan.told or ""),
        "serves": list(serves.values()),
        **_told(spec, stands),
    }


def _told(spec: ModelSpec, stands: Standing) -> dict[str, Any]:
    download = stands.download
    left = download.left if download else None
    return {
        "state": stands.state,
        "state_said": str(say(f"system.state.{stands.state}")),
        "here": stands.here,
        "total": stands.total,
        "rate": round(download.rate) if download else 0,
        "left": None if left is None else round(left, 1),
        "said": str(joined(list(download.said))) if download and download.said else "",
        "wants_token": bool(download and download.wants_token),
        "deed": stands.deed if spec.repo else "",
    }


def _bytes(memory: Memory) -> int:
    return memory.accelerator + memory.system


def _served(house: House) -> dict[str, dict[str, str]]:
    """Titles of the modes that each model serves, by their keys."""
    found: dict[str, dict[str, str]] = {}
    for key, mode in house.worker.modes.items():
        for choice in mode.choices(house.worker.host):
            for spec in choice.models.values():
                found.setdefault(spec.key, {})[key] = str(mode.title)
    return found
