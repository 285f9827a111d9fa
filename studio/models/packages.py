"""Packages: where an installed package lies, found without running any of its code.

importlib.util.find_spec imports the parents of what it looks for; here the first name is looked up on the path and the
others are folders inside of it.
"""

from __future__ import annotations

from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path, PurePath

LONGEST_PATH = 1000
_LONGEST_NAME = 255


def check_package(name: str) -> str:
    """Raises ValueError for what is no name of a package: relative, empty between dots, or Python's own."""
    parts = name.split(".")
    if name and (len(name) > LONGEST_PATH or not all(map(str.isidentifier, parts)) or "__main__" in parts):
        raise ValueError("it has to be the name of an installed package")
    return name


def check_path(path: str) -> str:
    """Raises ValueError for a path that no file system takes, or that leaves the folder that it is in."""
    parts = PurePath(path.replace("\\", "/")).parts
    if len(path) > LONGEST_PATH or any(len(part.encode()) > _LONGEST_NAME for part in parts):
        raise ValueError("it is longer than a path can be")
    if not path.isprintable() or ".." in parts:
        raise ValueError("it has to stay inside of its folder, without “..”")
    return path


def folder_of(package: str) -> Path | None:
    """The folder of a package, or None where it is not installed."""
    first, *inner = package.split(".")
    try:
        found = PathFinder.find_spec(first)
    except (ImportError, OSError, ValueError):
        return None
    top = _home(found) if found else None
    return top.joinpath(*inner) if top and top.joinpath(*inner).is_dir() else None


def _home(found: ModuleSpec) -> Path | None:
    """The folder of a package; None for a module, which has none of its own."""
    return next(map(Path, found.submodule_search_locations or ()), None)
