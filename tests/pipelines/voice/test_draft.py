"""What was spoken so far, beside the finished sound: the same, at the same moments, about as loud."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipelines.runtimes.kokoro import RATE
from pipelines.voice.narrator.draft import Draft
from pipelines.voice.narrator.finish import Finished
from pipelines.voice.narrator.take import Said, Take
from studio.jobs.heard import Chunk

SPOKEN = (("heart", 1.2, 0.05), ("george", 0.9, 0.4), ("heart", 2.0, 0.07), ("george", 0.3, 0.3))
"""Who speaks, for how many seconds, and how loud."""


def tone(seconds: float, level: float) -> np.ndarray:
    """From silence and to silence."""
    at = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * (200 + 40 * at) * at) * np.sin(np.pi * at / seconds)).astype(np.float32)


@pytest.fixture
def told(tmp_path: Path) -> tuple[list[Chunk], np.ndarray]:
    """Chunks as they came, and the finished sound."""
    take = Take.begun(tmp_path / "voice.f32")
    draft, chunks = Draft(take), []
    for voice, seconds, level in SPOKEN:
        if take.said:
            take.wait(0.35)
        begun = take.add(tone(seconds, level))
        take.said.append(Said("words", voice, begun, take.samples, ()))
        chunks.append(draft.chunk())
    return chunks, np.concatenate(list(Finished(take).pieces()))


def test_together_they_are_the_finished_sound_but_for_levels(told: tuple[list[Chunk], np.ndarray]) -> None:
    chunks, sound = told
    at = 0
    for chunk in chunks:
        there = sound[at : at + len(chunk.samples)]
        at += len(chunk.samples)
        assert chunk.rate == RATE and np.corrcoef(chunk.samples, there)[0, 1] > 0.999
        assert abs(20 * np.log10(np.std(chunk.samples) / np.std(there))) < 3
        assert np.abs(chunk.samples).max() < 10 ** (-1 / 20)
    assert not np.any(np.abs(sound[at:]) > 1e-6), "nothing but the silence at the end is left"


def test_a_voice_has_one_level_and_a_word_too_short_to_measure_has_its_own(tmp_path: Path) -> None:
    take = Take.begun(tmp_path / "voice.f32")
    draft = Draft(take)
    levels = []
    for seconds in (0.3, 1.0, 1.0):
        begun = take.add(tone(seconds, 0.05))
        take.said.append(Said("words", "heart", begun, take.samples, ()))
        levels.append(float(np.abs(draft.chunk().samples).max()))
    assert levels[0] == pytest.approx(0.05, rel=0.02) and levels[1] == pytest.approx(levels[2])
    assert levels[1] > 0.1
