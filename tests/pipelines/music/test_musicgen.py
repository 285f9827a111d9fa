"""MusicGen: what the model reads, and what is done with silence. How it plays: tests/pipelines/test_contract.py."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.music.ask import MusicParams
from pipelines.music.pretrained.mastering import mastered
from pipelines.music.pretrained.pieces import description
from studio.errors import InkstoneError


def test_tempo_and_key_become_words_for_the_model() -> None:
    params = MusicParams(prompt="a waltz", tempo=120, key="D", mode="minor", metre="3/4")
    assert description(params) == "a waltz, 120 bpm, D minor, 3/4"


def test_silence_is_told_instead_of_kept() -> None:
    with pytest.raises(InkstoneError, match="wrote silence"):
        mastered(np.zeros((32000, 1), np.float32), 32000)
