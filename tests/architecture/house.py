"""The plan of the house that its rules are checked against: floors, wings, engines."""

from __future__ import annotations

from functools import cache

from pipelines.registry import MODES
from scripts.imports import ROOT

CORE = (
    {"words"},
    {"errors", "addresses", "settings", "params", "styles"},
    {"media"},
    {"models"},
    {"works"},
    {"people"},
    {"safety"},
    {"jobs"},
    {"house", "doctor", "building"},
    {"web"},
    {"cli", "__main__"},
)
"""The rooms of the core from the ground up: each imports those of its own floor and of the floors below."""
SCENE = (
    {
        "scene",
        "tables",
        "curve",
        "palette",
        "shapes",
        "pen",
        "drawings",
        "options",
        "feeling",
        "isolines",
        "pictograms",
        "sleepers",
    },
    {"read"},
    {"people"},
    {"lay"},
    {"nature"},
    {"interior"},
    {"place"},
    {"kinds"},
    {"paint"},
    {"finish"},
    {"move"},
)
"""The rooms of the drawn world, from the ground up."""
SHARED = ("scene", "language", "sound", "runtimes")
"""What all wings use."""
WINGS = tuple(
    sorted(p.name for p in (ROOT / "pipelines").iterdir() if (p / "modes.py").exists() and p.name not in SHARED)
)


def parts(module: str) -> list[str]:
    return module.split(".")


def wing_of(module: str) -> str | None:
    """The wing that a module stands in."""
    names = parts(module)
    return names[1] if len(names) > 1 and names[0] == "pipelines" and names[1] in WINGS else None


def storey(module: str) -> int:
    """Where a module of a wing stands: 0 what is asked and what all engines share, 1 an engine, 2 the modes."""
    names = parts(module)[2:]
    if names == ["modes"]:
        return 2
    return 1 if names and engine_of(module) else 0


@cache
def engine_homes() -> dict[str, str]:
    """The module of each engine by its key, or its package where it has one of its own."""
    engines = [engine for mode in MODES.values() for engine in mode.engines]
    return {engine.key: type(engine).__module__.removesuffix(".engine") for engine in engines}


def engine_of(module: str) -> str | None:
    """The key of the engine that a module belongs to."""
    for key, home in engine_homes().items():
        if module == home or module.startswith(f"{home}."):
            return key
    return None
