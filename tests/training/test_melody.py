"""The melody writer's whole chain on a sliver of real tunes: read, split, trained, resumed, exported and judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from pipelines.music.composer.tune.events import HOLD, REST, encode, onsets
from pipelines.music.composer.tune.melody_writer import MelodyWriter, fingerprint
from training.loop import CHECKPOINT, Schedule
from training.melody.compare import bits
from training.melody.corpus import TICKS, Bar, Tune
from training.melody.export import export
from training.melody.harmony import harmonise
from training.melody.judge import HashedWindows, asked_of, judge, learnt_windows, requests
from training.melody.markov import Markov, told_events
from training.melody.prepare import Split, grouped, load
from training.melody.train import Melodies, predicted, train
from training.melody.tunes import Irregular, minored, read, slower

pytest.importorskip("music21")
SIZE = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
SCHEDULE = Schedule(steps=8, rate=3e-3, warmup=2, cooldown=2, every=4, ema=0.5)


def scale(metre: str = "4/4", notes: tuple[int, ...] = (60, 62, 64, 65), bars: int = 8, pickup: bool = False) -> Tune:
    """Quarter notes; three in a bar of 3/4."""
    length = {"4/4": 4, "3/4": 3, "2/4": 2}[metre] * TICKS
    places = [(at, TICKS, notes[at // TICKS % len(notes)], True) for at in range(0, length, TICKS)]
    full = [Bar(length, tuple(places), index == bars - 1) for index in range(bars)]
    first = [Bar(TICKS, ((0, TICKS, 67, True),), False)] if pickup else []
    return Tune("made", "A scale", 0, "major", metre, (*first, *full))


def test_a_printed_tune_becomes_events_above_its_tonic() -> None:
    plan = read(scale())
    assert [len(phrase.bars) for phrase in plan.phrases] == [4, 4]
    assert plan.phrases[0].bars[0].events == ((0, 0), (12, 2), (24, 4), (36, 5))
    assert [phrase.letter for phrase in plan.phrases] == ["a", "a"]
    assert read(scale(pickup=True)).pickup


def test_two_four_is_written_as_four_four() -> None:
    assert read(scale("2/4", bars=16)).phrases[0].bars[0].events == ((0, 12), (24, 14))


def test_ties_go_over_the_bar_line_and_gaps_are_rests() -> None:
    held = Bar(4 * TICKS, ((0, TICKS, 65, False), (TICKS, TICKS, 64, True)), False)
    tune = scale()
    plan = read(replace(tune, bars=(tune.bars[0], held, *tune.bars[2:])))
    assert plan.phrases[0].bars[1].events == ((0, HOLD), (12, 4), (24, REST))


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda tune: replace(tune, metre="9/8"),
        lambda tune: replace(tune, mode="locrian"),
        lambda tune: replace(tune, bars=tuple(Bar(5 * TICKS, bar.notes, bar.ends) for bar in tune.bars)),
        lambda tune: replace(tune, bars=tuple(Bar(bar.length, ((7, 9, 60, True),), False) for bar in tune.bars)),
    ],
)
def test_what_the_language_cannot_write_is_left_out(spoilt) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Irregular):
        read(spoilt(scale()))


def test_other_versions_keep_the_tune() -> None:
    plan = read(scale())
    slow, minor = slower(plan), minored(plan)
    assert [pitch for _, pitch in _notes(slow)] == [pitch for _, pitch in _notes(plan)]
    assert [start for start, _ in _notes(slow)] == [2 * start for start, _ in _notes(plan)]
    assert [pitch for _, pitch in _notes(minor)][:4] == [0, 2, 3, 5]


def _notes(plan) -> list[tuple[int, int]]:  # type: ignore[no-untyped-def]
    return onsets([bar for phrase in plan.phrases for bar in phrase.bars], plan.length)


def test_chords_are_those_that_the_notes_spell() -> None:
    bars = [((0, 0), (12, 4), (24, 7)), ((0, 7), (12, 11), (24, 2)), ((0, 5), (12, 9), (24, 0)), ((0, 0), (12, 4))]
    assert [chords[0][0] for chords in harmonise(bars, 48, "major", halves=False)] == [0, 7, 5, 0]


def test_settings_of_one_tune_go_to_one_side() -> None:
    one = read(scale(notes=(60, 64, 67, 62)))
    other = read(scale(notes=(60, 64, 67, 62), bars=12))
    third = read(scale("3/4", notes=(60, 71, 62)))
    assert sorted(map(sorted, grouped([one, other, third]))) == [[0, 1], [2]]


def test_the_baseline_is_a_distribution_and_learns() -> None:
    tokens = encode(read(scale()))
    for told in (False, True):
        markov = Markov(12 + max(tokens))
        markov.learn(told_events(tokens, told))
        contexts = list(told_events(tokens, told))[9][1]
        assert sum(markov.chance(event, contexts) for event in range(12 + max(tokens))) == pytest.approx(1)
        assert markov.bits(told_events(tokens, told)) < 1.5


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some forty tunes of the corpus, read and split, and a small model trained on them."""
    from training.melody import corpus

    folder = tmp_path_factory.mktemp("melody")
    corpus.read_corpus(folder / "tunes.jsonl", 40)
    load(folder)
    return folder


