"""A desk: a mode of pictures asked for as a front end does, made by what comes with the studio."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from pipelines.registry import MODES, RUNTIMES
from studio.jobs.engine import Ask, Host
from studio.media.picture import png
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog
from studio.models.memory import Memory
from studio.works.made import Made
from tests.contract import Processor, Recorder


@dataclass
class Desk:
    """Brings pictures and asks for what is made of them. `folder`: for temporary files."""

    folder: Path
    catalog: Catalog = field(default_factory=Catalog.read)

    @cached_property
    def host(self) -> Host:
        return Host(self.catalog, Processor())

    @cached_property
    def cache(self) -> ModelCache:
        return ModelCache(self.host.device, RUNTIMES, self.catalog.locate, Memory(system=2**34))

    @cached_property
    def recorder(self) -> Recorder:
        """What the last job said."""
        return Recorder(self.host, self.cache, self.folder)

    def bring(self, picture: Image.Image) -> str:
        """The id by which a field names the picture."""
        data = png(picture)
        id = hashlib.sha256(data).hexdigest()
        (self.folder / f"{id}.png").write_bytes(data)
        return id

    def ask(self, mode: str, picture: Image.Image, **values: Any) -> Ask[Any, Any]:
        return MODES[mode].ask({"picture": self.bring(picture), **values}, self.host)

    def make(self, mode: str, picture: Image.Image, stop_at: tuple[str, int] = ("", 0), **values: Any) -> Made:
        """The one thing that is made. `stop_at`: a phase and the step of it at which the person presses Stop."""
        [made] = self.pieces(self.ask(mode, picture, **values), *stop_at)
        return made

    def pieces(self, ask: Ask[Any, Any], phase: str = "", step: int = 0) -> Iterator[Made]:
        self.recorder = Recorder(self.host, self.cache, self.folder, step, phase)
        with closing(ask.choice.engine.run(ask, self.recorder)) as pieces:  # type: ignore[type-var]
            yield from pieces


def opened(made: Made) -> Image.Image:
    """The picture that was made."""
    return Image.open(BytesIO(made.files[0].data))


def pixels(picture: Image.Image) -> Any:
    """(rows, columns, channels) of whole numbers that may be subtracted."""
    return np.asarray(picture).astype(int)
