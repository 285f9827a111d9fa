"""Fixtures of the wing of pictures."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.runtimes.compat import prepare
from tests import tiny


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Tiny checkpoints, built when they are first asked for, once a session; torch keeps to one thread."""
    prepare()
    import torch

    class Built(dict[str, Path]):
        def __missing__(self, name: str) -> Path:
            self[name] = tiny.BUILDERS[name](tmp_path_factory.mktemp(name))
            return self[name]

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield Built()
    torch.set_num_threads(threads)
