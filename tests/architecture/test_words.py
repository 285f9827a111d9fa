"""Every sentence that a person meets stands in the words' file, and every key there is said somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from scripts.imports import ROOT, modules, parsed
from studio.words import ENGLISH, PLAIN, words
from tests.architecture.scripts import SCRIPTS, said, texts

SAYING = {"say": "", "spoken": "", "called": "", "word": "", "progress": "phase.", "_unfit": "input."}
"""Functions whose first argument is a key, and what stands before it there."""
STRINGING = ("sentences", "followed", "listed")
"""Keys of how sentences and lists are put together."""
FOR_PEOPLE = {"label", "info", "placeholder", "help", "title", "description", "hint", "kept", "api_description"}
"""Arguments that are shown as they are."""
PRINTING = ("echo", "print", "sys.exit")
CONTENT = {
    "pipelines.scene.lay.describe": "the description of a picture is part of the work, composed from its scene",
    "pipelines.writing.chat.prompts": "what a language model is told",
    "pipelines.image.captioning.prompts": "what a model that sees pictures is asked",
    "pipelines.writing.smollm": "words and patterns that poems and stories are woven from",
    "pipelines.music.composer.engine": "the names of players in the description of a piece",
}
"""Where sentences are what works are made of, and why."""
FOR_DEVELOPERS = (
    "ValueError",
    "RuntimeError",
    "TypeError",
    "MemoryError",
    "KeyError",
    "AssertionError",
    "warn",
    "log.",
)
"""Calls whose words no visitor meets."""


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """Every call of a function that says something: the module, the function's name, the call."""
    found = []
    for name, path in modules().items():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func).rpartition(".")[2]
                if called in SAYING and node.args:
                    found.append((name, called, node))
    return found


def pattern_of(node: ast.expr) -> Iterator[str]:
    """Regular expressions of the keys that an argument can be: a literal, an f-string, one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(p.value) if isinstance(p, ast.Constant) else r"[^.]+(\..+)?" for p in node.values)
    elif isinstance(node, ast.IfExp):
        yield from pattern_of(node.body)
        yield from pattern_of(node.orelse)


def fields(key: str) -> set[str]:
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(words(ENGLISH)[key]) if name}


@pytest.mark.parametrize(
    ("module", "called", "call"), calls(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_is_said_has_words_and_the_values_they_want(module: str, called: str, call: ast.Call) -> None:
    for pattern in pattern_of(call.args[0]):
        known = [key for key in words(ENGLISH) if re.fullmatch(re.escape(SAYING[called]) + pattern, key)]
        assert known, f"{module}:{call.lineno} says {pattern}, which nobody has put into words"
        given = {keyword.arg for keyword in call.keywords}
        if isinstance(call.args[0], ast.Constant) and called == "say" and None not in given:
            assert fields(known[0]) == given, f"{module}:{call.lineno} fills {known[0]} with other values"


def test_no_words_are_left_over() -> None:
    """Keys that nothing says: neither a call nor a field, an engine, a mode, a runtime's own list."""
    patterns = [
        re.escape(SAYING[called]) + pattern for _, called, call in calls() for pattern in pattern_of(call.args[0])
    ]
    patterns += [re.escape(text) for path in modules().values() for text in _literals(parsed(path)) if "." in text]
    patterns += [pattern for path in SCRIPTS for pattern in said(path)]
    patterns += [
        re.escape(f"ui.{text}") for path in SCRIPTS for text in texts(path) if re.fullmatch(r"\w+(\.\w+)+", text)
    ]
    patterns += [
        r"field\..+",
        r"engine\.[^.]+\.(title|says|why)",
        r"mode\.[^.]+\.(title|does)",
        r"input\..+",
        PLAIN,
        *STRINGING,
    ]
    heard = re.compile("|".join(f"(?:{pattern})" for pattern in set(patterns)))
    assert [key for key in words(ENGLISH) if not heard.fullmatch(key)] == []


def _literals(tree: ast.AST) -> Iterator[str]:
    return (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_what_a_script_says_has_words(script: Path) -> None:
    unknown = [pattern for pattern in said(script) if not any(re.fullmatch(pattern, key) for key in words(ENGLISH))]
    assert unknown == [], f"{script.name} says what nobody has put into words"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_sentence_for_a_person_stands_in_a_script(script: Path) -> None:
    assert [text for text in texts(script) if _is_sentence(text) or _has_words_between_tags(text)] == []


@pytest.mark.parametrize("key", words(ENGLISH))
def test_a_template_can_be_filled(key: str) -> None:
    template = words(ENGLISH)[key]
    assert isinstance(template, str) and template == template.strip() and template
    assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(template))
    if key.startswith("ui."):
        assert all(not spec and not how for _, _, spec, how in Formatter().parse(template)), "a script has plain names"


