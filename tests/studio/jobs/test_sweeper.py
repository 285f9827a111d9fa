"""The sweeper does each of its chores, whatever becomes of the others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from studio.jobs import sweeper
from studio.jobs.sweeper import Sweeper
from studio.jobs.worker import Worker
from studio.works.marks import Change
from studio.works.uploads import Uploads
from studio.works.wanted import Wanted
from tests.shelf import ANN, Shelf


def test_bins_are_emptied_and_colours_looked_at_though_another_chore_fails(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise OSError("the disk is slow")

    monkeypatch.setattr(Uploads, "sweep", fails)
    shelf = Shelf(worker.store)
    old, kept = shelf.keep("old"), shelf.keep("kept")
    worker.store.library.tint(kept.id, "", "")
    worker.store.library.mark(ANN, [old.id], Change(bin=True))
    Sweeper(worker).sweep()
    (card,) = worker.store.library.page(ANN, Wanted()).cards
    assert card.hue == "green" and worker.store.work(old.id) == old, "it can be had back for a month"
    empty = sweeper.empty_bins
    monkeypatch.setattr(sweeper, "empty_bins", lambda store: empty(store, timedelta(0)))
    Sweeper(worker).sweep()
    assert worker.store.rows.ids() == {kept.id}
