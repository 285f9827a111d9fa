"""What several rooms of the studio are tested with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.studio.humming import Hummer


@pytest.fixture
def hummer() -> Iterator[Hummer]:
    hummer = Hummer()
    yield hummer
    hummer.gate.open()
