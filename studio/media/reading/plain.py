"""Plain: what reading a file gave."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from studio.media.reading.limits import InputKind
from studio.words import Sentence


class InputFacts(BaseModel):
    """What is known of an input. Sizes in pixels; None where the kind has no such thing."""

    model_config = ConfigDict(frozen=True)

    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    frames: int | None = None
    fps: int | None = None
    channels: int | None = None
    sample_rate: int | None = None
    has_sound: bool | None = None
    events: int | None = None
    pages: int | None = None
    characters: int | None = None


SUFFIXES: dict[InputKind, str] = {
    "picture": ".png",
    "sound": ".flac",
    "film": ".mp4",
    "midi": ".mid",
    "text": ".txt",
    "document": ".txt",
    "weights": ".safetensors",
    "score": ".json",
}


class Plain(BaseModel):
    """A file as it was read: its kind, what is known of it, and what the person should know."""

    model_config = ConfigDict(frozen=True)

    kind: InputKind
    facts: InputFacts
    notes: tuple[Sentence, ...] = Field((), max_length=20)
    found: str = Field("", max_length=200_000)
    """The text in the original that says how it was made."""
    found_is: str = Field("", max_length=20)
    """"recipe" where the text is a recipe of the studio's, "parameters" where it has AUTOMATIC1111's form, "others"
    where it is what another program says, in our words."""

    @property
    def suffix(self) -> str:
        """Of the plain file."""
        return SUFFIXES[self.kind]
