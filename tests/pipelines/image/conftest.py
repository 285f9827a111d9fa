"""Fixtures of the wing of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import tiny


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Tiny checkpoints, built when they are first asked for, once a session; torch keeps to one thread."""
    with tiny.at_work():
        yield tiny.Built(tmp_path_factory.mktemp)
