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


@pytest.mark.parametrize("module", [name for name in modules() if name.startswith("studio.")])
def test_the_rooms_of_the_core_import_only_those_below(module: str) -> None:
    floor = _floor(CORE, parts(module)[1])
    for other in imports()[module]:
        if other.startswith("studio."):
            assert _floor(CORE, parts(other)[1]) <= floor, f"{module} looks up to {other}"


@pytest.mark.parametrize("module", [name for name in modules() if name.startswith("pipelines.scene.")])
def test_the_rooms_of_the_drawn_world_import_only_those_below(module: str) -> None:
    floor = _floor(SCENE, parts(module)[2])
    for other in imports()[module]:
        if other.startswith("pipelines.") and not other.startswith("pipelines.language."):
            assert other.startswith("pipelines.scene."), f"the drawn world needs nothing of {other}"
            assert _floor(SCENE, parts(other)[2]) <= floor, f"{module} looks up to {other}"


def _floor(floors: tuple[set[str], ...], room: str) -> int:
    found = [number for number, rooms in enumerate(floors) if room in rooms]
    assert found, f"{room} has no floor in the plan"
    return found[0]


@pytest.mark.parametrize("module", [name for name in modules() if name.startswith("pipelines.runtimes.")])
def test_runtimes_use_the_core_alone(module: str) -> None:
    allowed = ("studio.", "pipelines.runtimes.", "pipelines.language.")
    assert all(other.startswith(allowed) for other in imports()[module])


@pytest.mark.parametrize("module", [name for name in modules() if name.startswith("pipelines.language.")])
def test_the_reading_of_sentences_uses_the_core_alone(module: str) -> None:
    assert all(other.startswith(("studio.", "pipelines.language.")) for other in imports()[module])


@pytest.mark.parametrize("module", [name for name in modules() if wing_of(name)])
def test_a_wing_imports_no_other_wing_and_nothing_above(module: str) -> None:
    shared = tuple(f"pipelines.{room}." for room in SHARED)
    allowed = (f"pipelines.{wing_of(module)}.", "studio.", *shared)
    assert [other for other in imports()[module] if not other.startswith(allowed)] == []


@pytest.mark.parametrize("module", [name for name in modules() if wing_of(name)])
def test_inside_a_wing_ask_comes_before_engines_and_engines_before_modes(module: str) -> None:
    for other in imports()[module]:
        if wing_of(other) == wing_of(module):
            assert storey(other) <= storey(module), f"{module} looks up to {other}"
            if storey(other) == storey(module) == 1:
                assert engine_of(other) == engine_of(module), f"{module} imports another engine's {other}"


def test_the_wings_and_the_shared_rooms_are_the_whole_of_the_pipelines() -> None:
    rooms = {parts(name)[1] for name in modules() if name.startswith("pipelines.") and len(parts(name)) > 1}
    assert rooms == {*house.WINGS, *house.SHARED, "registry"}
    assert house.WINGS == ("animation", "image", "music", "voice", "writing")


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every piece of text in the syntax tree, those inside of f-strings too, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("module", modules())
def test_no_engine_is_known_by_name_outside_its_own_wing(module: str) -> None:
    foreign = {key for key, home in engine_homes().items() if wing_of(home) != wing_of(module)}
    assert [f"line {line}: {text}" for line, text in texts(parsed(modules()[module])) if text in foreign] == []


@pytest.mark.parametrize("module", [name for name, path in modules().items() if path.stem == "__init__"])
def test_a_package_holds_a_docstring_and_nothing_else(module: str) -> None:
    body = parsed(modules()[module]).body
    assert len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


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


@pytest.mark.parametrize("module", modules())
def test_every_function_is_typed(module: str) -> None:
    for node in functions(parsed(modules()[module])):
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        bare = [one.arg for one in given if one.annotation is None and one.arg not in ("self", "cls")]
        assert not bare, f"{node.name} takes {bare} without a type"
        assert node.returns is not None or node.name == "__init__", f"{node.name} does not say what it returns"


def test_these_readers_see_what_they_should() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert set(imported(ast.parse("import a.b\ndef f():\n    from c import d"))) == {"a.b", "c", "c.d"}
    assert list(texts(ast.parse("x = f'{y}painter' + 'poet'"))) == [(1, "poet"), (1, "painter")]
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
