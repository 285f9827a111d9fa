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
    "pipelines.voice.narrator.screenplay": "what is read aloud of where a scene plays",
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


@cache
def keys_like(pattern: str) -> list[str]:
    return [key for key in words(ENGLISH) if re.fullmatch(pattern, key)]


def unsaid(module: str, called: str, call: ast.Call) -> Iterator[str]:
    """What is wrong with a call: a key without words, values that its words do not want."""
    given = {keyword.arg for keyword in call.keywords}
    checked = isinstance(call.args[0], ast.Constant) and called == "say" and None not in given
    for pattern in pattern_of(call.args[0]):
        known = keys_like(re.escape(SAYING[called]) + pattern)
        if not known:
            yield f"{module}:{call.lineno} says {pattern}, which nobody has put into words"
        elif checked and fields(known[0]) != given:
            yield f"{module}:{call.lineno} fills {known[0]} with other values"


def test_what_is_said_has_words_and_the_values_they_want() -> None:
    assert calls() and [wrong for call in calls() for wrong in unsaid(*call)] == []


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ('say("nobody.says.this")', "nobody has put into words"),
        ('say("job.stopped", boats=1)', "with other values"),
        ('say("job.stopped" if x else "nobody.says.this")', "nobody has put into words"),
    ],
)
def test_a_key_without_its_words_is_found(code: str, wrong: str) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert [wrong in one for one in unsaid("file", "say", call)] == [True]


def test_no_words_are_left_over() -> None:
    """Keys that nothing says: neither a call nor a field, an engine, a mode, a runtime's own list."""
    plain = {text for path in modules().values() for text in _literals(parsed(path))}
    plain |= {f"ui.{text}" for path in SCRIPTS for text in texts(path)}
    patterns = [
        re.escape(SAYING[called]) + pattern for _, called, call in calls() for pattern in pattern_of(call.args[0])
    ]
    patterns += [pattern for path in SCRIPTS for pattern in said(path)]
    patterns += [
        r"field\..+",
        r"engine\.[^.]+\.(title|says|why)",
        r"mode\.[^.]+\.(title|does)",
        r"input\..+",
        PLAIN,
        *STRINGING,
    ]
    heard = re.compile("|".join(f"(?:{pattern})" for pattern in set(patterns)))
    assert [key for key in words(ENGLISH) if key not in plain and not heard.fullmatch(key)] == []


def _literals(tree: ast.AST) -> Iterator[str]:
    return (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def test_what_a_script_says_has_words() -> None:
    assert [f"{script.name}: {key}" for script in SCRIPTS for key in said(script) if not keys_like(key)] == []


def test_no_sentence_for_a_person_stands_in_a_script() -> None:
    every = [(script.name, text) for script in SCRIPTS for text in texts(script)]
    assert every and [told for told in every if _is_sentence(told[1]) or _has_words_between_tags(told[1])] == []


def test_templates_can_be_filled() -> None:
    assert [key for key, template in words(ENGLISH).items() if not fillable(key, template)] == []


def fillable(key: str, template: str) -> bool:
    """Text without space around it and plain names in its gaps; a script has no other ways to write a value."""
    gaps = list(Formatter().parse(template))
    named = all(name is None or name.isidentifier() for _, name, _, _ in gaps)
    plain = not key.startswith("ui.") or all(not spec and not how for _, _, spec, how in gaps)
    return bool(template) and template == template.strip() and named and plain


@pytest.mark.parametrize(
    ("key", "template"), [("a.b", ""), ("a.b", " boat"), ("a.b", "{0} boats"), ("ui.b", "{boats:,}"), ("ui.b", "{a!r}")]
)
def test_a_template_that_cannot_be_filled_is_found(key: str, template: str) -> None:
    assert not fillable(key, template) and fillable("ui.b", "{boats} boats") and fillable("a.b", "{boats:,}")


def test_no_sentence_for_a_person_stands_in_the_code() -> None:
    plain = [path for name, path in modules().items() if not name.startswith(tuple(CONTENT))]
    assert [sentence for path in plain for sentence in sentences(path)] == []


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
