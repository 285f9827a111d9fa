"""Kinds of music told apart by a small classifier on rhythm and instrumentation; it never sees a harmony or a tune."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.listeners.heard import Part, Piece

if TYPE_CHECKING:
    import numpy as np

GRID = 16
"""Places in a bar."""
STROKES = (
    {35, 36}, {38, 40, 37, 39}, {42, 44, 22, 26}, {46}, {49, 52, 55, 57}, {51, 53, 59}, {41, 43, 45, 47, 48, 50},
    {60, 61, 62, 63, 64, 65, 66}, {54, 69, 70, 82}, {56, 67, 68, 75, 76, 77}, {58, 71, 72, 73, 74, 78, 79, 80, 81},
)  # fmt: skip
"""Percussion by families: kick, snare, hats, open hat, crashes, rides, toms, hands, shakers, bells and claves, rest."""


def features(piece: Piece) -> list[float]:
    """Tempo, metre, swing, who plays how much, and where in the bar strokes, bass, chords and tune fall."""
    found = [math.log2(piece.tempi[0][1] / 100) * 2, piece.bar, piece.metre[1] / 4, _swing(piece) * 4]
    found += _players(piece)
    drums = [part for part in piece.parts if part.drums]
    for strokes in STROKES:
        found += _grid(drums, piece, strokes)
    for role in ("bass", "chords", "lead", "pad"):
        found += _grid(piece.of(role), piece)
        found.append(_mean_length(piece.of(role)))
    return found


def told(train: Sequence[tuple[str, Piece]], test: Sequence[tuple[str, Piece]]) -> list[tuple[str, str]]:
    """Of each piece of the test the kind it is, and the one it is taken for by an ear that learned from the others."""
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    ear = make_pipeline(StandardScaler(), LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.5))
    ear.fit(_rows([piece for _, piece in train]), [kind for kind, _ in train])
    heard: np.ndarray = ear.predict(_rows([piece for _, piece in test]))
    return list(zip([kind for kind, _ in test], map(str, heard), strict=True))


def _rows(pieces: Sequence[Piece]) -> np.ndarray:
    import numpy as np

    return np.array([features(piece) for piece in pieces])


def _players(piece: Piece) -> list[float]:
    """How much of a piece each of General MIDI's families of eight programs sounds; drums by their kit."""
    heard = [0.0] * 16
    for part in piece.pitched:
        heard[part.program // 8] += sum(tone.length for tone in part.tones) / max(piece.end, 1.0)
    kits = [0.0] * 8
    for part in piece.parts:
        if part.drums:
            kits[part.program // 8 % 8] += 1.0
    return [math.sqrt(share) for share in heard] + kits


def _grid(parts: Sequence[Part], piece: Piece, pitches: set[int] | None = None) -> list[float]:
    """How often a bar has an attack at each place, 0 to 1 and above."""
    counts = [0.0] * GRID
    for part in parts:
        for tone in part.tones:
            if pitches is None or tone.pitch in pitches:
                counts[round(tone.start % piece.bar / piece.bar * GRID) % GRID] += 1
    bars = max(1.0, piece.final / piece.bar)
    return [math.sqrt(count / bars) for count in counts]


def _swing(piece: Piece) -> float:
    """The mean place of what falls near the middle of a beat, 0.5 for even."""
    places = [tone.start % 1 for part in piece.parts for tone in part.tones if 0.4 < tone.start % 1 < 0.72]
    return sum(places) / len(places) if places else 0.5


def _mean_length(parts: Sequence[Part]) -> float:
    lengths = [min(4.0, tone.length) for part in parts for tone in part.tones]
    return sum(lengths) / len(lengths) if lengths else 0.0
