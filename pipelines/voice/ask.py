"""What can be asked for in voice."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from studio.params import AUTO, Brought, MaybeBrought, ModelName, Params, PromptParams

_LATE: dict[str, Any] = {"late": True}


class NarrateParams(PromptParams):
    """Words that are read aloud. `speed`: 1 is the voice's own; `pauses`: times as long as usual; `music`: played under
    the voice, `music_volume` from hardly heard to as loud as the voice."""

    section = "narrate"

    speed: float = Field(1.0, ge=0.6, le=1.6)
    pauses: float = Field(1.0, ge=0.3, le=3.0)
    music: MaybeBrought = Field("", json_schema_extra={"takes": ["sound"]})
    music_volume: float = Field(0.5, ge=0, le=1)
    format: Literal["wav", "flac", "mp3", "ogg"] = Field("wav", json_schema_extra=_LATE)


Tongue = Literal[
    "auto", "en", "zh", "ar", "cs", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl",
    "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi",
]  # fmt: skip
"""Languages that can be named; `auto` finds these and some seventy more."""


class ListenParams(Params):
    """A sound or a film whose words are written down."""

    section = "listen"

    sound: Brought = Field(json_schema_extra={"takes": ["sound", "film"], "group": "main"})
    language: Tongue = "auto"
    model: ModelName = AUTO


class ReadParams(Params):
    """A text of one's own, or a poem, story or script that was made here, read aloud. The rest as in NarrateParams."""

    section = "narrate"

    text: Brought = Field(json_schema_extra={"takes": ["text", "document"], "group": "main"})
    speed: float = Field(1.0, ge=0.6, le=1.6)
    pauses: float = Field(1.0, ge=0.3, le=3.0)
    music: MaybeBrought = Field("", json_schema_extra={"takes": ["sound"]})
    music_volume: float = Field(0.5, ge=0, le=1)
    format: Literal["wav", "flac", "mp3", "ogg"] = Field("wav", json_schema_extra=_LATE)
    model: ModelName = AUTO
