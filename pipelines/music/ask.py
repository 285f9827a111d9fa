"""What can be asked for in music."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from studio.params import AUTO, PromptParams

TONICS = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_KEY = re.compile(r"([A-Ga-g])\s*(♯|#|♭|b|-?\s*sharp|-?\s*flat)?\s*(m|min|minor|maj|major)?", re.IGNORECASE | re.ASCII)


def read_tonic(value: Any) -> Any:
    """A tonic by the name that the form has for it: C# and Db are C♯. What is no tonic is left as it is."""
    found = _KEY.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return value
    sign = (found[2] or "").strip(" -").lower()
    shift = 1 if sign in ("♯", "#", "sharp") else -1 if sign else 0
    return TONICS[(_LETTERS[found[1].upper()] + shift) % 12]


def read_mode(key: Any) -> str:
    """The mode that is said with a key: minor of Am; "" where it is a tonic alone."""
    found = _KEY.fullmatch(key.strip()) if isinstance(key, str) else None
    named = found[3] if found else None
    if not named:
        return ""
    return "minor" if named == "m" or named.lower().startswith("min") else "major"


KeyName = Annotated[
    Literal["auto", "C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"], BeforeValidator(read_tonic)
]
ModeName = Literal["auto", "major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "hijaz", "pentatonic"]
MetreName = Literal["auto", "2/4", "3/4", "4/4", "5/4", "6/8", "7/8", "9/8", "12/8"]


class MusicParams(PromptParams):
    """A piece of music: length in seconds, tempo in beats a minute. "auto" and nothing leave it to the description."""

    section = "music"

    seconds: float = Field(30, ge=10, le=180, json_schema_extra={"group": "main"})
    tempo: float | None = Field(None, ge=40, le=220)
    key: KeyName = "auto"
    mode: ModeName = "auto"
    metre: MetreName = "auto"
    format: Literal["wav", "flac", "mp3", "ogg"] = Field("wav", json_schema_extra={"late": True})

    @model_validator(mode="before")
    @classmethod
    def _minor_keys(cls, values: Any) -> Any:
        """A key that has its mode with it, as Am, sets both, unless another mode is chosen."""
        if isinstance(values, dict) and values.get("mode", AUTO) == AUTO and (mode := read_mode(values.get("key"))):
            return {**values, "mode": mode}
        return values
