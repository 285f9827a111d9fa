"""Playing: what MusicGen is asked for, and what a loaded model plays in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field

from pipelines.music.pretrained.options import TakesOptions
from pipelines.runtimes import audiocraft, transformers
from studio.models.catalog import ModelSpec

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

TOP_K = 250
GUIDANCE, WINDOW = 3.0, 30.0
"""For models that say none: the scale of classifier-free guidance, and the seconds that are heard at a time."""
CLASSES = frozenset({"", "MusicgenForConditionalGeneration", "MusicgenMelodyForConditionalGeneration", "MusicGen"})
MELODY = "musicgen-melody"
"""The base of models that follow a melody."""
RUNTIMES = (transformers.NAME, audiocraft.NAME)


class MusicgenOptions(TakesOptions):
    """How a model samples; empty for what it likes."""

    section = "musicgen"

    guidance: float | None = Field(None, ge=1, le=10)
    temperature: float | None = Field(None, gt=0, le=2)

    @property
    def heat(self) -> float:
        """The temperature that is sampled with."""
        return 1.0 if self.temperature is None else self.temperature

    def scale(self, spec: ModelSpec) -> float:
        """The scale of classifier-free guidance."""
        usual = spec.defaults.guidance_scale
        return self.guidance if self.guidance is not None else GUIDANCE if usual is None else usual

    def facts(self, spec: ModelSpec) -> dict[str, Any]:
        """Of MusicFacts."""
        return {"guidance_scale": self.scale(spec), "temperature": self.heat}


@dataclass(frozen=True)
class Wanted:
    """What a model is to play. Sounds are at the model's own rate and in its channels."""

    words: str
    seconds: float
    """In all, with what is heard before."""
    options: MusicgenOptions
    spec: ModelSpec
    before: Samples | None = None
    """What it goes on from; it stands at the beginning of what is played."""
    melody: Samples | None = None
    """What it follows the tune of, again and again where it is shorter."""

    @property
    def window(self) -> float:
        """Seconds that are heard at a time."""
        return self.spec.defaults.window or WINDOW


@dataclass(frozen=True)
class Format:
    """Samples and frames of codes a second, and channels, of a loaded model."""

    rate: int
    frame_rate: float
    channels: int


def format_of(model: Any, spec: ModelSpec) -> Format:
    """What a loaded model plays in."""
    if spec.runtime == audiocraft.NAME:
        return Format(int(model.sample_rate), float(model.frame_rate), int(model.audio_channels))
    config = model.model.config
    channels = int(getattr(config.decoder, "audio_channels", 1))
    return Format(int(config.audio_encoder.sampling_rate), float(config.audio_encoder.frame_rate), channels)


def steps(model: Any, spec: ModelSpec, seconds: float) -> int:
    """Frames of codes in so many new seconds."""
    return max(1, frames(seconds, format_of(model, spec)))


def frames(seconds: float, form: Format) -> int:
    """Frames of codes that hold all of so many seconds; what the last one has too much is cut off."""
    return math.ceil(round(seconds * form.frame_rate, 6))
