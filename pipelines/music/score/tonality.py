"""How plainly what sounds is in its key: pitch classes weighed against what listeners expect of keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean

from pipelines.music.score.theory import Chord, Key

PROFILES = {
    "major": (17.77, 0.15, 14.93, 0.16, 19.80, 11.36, 0.29, 22.06, 0.15, 8.15, 0.23, 4.95),
    "minor": (18.26, 0.74, 14.05, 16.86, 0.70, 14.44, 0.70, 18.62, 4.57, 1.93, 7.38, 1.76),
}
"""How often each pitch class sounds in melodies of a key, from the tonic up: Aarden 2003, after Essen's songs."""
BASS = 0.8
"""What the bass adds to the weight of a chord's lowest tone."""


def clarity(chords: Iterable[Chord], key: Key) -> float:
    """How much better chords fit their key than the next best of the 24 major and minor keys: a difference of
    correlations, -2 to 2; below nought another key fits better. Other modes count as the nearer of the two."""
    weights = [0.0] * 12
    for chord in chords:
        for tone in chord.tones:
            weights[tone] += chord.beats
        weights[chord.foot] += BASS * chord.beats
    mine = "minor" if key.minor else "major"
    fits = {(tonic, mode): _fit(weights, tonic, mode) for tonic in range(12) for mode in PROFILES}
    own = fits.pop((key.tonic, mine))
    return own - max(fits.values())


def _fit(weights: Sequence[float], tonic: int, mode: str) -> float:
    """The correlation of weights with the profile of a key, -1 to 1; nought where there is nothing to compare."""
    turned = [*weights[tonic:], *weights[:tonic]]
    profile = PROFILES[mode]
    here, there = fmean(turned), fmean(profile)
    together = sum((a - here) * (b - there) for a, b in zip(turned, profile, strict=True))
    spread = sum((a - here) ** 2 for a in turned) * sum((b - there) ** 2 for b in profile)
    return float(together / spread**0.5) if spread else 0.0
