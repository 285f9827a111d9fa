"""The melody writer as it is shipped, judged by ears of its own; and a judge that hears what is wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.tune.events import FIRST_EVENT, NAMES, event_id, event_of
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.score.score import Note
from pipelines.runtimes.compat import prepare
from pipelines.runtimes.numpy import Numpy
from pipelines.runtimes.transformer import Llama
from studio.errors import LoadFailed
from studio.models.catalog import STARTER, Catalog
from studio.models.device import LocalDevice
from training.melody.judge import Ask, Asked, HashedWindows, Verdict, asked_of, judge, requests, windows_of

FOLDER = STARTER / "melody"
COUNT = 16
WINDOWS = HashedWindows(FOLDER / "seen.npy")


@pytest.fixture(scope="module")
def writer() -> MelodyWriter:
    return MelodyWriter.load(FOLDER)


@pytest.fixture(scope="module")
def own(writer: MelodyWriter) -> Ask:
    """The writer's answers, each worked out once."""
    return cache(asked_of(writer))


@pytest.fixture(scope="module")
def verdict(own: Ask) -> Verdict:
    # Its time is measured as well, so nothing may be known already.
    own.cache_clear()  # type: ignore[attr-defined]
    return judge(own, WINDOWS, requests(COUNT))


def check_melodies(verdict: Verdict) -> None:
    assert verdict.in_key >= 0.95
    assert verdict.chordal >= 0.65
    assert verdict.in_range == 1
    assert verdict.widest_leap <= 19
    assert verdict.wide <= 0.08
    assert verdict.stable_ends >= 0.8
    assert verdict.form_kept >= 0.97


def test_its_melodies_keep_key_chords_range_ends_and_form(verdict: Verdict) -> None:
    check_melodies(verdict)


@pytest.mark.judge
def test_hundreds_of_melodies_keep_key_chords_range_ends_and_form(
    writer: MelodyWriter, record_property: Callable[[str, object], None]
) -> None:
    verdict = judge(asked_of(writer), WINDOWS, requests(300, seed=1))
    for name, value in vars(verdict).items():
        record_property(name, round(value, 3))
    check_melodies(verdict)
    assert verdict.copied <= 0.05 and verdict.seconds < 1


def test_it_does_not_copy_what_it_learnt(verdict: Verdict) -> None:
    assert verdict.copied <= 0.05


def test_32_bars_take_less_than_a_second(verdict: Verdict) -> None:
    assert verdict.seconds < 1


def copied_jigs(writer: MelodyWriter, count: int) -> tuple[float, float]:
    """What is copied without the list of what was learnt, and with it, where it writes in the manner of the tunes."""
    jigs = [replace(asked, genre="celtic", energy=0.9, mode="major", metre="6/8") for asked in requests(count)]
    free = MelodyWriter(writer.llama, np.array([], np.uint32))
    return judge(asked_of(free), WINDOWS, jigs).copied, judge(asked_of(writer), WINDOWS, jigs).copied


def test_without_the_list_of_what_it_learnt_it_would_copy(writer: MelodyWriter) -> None:
    free, kept = copied_jigs(writer, 4)
    assert free > 0.06 and kept <= 0.05


@pytest.mark.judge
def test_without_the_list_of_what_it_learnt_it_would_copy_in_many_jigs(
    writer: MelodyWriter, record_property: Callable[[str, object], None]
) -> None:
    free, kept = copied_jigs(writer, 60)
    record_property("copied without the list", round(free, 3))
    record_property("copied with it", round(kept, 3))
    assert free > 0.06 and kept <= 0.05


def changed(ask: Ask, change: Callable[[Asked, int, Note], Note]) -> Ask:
    return lambda asked: [change(asked, index, note) for index, note in enumerate(ask(asked))]


@pytest.mark.parametrize(
    ("change", "figure", "bound"),
    [
        (lambda asked, i, n: replace(n, pitch=n.pitch + (i % 8 == 3)), "in_key", 0.95),
        (lambda asked, i, n: replace(n, start=n.start + 4 * asked.bars), "form_kept", 0.97),
        (lambda asked, i, n: replace(n, pitch=n.pitch + (i % 9 == 5) * 2), "form_kept", 0.97),
        (lambda asked, i, n: replace(n, pitch=n.pitch + 24 * (i % 5 == 0)), "in_range", 1.0),
        (lambda asked, i, n: replace(n, pitch=random.Random(i).randint(asked.low, asked.high)), "chordal", 0.65),
        (lambda asked, i, n: replace(n, pitch=random.Random(i).randint(asked.low, asked.high)), "stable_ends", 0.8),
    ],
    ids=["wrong notes", "nothing where it should be", "repeats that differ", "too high", "chance", "ends in the air"],
)
def test_the_judge_hears_what_is_wrong(
    own: Ask, change: Callable[[Asked, int, Note], Note], figure: str, bound: float
) -> None:
    assert getattr(judge(changed(own, change), WINDOWS, requests(8)), figure) < bound


def test_the_judge_knows_a_tune_that_was_learnt() -> None:
    steps = [(0.0, 60)]
    known = windows_of([(index * 0.5, 60 + pitch) for index, pitch in enumerate((0, 2, 4, 5, 7, 9, 11, 12, 14))])
    assert len(known) == 2
    assert windows_of(steps) == []
    assert any(window in WINDOWS for window in known)


def test_chance_in_place_of_the_model_is_not_as_likely(own: Ask) -> None:
    """The melodies are the model's, not the rules': the same rules over random weights give other intervals."""
    written = judge(own, WINDOWS, requests(8))
    weights = np.random.default_rng(1)
    llama = Llama.load(FOLDER)
    llama._head = weights.normal(size=llama._head.shape).astype(np.float32) * 0.1
    drawn = judge(asked_of(MelodyWriter(llama, np.array([], np.uint32))), WINDOWS, requests(8))
    assert written.rises_and_falls > drawn.rises_and_falls + 0.08


def test_numpy_and_transformers_agree_on_the_shipped_weights(writer: MelodyWriter) -> None:
    import torch

    prepare()
    from transformers import LlamaForCausalLM

    model = LlamaForCausalLM.from_pretrained(FOLDER, dtype=torch.float32).eval()
    assert 3e6 <= model.num_parameters() <= 8e6
    tokens = np.random.default_rng(3).integers(0, len(NAMES), (2, 60))
    with torch.no_grad():
        expected = np.asarray(model(torch.from_numpy(tokens)).logits)
    assert np.abs(writer.llama.scores(tokens) - expected).max() < 1e-3


def test_every_event_has_one_token() -> None:
    assert [event_id(event_of(token)) for token in range(FIRST_EVENT, len(NAMES))] == list(
        range(FIRST_EVENT, len(NAMES))
    )


def test_the_same_seed_writes_the_same_piece_and_another_another(writer: MelodyWriter) -> None:
    reading = read("a folk song for flute", Wishes(), 1)
    first, again, other = (compose(reading, 30, seed, writer).tracks for seed in (1, 1, 2))
    assert [track.notes for track in first] == [track.notes for track in again]
    assert [track.notes for track in first] != [track.notes for track in other]


def test_the_studio_loads_it_and_refuses_other_files(tmp_path: Path) -> None:
    catalog = Catalog.read()
    spec = catalog["melody-writer"]
    path = catalog.locate(spec)
    assert path is not None
    assert isinstance(Numpy().load(spec, path, LocalDevice()), MelodyWriter)
    with pytest.raises(LoadFailed, match="melody writer could not be read"):
        Numpy().load(spec, tmp_path, LocalDevice())
