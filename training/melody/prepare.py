"""Tunes read, cleaned and split: near-duplicates lie on one side, so that no tune that is tested was learnt."""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.music.composer.tune.events import TunePlan, onsets
from training.melody import corpus
from training.melody.tunes import Irregular, read

WINDOW = 10
ALIKE = 0.2
"""Tunes that share this much of the shorter one's windows are settings of one tune."""


@dataclass(frozen=True)
class Split:
    """Tunes in the writer's language."""

    train: list[TunePlan]
    validation: list[TunePlan]
    test: list[TunePlan]


def prepare(folder: Path, limit: int | None = None) -> Split:
    """Read the corpus (once) and split it: 90, 5 and 5 of a hundred. Kept in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    printed = folder / "tunes.jsonl"
    if not printed.exists():
        corpus.read_corpus(printed, limit)
    return split(readable(corpus.tunes(printed)))


def load(folder: Path) -> Split:
    """The split, made from the printed tunes again or as it was kept."""
    kept = folder / "split.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(prepare(folder)))
    found: Split = pickle.loads(kept.read_bytes())
    return found


def readable(printed: Sequence[corpus.Tune]) -> list[TunePlan]:
    """Tunes that the language can write."""
    found = []
    for tune in printed:
        try:
            found.append(read(tune))
        except Irregular:
            continue
    return found


def split(tunes: Sequence[TunePlan]) -> Split:
    """Groups of like tunes go to one side, chosen by a hash of the group's first tune."""
    result = Split([], [], [])
    for group in grouped(tunes):
        first = repr(tunes[group[0]]).encode()
        place = int(hashlib.sha256(first).hexdigest(), 16) % 100
        side = result.test if place < 5 else result.validation if place < 10 else result.train
        side += [tunes[index] for index in group]
    # A handful of tunes may all fall on one side.
    for side in (result.validation, result.test):
        if not side:
            side.append(result.train.pop())
    return result


def grouped(tunes: Sequence[TunePlan]) -> list[list[int]]:
    """Indices of tunes, those that are alike together."""
    windows = [_windows(tune) for tune in tunes]
    holders: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for index, held in enumerate(windows):
        for window in held:
            holders[window].append(index)
    parent = list(range(len(tunes)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for index, held in enumerate(windows):
        shared = Counter(other for window in held for other in holders[window] if other < index)
        for other, count in shared.items():
            if count >= ALIKE * min(len(held), len(windows[other])):
                parent[root(index)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(tunes)):
        groups[root(index)].append(index)
    return list(groups.values())


def _windows(tune: TunePlan) -> set[tuple[int, ...]]:
    """Every run of pitches, above the first of them: the same in any key, octave or speed."""
    pitches = [pitch for phrase in tune.phrases for _, pitch in onsets(phrase.bars, tune.length)]
    runs = (pitches[start : start + WINDOW] for start in range(len(pitches) - WINDOW + 1))
    return {tuple(pitch - run[0] for pitch in run) for run in runs}
