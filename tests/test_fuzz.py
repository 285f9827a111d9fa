"""Every route of the studio's own, asked in ways that no page would ask, by somebody who may ask for everything; and
every mode, given values of any kind. Nothing of it is an error of the studio's, and it works on afterwards.

What is gradio's own is asked so in `tests/test_load.py`, over a running studio.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines.registry import MODES
from studio.errors import InkstoneError
from studio.jobs.engine import Host
from studio.models.catalog import Catalog
from studio.web.access import _PARAMETER, _PATTERNS, _PLAIN, Line
from tests.fakes import FakeDevice
from tests.matrix.asked import key_of
from tests.studio.jobs.test_worker import ended
from tests.studio.web.conftest import OpenDoor, OpenHouse, open_door, open_house  # noqa: F401
from tests.target import ROUTES, Target, a_target

FIELDS = tuple(
    [
        "ids",
        "favourite",
        "tag",
        "untag",
        "note",
        "board",
        "unboard",
        "bin",
        "upload",
        "name",
        "project",
        "work",
        "vary",
        "works",
        "title",
        "expires",
        "password",
        "views",
        "downloads",
        "recipe",
        "accent",
        "copyright",
        "items",
        "item",
        "remark",
        "text",
        "done",
        "answers",
        "kind",
        "x",
        "y",
        "second",
        "version",
        "role",
        "token",
        "confirm",
        "old",
        "new",
        "username",
        "language",
        "takes",
        "file",
        "from",
        "take",
        "mode",
    ]
)
QUERIES = tuple(
    [
        "q",
        "kind",
        "kinds",
        "after",
        "limit",
        "sort",
        "takes",
        "facets",
        "bin",
        "board",
        "tag",
        "thumb",
        "download",
        "small",
        "live",
        "tab",
        "seen",
        "version",
        "one",
        "other",
        "visit",
    ]
)
TEXTS = ("", "\0", "\ud800", "🦊" * 300, "../../etc/passwd", "'; --", "<script>", "x" * 5000, "command-line")
TYPES = ("application/json", "multipart/form-data", "x/y", "")
LETTERS = st.characters(codec="utf-8")
FIXED: dict[str, Any] = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "phases": (Phase.generate,),
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture
def target(open_house: OpenHouse, open_door: OpenDoor) -> Target:  # noqa: F811
    return a_target(open_house, open_door)


def values(names: dict[str, str]) -> st.SearchStrategy[Any]:
    """JSON of any kind, with names of things that there are in it."""
    leaves = st.one_of(
        st.sampled_from([*names.values(), *TEXTS]),
        st.none(),
        st.booleans(),
        st.integers(-(2**70), 2**70),
        st.floats(),
        st.text(max_size=30),
    )
    return st.recursive(leaves, lambda inner: st.one_of(st.lists(inner, max_size=4), _objects(inner)), max_leaves=8)


def _objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.one_of(st.sampled_from(FIELDS), st.text(max_size=8)), inner, max_size=6)


def paths(line: Line, names: dict[str, str]) -> st.SearchStrategy[str]:
    """Addresses that the line stands for: with names of things that there are, and with any others."""
    known = st.sampled_from(list(names.values()))

    def filled(part: str) -> st.SearchStrategy[str]:
        pattern = f"(?a:{_PATTERNS.get(part, _PLAIN)})"
        return st.one_of(known, st.from_regex(pattern, fullmatch=True).map(lambda text: quote(text, safe="/")))

    parts = _PARAMETER.split(line.path)
    return st.tuples(*(filled(part) if at % 2 else st.just(part) for at, part in enumerate(parts))).map("".join)


def bodies(names: dict[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    """What a request brings: JSON, a form, a file, or anything."""
    texts = st.one_of(st.sampled_from([*names.values(), "1", "0.5"]), st.text(max_size=20, alphabet=LETTERS))
    raw = st.tuples(st.binary(max_size=300), st.sampled_from(TYPES))
    return st.one_of(
        st.one_of(_objects(values(names)), values(names)).map(lambda sent: _raw(json.dumps(sent), TYPES[0])),
        st.dictionaries(st.sampled_from(FIELDS), texts).map(lambda sent: {"data": sent}),
        st.binary(max_size=300).map(lambda data: {"files": {"file": ("x.png", data, "image/png")}}),
        raw.map(lambda sent: _raw(*sent)),
        st.just({}),
    )


def _raw(content: str | bytes, type: str) -> dict[str, Any]:
    return {"content": content, "headers": {"Content-Type": type}}


def queries() -> st.SearchStrategy[dict[str, str]]:
    texts = st.one_of(st.sampled_from(["1", "0", "image", "newest", "-1"]), st.text(max_size=30, alphabet=LETTERS))
    return st.dictionaries(st.sampled_from(QUERIES), texts, max_size=4)


@pytest.mark.parametrize("examples", [30, pytest.param(500, marks=pytest.mark.soak)])
def test_no_request_is_an_error_of_the_studio(
    target: Target, examples: int, record_property: Callable[[str, object], None]
) -> None:
    record_property("requests", sum(_tried(target, line, examples) for line in ROUTES))
    job = target.house.worker.submit("sketch", {"prompt": "and on", "seed": 1, "pieces": 1, "steps": 1}, "bob")
    assert ended(job).state == "done", "the worker lives"
    assert target.door.get("/library").status_code == 200


def _tried(target: Target, line: Line, examples: int) -> int:
    """How many requests were tried of a line."""
    asked = 0

    @settings(max_examples=examples, **FIXED)
    @given(path=paths(line, target.names), query=queries(), body=bodies(target.names))
    def try_it(path: str, query: dict[str, str], body: dict[str, Any]) -> None:
        nonlocal asked
        asked += 1
        sent = body if line.method == "POST" else {}
        answer = target.door.request(line.method, path, params=query, **sent)
        assert answer.status_code < 500, (key_of(line), answer.status_code, answer.text[:500])

    try_it()
    return asked


HOST = Host(Catalog.read(), FakeDevice("cpu", 8 * 2**30))


@pytest.mark.parametrize("examples", [40, pytest.param(1000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("key", MODES)
def test_no_value_is_an_error_of_a_mode(key: str, examples: int) -> None:
    mode = MODES[key]
    names = st.sampled_from([*mode.form.model_fields, "engine", "model", "x"])
    given_values = st.dictionaries(names, values({"hash": "0" * 64, "auto": "auto"}), max_size=8)

    @settings(max_examples=examples, **FIXED)
    @given(given_values, st.booleans())
    def try_it(sent: dict[str, Any], is_near: bool) -> None:
        try:
            mode.ask({**mode.sample, **sent} if is_near else sent, HOST)
        except InkstoneError as error:
            assert str(error)

    try_it()
