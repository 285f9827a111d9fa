"""The rules of the house, each read from the imports: floors, wings, engines, circles, empty halls."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator

import pytest

from scripts.imports import circles, imported, imports, modules, parsed
from tests.architecture import house
from tests.architecture.house import CORE, SCENE, SHARED, engine_homes, engine_of, parts, storey, wing_of


def test_nothing_imports_in_a_circle() -> None:
    assert circles(imports()) == []


def test_packages_import_in_no_circle_either() -> None:
    """A file that looks back into another folder makes one floor of two."""
    graph: dict[str, set[str]] = {}
    for module, others in imports().items():
        for other in others:
            mine, its = _room(module), _room(other)
            graph.setdefault(mine, set())
            graph.setdefault(its, set())
            if mine != its:
                graph[mine].add(its)
    assert circles(graph) == []


def _room(module: str) -> str:
    names = parts(module)
    if wing := wing_of(module):
        return f"{wing}: {engine_of(module) or ('asked', 'engine', 'modes')[storey(module)]}"
    return ".".join(names[:-1]) if len(names) > 2 else module


def within(room: str) -> Iterator[tuple[str, str]]:
    """Each module below a room, with each that it imports."""
    pairs = [(name, other) for name in modules() if name.startswith(room) for other in imports()[name]]
    assert pairs, f"{room} is a room of the house"
    yield from pairs


def test_the_rooms_of_the_core_import_only_those_below() -> None:
    inner = [(module, other) for module, other in within("studio.") if other.startswith("studio.")]
    assert [pair for pair in inner if _floor(CORE, parts(pair[1])[1]) > _floor(CORE, parts(pair[0])[1])] == []


def test_the_rooms_of_the_drawn_world_import_only_those_below() -> None:
    others = [(module, other) for module, other in within("pipelines.scene.") if other.startswith("pipelines.")]
    inner = [pair for pair in others if not pair[1].startswith("pipelines.language.")]
    assert [pair for pair in inner if not pair[1].startswith("pipelines.scene.")] == []
    assert [pair for pair in inner if _floor(SCENE, parts(pair[1])[2]) > _floor(SCENE, parts(pair[0])[2])] == []


def test_every_room_has_a_floor_in_the_plan() -> None:
    named = [parts(name) for name in modules()]
    assert {names[1] for names in named if names[0] == "studio" and len(names) > 1} <= set().union(*CORE)
    assert {names[2] for names in named if names[:2] == ["pipelines", "scene"] and len(names) > 2} <= set().union(
        *SCENE
    )


def _floor(floors: tuple[set[str], ...], room: str) -> int:
    found = [number for number, rooms in enumerate(floors) if room in rooms]
    assert found, f"{room} has no floor in the plan"
    return found[0]


def test_runtimes_use_the_core_alone() -> None:
    allowed = ("studio.", "pipelines.runtimes.", "pipelines.language.")
    assert [pair for pair in within("pipelines.runtimes.") if not pair[1].startswith(allowed)] == []


def test_the_reading_of_sentences_uses_the_core_alone() -> None:
    allowed = ("studio.", "pipelines.language.")
    assert [pair for pair in within("pipelines.language.") if not pair[1].startswith(allowed)] == []


@pytest.mark.parametrize("wing", house.WINGS)
def test_a_wing_imports_no_other_wing_and_nothing_above(wing: str) -> None:
    allowed = (f"pipelines.{wing}.", "studio.", *(f"pipelines.{room}." for room in SHARED))
    assert [pair for pair in within(f"pipelines.{wing}.") if not pair[1].startswith(allowed)] == []


@pytest.mark.parametrize("wing", house.WINGS)
def test_inside_a_wing_ask_comes_before_engines_and_engines_before_modes(wing: str) -> None:
    inner = [(module, other) for module, other in within(f"pipelines.{wing}.") if wing_of(other) == wing]
    assert [(module, other) for module, other in inner if storey(other) > storey(module)] == []
    engines = [(module, other) for module, other in inner if storey(module) == storey(other) == 1]
    assert [(module, other) for module, other in engines if engine_of(module) != engine_of(other)] == []


def test_the_wings_and_the_shared_rooms_are_the_whole_of_the_pipelines() -> None:
    rooms = {parts(name)[1] for name in modules() if name.startswith("pipelines.") and len(parts(name)) > 1}
    assert rooms == {*house.WINGS, *house.SHARED, "registry"}
    assert house.WINGS == ("animation", "image", "music", "voice", "writing")


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every piece of text in the syntax tree, those inside of f-strings too, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_engine_is_known_by_name_outside_its_own_wing() -> None:
    homes = {key: wing_of(home) for key, home in engine_homes().items()}
    found = [
        f"{module}:{line}: {text}"
        for module, path in modules().items()
        for line, text in texts(parsed(path))
        if text in homes and homes[text] != wing_of(module)
    ]
    assert homes and found == []


def test_a_package_holds_a_docstring_and_nothing_else() -> None:
    packages = {name: parsed(path).body for name, path in modules().items() if path.stem == "__init__"}
    assert packages and [name for name, body in packages.items() if not _only_docstring(body)] == []


def _only_docstring(body: list[ast.stmt]) -> bool:
    return len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def test_functions_and_files_stay_short() -> None:
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1 for path in modules().values() for node in functions(parsed(path))
    ]
    files = [
        len(path.read_text(encoding="utf-8").splitlines()) for path in modules().values() if path.stem != "__init__"
    ]
    assert statistics.median(lengths) <= 7
    assert statistics.quantiles(lengths, n=10)[-1] <= 18
    assert statistics.quantiles(files, n=10)[-1] <= 210


def test_every_function_is_typed() -> None:
    every = [(module, node) for module, path in modules().items() for node in functions(parsed(path))]
    assert every and [f"{module}: {wrong}" for module, node in every for wrong in _untyped(node)] == []


def _untyped(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        if one.annotation is None and one.arg not in ("self", "cls"):
            yield f"{node.name} takes {one.arg} without a type"
    if node.returns is None and node.name != "__init__":
        yield f"{node.name} does not say what it returns"


def test_these_readers_see_what_they_should() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert set(imported(ast.parse("import a.b\ndef f():\n    from c import d"))) == {"a.b", "c", "c.d"}
    assert list(texts(ast.parse("x = f'{y}painter' + 'poet'"))) == [(1, "poet"), (1, "painter")]
    (bare,) = functions(ast.parse("def f(a, *, b: int): pass"))
    assert list(_untyped(bare)) == ["f takes a without a type", "f does not say what it returns"]
    assert not _only_docstring(ast.parse('"All."\nx = 1').body)
    assert storey("pipelines.music.ask") == 0 and storey("pipelines.music.modes") == 2
    assert (
        storey("pipelines.music.composer.write.form") == 1
        and engine_of("pipelines.music.composer.write.form") == "composer"
    )


def test_html_is_escaped_in_one_room() -> None:
    """Beside it only where files of XML are written and read."""
    users = {name for name, path in modules().items() if {"html", "xml.sax.saxutils"} & set(imported(parsed(path)))}
    assert {name for name in users if not name.startswith("studio.web.")} == {
        "pipelines.scene.paint.render",
        "studio.works.embed",
    }


def test_the_environment_is_read_in_one_place() -> None:
    """What is set for libraries and for processes of the studio's own aside."""
    readers = {
        name for name, path in modules().items() if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    }
    assert readers == {"app", "studio.house", "studio.building"}
