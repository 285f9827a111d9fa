"""Voices: who can read, and the style that each is spoken with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from studio.models.catalog import STARTER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Language = Literal["en", "zh"]
VoiceName = Literal[
    "heart", "michael", "emma", "george", "bella", "puck", "xiaoxiao", "yunxi", "xiaoyi", "yunjian", "nicole",
    "aoede", "sarah", "fenrir", "isabella", "fable", "xiaobei", "xiaoni", "yunxia", "yunyang",
]  # fmt: skip
"""The first ten are seen at once: both languages, women and men."""
FOLDER = STARTER / "voices"


@dataclass(frozen=True)
class Voice:
    """One who can read. Its words stand under field.narrator.voice.is.<key>."""

    key: str
    file: str
    """Of its style, without the suffix; its letters say the language, the accent and the sex, as Kokoro has it."""

    @property
    def language(self) -> Language:
        return "zh" if self.file.startswith("z") else "en"

    @property
    def is_female(self) -> bool:
        return self.file[1] == "f"

    def style(self, symbols: int) -> NDArray[np.float32]:
        """The style for a text of so many symbols, (256,): a voice speaks otherwise in a long sentence."""
        styles = _styles(self.file)
        return styles[min(max(symbols, 1), len(styles)) - 1]


VOICES: dict[str, Voice] = {
    file.partition("_")[2]: Voice(file.partition("_")[2], file)
    for file in (
        "af_heart", "af_bella", "af_nicole", "af_aoede", "af_sarah", "am_fenrir", "am_michael", "am_puck",
        "bf_emma", "bf_isabella", "bm_george", "bm_fable",
        "zf_xiaoxiao", "zf_xiaobei", "zf_xiaoni", "zf_xiaoyi", "zm_yunxi", "zm_yunjian", "zm_yunxia", "zm_yunyang",
    )
}  # fmt: skip
_FIRST: dict[tuple[Language, bool], str] = {
    ("en", True): "heart",
    ("en", False): "michael",
    ("zh", True): "xiaoxiao",
    ("zh", False): "yunxi",
}
"""Who reads a language where nobody was chosen for it, by whether a woman is wanted."""


def reader(language: Language, is_female: bool = True) -> Voice:
    """The usual voice of a language."""
    return VOICES[_FIRST[language, is_female]]


def fitting(voice: Voice, language: Language) -> Voice:
    """The voice, or the usual one of its sex where a language is not its own."""
    return voice if voice.language == language else reader(language, voice.is_female)


@lru_cache(maxsize=4)
def _styles(file: str) -> NDArray[np.float32]:
    import numpy as np

    styles: NDArray[np.float32] = np.load(FOLDER / f"{file}.npy").astype(np.float32)
    return styles
