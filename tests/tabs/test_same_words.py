"""What cannot be done is told in the same words in the page, at the terminal and over HTTP."""

# ruff: noqa: F811
# Fixtures of the rooms whose doors these are.

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from studio.house import House
from studio.jobs.mode import Modes
from studio.jobs.worker import Worker
from studio.people.visitor import Visitor
from tabs import api, run
from tests.fakes import Sketcher, sketching
from tests.studio.cli.conftest import Shell, loader, modes, shell  # noqa: F401
from tests.studio.web.conftest import OpenHouse, open_house  # noqa: F401

BAD: list[dict[str, Any]] = [
    {"prompt": ""},
    {"prompt": " \n\t "},
    {"prompt": "bell\x07"},
    {"prompt": "a" * 3000},
    {"prompt": "birds", "seed": "-1"},
    {"prompt": "birds", "seed": "4294967296"},
    {"prompt": "birds", "width": 0},
    {"prompt": "birds", "width": 10**9},
    {"prompt": "birds", "pieces": 9},
    {"prompt": "birds", "model": "nonesuch"},
    {"prompt": "birds", "model": "x" * 500},
]


def asking(visitor: Visitor) -> Any:
    """A request of a visitor's, as gradio hands it to events."""
    return SimpleNamespace(request=SimpleNamespace(scope={"inkstone.visitor": visitor}, base_url="http://x/"))


def in_the_page(house: House, values: dict[str, Any]) -> str:
    return str(json.loads(run.submit(house, asking(Visitor()), "sketch", values))["error"])


def over_http(house: House, modes: Modes, values: dict[str, Any]) -> str:
    mode = modes["sketch"]
    given = [values.get(name, parameter.default) for name, parameter in mode.signature().parameters.items()]
    with pytest.raises(gr.Error) as told:
        asyncio.run(api._endpoint(house, mode)(asking(Visitor()), *given))
    return str(told.value.message)


def at_the_terminal(shell: Shell, values: dict[str, Any]) -> str:
    options = [f"--{name}={value}" for name, value in values.items() if name != "prompt"]
    answer = shell("sketch", *options, "--", values["prompt"])
    assert answer.code == 1
    return answer.err.strip()


@pytest.mark.parametrize("values", BAD, ids=lambda values: str(values)[:40])
def test_the_same_is_said_at_every_door(
    worker: Worker,
    open_house: OpenHouse,
    shell: Shell,
    sketcher: Sketcher,
    values: dict[str, Any],
) -> None:
    house = open_house()
    said = in_the_page(house, values)
    assert said.endswith("started.") or "models" in said
    assert over_http(house, sketching(sketcher), values) == said
    # The studio's real catalog stands behind the terminal, a small one behind the others.
    assert at_the_terminal(shell, values).partition("Known models")[0] == said.partition("Known models")[0]
