"""What the tests of hearing share: a job's context with the ear's own models, and pieces whose notes are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from pipelines.music.composer.play.master import master
from pipelines.music.composer.play.production import Production
from pipelines.music.composer.play.synth import RATE, load
from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.modes import MUSIC
from pipelines.music.score.score import Score
from pipelines.registry import RUNTIMES
from studio.errors import Cancelled
from studio.jobs.engine import Host
from studio.models.catalog import STARTER, Catalog, ModelSpec
from studio.models.device import LocalDevice
from studio.works.made import Made
from studio.works.upload import Upload
from studio.works.works import now

MODES = {mode.key: mode for mode in MUSIC}
ID = "a" * 64
Known = tuple[int, float]
"""A MIDI number, and when it begins."""


@cache
def host() -> Host:
    return Host(Catalog.read(), LocalDevice())


@cache
def model(key: str) -> Any:
    """A model as the cache would load it, once for all tests."""
    spec = host().catalog[key]
    return RUNTIMES.load(spec, STARTER / spec.path, host().device)


class Desk:
    """A job's context that lends the studio's own models. `stop_at`: the phase in which the person stops the job."""

    def __init__(self, path: Path, folder: Path, stop_at: str = "") -> None:
        self.host, self.path, self.folder, self.stop_at = host(), path, folder, stop_at
        self.cancelled = False

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        assert step <= total
        self.cancelled = self.cancelled or (phase == self.stop_at and step == 1)

    def preview(self, *, text: str = "", image: bytes = b"") -> None: ...

    def check(self) -> None:
        if self.cancelled:
            raise Cancelled

    def brought(self, id: str) -> tuple[Upload, Path]:
        kind: Any = "midi" if self.path.suffix == ".mid" else "sound"
        plain = {"suffix": self.path.suffix, "size": self.path.stat().st_size, "name": self.path.name}
        return Upload(id=id, owner="", kind=kind, created=now(), **plain), self.path

    @contextmanager
    def lease(self, spec: ModelSpec) -> Iterator[Any]:
        yield model(spec.key)


def made(mode: str, path: Path, folder: Path, stop_at: str = "", **values: Any) -> Made:
    """What a mode makes of a file."""
    desk = Desk(path, folder, stop_at)
    ask = MODES[mode].ask({"sound": ID, **values}, desk.host)
    (one,) = ask.choice.engine.run(ask, desk)
    return one


@dataclass(frozen=True)
class Piece:
    """A piece played by the studio's own instruments: where its sound is, and which notes were struck in it."""

    score: Score
    path: Path
    notes: tuple[Known, ...]


def played(prompt: str, seed: int, seconds: float, folder: Path) -> Piece:
    """Composed and played; notes that two play together count once, drums not at all."""
    reading = read(prompt, Wishes(), seed)
    score = compose(reading, seconds, seed)
    production = Production(score, reading.genre, seconds, seed, load(STARTER / "soundfont"))
    sound = master(production.mixed(lambda: None), production.desk.mix, RATE)
    path = folder / f"{seed}.flac"
    soundfile.write(path, sound, RATE)
    tracks = zip(score.tracks, production.takes[0], strict=True)
    struck = sorted((n.pitch, n.start) for track, part in tracks if not track.instrument.is_drums for n in part)
    once: list[Known] = []
    for pitch, start in struck:
        if not once or once[-1][0] != pitch or start - once[-1][1] >= 0.05:
            once.append((pitch, start))
    return Piece(score, path, tuple(sorted(once, key=lambda note: note[1])))


def agreed(true: Sequence[Known], found: Sequence[Any], seconds: float) -> int:
    """How many notes of one pitch begin within so many seconds of each other, each counted once (as mir_eval does)."""
    if not true or not found:
        return 0
    pitches, starts = np.array(true).T
    near = np.abs(starts[:, None] - np.array([note.start for note in found])) <= seconds
    same = pitches[:, None] == np.array([note.pitch for note in found])
    return int((maximum_bipartite_matching(csr_matrix(near & same), perm_type="column") >= 0).sum())
