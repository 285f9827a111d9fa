"""Mixing: every player at the loudness of its part, in its place between left and right, in one room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.play.performance import Sounding
from pipelines.music.composer.play.reverb import echo, reverberate
from pipelines.music.score.instruments import Role
from pipelines.music.score.score import Track
from studio.media.audio import loudness

if TYPE_CHECKING:
    import numpy as np

# Loudness of each part in LUFS before mastering; the melody is in front.
LEVEL: dict[Role, float] = {
    "lead": -20.0,
    "counter": -25.5,
    "chords": -25.5,
    "pad": -28.5,
    "bass": -24.0,
    "drums": -25.0,
}
PAN: dict[Role, float] = {"lead": 0.06, "counter": 0.42, "chords": -0.3, "pad": 0.0, "bass": 0.0, "drums": 0.0}
SEND: dict[Role, float] = {"lead": 0.75, "counter": 1.0, "chords": 0.7, "pad": 1.0, "bass": 0.08, "drums": 0.3}
LOWEST: dict[Role, float] = {"lead": 110, "counter": 110, "chords": 110, "pad": 140, "bass": 32, "drums": 28}
"""Below this many Hz a part has nothing to say, and would only cloud the bass."""
ECHOING = {"ambient", "synthwave", "house", "techno", "lofi", "reggae"}
PUMPING = {"house": 0.55, "techno": 0.5, "synthwave": 0.35}
"""How far pads and bass make way for the kick."""
KICK = 36


def mix(
    stems: Iterable[np.ndarray],
    tracks: Sequence[Track],
    parts: Sequence[Sequence[Sounding]],
    genre: Genre,
    tempo: float,
    length: int,
    rate: int,
) -> np.ndarray:
    """One stereo sound of shape (length, 2) from one stem a track."""
    import numpy as np

    dry, wet = (np.zeros((length, 2), np.float32) for _ in range(2))
    duck = _ducking(tracks, parts, genre, length, rate)
    for stem, track in zip(stems, tracks, strict=True):
        sound = placed(levelled(stem, _level(track.role, genre), track.role, rate), PAN[track.role])
        if track.role in ("pad", "bass", "chords") and duck is not None:
            sound *= duck
        if track.role == "lead" and genre.key in ECHOING:
            sound = sound + 0.5 * echo(sound, 45 / tempo, rate)
        dry += sound
        wet += sound * SEND[track.role]
    return dry + wet_gain(genre) * reverberate(wet, genre.room, rate)


def wet_gain(genre: Genre) -> float:
    """Loudness of the room beside the players, from the genre's 0 to 1."""
    return 0.85 * genre.reverb


def levelled(stem: np.ndarray, level: float, role: Role, rate: int) -> np.ndarray:
    """The stem without rumble, at `level` LUFS where it plays."""
    import numpy as np
    from scipy.signal import butter, sosfilt

    sound = sosfilt(butter(2, LOWEST[role], "highpass", fs=rate, output="sos"), stem, axis=0).astype(np.float32)
    return sound * np.float32(10 ** ((level - loudness(sound, rate)) / 20))


def placed(sound: np.ndarray, pan: float) -> np.ndarray:
    """The sound moved between left (-1) and right (1) at equal power."""
    import numpy as np

    angle = (pan + 1) * np.pi / 4
    return sound * np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(2**0.5)


def _level(role: Role, genre: Genre) -> float:
    lift = {"drums": 5.0 * (genre.energy - 0.5), "bass": 3.0 * (genre.energy - 0.5)}.get(role, 0.0)
    return LEVEL[role] + lift


def _ducking(
    tracks: Sequence[Track], parts: Sequence[Sequence[Sounding]], genre: Genre, length: int, rate: int
) -> np.ndarray | None:
    """A gain that drops at each kick and comes back within a fifth of a second: dance music breathes with its drum."""
    import numpy as np

    depth = PUMPING.get(genre.key)
    kicks = [
        note.start
        for track, part in zip(tracks, parts, strict=True)
        if track.role == "drums"
        for note in part
        if note.pitch == KICK
    ]
    if depth is None or not kicks:
        return None
    shape = (1 - depth * np.exp(-np.arange(int(0.3 * rate)) / (0.09 * rate))).astype(np.float32)
    gain = np.ones(length, np.float32)
    for kick in kicks:
        start = int(kick * rate)
        part = gain[start : start + len(shape)]
        np.minimum(part, shape[: len(part)], out=part)
    return gain[:, None]
