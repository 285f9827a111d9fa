"""Facts: measured or chosen properties of a work, one frozen model for each kind. JSON values only.

What an engine does not say stays None or empty and is left out of the recipe. Facts of another version that have no
place here any more are passed over.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Facts(BaseModel):
    """What every work has."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    seed: int | None = None
    """The seed of this piece, where a job makes several; else that of the job counts."""

    def said(self) -> dict[str, Any]:
        """The facts that are known, as JSON values."""
        return {name: value for name, value in self.model_dump(mode="json").items() if value not in (None, "", [], {})}


class Denoised(Facts):
    """How a diffusion model was run. The names are the library's own."""

    steps: int | None = None
    guidance_scale: float | None = None
    sampler: str = ""
    """The solver by the name that other image tools give it: Euler, DPM++ 2M ..."""
    schedule: str = ""
    """How its noise levels are spaced: Karras, Simple ..."""
    memory: str = ""
    """How the model was made to fit: a rung of studio/models/ladder.py; empty where it ran as it is."""


class Drawn(Facts):
    """What a drawn scene is made of."""

    finish: str = ""
    style: str = ""
    drawings: tuple[str, ...] = ()


class PictureFacts(Denoised, Drawn):
    """A picture. Sizes in pixels."""

    width: int | None = None
    height: int | None = None
    painted: str = ""
    """The size that the model painted at, where that is not the picture's."""
    subject: str = ""
    """What was painted, in the words that the model was asked with."""
    loras: tuple[str, ...] = ()
    """LoRAs that the model was changed by, each with its strength: name:0.8."""
    prompt_used: str = ""
    """The prompt with its style and everything chosen, where that is not what the person wrote."""
    negative_used: str = ""
    """The same of what must not be there."""


class TextFacts(Facts):
    """A poem, a story, a scene, a letter, or a picture in words."""

    words: int | None = None
    lines: int | None = None
    form: str = ""
    rhyme: str = ""
    tokens: int | None = None
    temperature: float | None = None
    mark: bool | None = None
    """Whether the words carry the mark of studio/media/text_mark.py."""


class MusicFacts(Facts):
    """A piece of music. Tempo in beats a minute, loudness in LUFS."""

    seconds: float | None = None
    loudness: float | None = None
    key: str = ""
    mode: str = ""
    tempo: float | None = None
    metre: str = ""
    genre: str = ""
    mood: str = ""
    energy: float | None = None
    instruments: tuple[str, ...] = ()
    form: str = ""
    chords: tuple[str, ...] = ()
    melody: str = ""
    """Who wrote the melody."""
    description: str = ""
    """What a model was asked with."""
    sample_rate: int | None = None
    channels: int | None = None
    guidance_scale: float | None = None
    temperature: float | None = None


class SpeechFacts(Facts):
    """Words that are spoken, or were heard. Loudness in LUFS."""

    seconds: float | None = None
    loudness: float | None = None
    language: str = ""
    voices: tuple[str, ...] = ()
    speed: float | None = None
    words: int | None = None
    sentences: int | None = None
    sample_rate: int | None = None
    channels: int | None = None


class FilmFacts(Denoised, Drawn):
    """A film. Sizes in pixels."""

    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    fps: int | None = None
    frames: int | None = None
    loop: bool | None = None
    camera: str = ""
    verbs: dict[str, str] = {}
