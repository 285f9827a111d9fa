"""A desk: a mode of sounds asked for as a front end does, made by what comes with the studio."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from pipelines.registry import MODES, RUNTIMES
from studio.jobs.engine import Host
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog
from studio.models.memory import Memory
from studio.works.facts import MusicFacts
from studio.works.made import Made
from studio.works.recipe import Recipe
from studio.works.upload import Upload
from studio.works.works import now
from tests.contract import Processor, Recorder


@dataclass
class _Context(Recorder):
    """Knows what was brought."""

    files: dict[str, tuple[Upload, Path]] = field(default_factory=dict)

    def brought(self, id: str) -> tuple[Upload, Path]:
        return self.files[id]


def _cache() -> ModelCache:
    return ModelCache(Processor(), RUNTIMES, Catalog.read().locate, Memory(system=2**34))


@dataclass
class SoundDesk:
    """Brings sounds and asks for what is made of them. `folder`: for files."""

    folder: Path
    host: Host = field(default_factory=lambda: Host(Catalog.read(), Processor()))
    cache: ModelCache = field(default_factory=_cache)
    files: dict[str, tuple[Upload, Path]] = field(default_factory=dict)
    steps: list[Any] = field(default_factory=list)
    """What the last job said of its progress."""

    def bring(self, samples: Any, rate: int = 44_100, name: str = "hum.wav", **facts: Any) -> str:
        """The id of a plain sound; with `facts` it is a piece that was made here, and these are known of it."""
        path = self.folder / f"{len(self.files)}.flac"
        soundfile.write(path, samples, rate, "PCM_16")
        plain: dict[str, Any] = {"suffix": ".flac", "size": path.stat().st_size, "name": name, "created": now()}
        if facts:
            recipe = Recipe(
                kind="music", title="A piece", mode="music", engine="some", params={}, seed=1, facts=MusicFacts(**facts)
            )
            plain |= {"found": recipe.to_json(), "found_is": "recipe"}
        return self.lay(Upload(id=f"{len(self.files):064x}", owner="", kind="sound", **plain), path)

    def lay(self, upload: Upload, path: Path) -> str:
        """The id of a file that came through the door."""
        self.files[upload.id] = (upload, path)
        return upload.id

    def make(self, mode: str, stop_at: tuple[str, int] = ("", 0), **values: Any) -> list[Made]:
        """All that is made. `stop_at`: a phase and the step of it at which the person presses Stop."""
        return list(self.pieces(mode, stop_at, **values))

    def pieces(self, mode: str, stop_at: tuple[str, int] = ("", 0), **values: Any) -> Iterator[Made]:
        ask = MODES[mode].ask(values, self.host)
        context = _Context(self.host, self.cache, self.folder, stop_at[1], stop_at[0], files=self.files)
        self.steps = context.steps
        with closing(ask.choice.engine.run(ask, context)) as pieces:  # type: ignore[type-var]
            yield from pieces


def heard(made: Made) -> tuple[Any, int]:
    """Samples of the work, (frames, channels), and their rate."""
    samples, rate = soundfile.read(BytesIO(made.files[0].data), always_2d=True)
    return np.asarray(samples), rate
