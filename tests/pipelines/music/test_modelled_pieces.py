"""Pieces whose melody the model wrote: they say so, hold together, and are written by rule where it is not here."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipelines.music.composer.genres import genres
from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.modes import MUSIC
from pipelines.runtimes.numpy import Numpy
from studio.errors import DoesNotFit
from studio.jobs.engine import Host
from studio.models.catalog import STARTER, Catalog, ModelSpec
from studio.models.device import LocalDevice
from studio.words import say
from studio.works.made import Made

MODE = MUSIC[0]


class Desk:
    """A job's context that lends the studio's own models, but not those it is told to withhold."""

    def __init__(self, withheld: str = "") -> None:
        self.host = Host(Catalog.read(), LocalDevice())
        self.folder = Path()
        self.withheld = withheld
        self.lent: list[str] = []

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None: ...

    def preview(self, *, text: str = "", image: bytes = b"") -> None: ...

    def check(self) -> None: ...

    cancelled = False

    @contextmanager
    def lease(self, spec: ModelSpec) -> Iterator[Any]:
        if spec.key == self.withheld:
            raise DoesNotFit(say("hint.smaller_model"))
        self.lent.append(spec.key)
        path = self.host.catalog.locate(spec)
        assert path is not None
        yield Numpy().load(spec, path, LocalDevice())


def piece(desk: Desk) -> Made:
    ask = MODE.ask({"prompt": "a folk song for flute and guitar", "seconds": 10, "seed": 3}, desk.host)
    (made,) = ask.choice.engine.run(ask, desk)
    return made


def test_a_work_says_that_the_melody_writer_wrote_its_melody() -> None:
    desk = Desk()
    made = piece(desk)
    assert "melody-writer" in desk.lent
    assert made.facts.melody == "The melody is the melody writer's, a small model's."
    assert made.facts.melody in made.text


def test_where_the_model_does_not_fit_the_melody_is_written_by_rule_and_the_work_says_so() -> None:
    made = piece(Desk(withheld="melody-writer"))
    assert made.facts.melody == "The melody was written by rule."


def test_the_recipe_names_the_melody_writer() -> None:
    ask = MODE.ask({"prompt": "a song"}, Desk().host)
    assert ask.models["melody"].key == "melody-writer"


@pytest.fixture(scope="module")
def writer() -> MelodyWriter:
    return MelodyWriter.load(STARTER / "melody")


KINDS = [pytest.param(genre, marks=pytest.mark.judge if at % 3 else ()) for at, genre in enumerate(genres())]


@pytest.mark.parametrize("genre", KINDS)
def test_a_melody_fits_every_kind_of_music(genre: str, writer: MelodyWriter) -> None:
    score = compose(read(genres()[genre].words[0], Wishes(), 1), 30, 1, writer)
    track = next(track for track in score.tracks if track.role == "lead")
    melody, key = track.notes, score.key
    colour = {(key.tonic + 11) % 12} if key.minor else {(key.tonic + 3) % 12} if genre == "blues" else set()
    assert sum(note.pitch % 12 in {*key.melody_scale, *colour} for note in melody) / len(melody) >= 0.95
    strong = [note for note in melody if (note.start % score.metre.bar) in score.metre.strong]
    assert sum(n.pitch % 12 in score.chord_at(n.start).tones for n in strong) / len(strong) >= 0.65
    assert all(track.instrument.range[0] <= note.pitch <= track.instrument.range[1] for note in melody)
    leaps = [abs(b.pitch - a.pitch) for a, b in pairwise(melody)]
    assert max(leaps) <= 19
    assert statistics.mean(leap <= 5 for leap in leaps) > 0.6
    assert melody[-1].pitch % 12 == key.tonic
    assert all(a.end <= b.start + 1e-6 for a, b in pairwise(melody)), "one voice sings one note at a time"
