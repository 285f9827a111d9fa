"""Sound by ear: loudness as broadcasters measure it, peaks between samples, silence, width, beat and form."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.listeners import form
from tests.listeners.heard import Piece
from tests.listeners.prompts import Prompt
from tests.listeners.verdict import Verdict

if TYPE_CHECKING:
    import numpy as np

SILENT = 0.003
"""Root mean square of a twentieth of a second that counts as silence: -50 dBFS."""
WIDTH = -17.0
"""Decibels of what is different in both channels against what is the same; below it a piece is nearly mono."""
_HOP = 256


def judge_sound(verdict: Verdict, prompt: Prompt, piece: Piece, wav: bytes) -> None:
    """All that is judged by the sound, and the form once more. Raises what soundfile raises of a file that is none."""
    import soundfile

    sound, rate = soundfile.read(io.BytesIO(wav), dtype="float64", always_2d=True)
    loud, peak, quiet, side = loudness(sound, rate), true_peak(sound), silence(sound, rate), width(sound)
    verdict.say("loudness", abs(loud + 14) <= 0.5, f"{loud:.2f} LUFS")
    verdict.say("peak", peak < -1.0, f"{peak:.2f} dBTP")
    verdict.say("silence", quiet < 0.1, f"{quiet:.1%}")
    verdict.say("width", side > WIDTH, f"{side:.1f} dB")
    verdict.say("length", abs(len(sound) - prompt.seconds * rate) <= 1, f"{len(sound) / rate:.4f} s")
    if any(part.drums for part in piece.parts):
        off = beat(sound, rate, piece)
        verdict.say("beat", abs(off) <= 0.01, f"{off:+.1%}")
    verdict.say("form heard", form.is_shown(piece, bars(sound, rate, piece)))


def loudness(sound: np.ndarray, rate: int) -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770), by pyloudnorm."""
    import pyloudnorm

    return float(pyloudnorm.Meter(rate).integrated_loudness(sound))


def true_peak(sound: np.ndarray) -> float:
    """The highest peak in dBTP, four times oversampled as ITU-R BS.1770 asks."""
    import numpy as np
    from scipy.signal import resample_poly

    return float(20 * np.log10(max(1e-9, np.abs(resample_poly(sound, 4, 1)).max())))


def silence(sound: np.ndarray, rate: int) -> float:
    """The part of a sound that cannot be heard."""
    import numpy as np

    frame = rate // 20
    blocks = sound[: len(sound) // frame * frame].reshape(-1, frame * sound.shape[1])
    return float((np.sqrt((blocks**2).mean(axis=1)) < SILENT).mean())


def width(sound: np.ndarray) -> float:
    """Decibels of the difference of both channels against their sum; -200 for one channel."""
    import numpy as np

    if sound.shape[1] < 2:
        return -200.0
    middle, side = sound.sum(axis=1), sound[:, 0] - sound[:, 1]
    return float(10 * np.log10(max(1e-20, (side**2).mean()) / max(1e-20, (middle**2).mean())))


def beat(sound: np.ndarray, rate: int, piece: Piece) -> float:
    """How far the tempo that is heard is from the one that the file says, as a part of it; looked for within 6%.

    Onsets of the first 70% of a piece are held against combs of eighths and quarters.
    """
    import numpy as np

    onsets = attacks(sound[: int(piece.seconds(0.7 * piece.final) * rate)], rate)
    onsets, times = onsets - onsets.mean(), np.arange(len(onsets)) * _HOP / rate
    eighths = piece.tempi[0][1] / 30
    shifts = np.linspace(-0.06, 0.06, 121)
    combs = [
        sum(abs(np.exp(-2j * np.pi * eighths * (1 + s) * k * times) @ onsets) for k in (0.5, 1, 2)) for s in shifts
    ]
    return float(shifts[int(np.argmax(combs))])


def attacks(sound: np.ndarray, rate: int) -> np.ndarray:
    """How much begins in each 256 samples."""
    import librosa

    return librosa.onset.onset_strength(y=sound.mean(axis=1).astype("float32"), sr=rate, hop_length=_HOP)


def bars(sound: np.ndarray, rate: int, piece: Piece) -> np.ndarray:
    """Chroma by quarters of a bar and onsets by sixteenths of it, for each bar until the last chord: (bars, 64)."""
    import librosa
    import numpy as np

    chroma = librosa.feature.chroma_stft(
        y=sound.mean(axis=1).astype("float32"), sr=rate, n_fft=4096, hop_length=_HOP * 4
    )
    onsets = attacks(sound, rate)
    count = max(1, round(piece.final / piece.bar))
    edges = [piece.seconds(bar * piece.bar) for bar in range(count + 1)]
    rows = [
        np.hstack(
            [
                _binned(chroma, begin, end, 4, rate / _HOP / 4).ravel(),
                _binned(onsets[None], begin, end, 16, rate / _HOP).ravel(),
            ]
        )
        for begin, end in pairwise(edges)
    ]
    table = np.array(rows)
    harmony, hits = table[:, :48] - table[:, :48].mean(axis=0), table[:, 48:]
    return np.hstack([form.unit(harmony), 0.5 * form.unit(hits)])


def _binned(rows: np.ndarray, begin: float, end: float, bins: int, rate: float) -> np.ndarray:
    """The mean of each row in each of so many equal parts of a span of seconds: (rows, bins)."""
    import numpy as np

    edges = [round(at * rate) for at in np.linspace(begin, end, bins + 1)]
    columns = [rows[:, min(low, rows.shape[1] - 1) : max(low + 1, high)].mean(axis=1) for low, high in pairwise(edges)]
    return np.array(columns).T
