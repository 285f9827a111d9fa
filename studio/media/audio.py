"""Sound files: writing WAV, FLAC, MP3 and Ogg Vorbis with a title and a comment in them, and measuring loudness."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from studio.media.ogg import comments_of, with_comments

if TYPE_CHECKING:
    import numpy as np

SoundFormat = Literal["wav", "wav24", "flac", "flac24", "mp3", "ogg"]
SUFFIXES: dict[SoundFormat, str] = {
    "wav": ".wav",
    "wav24": ".wav",
    "flac": ".flac",
    "flac24": ".flac",
    "mp3": ".mp3",
    "ogg": ".ogg",
}
_SUBTYPES = {
    "wav": ("WAV", "PCM_16"),
    "wav24": ("WAV", "PCM_24"),
    "flac": ("FLAC", "PCM_16"),
    "flac24": ("FLAC", "PCM_24"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
    "ogg": ("OGG", "VORBIS"),
}
PIECE = 2**16
"""Samples that are written at once: the Vorbis encoder keeps all of them on its stack."""


@dataclass(frozen=True)
class Tags:
    """What a player shows of a file; RIFF INFO in WAV, Vorbis comments in FLAC and Ogg, ID3 in MP3."""

    title: str = ""
    artist: str = ""
    comment: str = ""
    software: str = "Inkstone"


def encode(sound: np.ndarray, rate: int, form: SoundFormat = "wav", tags: Tags | None = None) -> bytes:
    """A sound file. `sound` is float, -1 to 1, of shape (samples,) or (samples, channels).

    The same sound makes the same bytes. Sixteen-bit forms are dithered (triangular, one step wide), so that a fading
    tail ends in noise and not in crackle.
    """
    return encode_pieces((sound,), rate, 1 if sound.ndim == 1 else sound.shape[1], form, tags)


def encode_pieces(
    pieces: Iterable[np.ndarray], rate: int, channels: int, form: SoundFormat = "wav", tags: Tags | None = None
) -> bytes:
    """The same of sound that comes piece by piece, so that it is never held as a whole."""
    import numpy as np
    import soundfile

    container, subtype = _SUBTYPES[form]
    # On the disk: a buffer that grows holds an hour three times over.
    with tempfile.TemporaryFile() as buffer:
        with soundfile.SoundFile(buffer, "w", rate, channels, subtype, format=container) as file:
            for name, text in vars(tags or Tags()).items():
                if text:
                    setattr(file, name, text)
            for piece in pieces:
                sound = _dithered(np.asarray(piece, np.float64)) if form in ("wav", "flac") else piece
                for start in range(0, len(sound), PIECE):
                    file.write(np.clip(sound[start : start + PIECE], -1.0, 1.0))
        buffer.seek(0)
        data = buffer.read()
    return with_comments(data, comments_of(data)) if form == "ogg" else data


def loudness(sound: np.ndarray, rate: int) -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770-4); -70 for silence and for less than 0.4 s."""
    import numpy as np
    import pyloudnorm

    if len(sound) < 0.4 * rate:
        return -70.0
    with warnings.catch_warnings():
        # Silence has a loudness of minus infinity, which the library warns of.
        warnings.simplefilter("ignore")
        measured = float(pyloudnorm.Meter(rate).integrated_loudness(sound))
    return max(-70.0, measured) if np.isfinite(measured) else -70.0


def true_peak(sound: np.ndarray) -> float:
    """The highest peak in dBTP, measured at four times the rate (ITU-R BS.1770-4, annex 2); -120 for silence."""
    import numpy as np
    from scipy.signal import resample_poly

    peak = float(np.abs(resample_poly(sound, 4, 1, axis=0)).max()) if len(sound) else 0.0
    return float(20 * np.log10(max(peak, 1e-6)))


def _dithered(sound: np.ndarray) -> np.ndarray:
    import numpy as np

    dice = np.random.default_rng(len(sound))
    step = 2.0**-15
    noise = (dice.random(sound.shape) - dice.random(sound.shape)) * step
    # Digital silence stays silence.
    return np.where(sound == 0, 0.0, sound * (1 - 2 * step) + noise)
