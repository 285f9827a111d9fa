"""Whisper base: speech in 99 languages to text (OpenAI, MIT; arXiv 2212.04356), run by faster-whisper.

The network comes in two packages, whose files are joined in memory.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.errors import LoadFailed
from studio.models.packages import folder_of
from studio.words import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of what it hears."""
LONGEST = 30.0
"""Seconds that it hears at once; it takes as long for less."""
THREADS = 2
_PARTS = 2
_SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
_BESIDE = ("config.json", "tokenizer.json", "vocabulary.json")
_TEMPERATURES = (0.0, 0.4)
"""It is asked anew, with some chance, where it goes round in circles."""
_MOST, _LEAST, _FASTEST = 400, 20, 15
"""Symbols that it may write: at most, of any sound and on top for each second: nobody speaks faster."""
_SEED = 1


class HeardWord(NamedTuple):
    """A word with the space and the punctuation that go with it; seconds of the sound, and how sure it is, 0 to 1."""

    text: str
    start: float
    end: float
    sureness: float


class HeardPart(NamedTuple):
    """Some words that were heard in one go."""

    words: tuple[HeardWord, ...]
    no_speech: float
    """How likely it is that nobody spoke, 0 to 1."""
    log_probability: float
    """The mean of its symbols: 0 is certain, -1 is doubtful."""
    repetition: float
    """How many times smaller the text becomes when it is compressed: above 2.4 it goes round in circles."""


class Whisper:
    """The network. Any number of threads may use it; one is heard at a time, on THREADS cores."""

    def __init__(self, model: Any) -> None:
        self._model = model

    @classmethod
    def load(cls, path: Path) -> Whisper:
        """Join the files of the packages, of which `path` is the first. Raises LoadFailed where one is missing or is
        another than the one that was pinned."""
        from faster_whisper import WhisperModel

        files = _files(path)
        model = WhisperModel("base", device="cpu", compute_type="int8", cpu_threads=THREADS, files=files)
        return cls(model)

    def languages(self, sound: NDArray[np.float32]) -> dict[str, float]:
        """How likely each language is, the likeliest first, of LONGEST seconds at RATE, mono."""
        _, _, likely = self._model.detect_language(sound)
        return dict(likely)

    def __call__(self, sound: NDArray[np.float32], language: str, start: str = "") -> HeardPart | None:
        """What is said in some sound at RATE, mono, LONGEST seconds at most; None for nothing. `language`: its code;
        `start`: words that are taken to come before, whose script and punctuation are followed. The same sound gives
        the same words."""
        import ctranslate2

        ctranslate2.set_random_seed(_SEED)
        parts, _ = self._model.transcribe(
            sound,
            language=language,
            beam_size=5,
            best_of=2,
            temperature=_TEMPERATURES,
            # A short text is easily doubtful; to ask once more makes it no better.
            log_prob_threshold=None,
            condition_on_previous_text=False,
            initial_prompt=start or None,
            word_timestamps=True,
            without_timestamps=True,
            max_new_tokens=min(_MOST, round(_LEAST + _FASTEST * len(sound) / RATE)),
        )
        # All is in the first part. The library would listen on behind the last word, where words are invented.
        part = next(iter(parts), None)
        if part is None:
            return None
        words = tuple(HeardWord(one.word, one.start, one.end, one.probability) for one in part.words or ())
        return HeardPart(words, part.no_speech_prob, part.avg_logprob, part.compression_ratio)


def _files(path: Path) -> dict[str, bytes]:
    """What the library takes from memory, by their names."""
    package, name = path.parents[1].name.rstrip("0123456789"), path.name.rstrip("0123456789")
    folders = [folder_of(f"{package}{number}.data") for number in range(1, _PARTS + 1)]
    files = [folder / f"{name}{number}" for number, folder in enumerate(folders, start=1) if folder]
    data = b"".join(file.read_bytes() for file in files if file.is_file())
    beside = [folders[-1] / one for one in _BESIDE] if folders[-1] else []
    if hashlib.sha256(data).hexdigest() != _SHA256 or not all(file.is_file() for file in beside):
        raise LoadFailed(say("whisper.incomplete"))
    return {name.partition(".part")[0]: data, **{file.name: file.read_bytes() for file in beside}}
