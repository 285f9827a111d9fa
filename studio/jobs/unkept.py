"""Unkept: what a mode makes at once, beside the line, of which nothing stays: no work, no job, no file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.jobs.engine import Host, Preview
from studio.jobs.heard import Chunk
from studio.jobs.mode import Modes
from studio.jobs.within import made_within
from studio.models.adapter import Adapter
from studio.models.cache import ModelCache
from studio.models.catalog import ModelSpec
from studio.works.made import Made
from studio.works.upload import Upload


@dataclass
class Unkept:
    """A job's context for something that was just brought. Models come from the cache, as for every job."""

    host: Host
    modes: Modes
    cache: ModelCache
    upload: Upload
    path: Path
    """Where the plain file lies that was brought."""
    folder: Path

    @property
    def cancelled(self) -> bool:
        return False

    @property
    def latest(self) -> Preview:
        return Preview()

    def check(self) -> None:
        """Nobody can stop it: what is brought is short."""

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        """Nobody looks."""

    def preview(self, *, text: str = "", image: bytes = b"", sound: Chunk | None = None) -> None:
        """Nobody looks."""

    @contextmanager
    def lease(self, spec: ModelSpec, adapters: Sequence[Adapter] = ()) -> Iterator[Any]:
        with self.cache.lease(spec, self.check, adapters) as model:
            yield model

    def brought(self, id: str) -> tuple[Upload, Path]:
        return self.upload, self.path

    def make(self, mode: str, values: Mapping[str, Any], part: tuple[int, int] = (0, 1)) -> Iterator[Made]:
        yield from made_within(self, self.modes, mode, values, part)


def made_unkept(
    host: Host, modes: Modes, cache: ModelCache, mode: str, field: str, upload: Upload, path: Path
) -> list[Made]:
    """What a mode makes of something that was brought, as its `field` has it. Raises what asking and making raise."""
    ask = modes[mode].ask({field: upload.id}, host)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        context = Unkept(host, modes, cache, upload, path, Path(folder))
        with closing(ask.choice.engine.run(ask, context)) as pieces:  # type: ignore[type-var]
            return list(pieces)
