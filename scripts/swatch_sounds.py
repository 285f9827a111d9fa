"""Sounds: what is chosen by hearing: each kind of music as the composer plays it, and each voice as it reads."""

from __future__ import annotations

import io

import numpy as np
import soundfile
from numpy.typing import NDArray

from pipelines.voice.narrator.voices import VOICES
from scripts.atelier import Atelier, main_file
from scripts.prepare_examples import mp3

HEARD = 3.6
"""Seconds of a piece."""
FADE = 0.5
_SAID = {"en": "There was a quiet garden by the sea.", "zh": "大海边有一座安静的花园。"}


def genre(workshop: Atelier, value: str) -> bytes:
    """The liveliest seconds of a short piece, as a small MP3."""
    asked = {"prompt": value, "genre": value, "seconds": 10, "seed": 1}
    sound, rate = soundfile.read(io.BytesIO(main_file(workshop.make("music", asked))))
    return mp3(liveliest(sound.mean(axis=1), rate), rate, 0.95)


def liveliest(mono: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """The loudest HEARD seconds, faded in and out."""
    length, step = int(HEARD * rate), rate // 4
    starts = range(0, len(mono) - length, step)
    loudest = max(starts, key=lambda start: float(np.square(mono[start : start + length]).sum()))
    heard = mono[loudest : loudest + length].copy()
    heard[: rate // 50] *= np.linspace(0, 1, rate // 50)
    heard[-int(FADE * rate) :] *= np.linspace(1, 0, int(FADE * rate))
    return heard


def voice(workshop: Atelier, value: str) -> bytes:
    """A sentence in the voice's own language."""
    asked = {"prompt": _SAID[VOICES[value].language], "voice": value}
    sound, rate = soundfile.read(io.BytesIO(main_file(workshop.make("narrate", asked))))
    return mp3(sound, rate, 0.8)


SOUNDS = {"genre": genre, "voice": voice}
"""Who makes the sounds of a field's choices."""
