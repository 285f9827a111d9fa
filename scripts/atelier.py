"""Atelier: the studio's own engines, called by a script without page, queue and store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from pipelines.registry import MODES, RUNTIMES
from studio.jobs.engine import Host, Preview
from studio.jobs.heard import Chunk
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import LocalDevice
from studio.models.memory import Memory
from studio.works.made import Made
from studio.works.upload import Upload

ROOM = Memory(system=2**36, accelerator=2**36)
"""Nothing is ever dropped: what a script makes is small."""


class Atelier:
    """Makes one piece after another. It is each job's context too: nobody looks on, and nothing is stopped."""

    cancelled = False
    latest = Preview()

    def __init__(self, folder: Path) -> None:
        device = LocalDevice()
        # An empty folder, so that only what comes with the studio is taken.
        catalog = Catalog.read(folder / "catalog", hub_cache=folder / "hub")
        self.host = Host(catalog, device)
        self.folder = folder
        self._cache = ModelCache(device, RUNTIMES, catalog.locate, ROOM)

    def make(self, mode: str, values: Mapping[str, Any]) -> Made:
        """The first thing that comes of these values. Raises InkstoneError when they cannot be made."""
        ask = MODES[mode].ask(values, self.host)
        return next(iter(ask.choice.engine.run(ask, self)))

    def close(self) -> None:
        self._cache.clear()

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None: ...

    def preview(self, *, text: str = "", image: bytes = b"", sound: Chunk | None = None) -> None: ...

    def check(self) -> None: ...

    def lease(self, spec: ModelSpec) -> AbstractContextManager[Any]:
        return self._cache.lease(spec, self.check)

    def brought(self, id: str) -> tuple[Upload, Path]:
        raise NotImplementedError("nothing of anybody's own goes into what a script makes")


@contextmanager
def atelier() -> Iterator[Atelier]:
    with tempfile.TemporaryDirectory() as folder:
        opened = Atelier(Path(folder))
        try:
            yield opened
        finally:
            opened.close()


def main_file(made: Made) -> bytes:
    """The bytes of the work itself."""
    return made.files[0].data


def file_of(made: Made, role: str) -> bytes:
    """The bytes of one of its files."""
    return next(file.data for file in made.files if file.role == role)
