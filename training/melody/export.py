"""The trained weights as they are shipped: a LlamaForCausalLM in half precision, its words, what it must not copy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.music.composer.tune.events import NAMES, TunePlan, onsets
from pipelines.music.composer.tune.melody_writer import SEEN, WINDOW, fingerprint
from training.loop import best_weights
from training.melody.prepare import load
from training.melody.train import build
from training.melody.tunes import versions


def export(folder: Path, target: Path, **size: int) -> None:
    """Write the best weights of `folder` to `target`; the model card beside them is left alone."""
    model = build(**size)
    model.load_state_dict(best_weights(folder / "run"))
    target.mkdir(parents=True, exist_ok=True)
    model.half().save_pretrained(target)
    (target / "vocabulary.json").write_text(json.dumps(NAMES, indent=0) + "\n", encoding="utf-8")
    np.save(target / SEEN, learnt(load(folder).train))


def learnt(tunes: Iterable[TunePlan]) -> NDArray[np.uint32]:
    """Sorted hashes of every eight notes in a row that the writer learns from."""
    found: set[Any] = set()
    for number, tune in enumerate(tunes):
        for version in versions(tune, number):
            notes = onsets([bar for phrase in version.phrases for bar in phrase.bars], version.length)
            found.update(fingerprint(notes[start : start + WINDOW]) for start in range(len(notes) - WINDOW + 1))
    return np.array(sorted(found), np.uint32)
