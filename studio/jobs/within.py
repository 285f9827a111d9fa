"""Within: a job's context for a part of it, when an engine has a part made by another mode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

from studio.jobs.engine import JobContext, Preview
from studio.jobs.heard import Chunk
from studio.jobs.mode import Modes
from studio.models.adapter import Adapter
from studio.models.catalog import ModelSpec
from studio.works.made import Made
from studio.works.upload import Upload


class Within:
    """The context as part `number` (from 0) of `count` sees it: its progress is that of the whole."""

    def __init__(self, whole: JobContext, number: int, count: int) -> None:
        self._whole, self._number, self._count = whole, number, count
        self.host = whole.host

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled

    @property
    def latest(self) -> Preview:
        return self._whole.latest

    @property
    def folder(self) -> Path:
        return self._whole.folder

    def check(self) -> None:
        self._whole.check()

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        # What has no steps of its own stands where its part begins.
        steps = total or 1
        self._whole.progress(phase, self._number * steps + step, self._count * steps, **values)

    def preview(self, *, text: str = "", image: bytes = b"", sound: Chunk | None = None) -> None:
        # The sound of a part is not the beginning of the whole.
        self._whole.preview(text=text, image=image)

    def lease(self, spec: ModelSpec, adapters: Sequence[Adapter] = ()) -> AbstractContextManager[Any]:
        return self._whole.lease(spec, adapters)

    def brought(self, id: str) -> tuple[Upload, Path]:
        return self._whole.brought(id)

    def make(self, mode: str, values: Mapping[str, Any], part: tuple[int, int] = (0, 1)) -> Iterator[Made]:
        number, count = part
        return self._whole.make(mode, values, (self._number * count + number, self._count * count))


def made_within(
    whole: JobContext, modes: Modes, mode: str, values: Mapping[str, Any], part: tuple[int, int]
) -> Iterator[Made]:
    """What the mode makes of the values inside of a running job. Raises what asking and making raise."""
    ask = modes[mode].ask(values, whole.host)
    with closing(ask.choice.engine.run(ask, Within(whole, *part))) as pieces:  # type: ignore[type-var]
        yield from pieces
