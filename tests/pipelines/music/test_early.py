"""What MusicGen plays is heard before it is done: in order, without a hole, and the same that the work is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipelines.music.musicgen import early, engine
from pipelines.music.musicgen.engine import MusicGen
from studio.errors import Cancelled
from tests import tiny, tiny_music
from tests.contract import Bench, Case
from tests.pipelines.music.test_pretrained import MUSIC, SMALL, decoder, sound_of

WINDOW, SECONDS = 1.0, 2.0
SLIDING = SMALL.model_copy(update={"defaults": SMALL.defaults.model_copy(update={"window": WINDOW})})


@pytest.fixture(scope="module", autouse=True)
def _importable() -> Iterator[None]:
    with tiny.at_work():
        yield


@pytest.fixture(scope="module", params=[tiny.musicgen, tiny_music.musicgen_stereo], ids=["mono", "stereo"])
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    music = MUSIC.model_copy(update={"seconds": SECONDS})
    case = Case("musicgen", MusicGen(), music, SLIDING, request.param, decoder, "composing")
    folder: Path = request.param(tmp_path_factory.mktemp("model"))
    return Bench(case, folder, tmp_path_factory.mktemp("job"))


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early, "EVERY", 0.2)
    monkeypatch.setattr(early, "BEFORE", 0.4)


def test_chunks_are_the_beginning_of_the_work(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is before mastering, which lifts and limits all of it."""
    monkeypatch.setattr(engine, "mastered", lambda samples, rate: samples)
    (made,), ctx = bench.run(7)
    work, rate = sound_of(made)
    assert len(ctx.chunks) >= 6 and {chunk.rate for chunk in ctx.chunks} == {rate}
    heard = np.concatenate([chunk.samples for chunk in ctx.chunks])
    assert heard.shape[1] == work.shape[1] and SECONDS - 0.6 < len(heard) / rate < SECONDS
    apart = heard - work[: len(heard)]
    assert np.sqrt(np.mean(apart**2)) < 0.01 * np.std(work), np.sqrt(np.mean(apart**2)) / np.std(work)


def test_the_first_is_there_long_before_the_end_and_stop_ends_it(bench: Bench) -> None:
    ctx = bench.context(stop_at=30)
    with pytest.raises(Cancelled):
        list(bench.pieces(ctx, bench.case.ask(7)))
    assert ctx.steps[-1].step <= 31 < ctx.steps[-1].total and 1 <= len(ctx.chunks) <= 2


def test_a_sound_that_is_decoded_early_changes_nothing_of_the_work(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    (with_chunks,), _ = bench.run(7)
    monkeypatch.setattr(early, "EVERY", 100.0)
    (without,), ctx = bench.run(7)
    assert len(ctx.chunks) <= 2 and with_chunks.files[0].data == without.files[0].data
