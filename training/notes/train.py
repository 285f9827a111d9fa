"""Training: a network of one hidden layer, on features of candidates, by scikit-learn."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipelines.music.hearing.chorus import candidates
from pipelines.music.hearing.features import features
from training.notes.pieces import Heard, pieces

HIDDEN = 24
NEAR = 0.05
"""Seconds within which a candidate and a note begin together."""


def train(folder: Path, target: Path) -> int:
    """Write the weights; how many candidates were learnt from. Raises ValueError where nothing was prepared."""
    from sklearn.neural_network import MLPClassifier

    rows, labels = zip(*(_examples(piece) for piece in pieces(folder)), strict=True)
    values, is_note = np.concatenate(rows), np.concatenate(labels)
    shift, scale = values.mean(axis=0), values.std(axis=0) + 1e-6
    network = MLPClassifier((HIDDEN,), alpha=1e-2, max_iter=150, random_state=0, early_stopping=True)
    network.fit((values - shift) / scale, is_note)
    weights = {
        "shift": shift,
        "scale": scale,
        "hidden": network.coefs_[0],
        "hidden_bias": network.intercepts_[0],
        "out": network.coefs_[1][:, 0],
        "out_bias": network.intercepts_[1],
    }
    np.savez_compressed(target, **{name: value.astype(np.float32) for name, value in weights.items()})
    return len(values)


def _examples(piece: Heard) -> tuple[np.ndarray, np.ndarray]:
    """Features of all candidates of a piece, and which of them are notes: for each note the nearest of its key."""
    notes, heard = piece
    found = candidates(heard)
    is_note = np.zeros(len(found), bool)
    keys = np.array([one.key + 21 for one in found])
    starts = heard.times[[one.first for one in found]]
    for pitch, start in notes:
        off = np.where((keys == pitch) & ~is_note, np.abs(starts - start), np.inf)
        if len(off) and off.min() <= NEAR:
            is_note[off.argmin()] = True
    return features(heard, found), is_note
