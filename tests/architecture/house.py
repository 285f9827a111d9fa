"""The house read from its own files: which module imports which, and on which floor each of them stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipelines.registry import MODES

ROOT = Path(__file__).parents[2]
HOUSES = ("studio", "pipelines", "tabs")
CORE = (
    {"words"},
    {"errors", "settings", "params"},
    {"media"},
    {"models"},
    {"works"},
    {"people"},
    {"jobs"},
    {"house", "doctor"},
    {"web"},
    {"cli", "__main__"},
)
"""The rooms of the core from the ground up: each imports those of its own floor and of the floors below."""
SCENE = (
    {"scene", "tables", "curve", "palette", "drawings", "options"},
    {"read"},
    {"lay"},
    {"paint"},
    {"finish"},
    {"move"},
)
"""The rooms of the drawn world, from the ground up."""
SHARED = ("scene", "runtimes")
"""What all wings use."""
WINGS = tuple(
    sorted(p.name for p in (ROOT / "pipelines").iterdir() if (p / "modes.py").exists() and p.name not in SHARED)
)


@cache
def modules() -> dict[str, Path]:
    """Every module of the house by its dotted name."""
    files = [path for house in HOUSES for path in (ROOT / house).rglob("*.py")] + [ROOT / "app.py"]
    return {dotted(path): path for path in sorted(files)}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names that any statement below `tree` imports: modules, and what is taken out of them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imports() -> dict[str, set[str]]:
    """The modules of the house that each module imports, inside of functions and for types as well."""
    known = modules()
    return {
        name: {
            other
            for other in imported(parsed(path))
            if other in known and other != name and known[other].stem != "__init__"
        }
        for name, path in known.items()
    }


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of nodes that reach each other."""
    reached = {node: _reach(graph, node) for node in graph}
    found = {
        frozenset(other for other in reached[node] if node in reached[other]) for node in graph if node in reached[node]
    }
    return sorted(sorted(group) for group in found)


def _reach(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = list(graph[start])
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += graph.get(node, ())
    return seen


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