def test_a_killed_training_goes_on_as_if_it_had_not_been(folder: Path, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    for place in (whole, broken):
        place.mkdir()
        (place / "split.pickle").write_bytes((folder / "split.pickle").read_bytes())
    train(whole, SCHEDULE, **SIZE)
    train(broken, replace(SCHEDULE, minutes=0.0), **SIZE)
    train(broken, SCHEDULE, **SIZE)
    states = [torch.load(place / "run" / CHECKPOINT, weights_only=True)["model"] for place in (whole, broken)]
    assert all(torch.equal(states[0][name], states[1][name]) for name in states[0])


def test_batches_depend_on_the_step_alone(folder: Path) -> None:
    first, second = Melodies(load(folder), **SIZE), Melodies(load(folder), **SIZE)
    second.batch(3)
    assert torch.equal(first.batch(40), second.batch(40))
    assert not torch.equal(first.batch(40), first.batch(41))


def test_the_chain_ends_in_a_writer_that_can_be_asked(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "starter"
    train(folder, replace(SCHEDULE, steps=12), **SIZE)
    export(folder, target, **SIZE)
    found = bits(folder, target, 2)
    assert 1 < found.model < 12
    assert 1 < found.markov_told < 12
    verdict = judge(asked_of(MelodyWriter.load(target)), learnt_windows(folder), requests(3))
    assert verdict.in_key > 0.9
    hashed, plain = HashedWindows(target / "seen.npy"), learnt_windows(folder)
    assert len(hashed) == pytest.approx(len(plain), abs=2)
    assert all(window in hashed for window in plain)


def test_only_what_the_writer_decides_is_predicted(folder: Path) -> None:
    tune = Split(**vars(load(folder))).train[0]
    tokens = encode(tune)
    decided = sum(len(bar.events) + 1 for phrase in tune.phrases for bar in phrase.bars)
    with torch.no_grad():
        assert len(predicted(Melodies(load(folder), **SIZE).model, torch.tensor([tokens]))) == decided


def test_a_fingerprint_is_the_same_in_any_key_and_place() -> None:
    notes = [(0, 0), (6, 2), (12, 4), (18, 5), (24, 7), (30, 5), (36, 4), (42, 2)]
    assert fingerprint(notes) == fingerprint([(step + 96, pitch - 5) for step, pitch in notes])
    assert fingerprint(notes) != fingerprint([(step, -pitch) for step, pitch in notes])
    assert 0 <= fingerprint(notes) <= np.iinfo(np.uint32).max
