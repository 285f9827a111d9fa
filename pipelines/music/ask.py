"""What can be asked for in music."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from studio.params import PromptParams

KeyName = Literal["auto", "C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"]
ModeName = Literal["auto", "major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "pentatonic"]


class MusicParams(PromptParams):
    """A piece of music: length in seconds, tempo in beats a minute. "auto" and nothing leave it to the description."""

    section = "music"

    seconds: float = Field(30, ge=10, le=180, json_schema_extra={"group": "main"})
    tempo: float | None = Field(None, ge=40, le=220)
    key: KeyName = "auto"
    mode: ModeName = "auto"
    metre: Literal["auto", "4/4", "3/4", "6/8"] = "auto"
    format: Literal["wav", "flac", "mp3"] = Field("wav", json_schema_extra={"late": True})