@pytest.mark.parametrize("module", [name for name in modules() if not name.startswith(tuple(CONTENT))])
def test_no_sentence_for_a_person_stands_in_the_code(module: str) -> None:
    assert list(sentences(modules()[module])) == []


def test_the_exceptions_are_still_there() -> None:
    assert all(any(name.startswith(one) for name in modules()) for one in CONTENT)


def sentences(path: Path) -> Iterator[str]:
    """Texts of a file that look like words for a person, each with its line."""
    tree = parsed(path)
    passed = set(_passed_over(tree))
    for node in ast.walk(tree):
        if id(node) in passed or not isinstance(node, (ast.Constant, ast.JoinedStr)):
            continue
        text = _text(node)
        if text is not None and (_is_sentence(text) or _has_words_between_tags(text)):
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {text[:80]}"
    yield from _shown_literals(tree, path)


def _passed_over(tree: ast.AST) -> Iterator[int]:
    """Docstrings, parts of an f-string that is looked at whole, keys, and what only developers read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in node.values)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith(FOR_DEVELOPERS):
            yield from (id(inner) for inner in ast.walk(node) if inner is not node)
        elif (isinstance(node, ast.keyword) and node.arg == "examples") or _names_examples(node):
            # What a person may type is a prompt and no sentence of the studio's.
            yield from (id(inner) for inner in ast.walk(node))
        elif isinstance(node, ast.Assert) and node.msg is not None:
            yield from (id(inner) for inner in ast.walk(node.msg))


def _names_examples(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_EXAMPLES"


def _text(node: ast.Constant | ast.JoinedStr) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
    return node.value if isinstance(node.value, str) else None


def _is_sentence(text: str) -> bool:
    """Two plain words or more among three in a row, begun like a sentence or ended like one."""
    plain = re.sub(r"<[^>]*>", " ", text).strip()
    run = re.search(r"(?<!\w)(?:[A-Za-z’'\0]+[,;:]? ){2,}[A-Za-z’'\0]+(?!\w)", plain)
    if not run or len(re.findall(r"\b[a-z]{3,}\b", run.group())) < 2:
        return False
    return bool(re.match(r"[A-Z“\0]", plain) or re.search(r"[a-z\0][.!?…]$", plain))


def _has_words_between_tags(text: str) -> bool:
    # A regular expression that reads tags says nothing.
    return "</" in text and "[^" not in text and bool(re.search("[A-Za-z]{3,}", re.sub(r"<[^>]*>|&\w+;", " ", text)))


def _shown_literals(tree: ast.AST, path: Path) -> Iterator[str]:
    """Arguments that are shown, given as text with a word in it, however short."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            shown = [keyword.value for keyword in node.keywords if keyword.arg in FOR_PEOPLE]
            shown += node.args[:1] if called.startswith("gr.") or called.endswith(PRINTING) else []
            for value in shown:
                text = _text(value) if isinstance(value, (ast.Constant, ast.JoinedStr)) else None
                if text and re.search("[A-Za-z]{2,}", text) and not text.startswith("#"):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {called} shows {text[:60]!r}"


@pytest.mark.parametrize(
    "code",
    [
        'raise InkstoneError("The brush has no hairs.")',
        'notes.append(f"No drawing for {word}, sorry.")',
        'gr.Button("Make")',
        'gr.Textbox(label="Seed")',
        'typer.echo(f"{count} works")',
        'html = f"<p>Nothing is waiting</p>"',
        'x = "Models are read from the cache"',
    ],
)
def test_a_sentence_in_the_code_is_found(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file.py"
    file.write_text(code)
    monkeypatch.setattr("tests.architecture.test_words.ROOT", tmp_path)
    assert list(sentences(file))


@pytest.mark.parametrize(
    "code",
    [
        '"""What this file is for."""',
        'raise ValueError("two runtimes have one name")',
        'log.info("%s was made in time", x)',
        'say("job.stopped")',
    ],
)
def test_what_no_visitor_reads_may_stand_in_the_code(code: str, tmp_path: Path) -> None:
    file = tmp_path / "file.py"
    file.write_text(code)
    assert list(sentences(file)) == []
