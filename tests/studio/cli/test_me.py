"""All that is somebody's own at a terminal."""

from __future__ import annotations

import zipfile
from contextlib import closing
from pathlib import Path

from studio.house import claim
from studio.people.visitor import COMMAND_LINE
from studio.settings import Settings
from studio.works.store import Store
from tests.studio.cli.conftest import Shell
from tests.studio.works.test_store import keep


def test_it_is_taken_along_and_forgotten(shell: Shell, settings: Settings, tmp_path: Path) -> None:
    with closing(Store.open(settings)) as store:
        mine, other = keep(store, "mine", owner=COMMAND_LINE), keep(store, "other", seed=2, owner="ann")
    to = tmp_path / "all.zip"
    assert shell("me", "export", "--to", str(to)).code == 0
    with zipfile.ZipFile(to) as archive:
        assert any(mine.id in name for name in archive.namelist())
        assert not any(other.id in name for name in archive.namelist())
    assert shell("me", "export", "--to", str(to)).code == 1, "nothing is written over"
    with claim(settings):
        assert shell("me", "forget", "--yes").code == 1, "a studio is running"
    assert shell("me", "forget", "--yes").code == 0
    with closing(Store.open(settings)) as store:
        assert [work.id for work in store.works()] == [other.id]
    assert "1" in shell("me", "forget", "--owner", "ann", "--yes").out
