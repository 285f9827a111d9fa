"""Draughtsman: a prompt made into a picture by the engine itself, as a visitor without an accelerator gets it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from pipelines.image.ask import ImageParams
from pipelines.image.illustrator.engine import Illustrator
from pipelines.registry import RUNTIMES
from studio.jobs.engine import Ask, Host
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog
from studio.models.memory import Memory
from tests.contract import Processor, Recorder

SEED = 7
SIDE = 512
"""Seed and side in pixels of every picture that is judged."""


@dataclass(frozen=True)
class Drawn:
    """What one prompt became."""

    prompt: str
    svg: str
    png: bytes
    notes: str
    """Everything that is said beside the picture, in English."""

    @property
    def mark(self) -> str:
        """What tells this picture from another of the same prompt."""
        return sha256(self.svg.encode()).hexdigest()[:8]


class Draughtsman:
    """Draws one prompt after another, with the models that are at hand."""

    def draw(self, prompt: str, seed: int = SEED, side: int = SIDE) -> Drawn:
        """Raises what the engine raises."""
        engine = Illustrator()
        params = ImageParams(prompt=prompt, seed=seed, size=side)
        choice = next(iter(engine.choices(self._context.host)))
        made = next(engine.run(Ask("image", params, engine.options(), choice), self._context))
        files = {file.role: file.data for file in made.files}
        return Drawn(prompt, files["svg"].decode(), files["main"], " ".join(str(note) for note in made.notes))

    @cached_property
    def _context(self) -> Recorder:
        catalog, device = Catalog.read(), Processor()
        cache = ModelCache(device, RUNTIMES, catalog.locate, Memory(system=2**40))
        return Recorder(Host(catalog, device), cache, Path())
