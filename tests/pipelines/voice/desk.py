"""Desk: a job's context that lends the real voice model, writes down what it is told and can stop the job."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import soundfile
from numpy.typing import NDArray

from pipelines.registry import RUNTIMES
from pipelines.runtimes.kokoro import Kokoro
from pipelines.voice.modes import VOICE
from studio.errors import Cancelled
from studio.jobs.engine import Host
from studio.jobs.heard import Chunk
from studio.models.catalog import Catalog
from studio.models.device import LocalDevice
from studio.works.made import Made
from studio.works.upload import Upload
from studio.works.works import now

MODES = {mode.key: mode for mode in VOICE}


@cache
def host() -> Host:
    return Host(Catalog.read(), LocalDevice())


@cache
def model() -> Kokoro:
    """The model as the cache would load it, once for all tests."""
    spec = host().catalog["kokoro"]
    path = host().catalog.locate(spec)
    assert path, "the packages of the voice model are installed"
    loaded: Kokoro = RUNTIMES.load(spec, path, host().device)
    return loaded


class Desk:
    """`stop_at`: the sentence before which the person stops the job."""

    def __init__(self, folder: Path, stop_at: int | None = None) -> None:
        self.host, self.folder, self.stop_at = host(), folder, stop_at
        self.phases: list[tuple[str, int, int]] = []
        self.previews: list[str] = []
        self.chunks: list[Chunk] = []
        self.files: dict[str, tuple[Upload, Path]] = {}

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.phases.append((phase, step, total))
        self.check()

    def preview(self, *, text: str = "", image: bytes = b"", sound: Chunk | None = None) -> None:
        self.previews.append(text)
        self.chunks += [sound] if sound else []
        self.check()

    @property
    def cancelled(self) -> bool:
        return self.stop_at is not None and ("speaking", self.stop_at) in [phase[:2] for phase in self.phases]

    def check(self) -> None:
        if self.cancelled:
            raise Cancelled

    @contextmanager
    def lease(self, spec: Any, adapters: Any = ()) -> Iterator[Kokoro]:
        assert spec.key == "kokoro"
        yield model()

    def brought(self, id: str) -> tuple[Upload, Path]:
        return self.files[id]

    def bring(self, path: Path, kind: Any, name: str = "") -> str:
        """A plain file as if a person had brought it."""
        id = f"{len(self.files):064x}"
        upload = Upload(
            id=id, owner="ann", kind=kind, suffix=path.suffix, size=path.stat().st_size, name=name, created=now()
        )
        self.files[id] = (upload, path)
        return id

    def make(self, mode: str, **values: Any) -> Iterator[Made]:
        ask = MODES[mode].ask(values, self.host)
        yield from ask.choice.engine.run(ask, self)

    def narrated(self, prompt: str, **values: Any) -> Made:
        (made,) = self.make("narrate", prompt=prompt, **values)
        return made


def sound_of(made: Made) -> tuple[NDArray[Any], int]:
    """The samples of a work, and their rate."""
    sound, rate = soundfile.read(io.BytesIO(made.files[0].data))
    return sound, rate


def file_of(made: Made, role: str) -> str:
    """A text that lies beside the sound."""
    return next(file.data.decode() for file in made.files if file.role == role)
