"""Imports run one way, app -> tabs -> pipelines -> studio, and nothing heavy is imported before a job needs it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("studio", "pipelines", "tabs", "app")
"""From the innermost to the outermost: each may import those before it."""
HEAVY = {"torch", "diffusers", "transformers", "audiocraft", "torchaudio", "accelerate"}
FILES = sorted(path.relative_to(ROOT) for room in ROOMS[:3] for path in (ROOT / room).rglob("*.py"))
FILES += [Path("app.py")] if (ROOT / "app.py").exists() else []


def imported(tree: ast.AST, package: tuple[str, ...]) -> Iterator[str]:
    """Full names of the modules that any statement below `tree` imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*start, *([node.module] if node.module else [])])


def at_module_level(tree: ast.AST) -> Iterator[ast.stmt]:
    """Statements that run when the module is imported: all but the bodies of functions and what only types need."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node
        else:
            yield from at_module_level(node)


@cache
def parsed(file: Path) -> tuple[ast.Module, tuple[str, ...]]:
    return ast.parse((ROOT / file).read_text(encoding="utf-8")), file.parent.parts


def top(name: str) -> str:
    return name.partition(".")[0]


def outer(file: Path) -> set[str]:
    """The rooms that stand around the file's own."""
    return set(ROOMS[ROOMS.index(file.with_suffix("").parts[0]) + 1 :])


def test_imports_run_one_way() -> None:
    assert outer(Path("studio/words.py")) == {"pipelines", "tabs", "app"} and outer(Path("app.py")) == set()
    found = [(str(file), name) for file in FILES for name in imported(*parsed(file)) if top(name) in outer(file)]
    assert found == []


def test_nothing_heavy_is_imported_with_a_module() -> None:
    found = []
    for file in FILES:
        tree, package = parsed(file)
        names = (name for node in at_module_level(tree) for name in imported(node, package))
        found += [(str(file), name) for name in names if top(name) in HEAVY]
    assert found == []


def test_gradio_stays_in_the_tabs() -> None:
    inner = [file for file in FILES if file.parts[0] in ("studio", "pipelines")]
    assert [str(file) for file in inner for name in imported(*parsed(file)) if top(name) == "gradio"] == []


def test_torch_is_imported_in_the_core_only_by_the_device_and_the_doctor() -> None:
    users = [
        file.name
        for file in FILES
        if file.parts[0] == "studio" and any(top(name) in HEAVY for name in imported(*parsed(file)))
    ]
    assert sorted(users) == ["device.py", "doctor.py"]


@pytest.mark.parametrize("modules", ["studio.house, studio.cli.app", "pipelines.registry, studio.house"])
def test_the_studio_opens_without_the_heavy_libraries(modules: str) -> None:
    """The page has to show before torch is imported, which takes seconds."""
    code = f"import sys, {modules}; print(*sorted({HEAVY | {'gradio'}!r} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (answer.returncode, answer.stdout.split()) == (0, []), answer.stderr


def test_this_reader_of_imports_sees_what_it_should() -> None:
    tree = ast.parse(
        "import a.b\nfrom c import d\ndef f():\n    import e\ntry:\n    import g\nexcept ImportError: pass"
    )
    assert set(imported(tree, ())) == {"a.b", "c", "e", "g"}
    assert {name for node in at_module_level(tree) for name in imported(node, ())} == {"a.b", "c", "g"}
    assert list(imported(ast.parse("from . import x\nfrom .y import z"), ("tabs",))) == ["tabs", "tabs.y"]


def test_what_engines_work_with_is_not_imported_before_they_make() -> None:
    """Codecs, renderers and solvers take longer to import than the page to build."""
    late = {"av", "scipy", "resvg_py", "mido", "soundfile", "pyloudnorm", "tinysoundfont", "xllamacpp", "tokenizers"}
    code = f"import sys, pipelines.registry, studio.house; print(*sorted({late!r} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (answer.returncode, answer.stdout.split()) == (0, []), answer.stderr
