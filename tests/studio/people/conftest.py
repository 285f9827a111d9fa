"""People with a database and records of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studio.people.people import People
from studio.settings import Settings
from studio.works.store import Store

LONG = "correct horse battery"


@pytest.fixture
def people(settings: Settings, store: Store) -> People:
    return People(settings, store.database, store.files.shelf)


@pytest.fixture
def open_people(store: Store) -> Callable[..., People]:
    """As another process has them, or with other settings."""

    def opened(**changes: object) -> People:
        found = People(Settings(**changes), store.database, store.files.shelf)  # type: ignore[arg-type]
        found.refresh(at_once=True)
        return found

    return opened
